/** Decoding: what is read, and the offset of what is refused. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MuqabilError } from '../../src/errors.ts'
import { decodeText } from '../../src/files/decode.ts'

const ARABIC = 'قَهْوَةٌ «تُركيّة» — Node.js 24، ١٢٣؟\r\nسطرٌ ثانٍ 😀 ﷺ\u2028\u0085نهاية'
/** Letters and signs that both old encodings have. */
const PLAIN = 'هذا نص عربي قديم، كُتب قبل يونيكود؛ فهل يُقرأ؟ نعم: 12 كلمة.\nوسطر آخر.'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, order: 'le' | 'be', mark = true): Uint8Array => {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}
/** The bytes of a text in a single-byte encoding, found by reading all 256 of them. */
const single = (text: string, encoding: string): Uint8Array => {
  const table = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Uint8Array.from([...text], (character) => {
    const byte = table.indexOf(character)
    if (byte === -1) throw new Error(`${encoding} has no ${character}`)
    return byte
  })
}
const read = (bytes: Uint8Array, encoding?: string): string =>
  decodeText(bytes, { file: 'a.txt', ...(encoding === undefined ? {} : { encoding }) })
const refusal = (bytes: Uint8Array, encoding?: string): Record<string, unknown> => {
  try {
    return { read: read(bytes, encoding) }
  } catch (error) {
    if (error instanceof MuqabilError) return { code: error.code, ...(error.facts as object), line: error.line } // every code's facts are an object
    throw error
  }
}

describe('what is read', () => {
  test.each([
    ['UTF-8', utf8(ARABIC)],
    ['UTF-8 with a mark', utf8(`\uFEFF${ARABIC}`)],
    ['UTF-16 LE with a mark', utf16(ARABIC, 'le')],
    ['UTF-16 BE with a mark', utf16(ARABIC, 'be')],
    ['an empty file', utf8('')],
    ['a mark alone', utf8('\uFEFF')],
    ['a mark alone in UTF-16', utf16('', 'be')],
  ])('%s', (name, bytes) => {
    expect(read(bytes)).toBe(/empty|alone/.test(name) ? '' : ARABIC)
  })

  test('any text, in each of the four ways, also where the bytes lie inside a larger buffer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const text = raw.replaceAll('\0', '').replace(/^[\uFEFF\uFFFE]+/, '')
        for (const bytes of [utf8(text), utf8(`\uFEFF${text}`), utf16(text, 'le'), utf16(text, 'be')]) {
          const shifted = new Uint8Array([7, ...bytes, 7]).subarray(1, bytes.length + 1)
          expect(read(bytes)).toBe(text)
          expect(read(shifted)).toBe(text)
        }
      }),
    )
  })

  test.each(['windows-1256', 'iso-8859-6', 'utf-16le', 'utf-16be'])('%s by its name', (encoding) => {
    const text = PLAIN.replace('كُتب', 'كتب').replace('يُقرأ', 'يقرأ')
    const bytes = encoding.startsWith('utf-16')
      ? utf16(text, encoding.endsWith('le') ? 'le' : 'be', false)
      : single(text, encoding)
    expect(read(bytes, encoding)).toBe(text)
    expect(read(bytes, encoding.toUpperCase())).toBe(text)
  })

  test('a name of an encoding goes after UTF-8 and after a byte order mark: a project may have both', () => {
    expect(read(utf8(ARABIC), 'windows-1256')).toBe(ARABIC)
    expect(read(utf16(ARABIC, 'be'), 'windows-1256')).toBe(ARABIC)
    expect(read(utf8(ARABIC), 'no-such-encoding')).toBe(ARABIC)
  })
})

