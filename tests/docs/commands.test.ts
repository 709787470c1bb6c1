/** Every command, flag and example of the README and the guides: what they show must work as it stands. */
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readGlossary } from '../../src/glossary/read-glossary.ts'
import { build } from '../../src/project/build.ts'
import { parseConfig } from '../../src/project/load-config.ts'
import { parseJson } from '../../src/project/parse-json.ts'
import { commitAll, repositoryIn } from '../git.ts'
import { readAction } from '../run-action.ts'
import { bareEnvironment, temporaryProject } from '../temporary-project.ts'
import {
  allCommands,
  argumentsOf,
  faultOf,
  mentions,
  readingProgram,
  settingLines,
  typedLines,
} from './command-line.ts'
import { readGuides } from './read-guides.ts'

const run = promisify(execFile)
const guides = readGuides()
const program = await readingProgram()

/** Commands that are read, and not run here, each with its reason. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'model get': 'fetches a model from its publisher; tests/project/models has a publisher of its own',
  review: 'serves until it is stopped',
  watch: 'serves until it is stopped',
  work: 'needs a database; tests/project/queue.test.ts has one',
  submit: 'needs a database',
  status: 'needs a database',
}

/** Flags in sentences that are not ours, each with its reason. */
const OTHERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['--u', '--paper', '--ink', '--quiet', '--rubric', '--rule', '--wash', '--latin', '--arabic', '--mono'].map(
      (name) => [name, 'a value of a page that a stylesheet may give'],
    ),
  ),
  ...Object.fromEntries(
    ['--char-limit', '--req-limit', '--batch-limit', '--load-only', '--timeout'].map((name) => [
      name,
      'of the LibreTranslate server',
    ]),
  ),
  '--max-model-len': 'of vLLM',
  '-c': 'of llama.cpp',
}

/** Blocks of JSON that are no configuration, by what is in them, each with its reason. */
const NO_CONFIGURATION: readonly (readonly [RegExp, string])[] = [
  [/^\{"time":.*"level":/, 'a line of the log, which tests/cli/log.test.ts looks at'],
]

/** How each language of a block is held to: one that is not here is one that nobody tries. */
const TRIED: Readonly<Record<string, string>> = {
  '': 'typed at a terminal, run below; or no command',
  json: 'a configuration, read below',
  jsonc: 'a configuration, read below',
  yaml: 'read below, its commands and inputs too',
  ini: 'its commands below',
  csv: 'a glossary, read below',
  ts: 'compiled by tests/package/package.test.ts',
  js: 'run by docs.test.ts and providers.test.ts',
  python: 'run by providers.test.ts',
  xml: 'a record, read by docs.test.ts',
  text: 'cases of the checks, tried by tests/quality/checks.test.ts',
  css: 'a stylesheet of values',
  markdown: 'directives, tried by tests/document',
}

describe('commands', () => {
  test('every one that is typed or set can be read by the program', async () => {
    const lines = guides.flatMap((guide) => [...typedLines(guide), ...settingLines(guide)])
    expect(lines.length).toBeGreaterThan(15)
    for (const { place, text } of lines)
      expect([place, text, await faultOf(program, argumentsOf(text), 'typed')]).toEqual([place, text, ''])
  })

  test('every one that a sentence speaks of is there, with its flags', async () => {
    for (const { place, text } of guides.flatMap(mentions))
      expect([place, text, await faultOf(program, argumentsOf(text), 'mentioned')]).toEqual([place, text, ''])
  })

  test('every flag that a sentence speaks of is one of some command, and takes the value that stands behind it', () => {
    const options = allCommands(program).flatMap((command) => command.options)
    for (const { place, text } of guides.flatMap(({ inline }) => inline)) {
      const [, flag = '', value] = /^(--[a-z][\w-]*|-[A-Za-z])(?:[ =](\S+))?$/.exec(text) ?? []
      if (flag === '' || flag in OTHERS) continue
      const named = options.filter((option) => option.long === flag || option.short === flag)
      expect([place, flag, named.length > 0]).toEqual([place, flag, true])
      const choices = named.flatMap(({ argChoices }) => argChoices ?? [])
      if (value !== undefined && choices.length > 0) expect(choices).toContain(value)
    }
  })

  test('a flag or a command that is not there is found', async () => {
    expect(await faultOf(program, argumentsOf('muqabil build --frosen'), 'mentioned')).toContain(
      "unknown option '--frosen'",
    )
    expect(await faultOf(program, argumentsOf('npx muqabil bild'), 'mentioned')).toContain("unknown command 'bild'")
    expect(await faultOf(program, argumentsOf('muqabil model fetch ar-en'), 'mentioned')).toContain(
      "unknown command 'fetch'",
    )
    expect(await faultOf(program, argumentsOf('muqabil export --out a.csv'), 'typed')).toContain('--format')
    expect(
      await faultOf(program, argumentsOf('npx --yes muqabil@0.1.0 check --fail-on fatal | tee x'), 'typed'),
    ).toContain('fatal')
  })

  test('every file and script that a guide tells to run is there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>
    }
    const lines = guides.flatMap(({ blocks, inline }) => [...blocks, ...inline])
    for (const { place, text } of lines) {
      for (const [, name = ''] of text.matchAll(/\bnpm (?:run )?(start|test|(?<=run )[\w:-]+)/g))
        expect([place, name in scripts]).toEqual([place, true])
      for (const [, file = ''] of text.matchAll(/\bnode (scripts\/[\w./-]+)/g))
        expect(() => readFileSync(file)).not.toThrow()
    }
  })
})

