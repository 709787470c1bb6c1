/** A book as one document, or one for each of its chapters: nothing is lost on the way there and back. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { zip } from '../document/zip-folder.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const CHAPTERS: Readonly<Record<string, string>> = {
  cover: '<p><img src="x.png" alt=""/></p>',
  a: '<h1>الأول</h1><p>جاء المطر.<a epub:type="noteref" href="notes.xhtml#n1">1</a></p><p>انتهى الفصل.</p>',
  b: '<h1>الثاني</h1><p>ذهب المطر.<a epub:type="noteref" href="notes.xhtml#n2">2</a> ثم عاد.</p><p>انتهى الفصل.</p>',
  notes:
    '<aside epub:type="footnote" id="n1"><p>حاشية أولى.</p></aside><aside epub:type="footnote" id="n2"><p>حاشية ثانية.</p></aside>',
  c: '<h1>الثالث</h1><p>هدأت الريح.</p>',
}
const names = Object.keys(CHAPTERS)
const BOOK = zip({
  mimetype: 'application/epub+zip',
  'META-INF/container.xml': '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>',
  'p.opf': `<package xmlns:dc="urn:dc"><metadata><dc:title>كتاب</dc:title></metadata><manifest>${names.map((name) => `<item id="${name}" href="${name}.xhtml" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine>${names.map((name) => `<itemref idref="${name}"/>`).join('')}</spine></package>`,
  ...Object.fromEntries(names.map((name) => [`${name}.xhtml`, `<html><body>${CHAPTERS[name]}</body></html>`])),
})
/** Says what it is asked, and how often. */
const PROVIDER = `import { appendFileSync } from 'node:fs'
export default { name: 'own', limits: { characters: 5000, elements: 100 },
  translate: ({ texts }) => {
    for (const text of texts) appendFileSync(new URL('asked.txt', import.meta.url), text + '\\n')
    return Promise.resolve(texts.map((text) => text.replace(/[\\u0600-\\u06FF]+/g, 'word')))
  } }
`

function config(root: string, books: string): void {
  const own = { provider: './p.mjs', formats: ['html', 'epub'], fonts: 'system', books }
  writeFileSync(join(root, 'muqabil.config.json'), JSON.stringify(own))
}

function project(): string {
  const root = temporaryProject({ 'input/kitab.epub': BOOK, 'p.mjs': PROVIDER })
  config(root, 'whole')
  return root
}

function filesIn(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(root, folder, name)).isFile())
    .toSorted()
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')
const idsIn = (xml: string): readonly string[] => [...xml.matchAll(/<unit id="([^"]+)"/g)].map(([, id = '']) => id)
const asked = (root: string): number => read(root, 'asked.txt').trim().split('\n').length
const BY_CHAPTERS = ['02', '03', '05'].map((name) => `translations/kitab.epub/${name}.en.xlf`)

describe('a book by its chapters', () => {
  test('has its records, ids and people’s work when it was whole, and back, and asks for nothing', async () => {
    const root = project()
    const first = await muqabil(root, ['build'])
    expect(first.status, first.stderr).toBe(0)
    const whole = read(root, 'translations/kitab.epub.en.xlf')
    const before = asked(root)
    const edited = whole.replace(/(ذهب المطر[^]*?<target>)[^<]*/, '$1The rain went away.')
    expect(edited).not.toBe(whole)
    writeFileSync(join(root, 'translations/kitab.epub.en.xlf'), edited)

    config(root, 'chapters')
    const parted = await muqabil(root, ['build'])
    expect(parted.status, parted.stderr).toBe(0)
    expect(filesIn(root, 'translations')).toEqual(BY_CHAPTERS.map((path) => path.replace('translations/', '')))
    expect(filesIn(root, 'output')).toEqual(
      ['02', '03', '05']
        .flatMap((name) => [`kitab/${name}.epub`, `kitab/${name}.html`])
        .concat('.muqabil.json', 'index.html')
        .toSorted(),
    )
    const ids = BY_CHAPTERS.map((path) => idsIn(read(root, path)))
    expect(ids.flat().toSorted()).toEqual(idsIn(whole).toSorted())
    expect(read(root, BY_CHAPTERS[1] ?? '')).toContain('The rain went away.')
    expect(asked(root)).toBe(before)

    // Notes are numbered anew in each.
    const second = read(root, 'output/kitab/03.html')
    expect(second).toMatch(/data-footnote-ref[^>]*>\D*<?[^<]*1/)
    expect(second).toContain('حاشية ثانية')
    expect(second).not.toContain('حاشية أولى')

    config(root, 'whole')
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(filesIn(root, 'translations')).toEqual(['kitab.epub.en.xlf'])
    const again = read(root, 'translations/kitab.epub.en.xlf')
    expect(again).toContain('The rain went away.')
    expect(idsIn(again).toSorted()).toEqual(idsIn(whole).toSorted())
    expect(asked(root)).toBe(before)
    expect(existsSync(join(root, 'output/kitab/02.html'))).toBe(false)
  })

  test('keeps the whole record until every chapter has its own', async () => {
    const root = project()
    await muqabil(root, ['build'])
    const before = asked(root)
    config(root, 'chapters')
    expect((await muqabil(root, ['build', 'input/kitab.epub/03'])).status).toBe(0)
    expect(existsSync(join(root, 'translations/kitab.epub.en.xlf'))).toBe(true)
    expect((await muqabil(root, ['build', 'input/*.epub'])).status).toBe(0)
    expect(existsSync(join(root, 'translations/kitab.epub.en.xlf'))).toBe(false)
    expect(filesIn(root, 'translations')).toHaveLength(3)
    expect(asked(root)).toBe(before)
    expect((await muqabil(root, ['check', '--fail-on', 'error'])).stdout).not.toContain('outdated')
  })

  test('keeps its chapters while it cannot be read', async () => {
    const root = project()
    config(root, 'chapters')
    await muqabil(root, ['build'])
    writeFileSync(join(root, 'input/kitab.epub'), BOOK.slice(0, 200))
    writeFileSync(join(root, 'input/b.txt'), 'نص آخر.')
    const damaged = await muqabil(root, ['build'])
    expect(damaged.status).not.toBe(0)
    expect(damaged.stderr + damaged.stdout).toContain('source-damaged')
    expect(filesIn(root, 'translations')).toHaveLength(4)
    expect(existsSync(join(root, 'output/kitab/02.html'))).toBe(true)
  })

  test('stands beside a folder of its name', async () => {
    const root = project()
    writeFileSync(join(root, 'input/kitab.md'), 'نص آخر.')
    config(root, 'chapters')
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(filesIn(root, 'output')).toContain('kitab/02.html')
    expect(filesIn(root, 'output')).toContain('kitab.html')
    const shown = await muqabil(root, ['inspect', 'input/kitab.epub/03'])
    expect(shown.stdout).toContain('ذهب المطر')
    expect(shown.stdout).not.toContain('جاء المطر')
  })
})

