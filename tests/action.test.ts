/** The action of the repository, its steps run on real repositories. */
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { build } from '../src/project/build.ts'
import { commitAll, gitIn, repositoryIn, type Git } from './git.ts'
import { readAction, runAction } from './run-action.ts'
import { temporaryProject } from './temporary-project.ts'

const PROVIDER = `if (process.env.KEY === undefined) throw new Error('no key')
export default { name: 'mine', limits: { characters: 5000, elements: 30 }, price: { perMillion: 1e6, currency: 'USD' },
  translate: async ({ texts }) => texts.map((text) => 'A sentence of ' + text.length + ' letters.') }`

/** A project in a clone of a bare repository, with the program where npm puts it. */
async function cloned(folder = '.'): Promise<{ readonly root: string; readonly origin: Git; readonly git: Git }> {
  const base = temporaryProject({ 'origin/x': '' })
  const root = join(base, 'clone')
  const project = join(root, folder)
  mkdirSync(join(project, 'input'), { recursive: true })
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true })
  symlinkSync(resolve('bin/muqabil.mjs'), join(project, 'node_modules/.bin/muqabil'))
  writeFileSync(join(project, 'input/قهوة.txt'), 'عنوان النص\n\nشرب الرجل القهوة.\n')
  writeFileSync(
    join(project, 'muqabil.config.json'),
    '{"provider":"./mine.mjs","formats":["markdown"],"checks":{"numbers":"off","end-punctuation":"off","length-ratio":"off"}}',
  )
  writeFileSync(join(project, 'mine.mjs'), PROVIDER)
  writeFileSync(join(root, '.gitignore'), 'node_modules/\n.muqabil/\n')
  process.env.KEY = 'for this test'
  await build({ cwd: project })
  delete process.env.KEY
  const git = repositoryIn(root)
  const origin = gitIn(join(base, 'origin'))
  origin('init', '--quiet', '--bare', '--initial-branch=main')
  git('remote', 'add', 'origin', join(base, 'origin'))
  git('push', '--quiet', 'origin', 'main')
  return { root, git, origin }
}

describe('its text', () => {
  const { inputs, runs } = readAction()

  test('no expression stands in a script, every script names its shell, and every input has a use', () => {
    const text = readFileSync('action.yml', 'utf8')
    for (const step of runs.steps) {
      expect(step.run ?? '').not.toContain('${{')
      if (step.run !== undefined) expect(step.shell).toBe('bash')
    }
    for (const name of Object.keys(inputs)) expect(text).toContain(`inputs.${name}`)
  })

  test('answers are kept however a job ends, but of one that was refused', () => {
    const [restore, save] = ['restore', 'save'].map((part) =>
      runs.steps.findIndex(({ uses }) => uses?.startsWith(`actions/cache/${part}@`)),
    )
    const build = runs.steps.findIndex(({ id }) => id === 'build')
    expect([restore, build, save]).toEqual([build - 1, build, build + 1])
    const [before, after] = [runs.steps[build - 1], runs.steps[build + 1]]
    expect(after?.if).toBe("always() && inputs.command == 'build' && steps.program.outcome == 'success'")
    expect(after?.with?.key).toBe(before?.with?.key)
  })

  test('its version is that of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(inputs.version?.default).toBe(version)
  })
})

