/** A project to begin with: what is made, what is kept, and what is asked at a terminal. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configSchema } from '../../src/project/config.ts'
import { ENVIRONMENT_EXAMPLE } from '../../src/project/init-files.ts'
import { init, services, type InitOptions } from '../../src/project/init.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'
import { muqabilInTerminal, withoutCodes } from '../terminal.ts'

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')
const made = async (root: string, options?: InitOptions): Promise<readonly string[]> =>
  (await init(root, options)).filter((each) => each.made).map(({ path }) => path)

/** Every file with its bytes and its time. */
function state(root: string): Readonly<Record<string, readonly [string, number]>> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(root, name)).isFile(),
  )
  return Object.fromEntries(files.map((name) => [name, [read(root, name), statSync(join(root, name)).mtimeMs]]))
}

describe('without a terminal nothing is asked', () => {
  test('in an empty folder all is made, and a second time nothing; what is made works', async () => {
    const root = temporaryProject({})
    const first = await muqabil(root, ['init'])
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(first.stdout).toMatch(/^(made [^\n]+\n){8}Put texts .+ into input\//)
    expect(configSchema.safeParse(JSON.parse(read(root, 'muqabil.config.json')))).toMatchObject({ success: true })
    const before = state(root)
    const second = await muqabil(root, ['init', '--yes'])
    expect(second.stdout).toMatch(/^(kept [^\n]+\n){8}Put/)
    expect(state(root)).toEqual(before)
    writeFileSync(join(root, 'input/a.md'), '# قهوة\n')
    expect((await muqabil(root, ['build', '--provider', 'pseudo'])).status).toBe(0)
  })

  test('the example of the environment is the one in the repository', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(ENVIRONMENT_EXAMPLE)
  })
})

describe('what is there stays', () => {
  test.each(['muqabil.config.ts', 'muqabil.config.js', 'muqabil.config.mjs', 'muqabil.config.json'])(
    '%s, and its folders are the ones that are made',
    async (name) => {
      const root = temporaryProject({
        [name]: name.endsWith('json') ? '{ "input": "نصوص" } // ours' : "export default { input: 'نصوص' }\n",
        'package.json': '{"type":"module"}',
      })
      const text = read(root, name)
      expect(await made(root)).toEqual([
        'نصوص/',
        'output/',
        'translations/',
        '.env.example',
        '.github/workflows/editions.yml',
        '.gitignore',
        '.gitattributes',
      ])
      expect(read(root, name)).toBe(text)
      expect(existsSync(join(root, 'input'))).toBe(false)
    },
  )

  test('lines of .gitignore are added where they are missing, with its own line ends kept', async () => {
    const cases: readonly (readonly [string, string])[] = [
      ['dist', 'dist\n.muqabil/\n.env\n'],
      ['dist\n.env\n', 'dist\n.env\n.muqabil/\n'],
      ['/.env\r\n.muqabil\r\n', '/.env\r\n.muqabil\r\n'],
      ['# .env\n', '# .env\n.muqabil/\n.env\n'],
    ]
    for (const [before, after] of cases) {
      const root = temporaryProject({ '.gitignore': before })
      await init(root)
      expect(read(root, '.gitignore')).toBe(after)
    }
  })

  test('lines of .gitattributes are added once, and what stands there stays', async () => {
    const [first, others] = ['translations/**/*.xlf merge=muqabil\n', 'translations/** -text\noutput/** -text\n']
    const lines = first + others
    for (const [before, after] of [
      ['*.png binary', `*.png binary\n${lines}`],
      [first, lines],
      [lines, lines],
    ] as const) {
      const root = temporaryProject({ '.gitattributes': before })
      await init(root)
      expect(read(root, '.gitattributes')).toBe(after)
    }
    const root = temporaryProject({ 'muqabil.config.json': '{ "translations": "ترجمات لنا" }' })
    await init(root)
    expect(read(root, '.gitattributes')).toBe(
      '"ترجمات لنا/**/*.xlf" merge=muqabil\n"ترجمات لنا/**" -text\noutput/** -text\n',
    )
  })

  test('a file where a folder should be, a broken configuration: one sentence, 2', async () => {
    const ran = await muqabil(temporaryProject({ output: 'mine' }), ['init'])
    expect(ran.status).toBe(2)
    expect(ran.stderr).toMatch(
      /^output: Unexpected file where a folder should be, expected a place that can be written; [^\n]*\n$/,
    )
    await expect(init(temporaryProject({ 'muqabil.config.json': '{ "inptu": 1 }' }))).rejects.toThrow(
      'expected "input", which is the nearest name',
    )
    await expect(init(temporaryProject({ a: '' }).concat('/a'))).rejects.toThrow(
      'Unexpected file where a folder should be',
    )
  })

  test('a folder that is not there is made', async () => {
    const root = temporaryProject({})
    expect(await muqabil(root, ['init', '-C', 'طبعة جديدة'])).toMatchObject({ status: 0 })
    expect(readdirSync(join(root, 'طبعة جديدة')).toSorted()).toEqual([
      '.env.example',
      '.gitattributes',
      '.github',
      '.gitignore',
      'input',
      'muqabil.config.json',
      'output',
      'translations',
    ])
  })
})

