/** The command line itself: help that reads well, and what is said of a wrong one. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { run } from '../../src/cli/program.ts'
import { MuqabilError } from '../../src/errors.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const COMMANDS = [
  'build',
  'watch',
  'plan',
  'diff',
  'check',
  'review',
  'waive',
  'terms',
  'inspect',
  'migrate',
  'merge',
  'init',
]

/** In the process's own folder: nothing of a project is needed to be told of usage. */
const said = (
  ...args: readonly string[]
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(process.execPath, [resolve('bin/muqabil.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })

describe('help', () => {
  test('of the program names every command and the first steps', () => {
    const { status, stdout, stderr } = said('--help')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    expect(stdout).toContain('First steps: muqabil init')
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80)
  })

  test.each(COMMANDS)('of %s has its purpose, every option, examples and exit statuses', async (command) => {
    const { status, stdout, stderr } = await muqabil('.', [command, '--help'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: muqabil \w+ \[options\]/)
    expect(stdout).toMatch(/^[A-Z][^\n]+\.$/m)
    expect(stdout).toMatch(/\nExamples:\n(  muqabil [^\n]+\n)+/)
    expect(stdout).toMatch(/\nExit status: 0 [^]+\.\n$/)
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
    expect((await muqabil('.', ['help', command])).stdout).toBe(stdout)
  })

  test('the statuses are those of the guide', () => {
    const guide = readFileSync('docs/configuration.md', 'utf8')
    const { stdout } = said('build', '--help')
    for (const status of [0, 1, 2, 130, 70]) {
      expect(stdout).toMatch(new RegExp(`\\b${status} \\w`))
      expect(guide).toMatch(new RegExp(`\\b${status} \\w`))
    }
  })

  test('without a command: the help, on standard error, 2', () => {
    const { status, stdout, stderr } = said()
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('Usage: muqabil <command>')
  })
})

describe('a wrong command line is one sentence, status 2', () => {
  test.each([
    [
      ['biuld'],
      'Unexpected command "biuld", expected "build", which is the nearest name; see "muqabil --help" for what each does. [command-unknown]',
    ],
    [
      ['ترجم'],
      'Unexpected command \u2068"ترجم"\u2069, expected one of build, watch, plan, diff, check, inspect, review, waive, terms, export, import, tasks, apply, memory, migrate, merge, submit, work, status, providers, model, add, init;',
    ],
    [['model', 'سجل'], 'Unexpected command \u2068"سجل"\u2069, expected one of list, get, remove, path;'],
    [
      ['build', '--verbos'],
      'Unexpected option "--verbos", expected "--verbose", which is the nearest name; see "muqabil build --help" for all. [option-unknown]',
    ],
    [['build', '--api-key=AIza1'], 'Unexpected option "--api-key", expected an option of muqabil build;'],
    [['plan', '--frozen'], 'Unexpected option "--frozen", expected an option of muqabil plan;'],
    [
      ['build', '--max-chars', '1.5'],
      'Unexpected "1.5" for "--max-chars", expected a whole number of 0 or more, such as 100000; correct it. [option-value]',
    ],
    [['build', '--max-chars', '-5'], 'Unexpected "-5" for "--max-chars", expected a whole number'],
    [
      ['build', '--max-cost', '٥'],
      'Unexpected \u2068"٥"\u2069 for "--max-cost", expected a number of 0 or more, such as 2.50;',
    ],
    [
      ['build', '--max-cost'],
      'Unexpected absence of a value after "--max-cost", expected "--max-cost <amount>"; correct it. [option-value]',
    ],
    [['check', '--fail-on', 'warn'], 'Unexpected "warn" for "--fail-on", expected one of info, warning, error;'],
    [
      ['check', '--fail-on', 'warnin'],
      'Unexpected "warnin" for "--fail-on", expected "warning", which is the nearest name;',
    ],
    [
      ['build', '--frozen', '--prune'],
      'Unexpected "--prune" together with "--frozen", expected one of them; leave the other out. [option-conflict]',
    ],
    [['export'], 'Unexpected absence of <name>, expected "muqabil export --format <name>"; add it. [argument-missing]'],
    [['inspect'], 'Unexpected absence of <file>, expected "muqabil inspect <file>"; add it. [argument-missing]'],
    [
      ['inspect', 'a', 'b\u001B[2J'],
      'Unexpected argument "b<U+001B>[2J", expected no more for "muqabil inspect"; leave it out. [argument-surplus]',
    ],
    [
      ['build', '--provider', 'googel'],
      'Unexpected provider "googel", expected "google", which is the nearest name; correct it. [provider-unknown]',
    ],
    [
      ['build', '--encoding', 'windows-1265'],
      'Unexpected encoding "windows-1265", expected a name of the WHATWG Encoding Standard',
    ],
    [
      ['build', '-C', 'no/such'],
      'no/such: Unexpected absence of this folder, expected the folder of a project; check its name,',
    ],
    [['-C', 'no/such', 'plan'], 'no/such: Unexpected absence of this folder'],
    [
      ['build', '-C', 'package.json'],
      'package.json: Unexpected file where a folder should be, expected a file that can be read',
    ],
    [['build', '--config', 'no.json'], 'no.json: Unexpected configuration that is not there, expected a file to read;'],
  ])('%j', async (args, words) => {
    const error: unknown = await run(['node', 'muqabil', ...args]).catch((each: unknown) => each)
    const message = error instanceof MuqabilError ? error.message : String(error)
    expect(message).toContain(words)
    expect(message.split('\n')).toHaveLength(1)
    expect(message).not.toMatch(/AIza|\u001B|invalid/)
  })

  test('by the command: on standard error, 2', () => {
    const { status, stdout, stderr } = said('biuld', '--verbose')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^Unexpected command "biuld", [^\n]*\n$/)
  })
})

test('--json says an error as an object too, on standard output', () => {
  const { status, stdout, stderr } = said('build', '--json', '-C', 'no/such')
  expect(status).toBe(2)
  expect(JSON.parse(stdout)).toEqual({
    event: 'error',
    code: 'folder-missing',
    file: 'no/such',
    message: stderr.trim(),
  })
})

test('-C before the command and after it, with a configuration in that folder', async () => {
  const root = temporaryProject({
    'p/نصوص/a.txt': 'قهوة هنا.\n',
    'p/my.json': '{ "input": "نصوص", "provider": "pseudo" }',
  })
  for (const args of [
    ['-C', 'p', 'plan', '--config', 'my.json'],
    ['plan', '-C', 'p', '--config', './my.json'],
    ['plan', '-C', './p/', '--config', 'my.json', 'نصوص/*.txt'],
  ])
    expect(await muqabil(root, args)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('translate 1 segment ') as string,
    })
})