describe('check', () => {
  test('needs no key, and is green for what is built; a summary stands on the page of the job', async () => {
    const { root } = await cloned()
    const ran = runAction({ workspace: root })
    expect(ran).toMatchObject({
      status: 0,
      summary: expect.stringContaining('1 document, 0 findings. 2 segments: 2 translated.') as string,
    })
  })

  test('is red with annotations for a row that is missing; a state can be required; SARIF goes into its file', async () => {
    const { root } = await cloned('books of ours')
    const inputs = { 'working-directory': 'books of ours' }
    expect(runAction({ workspace: root, inputs: { ...inputs, 'require-state': 'final' } })).toMatchObject({
      status: 1,
      log: expect.stringContaining('expected "final"') as string,
    })
    writeFileSync(join(root, 'books of ours/input/قهوة.txt'), 'عنوان النص\n\nشرب الرجل الشاي.\n')
    const ran = runAction({ workspace: root, inputs })
    expect(ran.status).toBe(1)
    expect(ran.log).toMatch(/^::error file=books of ours\/input\/قهوة\.txt,line=3,col=1,title=stale::/m)
    expect(ran.summary).toContain('| input/قهوة.txt |')
    expect(runAction({ workspace: root, inputs: { ...inputs, sarif: 'found.sarif' } }).status).toBe(1)
    expect(JSON.parse(readFileSync(join(root, 'books of ours/found.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
    })
  })
})

describe('diff', () => {
  test('of a pull request in a clone of one commit: the comment is a file, and on the page of the job', async () => {
    const { root, git } = await cloned()
    const base = git('rev-parse', 'HEAD').trim()
    git('checkout', '--quiet', '-b', 'change')
    writeFileSync(join(root, 'input/قهوة.txt'), 'عنوان النص\n\nشرب الرجل الشاي @all.\n')
    commitAll(git, 'change')
    git('push', '--quiet', 'origin', 'change')
    const shallow = join(root, '../shallow')
    gitIn(join(root, '..'))(
      'clone',
      '--quiet',
      '--depth=1',
      '--branch=change',
      `file://${join(root, '../origin')}`,
      shallow,
    )
    mkdirSync(join(shallow, 'node_modules/.bin'), { recursive: true })
    symlinkSync(resolve('bin/muqabil.mjs'), join(shallow, 'node_modules/.bin/muqabil'))
    const options = { workspace: shallow, environment: { KEY: 'x' } }
    // By its name or unsaid last: what was fetched once is there.
    for (const { base: given, github } of [
      { github: { 'event.pull_request.base.sha': base } },
      { base: 'main' },
      { base: 'origin/main' },
      {},
    ] as const) {
      const inputs = { command: 'diff', ...(given === undefined ? {} : { base: given }) }
      const ran = runAction({ ...options, inputs, ...(github === undefined ? {} : { github }) })
      expect(ran.status, ran.log).toBe(0)
      expect(ran.summary).toContain('<del>القهوة.</del> <ins>الشاي @&#8203;all.</ins>')
      expect(ran.summary).toContain('For it a build would send 1 segment:')
      expect(ran.outputs.comment).toMatch(/muqabil-diff\.md$/)
    }
    writeFileSync(join(shallow, 'input/old.txt'), Uint8Array.from([0xc7, 0xe1]))
    const ran = runAction({ ...options, inputs: { command: 'diff' } })
    expect(ran).toMatchObject({ status: 2, summary: expect.stringContaining('الشاي') as string })
  })
})

describe('build', () => {
  const more = (root: string): void => writeFileSync(join(root, 'input/b.txt'), 'وثيقة ثانية هنا.\n')
  const github = { ref: 'refs/heads/main', ref_name: 'main', event_name: 'push' }

  test('translates by the key and commits records and editions, once', async () => {
    const { root, origin } = await cloned()
    more(root)
    const options = {
      workspace: root,
      inputs: { command: 'build', records: 'commit' },
      github,
      environment: { KEY: 'x' },
    }
    const ran = runAction(options)
    expect(ran, ran.log).toMatchObject({ status: 0, outputs: { changed: 'true' } })
    const files = origin('ls-tree', '-r', '-z', '--name-only', 'main').split('\0')
    expect(files).toEqual(expect.arrayContaining(['output/b.md', 'translations/b.txt.en.xlf']))
    expect(files.some((file) => file.startsWith('.muqabil/') || file.startsWith('node_modules/'))).toBe(false)
    expect(runAction(options)).toMatchObject({ status: 0, outputs: { changed: 'false' } })
  })

  test('that stops at its budget keeps what was paid for, and is red', async () => {
    const { root, origin } = await cloned()
    more(root)
    writeFileSync(join(root, 'input/c.txt'), `${'وثيقة طويلة جداً. '.repeat(40)}تمت.\n`)
    const ran = runAction({
      workspace: root,
      inputs: { command: 'build', records: 'commit', 'max-cost': '20' },
      github,
      environment: { KEY: 'x' },
    })
    expect(ran.status, ran.log).toBe(1)
    expect(ran.outputs.changed).toBe('true')
    expect(origin('show', 'main:translations/b.txt.en.xlf')).toContain('A sentence of')
  })

  test('commits records where the editions are ignored by git', async () => {
    const { root, origin, git } = await cloned()
    git('rm', '-r', '--quiet', '--cached', 'output')
    writeFileSync(join(root, '.gitignore'), 'node_modules/\n.muqabil/\noutput/\n')
    commitAll(git, 'editions are not kept here')
    more(root)
    const inputs = { command: 'build', records: 'commit' }
    const ran = runAction({ workspace: root, inputs, github, environment: { KEY: 'x' } })
    expect(ran.status, ran.log).toBe(0)
    expect(origin('show', 'main:translations/b.txt.en.xlf')).toContain('A sentence of')
  })

  test('opens a pull request, and only one', async () => {
    const { root, origin, git } = await cloned()
    more(root)
    // The program of the code host, as far as the action asks it: it keeps what it was told.
    const programs = join(root, '../programs')
    mkdirSync(programs)
    writeFileSync(
      join(programs, 'gh'),
      `#!/bin/bash\nlog="${root}/../gh.log"\nif [ "$2" = list ]; then if [ -e "$log" ]; then echo 7; fi; else printf '%s\\n' "$@" >> "$log"; fi\n`,
    )
    chmodSync(join(programs, 'gh'), 0o755)
    const options = {
      workspace: root,
      inputs: { command: 'build', records: 'pull-request' },
      github,
      environment: { KEY: 'x' },
      programs,
    }
    expect(runAction(options)).toMatchObject({ status: 0 })
    expect(origin('show', 'muqabil/main:output/b.md')).toContain('A sentence of')
    expect(() => origin('show', 'main:output/b.md')).toThrow(/b\.md/)
    writeFileSync(join(root, 'input/c.txt'), 'وثيقة ثالثة هنا.\n')
    expect(runAction(options)).toMatchObject({ status: 0 })
    expect(readFileSync(join(root, '../gh.log'), 'utf8').match(/^create$/gm)).toHaveLength(1)
    expect(origin('show', 'muqabil/main:output/c.md')).toContain('A sentence of')
    // Whoever reads it corrects something there.
    git('checkout', '--quiet', '--detach', 'HEAD')
    writeFileSync(join(root, 'output/c.md'), 'A correction.\n')
    commitAll(git, 'corrected')
    git('push', '--quiet', 'origin', 'HEAD:muqabil/main')
    git('checkout', '--quiet', 'main')
    writeFileSync(join(root, 'input/d.txt'), 'وثيقة رابعة هنا.\n')
    const refused = runAction(options)
    expect(refused.status).toBe(1)
    expect(refused.log).toContain('::error::Unexpected commits of people in pull request 7')
    expect(origin('show', 'muqabil/main:output/c.md')).toBe('A correction.\n')
  })

  test('without the key nothing is committed', async () => {
    const { root, git } = await cloned()
    more(root)
    const before = git('rev-parse', 'HEAD')
    expect(runAction({ workspace: root, inputs: { command: 'build', records: 'commit' }, github }).status).not.toBe(0)
    expect(git('rev-parse', 'HEAD')).toBe(before)
  })
})

test.each([
  [{ command: 'build' }, { event_name: 'pull_request_target' }, 'pull_request_target'],
  [{ command: 'check; touch stolen' }, {}, 'Unexpected command'],
  [{ command: 'build', records: 'commits' }, { ref: 'refs/heads/main' }, 'expected none, commit or pull-request'],
  [{ command: 'build', records: 'commit' }, { ref: 'refs/pull/7/merge' }, 'expected a job of a branch'],
  [{ command: 'build', records: 'pull-request' }, { ref: 'refs/tags/v1' }, 'expected a job of a branch'],
  [{ 'fail-on': 'error; touch stolen' }, {}, '[option-value]'],
  [{ command: 'diff', base: '$(touch stolen)' }, {}, 'touch stolen'],
  [{ command: 'diff', base: '--upload-pack=touch stolen;' }, {}, 'upload-pack'],
])('%j of the event %j is refused', async (inputs, github, words) => {
  const { root } = await cloned()
  const ran = runAction({ workspace: root, inputs, github })
  expect(ran.status).not.toBe(0)
  expect(ran.log).toContain(words)
  expect(existsSync(join(root, 'stolen'))).toBe(false)
})

describe('the examples of the guide', () => {
  const examples = [...readFileSync('docs/ci.md', 'utf8').matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text)

  test('are YAML, give the action only what it takes, and no key to what strangers can start', () => {
    const { inputs } = readAction()
    expect(examples.length).toBeGreaterThanOrEqual(4)
    for (const text of examples) {
      const read = parse(text) as {
        readonly on?: object | string
        readonly jobs?: Readonly<
          Record<string, { readonly steps: readonly { readonly uses?: string; readonly with?: object }[] }>
        >
      }
      expect(text).not.toContain('pull_request_target')
      if (JSON.stringify(read.on ?? '').includes('pull_request')) expect(text).not.toContain('secrets.')
      for (const { steps } of Object.values(read.jobs ?? {}))
        for (const { uses, with: given = {} } of steps)
          if (uses?.includes('/muqabil@'))
            for (const name of Object.keys(given)) expect(Object.keys(inputs)).toContain(name)
    }
  })
})