describe('what is told', () => {
  test('provider and formats stand in the configuration, with the schema where it is installed', async () => {
    const root = temporaryProject({ 'node_modules/muqabil/dist/muqabil.schema.json': '{}' })
    await init(root, { provider: 'google', formats: ['interleaved'] })
    expect(read(root, 'muqabil.config.json')).toBe(
      '{\n  "$schema": "./node_modules/muqabil/dist/muqabil.schema.json",\n  "sourceLanguage": "ar",\n  "targetLanguage": "en",\n  "formats": ["interleaved"],\n  "provider": "google"\n}\n',
    )
  })

  test('a first text is copied and never overwritten; what is none is refused', async () => {
    const root = temporaryProject({ 'قهوة.md': '# قهوة\n', 'x/قهوة.md': 'another', 'page.pdf': 'x' })
    expect(await made(root, { source: 'قهوة.md' })).toContain('input/قهوة.md')
    utimesSync(join(root, 'input/قهوة.md'), 1, 1)
    expect(await made(root, { source: join(root, 'x/قهوة.md') })).toEqual([])
    expect(read(root, 'input/قهوة.md')).toBe('# قهوة\n')
    await expect(init(root, { source: 'page.pdf' })).rejects.toThrow(
      'page.pdf: Unexpected file of a kind that is not read',
    )
    await expect(init(root, { source: 'none.md' })).rejects.toThrow('none.md: Unexpected absence of this file')
    mkdirSync(join(root, 'folder.md'))
    await expect(init(root, { source: 'folder.md' })).rejects.toThrow(
      'folder.md: Unexpected folder where a file should be',
    )
  })
})

describe('at a terminal', () => {
  const [DOWN, ENTER, SPACE, CTRL_C] = ['\u001B[B', '\r', ' ', '\u0003']

  /** Types the answer to each question once it is asked. */
  function answering(answers: readonly (readonly [string, string])[]): (output: string) => string | undefined {
    let [next, from] = [0, 0]
    return (output) => {
      const [question, keys] = answers[next] ?? []
      if (question === undefined || keys === undefined || !output.slice(from).includes(question)) return undefined
      ;[next, from] = [next + 1, output.length]
      return keys
    }
  }

  test('provider, formats and a first text are asked for, a wrong path again', async () => {
    const root = temporaryProject({ 'قهوة.md': '# قهوة\n' })
    const ran = await muqabilInTerminal(root, ['init'], {
      columns: 100,
      rows: 50, // as many as the services need
      type: answering([
        ['Who translates', DOWN + ENTER],
        ['Which editions', DOWN + SPACE + DOWN + SPACE + ENTER],
        ['A text to begin with', `none.md${ENTER}`],
        ['Unexpected absence of this file', `\u0015قهوة.md${ENTER}`],
      ]),
    })
    expect(ran).toMatchObject({ status: 0 })
    expect(withoutCodes(ran.output)).toContain('made \u2068input/قهوة.md\u2069')
    expect(JSON.parse(read(root, 'muqabil.config.json'))).toMatchObject({
      provider: services[1]?.name,
      formats: ['html', 'interleaved'],
    })
    expect(read(root, 'input/قهوة.md')).toBe('# قهوة\n')
    const shown = withoutCodes(ran.output).replaceAll(/[\s\u2502]+/g, ' ') // in lines of a box
    for (const { what } of services) expect(shown).toContain(what)
  })

  test('what is decided is not asked; Enter alone is an answer to all', async () => {
    const root = temporaryProject({ 'muqabil.config.json': '{}' })
    const ran = await muqabilInTerminal(root, ['init'], {
      columns: 60,
      type: answering([['A text to begin with', ENTER]]),
    })
    expect(ran.status).toBe(0)
    expect(ran.output).not.toContain('Who translates')
    writeFileSync(join(root, 'input/a.md'), 'قهوة\n')
    const again = await muqabilInTerminal(root, ['init'], { columns: 60 })
    expect(again.status).toBe(0)
    expect(again.output).not.toContain('A text to begin with')
  })

  test('Ctrl-C: nothing was made, 130', async () => {
    const root = temporaryProject({})
    const ran = await muqabilInTerminal(root, ['init'], {
      columns: 80,
      type: answering([
        ['Who translates', ENTER],
        ['Which editions', CTRL_C],
      ]),
    })
    expect(ran.status).toBe(130)
    expect(ran.output).toContain('Cancelled; nothing was made.')
    expect(readdirSync(root)).toEqual([])
  })

  test.each([
    ['--yes', ['init', '--yes'], {}],
    ['CI', ['init'], { CI: 'true' }],
    ['TERM=dumb', ['init'], { TERM: 'dumb' }],
  ])('%s: nothing is asked', async (_, args, environment) => {
    const root = temporaryProject({})
    expect(await muqabilInTerminal(root, args, { columns: 80, environment })).toMatchObject({ status: 0 })
    expect(JSON.parse(read(root, 'muqabil.config.json'))).not.toHaveProperty('provider')
  })
})