describe('a chapter that is put in before others', () => {
  const chapter = (name: string): string =>
    ['مضى الصيف', 'عاد الناس', 'نامت المدينة'].map((words) => `${words} في ${name}.`).join('\n\n')
  const old = ['البحر', 'الجبل', 'النهر', 'السوق'].map(chapter)
  const next = [old[0], chapter('القصر'), ...old.slice(1)].map((text = '') => text)
  const book = (texts: readonly string[]): Uint8Array =>
    zip({
      mimetype: 'application/epub+zip',
      'META-INF/container.xml': '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>',
      'p.opf': `<package><metadata/><manifest>${texts.map((_, index) => `<item id="c${index}" href="c${index}.xhtml" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine>${texts.map((_, index) => `<itemref idref="c${index}"/>`).join('')}</spine></package>`,
      ...Object.fromEntries(
        texts.map((text, index) => [
          `c${index}.xhtml`,
          `<html><body>${text.replaceAll(/^.+$/gm, '<p>$&</p>')}</body></html>`,
        ]),
      ),
    })
  const write = {
    'numbered files': (root: string, texts: readonly string[]): void => {
      for (const [index, text] of texts.entries()) writeFileSync(join(root, `input/0${index + 1}.txt`), text)
    },
    'a book': (root: string, texts: readonly string[]): void => {
      writeFileSync(join(root, 'input/kitab.epub'), book(texts))
    },
  }

  test.each(Object.entries(write))('leaves each text its approvals, ids and notes: %s', async (_, put) => {
    const root = temporaryProject({ 'p.mjs': PROVIDER })
    mkdirSync(join(root, 'input'))
    config(root, 'chapters')
    put(root, old)
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    const records = (): readonly string[] =>
      filesIn(root, 'translations').map((name) => read(root, `translations/${name}`))
    for (const name of filesIn(root, 'translations')) {
      const approved = read(root, `translations/${name}`)
        .replaceAll('state="translated"', 'state="final"')
        .replaceAll('<target>', `<target>Corrected: `)
      writeFileSync(join(root, 'translations', name), approved)
    }
    await muqabil(root, ['build'])
    const inSource = (xml: string): string => xml.replace(/ *<group id="gone">[^]*<\/group>\n/, '')
    const units = (xml: string): readonly string[] => inSource(xml).match(/<unit [^]*?<\/unit>/g) ?? []
    const before = records().map(units)
    rmSync(join(root, '.muqabil'), { recursive: true })
    put(root, next)
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    const after = records().map(units)
    expect(after.toSpliced(1, 1)).toEqual(before)
    expect(after[1]?.join('')).not.toMatch(/final|Corrected|stale/)
    // What lay under a name waits there still, whatever became of the run that took it on.
    expect(records()[1]).toMatch(/<group id="gone">[^]*Corrected/)
    const settled = records()
    await muqabil(root, ['build'])
    expect(records()).toEqual(settled)
  })
})
