/** Sources of every format through the whole command: what reaches the edition, what is left out and said. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const PAGE = readFileSync('tests/fixtures/formats/html/input.html')

describe('a page', () => {
  test('its article reaches the edition, without what stands beside it and with nothing live', async () => {
    const root = temporaryProject({ 'input/قهوة.html': PAGE, 'muqabil.config.json': '{"provider":"pseudo"}' })
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    const edition = readFileSync(join(root, 'output/قهوة.html'), 'utf8')
    for (const words of ['تاريخ القهوة', 'القَهْوَةُ', 'سعر الكيلو', 'ميناء على البحر الأحمر', 'أوّل مقهى في إسطنبول'])
      expect(edition.replaceAll(/<[^>]*>/g, '')).toContain(words)
    for (const words of ['أحسنتم', 'جميع الحقوق', 'شارك', 'مخفيّ', 'document.write', 'onclick', 'srcset="https'])
      expect(edition).not.toContain(words)
  })

  test('inspect shows one source, and never the first of several as if it were all', async () => {
    const root = temporaryProject({ 'input/a.txt': 'نص.\n', 'input/b.txt': 'نص.\n' })
    const ran = await muqabil(root, ['inspect', 'input'])
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toContain(
      'Unexpected "input" with 2 documents, expected one; name it, such as "input/a.txt". [file-several]',
    )
  })

  test('inspect says where the article is, and lists what stands beside it', async () => {
    const root = temporaryProject({ 'input/a.html': PAGE })
    const { stdout } = await muqabil(root, ['inspect', 'input/a.html'])
    expect(stdout).toContain('input/a.html: the article is <main> in line 11\n')
    expect(stdout).toMatch(/^left out, line 8 \(navigation\): .*الرئيسية/m)
    expect(stdout).toMatch(/^left out, line 33 \(comments\): .*أحسنتم/m)
  })

  test.each([
    ['the flag', ['--whole-page'], {}],
    ['the configuration', [], { 'muqabil.config.json': '{"wholePage":true}' }],
  ])('all of it is read if %s says so', async (_, flags, files) => {
    const root = temporaryProject({ 'input/a.html': PAGE, ...files })
    const { stdout } = await muqabil(root, ['inspect', 'input/a.html', '--json', ...flags])
    expect(stdout).toContain('أحسنتم، مقال جميل.')
    expect(stdout).toContain('جميع الحقوق محفوظة')
    expect(stdout).not.toContain('"reason":"comments"')
  })

  test('an encoding that it declares is read and said, --encoding goes before it', async () => {
    const root = temporaryProject({
      'input/a.html': readFileSync('tests/fixtures/document/html-windows-1256/input.html'),
    })
    const declared = await muqabil(root, ['inspect', 'input/a.html'])
    expect(declared.stdout).toContain('read as windows-1256\n')
    expect(declared.stdout).toContain('شرب الناس القهوة في مكة')
    const { stdout } = await muqabil(root, ['inspect', 'input/a.html', '--encoding', 'iso-8859-6'])
    expect(stdout).not.toContain('شرب الناس القهوة')
  })
})
