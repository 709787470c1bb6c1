/** Archives that are damaged, locked, or larger inside than they look. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openArchive } from '../../src/archive/open-archive.ts'
import { readDocument } from '../../src/document/formats.ts'
import { DEFAULT_LIMITS } from '../../src/document/limits.ts'
import { MuqabilError } from '../../src/errors.ts'
import { sourceFile } from '../document/source-file.ts'
import { zip, zipFolder } from '../document/zip-folder.ts'

const TEXT = 'نصّ طويل فيه كلمات كثيرة. '.repeat(100)
const BOOK = zipFolder('tests/fixtures/formats/epub-3/input.epub')

function codeOf(read: () => unknown): string {
  try {
    read()
    return 'read'
  } catch (error) {
    if (error instanceof MuqabilError) return error.code
    throw error
  }
}

/** A book whose only text is this. */
function bookOf(text: string): Uint8Array {
  return zip({
    'META-INF/container.xml': '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
    'a.opf':
      '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
    'a.xhtml': text,
  })
}

async function refusalOf(bytes: Uint8Array, limits = {}): Promise<string> {
  try {
    await readDocument(sourceFile('a.epub', bytes), { limits: { ...DEFAULT_LIMITS, ...limits } })
    return 'read'
  } catch (error) {
    if (error instanceof MuqabilError) return error.message
    throw error
  }
}

/** The first place of these bytes, in the file's order. */
function placeOf(bytes: Uint8Array, wanted: readonly number[]): number {
  return bytes.findIndex((_, index) => wanted.every((byte, offset) => bytes[index + offset] === byte))
}

describe('an archive', () => {
  test('gives back what was packed', () => {
    const archive = openArchive(zip({ mimetype: 'x', 'أ.txt': TEXT, empty: '' }), 1, 'a.epub')
    expect(archive.names).toEqual(['mimetype', 'أ.txt', 'empty'])
    expect(new TextDecoder().decode(archive.read('أ.txt'))).toBe(TEXT)
    expect(archive.read('empty')).toHaveLength(0)
    expect(codeOf(() => archive.read('gone'))).toBe('source-damaged')
  })

  test('is read up to the limit, to the byte, whatever is in it', () => {
    const bytes = zip({ a: new Uint8Array(600_000), b: new Uint8Array(400_000), c: new Uint8Array(1) })
    expect(bytes.length).toBeLessThan(3_000)
    const archive = openArchive(bytes, 1, 'a.epub')
    archive.read('a')
    archive.read('b')
    expect(codeOf(() => archive.read('c'))).toBe('source-too-large')
    expect(codeOf(() => openArchive(bytes, 0.5, 'a.epub').read('a'))).toBe('source-too-large')
  })

  test('that says less of itself than it holds is refused, and no more is unpacked than it says', () => {
    const bytes = zip({ a: new Uint8Array(50_000_000) })
    const directory = placeOf(bytes, [0x50, 0x4b, 1, 2])
    new DataView(bytes.buffer).setUint32(directory + 24, 1_000, true)
    expect(codeOf(() => openArchive(bytes, 1, 'a.epub').read('a'))).toBe('source-damaged')
  })

  test('with a flipped bit in its data is refused', () => {
    const bytes = zip({ mimetype: TEXT })
    const at = placeOf(bytes, [...new TextEncoder().encode(TEXT.slice(0, 10))])
    bytes[at + 100] = (bytes[at + 100] ?? 0) ^ 1
    expect(codeOf(() => openArchive(bytes, 1, 'a.epub').read('mimetype'))).toBe('source-damaged')
  })

  test('that is locked is refused as that', () => {
    const bytes = zip({ a: TEXT })
    const directory = placeOf(bytes, [0x50, 0x4b, 1, 2])
    bytes[directory + 8] = 1
    expect(codeOf(() => openArchive(bytes, 1, 'a.epub').read('a'))).toBe('source-encrypted')
  })

  test('cut off or changed anywhere is read or refused, never worse', async () => {
    for (let length = 0; length < BOOK.length; length += 37) {
      const refusal = await refusalOf(BOOK.subarray(0, length))
      expect(refusal).toContain('[source-damaged]')
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(BOOK.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = BOOK.slice()
        bytes[at] = (bytes[at] ?? 0) ^ change
        expect(await refusalOf(bytes)).toMatch(/^read$|\[source-[a-z-]+\]$/)
      }),
    )
  })
})

describe('a book', () => {
  test('of a few thousand bytes that holds millions is refused by a limit that a setting raises', async () => {
    const bytes = bookOf(`<p>${'نص '.repeat(8_000_000)}</p>`)
    expect(bytes.length).toBeLessThan(100_000)
    expect(await refusalOf(bytes)).toMatch(
      /^a\.epub: Unexpected source of 40,0\d\d,\d{3} bytes, expected at most 32 million; .*"limits.megabytes"/,
    )
    expect(await refusalOf(bookOf(`<p>${'نص '.repeat(200)}</p>`), { megabytes: 0.001 })).toContain('[source-too-large]')
  })

  test.each([
    ['elements in each other', '<div>'.repeat(1_000), 'document-too-deep'],
    ['more rows than the limit', '<p>ن</p>'.repeat(60_000), 'document-too-long'],
    ['entities of its own', '<!DOCTYPE a [<!ENTITY b "ب"><!ENTITY c "&b;&b;">]><p>ن &c;</p>', 'read'],
    ['a tag that nothing ends', `<p>ن</p><p ${'<p '.repeat(20_000)}`, 'read'],
  ])('with %s is read or refused by name', async (_, text, outcome) => {
    const refusal = await refusalOf(bookOf(text))
    if (outcome === 'read') expect(refusal).toBe('read')
    else expect(refusal).toMatch(new RegExp(`^a\\.epub: Unexpected .*\\[${outcome}\\]$`))
  })
})
