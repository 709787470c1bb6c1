/** Runs the steps of action.yml as a runner runs them: conditions, variables, files for outputs, bash with its flags. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { bareEnvironment } from './temporary-project.ts'

interface Step {
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, string>>
  readonly shell?: string
  readonly 'working-directory'?: string
  readonly env?: Readonly<Record<string, string>>
  readonly run?: string
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

export interface ActionRun {
  readonly status: number
  readonly log: string
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
}

export interface RunOptions {
  readonly workspace: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly github?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  /** Folder of programs that go before all others. */
  readonly programs?: string
}

export const readAction = (): Action => parse(readFileSync('action.yml', 'utf8')) as Action

/** Ends at the first step that fails, as a job does. */
export function runAction({ workspace, inputs = {}, github = {}, environment = {}, programs }: RunOptions): ActionRun {
  const action = readAction()
  const temporary = mkdtempSync(join(tmpdir(), 'muqabil-runner-'))
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }))
  const [summary, output] = ['summary.md', 'output'].map((name) => join(temporary, name))
  if (summary === undefined || output === undefined) throw new Error('no files')
  writeFileSync(summary, '')
  mkdirSync(join(temporary, 'temp'))
  const context = new Map<string, string>(Object.entries(github).map(([name, value]) => [`github.${name}`, value]))
  for (const [name, { default: value }] of Object.entries(action.inputs))
    context.set(`inputs.${name}`, inputs[name] ?? expand(String(value), context))
  const log: string[] = []
  const done = (status: number): ActionRun => ({
    status,
    log: log.join(''),
    summary: readFileSync(summary, 'utf8'),
    outputs: Object.fromEntries(
      Object.entries(action.outputs).map(([name, { value }]) => [name, expand(value, context)]),
    ),
  })
  for (const step of action.runs.steps) {
    if (step.run === undefined || !holds(step.if, context)) continue
    const script = join(temporary, 'script.sh')
    writeFileSync(script, step.run)
    writeFileSync(output, '')
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(String(value), context)]),
    )
    const path = [...(programs === undefined ? [] : [programs]), dirname(process.execPath), process.env.PATH ?? '']
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: resolve(workspace, expand(step['working-directory'] ?? '.', context)),
      encoding: 'utf8',
      env: {
        ...bareEnvironment({
          GITHUB_ACTIONS: 'true',
          GITHUB_WORKSPACE: workspace,
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_OUTPUT: output,
          RUNNER_TEMP: join(temporary, 'temp'),
          ...environment,
          ...env,
        }),
        PATH: path.join(delimiter),
      },
    })
    log.push(ran.stdout, ran.stderr)
    for (const [, name = '', value = ''] of readFileSync(output, 'utf8').matchAll(/^([\w-]+)=(.*)$/gm))
      context.set(`steps.${step.id ?? ''}.outputs.${name}`, value)
    if (ran.status !== 0) return done(ran.status ?? -1)
  }
  return done(0)
}

/** `${{ inputs.name }}` by its value; what is not there is nothing. */
function expand(text: string, context: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => context.get(name) ?? '')
}

/** `a == 'b' && c != 'd'`: all that the action uses. */
function holds(condition: string | undefined, context: ReadonlyMap<string, string>): boolean {
  return (condition ?? '').split('&&').every((part) => {
    if (part.trim() === '') return true
    const [, name = '', sign, wanted] = /^\s*([\w.-]+)\s*(==|!=)\s*'([^']*)'\s*$/.exec(part) ?? []
    if (sign === undefined) throw new Error(`a condition that the test does not know: ${part}`)
    return ((context.get(name) ?? '') === wanted) === (sign === '==')
  })
}