const pages = guides
  .map((guide) => ({
    path: guide.path,
    lines: typedLines(guide)
      .map(({ text }) => text)
      .filter((text) => !isNotRun(text)),
  }))
  .filter(({ lines }) => lines.length > 0)

describe.skipIf(process.platform === 'win32')('run in a project of their own', () => {
  let sample = ''
  beforeAll(async () => {
    sample = await sampleProject()
    return () => rmSync(sample, { recursive: true, force: true, maxRetries: 3 })
  })

  test.each(pages)('$path', async ({ lines }) => {
    const root = temporaryProject({
      'bin/muqabil': `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/muqabil.mjs')}" "$@"\n`,
      'bin/npx': '#!/bin/sh\nexec "$@"\n',
    })
    for (const name of ['muqabil', 'npx']) chmodSync(join(root, 'bin', name), 0o755)
    const cwd = join(root, 'project')
    cpSync(sample, cwd, { recursive: true })
    const env = bareEnvironment({ PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH ?? ''}` })
    for (const line of lines) {
      const failed = await run('bash', ['-c', line], { cwd, env }).then(
        () => '',
        (error: unknown) => String(error),
      )
      expect([line, failed]).toEqual([line, ''])
    }
  })
})

describe('examples', () => {
  const blocks = guides.flatMap((guide) => guide.blocks)

  test('each is of a language that some test takes', () => {
    for (const { place, language } of blocks)
      expect([place, language, language in TRIED]).toEqual([place, language, true])
  })

  test('every configuration is one', () => {
    for (const { place, text, language } of blocks) {
      if (!language.startsWith('json') || NO_CONFIGURATION.some(([pattern]) => pattern.test(text))) continue
      expect(() => parseConfig(parseJson(text, place).value, place)).not.toThrow()
    }
    expect(() => parseConfig(parseJson('{ "formts": [] }', 'x').value, 'x')).toThrow('formats')
  })

  test('every workflow can be read, and the action has each input that it is given', () => {
    const inputs = Object.keys(readAction().inputs)
    for (const { text } of blocks.filter(({ language }) => language === 'yaml')) {
      const given = stepsIn(parse(text)).filter(({ uses }) => uses?.includes('/muqabil@'))
      for (const name of given.flatMap((step) => Object.keys(step.with ?? {}))) expect(inputs).toContain(name)
    }
  })

  test('every glossary is one', () => {
    for (const { place, text } of blocks.filter(({ language }) => language === 'csv'))
      expect(readGlossary(text, { file: place, sourceLanguage: 'ar', targetLanguage: 'en' }).length).toBeGreaterThan(0)
  })
})

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

/** Whatever in a file uses an action. */
function stepsIn(value: unknown): readonly Step[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'uses' in value ? [value as Step] : []
  return [...own, ...Object.values(value).flatMap(stepsIn)]
}

function isNotRun(line: string): boolean {
  const [first = '', second = ''] = argumentsOf(line)
  return first in NOT_RUN || `${first} ${second}` in NOT_RUN
}

const PROVIDER = `export default { name: 'mine', limits: { characters: 5000, elements: 30 },
  translate: async ({ texts }) => texts.map((text) => 'A sentence of ' + text.length + ' letters.') }`
const MEMORY = `<?xml version="1.0"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="ar" datatype="plaintext"/>
<body><tu><tuv xml:lang="ar"><seg>قهوة طيبة.</seg></tuv><tuv xml:lang="en"><seg>Good coffee.</seg></tuv></tu></body></tmx>`

/** What the guides speak of: a repository with a branch and tags to compare with, rows by their ids, a memory to import. */
async function sampleProject(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'muqabil-guides-'))
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
  write({
    'input/a.md': '# قهوة\n\nهذا سطر سيحذف.\n',
    'mine.mjs': PROVIDER,
    'big.tmx': MEMORY,
    '.gitignore': '.muqabil/\n',
    'muqabil.config.json': '{"provider":"./mine.mjs","formats":["markdown"]}',
  })
  await build({ cwd: root })
  const git = repositoryIn(root)
  git('tag', 'v1')
  git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  write({ 'input/news/b.md': '# شاي\n\nشرب الرجل الشاي. ثم خرج.\n' })
  await build({ cwd: root })
  commitAll(git, 'second')
  git('tag', 'v2')
  write({ 'input/a.md': '# قهوة\n\nهذا سطر سيحذف.\n\nوهذا سطر جديد.\n' })
  return root
}
