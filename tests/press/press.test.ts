/** Pages printed by a browser: what is in the PDF, when it is made, and what is said where it cannot be. */
import { createServer } from 'node:http'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { findChromium, INSTALLED } from '../../src/press/find-chromium.ts'
import { openPress } from '../../src/press/press.ts'
import { withoutTimes } from '../../src/press/without-times.ts'
import { readPdf } from '../edition/read-pdf.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const TEXT = 'عنوان المقال\n\nقال الرجلُ: «نعم» في ٣:٣٠. ثم عاد إلى Node.js.\n\nوخرج.\n'
const PROVIDER = `import { writeFileSync } from 'node:fs'
export default { name: 'own', limits: { characters: 5000, elements: 100 },
  translate: ({ texts }) => { writeFileSync('asked', ''); return Promise.resolve(texts.map(() => 'A plain English sentence.')) } }`

function project(extra: Readonly<Record<string, string>> = {}): string {
  return temporaryProject({
    'input/a.txt': TEXT,
    'p.mjs': PROVIDER,
    'muqabil.config.json': '{"provider":"./p.mjs","formats":["pdf"]}',
    ...extra,
  })
}

const NO_BROWSER = { MUQABIL_CHROMIUM: '/nonexistent/browser' }

describe('a build', () => {
  test('prints the edition; once it is printed, neither a build nor a check needs a browser', async () => {
    const root = project()
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    const file = join(root, 'output/a.pdf')
    const pdf = readFileSync(file)
    const sheets = readPdf(pdf)
    const text = sheets.flatMap(({ glyphs }) => glyphs.map((each) => each.text)).join('')
    expect(text.replace(/\s/g, '')).toContain('AplainEnglishsentence.')
    expect(text.normalize('NFKC')).toMatch(/\p{Script=Arabic}/u)
    const { mtimeMs } = statSync(file)
    expect(await muqabil(root, ['build', '--frozen'], NO_BROWSER)).toMatchObject({ status: 0, stderr: '' })
    expect(await muqabil(root, ['check'], NO_BROWSER)).toMatchObject({ status: 0 })
    expect(statSync(file).mtimeMs).toBe(mtimeMs)
    const record = join(root, 'translations/a.txt.en.xlf')
    writeFileSync(record, readFileSync(record, 'utf8').replace('A plain English sentence.', 'What a person wrote.'))
    expect(await muqabil(root, ['check'], NO_BROWSER)).toMatchObject({ status: 1 })
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    expect(readFileSync(file).equals(pdf)).toBe(false)
  })

  test.each([
    ['no browser where one is named', NO_BROWSER, 'browser-missing'],
    ['a browser that does not start', { MUQABIL_CHROMIUM: '/bin/false' }, 'browser-failed'],
  ])('%s: said before anything is sent', async (_, environment, code) => {
    const root = project()
    const { status, stderr } = await muqabil(root, ['build'], environment)
    expect(stderr).toMatch(new RegExp(`^Unexpected .*, expected .*; .*\\[${code}\\]\n$`))
    expect(status).toBe(2)
    expect(existsSync(join(root, 'asked'))).toBe(false)
    expect(existsSync(join(root, 'output'))).toBe(false)
  })

  test('a PDF of somebody else in its place stays when the source goes, ours goes', async () => {
    const root = project({ 'input/b.txt': TEXT })
    await muqabil(root, ['build'])
    writeFileSync(join(root, 'output/b.pdf'), '%PDF-1.4 mine\n%%EOF\n')
    writeFileSync(join(root, 'input/c.txt'), 'نص ثالث لا يشبه ما قبله أبداً.')
    for (const name of ['a', 'b']) rmSync(join(root, `input/${name}.txt`))
    await muqabil(root, ['build'])
    expect(existsSync(join(root, 'output/a.pdf'))).toBe(false)
    expect(readFileSync(join(root, 'output/b.pdf'), 'utf8')).toContain('mine')
  })
})

describe('the press', () => {
  test('the same page twice is the same bytes: tagged, with an outline and its language, without a time', async () => {
    await using press = await openPress(process.env)
    const page = '<!doctype html><html lang="ar" dir="rtl"><title>ع</title><h1>عنوان</h1><p>نص.</p><h2>فصل</h2></html>'
    const [first, second] = [await press.print(page), await press.print(page)]
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
    const text = new TextDecoder('latin1').decode(first)
    for (const part of ['/StructTreeRoot', '/Outlines', '/Lang (ar', '(D:20000101000000']) expect(text).toContain(part)
    expect(text).not.toMatch(/\(D:(?!20000101000000)/)
  })

  test('asks for nothing and runs nothing, whatever the page would like', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked++
      response.end()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    {
      await using press = await openPress(process.env)
      await press.print(
        `<img src="${url}/i"><iframe src="${url}/f"></iframe><link rel=stylesheet href="${url}/s"><script>fetch("${url}/x")</script>`,
      )
    }
    server.close()
    expect(asked).toBe(0)
  })

  test('times are replaced in their place, and nothing else', () => {
    const before = new TextEncoder().encode(
      "<</CreationDate (D:20261125034500+00'00')\n/ModDate (D:20261125034500+00'00')>> (D:2026)",
    )
    const after = withoutTimes(before)
    expect(new TextDecoder().decode(after)).toBe(
      "<</CreationDate (D:20000101000000+00'00')\n/ModDate (D:20000101000000+00'00')>> (D:2026)",
    )
  })

  test('the browser that is named goes before all others; none at all is undefined', () => {
    expect(findChromium({ MUQABIL_CHROMIUM: process.execPath }, INSTALLED)).toBe(process.execPath)
    expect(findChromium({}, ['/nonexistent', process.execPath])).toBe(process.execPath)
    expect(findChromium({ MUQABIL_CHROMIUM: '' }, ['', '/nonexistent'])).toBeUndefined()
  })
})
