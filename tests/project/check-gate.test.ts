/** `check` as a gate: states that are required, editions of another version, what CI is told. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { check } from '../../src/project/check.ts'
import type { Account } from '../../src/project/events.ts'
import { manifestPath, writeManifest } from '../../src/project/manifest.ts'
import { openProject } from '../../src/project/project.ts'
import { programVersion } from '../../src/project/version.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const PROVIDER = `export default { name: 'mine', limits: { characters: 5000, elements: 30 },
  translate: async ({ texts }) => texts.map((text) => 'A sentence of the text, its length is that of ' + [...text].reduce((sum, each) => sum + each.codePointAt(0), 0).toString(36).replace(/\\d/g, 'x') + '.') }`

async function built(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = temporaryProject({
    'input/a.txt': 'عنوان النص\n\nقال الرجل نعم. ثم عاد إلى البيت.\n\n---\n',
    'input/b.txt': 'وثيقة ثانية هنا.\n',
    'mine.mjs': PROVIDER,
    'muqabil.config.json':
      '{"provider":"./mine.mjs","formats":["markdown","json"],"checks":{"length-ratio":"off","end-punctuation":"off"}}',
    ...more,
  })
  await build({ cwd: root })
  return root
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')
const change = (root: string, path: string, edit: (text: string) => string): void =>
  writeFileSync(join(root, path), edit(read(root, path)))
const rules = async (root: string): Promise<readonly (string | undefined)[]> =>
  (await check({ cwd: root })).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))

describe('a required state', () => {
  test('is looked for in every translation, at its row; the account counts all states', async () => {
    const root = await built()
    const record = 'translations/a.txt.en.xlf'
    change(root, record, (text) =>
      text.replace('state="translated"', 'state="final"').replace('state="translated"', 'state="reviewed"'),
    )
    await build({ cwd: root })
    expect((await muqabil(root, ['check'])).status).toBe(0)
    const ran = await muqabil(root, ['check', '--require-state', 'reviewed', '--json'])
    const lines = ran.stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            readonly event: string
            readonly line?: number
            readonly file?: string
            readonly ruleId?: string
            readonly message?: string
          },
      )
    expect(ran.status).toBe(1)
    expect(lines.slice(0, -1)).toMatchObject([
      {
        ruleId: 'state',
        severity: 'error',
        file: 'input/a.txt',
        line: 3,
        segment: 's2',
        message: expect.stringContaining('Unexpected state "translated", expected "reviewed" or "final"') as string,
      },
      { ruleId: 'state', file: 'input/b.txt', line: 1 },
    ])
    expect(lines.at(-1)).toMatchObject({
      event: 'account',
      segments: 5,
      states: { initial: 0, translated: 3, reviewed: 1, final: 1 },
      human: 2,
    } satisfies Partial<Account>)
    expect((await muqabil(root, ['check', 'input/a.txt', '--require-state', 'final'])).stdout).toContain(
      '4 segments: 2 translated, 1 reviewed, 1 final.',
    )
    for (const file of [record, 'translations/b.txt.en.xlf'])
      change(root, file, (text) => text.replaceAll(/state="(?:translated|reviewed)"/g, 'state="final"'))
    await build({ cwd: root })
    expect(await muqabil(root, ['check', '--require-state', 'final'])).toMatchObject({ status: 0 })
    expect((await muqabil(root, ['check', '--require-state', 'translated'])).stderr).toContain('[option-value]')
  })

  test('what has no letter of the language needs no approval; what is missing is missing, and not below a state', async () => {
    const root = await built({ 'input/b.txt': '* * *\n\n12 345\n\nA word.\n' })
    expect((await muqabil(root, ['check', 'input/b.txt', '--require-state', 'final'])).status).toBe(0)
    change(root, 'input/a.txt', (text) => `${text}\nفقرة أخرى بلا ترجمة.\n`)
    await build({ cwd: root, offline: true })
    const { stdout } = await muqabil(root, ['check', '--require-state', 'reviewed'])
    expect(stdout.match(/\bstate\b.*muqabil/g)).toHaveLength(3)
    expect(stdout).toContain('1 missing')
  })
})

describe('what is there no more', () => {
  test('has no edition: a check finds what a build takes away, whichever way it came back', async () => {
    const root = await built()
    const [edition, beside] = ['output/b.md', 'output/a.txt.md'] // `beside` as if there had been another source called a
    const [b, a] = [read(root, edition), read(root, 'output/a.md')]
    rmSync(join(root, 'input/b.txt'))
    expect(await rules(root)).toContain('outdated')
    await build({ cwd: root })
    expect(await rules(root)).toEqual([])
    writeFileSync(join(root, edition), b) // as a merge or a stash brings it
    writeFileSync(join(root, beside), a)
    writeFileSync(join(root, 'output/mine.md'), 'mine')
    expect(await rules(root)).toEqual(['outdated', 'outdated'])
    await build({ cwd: root })
    expect([edition, beside].filter((path) => existsSync(join(root, path)))).toEqual([])
    expect(existsSync(join(root, 'output/mine.md'))).toBe(true)
    expect(await rules(root)).toEqual([])
  })

  test('neither has a source with nothing to read in it, and its rows wait in the record', async () => {
    const root = await built()
    writeFileSync(join(root, 'input/b.txt'), '')
    expect(await rules(root)).toEqual(['outdated', 'outdated', 'outdated'])
    await build({ cwd: root })
    expect(existsSync(join(root, 'output/b.md'))).toBe(false)
    expect(read(root, manifestPath(await openProject({ cwd: root })))).not.toContain('b.txt')
    expect(await rules(root)).toEqual([])
    writeFileSync(join(root, 'input/b.txt'), 'وثيقة ثانية هنا.\n')
    const account = await build({ cwd: root, offline: true })
    expect(account).toMatchObject({ untranslated: 0 })
  })

  test.each(['page', 'site', 'book'])('nor has a format that nobody asks for now: %s', async (layout) => {
    const all = ['html', 'interleaved', 'epub', 'json', 'tei', 'csv', 'review', 'html-mono']
    const config = (...formats: readonly string[]): string =>
      JSON.stringify({ provider: './mine.mjs', checks: { 'length-ratio': 'off' }, layout, fonts: 'system', formats })
    const root = await built({
      'input/c/d.txt': 'فصل أول هنا.\n',
      'input/c/e.txt': 'فصل ثان هنا.\n',
      'muqabil.config.json': config(...all),
    })
    writeFileSync(join(root, 'output/c/d.json'), '{"of":"somebody"}')
    writeFileSync(join(root, 'muqabil.config.json'), config('markdown'))
    expect((await rules(root)).filter((rule) => rule === 'outdated').length).toBeGreaterThan(all.length * 3)
    await build({ cwd: root, files: ['input/a.txt'] })
    expect(existsSync(join(root, 'output/a.epub'))).toBe(false)
    expect(existsSync(join(root, 'output/b.epub'))).toBe(true)
    await build({ cwd: root })
    expect(readdirSync(join(root, 'output'), { recursive: true }).map(String).toSorted()).toEqual(
      ['.muqabil.json', 'a.md', 'b.md', 'c', 'c/d.json', 'c/d.md', 'c/e.md'], // prettier-ignore
    )
    expect((await rules(root)).filter((rule) => rule === 'outdated')).toEqual([])
  })

  test('nor has an index of nothing; one of sources that cannot be read stays', async () => {
    const root = await built()
    change(root, 'muqabil.config.json', (text) => text.replace(/"formats":\[[^\]]*\]/, '"formats":["html"]'))
    await build({ cwd: root })
    for (const name of ['a', 'b']) writeFileSync(join(root, `input/${name}.txt`), Buffer.from([0xc7, 0xe1, 0xff]))
    await build({ cwd: root })
    expect(existsSync(join(root, 'output/index.html'))).toBe(true)
    for (const name of ['a', 'b']) writeFileSync(join(root, `input/${name}.txt`), '')
    expect(await rules(root)).toContain('outdated')
    await build({ cwd: root })
    expect(readdirSync(join(root, 'output'))).toEqual(['.muqabil.json'])
    expect(await rules(root)).toEqual([])
  })

  test('a page of its name that another source has now stays', async () => {
    const root = await built({
      'input/b.en.txt': 'وثيقة ثالثة.\n',
      'muqabil.config.json': '{"provider":"./mine.mjs","formats":["html"],"fonts":"system"}',
    })
    rmSync(join(root, 'input/b.txt'))
    await build({ cwd: root })
    expect(existsSync(join(root, 'output/b.en.html'))).toBe(true)
  })
})

describe('another version', () => {
  /** As if a version 0.0.1 had written an edition that has another line at its end. */
  async function byAnother(): Promise<string> {
    const root = await built()
    change(root, 'output/a.md', (text) => `${text}\nmade otherwise\n`)
    const project = await openProject({ cwd: root })
    const document = {
      source: 'input/a.txt',
      record: 'translations/a.txt.en.xlf',
      outputs: ['output/a.md', 'output/a.json'],
    }
    writeManifest(project, [document], { known: () => undefined, sources: ['input/a.txt', 'input/b.txt'] })
    change(root, manifestPath(project), (text) => text.replaceAll(programVersion(), '0.0.1'))
    return root
  }

  test('is a finding of its own, which fails nothing but its own flag', async () => {
    const root = await byAnother()
    const ran = await muqabil(root, ['check', '--fail-on', 'info'])
    expect(ran.stdout).toContain(
      `Unexpected editions of version "0.0.1", expected those of ${programVersion()}; run muqabil build, when it suits`,
    )
    expect(ran.status).toBe(0)
    expect((await muqabil(root, ['check', '--fail-on-version'])).status).toBe(1)
    await build({ cwd: root })
    expect(await rules(root)).toEqual([])
    expect(read(root, 'output/.muqabil.json')).toContain(`"input/a.txt": {"program":"${programVersion()}"`)
  })

  test.each([
    ['an edition that was changed by hand', (root: string) => change(root, 'output/a.json', (text) => `${text} `)],
    ['an edition that is not there', (root: string) => rmSync(join(root, 'output/a.json'))],
    ['a source that was changed', (root: string) => change(root, 'input/a.txt', (text) => text.replace('نعم', 'لا'))],
    [
      'a record that was changed',
      (root: string) => change(root, 'translations/a.txt.en.xlf', (text) => text.replace('</target>', ' So.</target>')),
    ],
    [
      'settings that were changed',
      (root: string) => change(root, 'muqabil.config.json', (text) => text.replace('{', '{"arabic":"left",')),
    ],
    ['a manifest that is none', (root: string) => writeFileSync(join(root, 'output/.muqabil.json'), '[<<<<<<< ours')],
  ])('does not excuse %s', async (_, spoil) => {
    const root = await byAnother()
    spoil(root)
    expect(await rules(root)).toContain('outdated')
    expect((await muqabil(root, ['check'])).status).toBe(1)
  })

  test('that writes the same changes nothing, and a build of some keeps what is said of the others', async () => {
    const root = await built()
    const path = 'output/.muqabil.json'
    change(root, path, (text) => text.replaceAll(programVersion(), '0.0.1'))
    const before = read(root, path)
    rmSync(join(root, '.muqabil/last-build.json'))
    await build({ cwd: root })
    expect(read(root, path)).toBe(before)
    expect(await rules(root)).toEqual([])
    change(root, 'input/b.txt', () => 'وثيقة ثالثة هنا.\n')
    await build({ cwd: root, files: ['input/b.txt'] })
    expect(read(root, path).split('\n')[1]).toBe(before.split('\n')[1])
    rmSync(join(root, 'input/b.txt'))
    await build({ cwd: root })
    expect(Object.keys(JSON.parse(read(root, path)) as object)).toEqual(['input/a.txt'])
  })
})

