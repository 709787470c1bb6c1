/** What a source says to whoever translates it: kept text, and notes. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const CONFIG = '{"provider":"pseudo","formats":["html","markdown","interleaved","json","tei","markdown-mono"]}'
const MARKDOWN = `# العنوان

<!-- muqabil: skip -->

هذا النصُّ يبقى كما هو، 12 و١٢.

- بندٌ متروك

<!-- muqabil: resume -->

<!-- muqabil: note "A café's name, «not» coffee" -->

فتحت «قهوة الفيشاوي» في Cairo عام ١٧٩٧.

قال <!-- muqabil: skip -->«سلامٌ عليكم»<!-- muqabil: resume --> ومضى.

<p translate="no">هذه باقية هنا. <span translate="yes">وهذه لا.</span></p>
`

interface Line {
  readonly event: string
  readonly text?: string
  readonly line?: number
  readonly notes?: readonly string[]
  readonly segments?: readonly { readonly text: string }[]
}

async function inspected(root: string, file: string): Promise<readonly Line[]> {
  const { stdout } = await muqabil(root, ['inspect', file, '--json'])
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

describe('directives in Markdown', () => {
  test('what is skipped is no row, is never a translation, and stands in every edition once', async () => {
    const root = temporaryProject({ 'input/a.md': MARKDOWN, 'muqabil.config.json': CONFIG })
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    const lines = await inspected(root, 'input/a.md')
    expect(lines.filter(({ event }) => event === 'kept').map(({ text, line }) => [text, line])).toEqual([
      ['هذا النصُّ يبقى كما هو، 12 و١٢.', 5],
      ['بندٌ متروك', 7],
    ])
    const texts = lines.flatMap(({ segments = [] }) => segments.map(({ text }) => text))
    expect(texts).toEqual([
      'العنوان',
      'فتحت «قهوة الفيشاوي» في Cairo عام ١٧٩٧.',
      'قال <1/> ومضى.',
      '<1/> <2>وهذه لا.</2>',
    ])
    const record = readFileSync(join(root, 'translations/a.md.en.xlf'), 'utf8')
    expect(record).not.toContain('يبقى كما هو')
    expect(record).not.toContain('بندٌ متروك')
    for (const ending of ['html', 'md', 'interleaved.md', 'json', 'tei.xml', 'en.md']) {
      const edition = readFileSync(join(root, `output/a.${ending}`), 'utf8')
      expect(edition.split('يبقى كما هو').length - 1, ending).toBe(1)
      expect(edition.split('بندٌ متروك').length - 1, ending).toBeGreaterThanOrEqual(1)
      if (ending === 'en.md') expect(edition).toContain('<!-- muqabil: skip -->\n\nهذا النصُّ يبقى كما هو، 12 و١٢.\n')
      else expect(edition, ending).not.toContain('muqabil: ')
      expect(edition, ending).toContain('هذه باقية هنا.')
    }
    expect((await muqabil(root, ['inspect', 'input/a.md'])).stdout).toMatch(/^as it stands, line 5: /m)
  })

  test('a note is of the next row, in the record as one of the source, and goes with it', async () => {
    const root = temporaryProject({ 'input/a.md': MARKDOWN, 'muqabil.config.json': CONFIG })
    await muqabil(root, ['build'])
    const rows = (await inspected(root, 'input/a.md')).filter(({ event }) => event === 'unit')
    expect(rows.map(({ notes = [] }) => notes)).toEqual([[], ["A café's name, «not» coffee"], [], []])
    const path = join(root, 'translations/a.md.en.xlf')
    expect(readFileSync(path, 'utf8').match(/<note [^>]*>[^<]*/g)).toEqual([
      '<note category="muqabil:source" appliesTo="source">A café\'s name, «not» coffee',
    ])
    writeFileSync(path, readFileSync(path, 'utf8').replace('</notes>', '<note>by a person</note></notes>'))
    writeFileSync(join(root, 'input/a.md'), MARKDOWN.replace(/<!-- muqabil: note.*-->/, ''))
    await muqabil(root, ['build'])
    expect(readFileSync(path, 'utf8').match(/<note(?: [^>]*)?>[^<]*/g)).toEqual(['<note>by a person'])
  })

  test.each([
    ['<!-- muqabil: skip -->\n\nنص', 1, 'Unexpected "muqabil: skip" without its end'],
    ['نص\n\n<!-- muqabil: resume -->', 3, 'Unexpected "muqabil: resume", expected "muqabil: skip" before it'],
    ['<!-- muqabil: skpi -->\n\nنص', 1, 'expected skip'],
    ['<!-- muqabil: note no marks -->\n\nنص', 1, 'expected its words in quotation marks'],
  ])('%j is an error with its line', async (text, line, words) => {
    const root = temporaryProject({ 'input/a.md': text, 'muqabil.config.json': '{"provider":"pseudo"}' })
    await muqabil(root, ['build'])
    const { stdout } = await muqabil(root, ['check', '--json'])
    const found = stdout
      .trim()
      .split('\n')
      .map(
        (each) => JSON.parse(each) as { readonly ruleId?: string; readonly line?: number; readonly message?: string },
      )
      .filter(({ ruleId }) => ruleId === 'directive')
    expect(found).toMatchObject([{ line, message: expect.stringContaining(words) as unknown }])
  })
})

test('directives in HTML say the same', async () => {
  const root = temporaryProject({
    'input/a.html': `<html lang="ar"><body><main><h1>عنوان</h1><!-- muqabil: skip --><p>متروكٌ 5</p><!-- muqabil: resume -->
<!-- muqabil: note "two words" --><p>كلمتان <code>x=1</code> و<kbd>Ctrl</kbd>.</p><p class="notranslate">ثابت</p></main></body></html>`,
    'muqabil.config.json': CONFIG,
  })
  expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
  const lines = await inspected(root, 'input/a.html')
  expect(lines.flatMap(({ segments = [] }) => segments.map(({ text }) => text))).toEqual([
    'عنوان',
    'كلمتان <1/> و<2/>.',
  ])
  expect(lines.filter(({ event }) => event === 'kept').map(({ text }) => text)).toEqual(['متروكٌ 5', 'ثابت'])
  expect(lines.flatMap(({ notes = [] }) => notes)).toEqual(['two words'])
})