describe('what is refused, with the offset in bytes', () => {
  /** One ill-formed sequence of each kind (Unicode Standard, table 3-7), and the byte that is named. */
  const ILL: readonly (readonly [string, readonly number[]])[] = [
    ['a continuation alone', [0x80]],
    ['overlong, 2 bytes', [0xc0, 0xaf]],
    ['overlong, 3 bytes', [0xe0, 0x80, 0xaf]],
    ['overlong, 4 bytes', [0xf0, 0x80, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['over U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['no first byte of any', [0xff]],
  ]

  test.each(ILL)('%s, at every offset of an Arabic text', (_, bad) => {
    const points = [...ARABIC]
    for (let index = 0; index <= points.length; index++) {
      const [before, after] = [utf8(points.slice(0, index).join('')), utf8(points.slice(index).join(''))]
      const bytes = new Uint8Array([...before, ...bad, ...after])
      expect(refusal(bytes)).toEqual({ code: 'not-utf8', byte: bad[0], offset: before.length, line: undefined })
    }
  })

  test('a text cut off at every byte: whole, or refused where its last character begins', () => {
    for (const text of [ARABIC, `\uFEFF${ARABIC}`]) {
      const bytes = utf8(text)
      for (let end = 0; end <= bytes.length; end++) {
        const cut = bytes.subarray(0, end)
        const whole = [...text].filter((_, index, all) => utf8(all.slice(0, index + 1).join('')).length <= end).join('')
        const offset = utf8(whole).length
        if (offset === end) expect(refusal(cut)).toEqual({ read: whole.replace('\uFEFF', '') })
        else if (text === ARABIC || end > 2)
          expect(refusal(cut)).toEqual({ code: 'not-utf8', byte: bytes[offset], offset, line: undefined })
      }
    }
  })

  test('the offset is the first that a strict decoder stumbles over, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const refused = refusal(bytes)
        if (refused.code !== 'not-utf8' || bytes.length % 2 === 0) return
        const offset = Number(refused.offset)
        const decoder = new TextDecoder('utf-8', { fatal: true })
        expect(() => decoder.decode(bytes.subarray(0, offset))).not.toThrow()
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, offset + 4))).toThrow()
      }),
      { numRuns: 500 },
    )
  })

  test('lone surrogates and a half unit in UTF-16, at their byte', () => {
    for (const order of ['le', 'be'] as const) {
      const whole = utf16('قهوة 😀', order)
      expect(refusal(whole.subarray(0, whole.length - 2))).toMatchObject({ code: 'not-utf16', offset: 12, bytes: 2 })
      expect(refusal(whole.subarray(0, whole.length - 1))).toMatchObject({ code: 'not-utf16', offset: 12 })
      expect(refusal(whole.subarray(0, 7))).toMatchObject({ code: 'not-utf16', offset: 6, bytes: 1 })
      expect(refusal(utf16('ab\uDC00c', order))).toMatchObject({ code: 'not-utf16', offset: 6 })
      expect(refusal(utf16('ab\uD800c', order))).toMatchObject({ code: 'not-utf16', offset: 6 })
      expect(refusal(utf16('a\uD800\uD800\uDC00c', order))).toMatchObject({ code: 'not-utf16', offset: 4 })
    }
  })

  test('NUL, at its byte and line, however the text is stored and its lines end', () => {
    for (const end of ['\n', '\r', '\r\n']) {
      const text = `قهوة${end}شاي\0`
      const [offset, wide] = [utf8(text).length - 1, 2 * (text.length - 1)]
      expect(refusal(utf8(text))).toEqual({ code: 'not-text', character: 'U+0000', offset, line: 2 })
      expect(refusal(utf8(`\uFEFF${text}`))).toMatchObject({ code: 'not-text', offset: offset + 3, line: 2 })
      expect(refusal(utf16(text, 'le'))).toMatchObject({ code: 'not-text', offset: wide + 2, line: 2 })
    }
    expect(refusal(single('قهوة\0', 'windows-1256'), 'windows-1256')).toMatchObject({ code: 'not-text', offset: 4 })
    expect(refusal(utf8('\u0000PNG and more of a picture'))).toMatchObject({ code: 'not-text', offset: 0 })
  })

  test.each([
    ['windows-1256', single(PLAIN, 'windows-1256')],
    ['iso-8859-6', single(PLAIN, 'iso-8859-6')],
    ['utf-16le', utf16(PLAIN, 'le', false)],
    ['utf-16be', utf16(PLAIN, 'be', false)],
    ['utf-16le', utf16('قهوة', 'le', false)],
    ['utf-16le', utf16('«قهوة» و“شاي”', 'le', false)],
    ['utf-16be', utf16('Coffee, plain.', 'be', false)],
  ])('%s is recognised', (likely, bytes) => {
    expect(refusal(bytes)).toMatchObject({ code: 'not-utf8', likely })
    expect(read(bytes, likely)).not.toBe('')
  })

  test('the guess looks where the trouble is, however far down', () => {
    const ascii = new Uint8Array(200_000).fill(0x20)
    const bytes = new Uint8Array([...ascii, ...single(PLAIN, 'windows-1256')])
    expect(refusal(bytes)).toMatchObject({ offset: 200_000, likely: 'windows-1256' })
  })

  test('no guess for a text that is UTF-8 but for one byte, nor for Latin-1', () => {
    expect(refusal(new Uint8Array([...utf8(ARABIC.repeat(50)), 0xff]))).not.toHaveProperty('likely')
    expect(refusal(single('Café crème à la façon de Noël', 'windows-1252'))).not.toHaveProperty('likely')
  })

  test('another encoding than the one that is named', () => {
    const bytes = new Uint8Array([...single('نص عربي', 'iso-8859-6'), 0xfe, 0x20])
    expect(refusal(bytes, 'iso-8859-6')).toEqual({
      code: 'encoding-mismatch',
      byte: 0xfe,
      offset: 7,
      encoding: 'iso-8859-6',
      line: undefined,
    })
    expect(refusal(new Uint8Array([0x61, 0xc0, 0x61]), 'utf8')).toMatchObject({ code: 'encoding-mismatch', offset: 1 })
    expect(refusal(new Uint8Array([0xc7]), 'windows-9999')).toEqual({
      code: 'encoding-unknown',
      encoding: 'windows-9999',
      line: undefined,
    })
  })
})