describe('CI', () => {
  test('a summary is added where it is asked for, and on the page of the job once', async () => {
    const root = await built()
    const summary = join(root, 'summary.md')
    writeFileSync(summary, 'before\n')
    for (const environment of [{}, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }] as const)
      expect((await muqabil(root, ['check', '--sarif', '--summary', 'summary.md'], environment)).status).toBe(0)
    expect(
      read(root, 'summary.md').split('### muqabil check\n\n2 documents, 0 findings. 5 segments: 5 translated.\n'),
    ).toHaveLength(3)
    expect(read(root, 'summary.md')).toMatch(/^before\n/)
    expect((await muqabil(root, ['check', '--summary', 'none/summary.md'])).stderr).toContain('[file-unwritable]')
    expect(existsSync(join(root, 'none'))).toBe(false)
  })

  test('annotations and SARIF name files as the repository has them', async () => {
    const root = await built()
    writeFileSync(join(root, 'input/a.txt'), 'نص جديد تماماً.\n')
    const told = await muqabil(join(root, 'input'), ['check', '-C', '..'], {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: join(root, '..'),
    })
    const file = `${root.split('/').at(-1)}/input/a.txt`
    expect(told.stdout).toContain(`::error file=${file},line=1,`)
    const sarif = await muqabil(root, ['check', '--sarif'], {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: join(root, '..'),
    })
    expect(sarif.stdout).toContain(`"uri": "${file}"`)
    expect(
      (await muqabil(root, ['check'], { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: '/elsewhere' })).stdout,
    ).toContain('::error file=input/a.txt,')
  })
})
