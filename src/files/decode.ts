/** Bytes of a source as text, or a refusal that says where and what it probably is. */
import { MuqabilError } from '../errors.ts'
import { guessEncoding, looksLikeUtf16 } from './guess-encoding.ts'

export interface DecodeOptions {
  /** Named in errors. */
  readonly file: string
  /** Used when the bytes have no byte order mark and are not UTF-8. */
  readonly encoding?: string
  /**
   * What the bytes say of themselves, such as a page in its head: used as `encoding` where that is
   * not set, unless it is a name that no one knows, or one for Latin while the bytes read like Arabic.
   */
  readonly declared?: string
}

export interface Decoded {
  readonly text: string
  /** What it was, by the Encoding Standard's name: 'utf-8', 'windows-1256'. */
  readonly encoding: string
}

const UTF8_MARK_BYTES = 3

/**
 * Decodes UTF-8, UTF-16 with a byte order mark, or `encoding`. A byte order mark is dropped.
 *
 * Every offset in an error counts bytes from the start of the file, a byte order mark included.
 *
 * @throws {MuqabilError} `not-utf8` with the offset of the first bad byte, `not-utf16` where UTF-16
 *   ends in the middle of a character, `encoding-mismatch` where the bytes are not what `encoding`
 *   says, `not-text` for NUL characters, `encoding-unknown`.
 */
export function decodeText(bytes: Uint8Array, options: DecodeOptions): string {
  return decodeSource(bytes, options).text
}

/** `decodeText`, and what the encoding was. */
export function decodeSource(bytes: Uint8Array, { file, encoding, declared }: DecodeOptions): Decoded {
  const marked = utf16Mark(bytes)
  if (marked !== undefined) return { text: decodeUtf16(bytes, marked, file), encoding: marked }
  const text = decodeUtf8(bytes)
  const unmarked = text === undefined || hasControls(text) ? looksLikeUtf16(bytes) : undefined
  if (text !== undefined && unmarked === undefined)
    return { text: withoutNul(text, { bytes, file }), encoding: 'utf-8' }
  if (encoding !== undefined) return decodeAs(bytes, encoding, file)
  const offset = text === undefined ? firstBadByte(bytes) : firstControl(bytes)
  const likely = unmarked ?? guessEncoding(bytes, offset)
  const own = declared === undefined ? undefined : knownName(declared)
  if (own !== undefined && !/^utf-/.test(own) && (likely === undefined || ARABIC.has(own)))
    return decodeAs(bytes, own, file)
  throw new MuqabilError('not-utf8', { byte: bytes[offset] ?? 0, offset, ...(likely ? { likely } : {}) }, { file })
}

/** Those that have Arabic letters, as the Encoding Standard names them. */
const ARABIC = new Set(['windows-1256', 'iso-8859-6'])

function knownName(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

function utf16Mark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', file: string): string {
  try {
    return withoutNul(new TextDecoder(encoding, { fatal: true }).decode(bytes), { bytes, file, unitBytes: 2 })
  } catch (error) {
    if (error instanceof MuqabilError) throw error
    const offset = firstLoneSurrogate(bytes, encoding)
    throw new MuqabilError('not-utf16', { bytes: Math.min(2, bytes.length - offset), offset }, { file })
  }
}

function decodeAs(bytes: Uint8Array, encoding: string, file: string): Decoded {
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new MuqabilError('encoding-unknown', { encoding }, { file })
  }
  try {
    const unitBytes = /^utf-16/.test(decoder.encoding) ? 2 : 1
    return { text: withoutNul(decoder.decode(bytes), { bytes, file, unitBytes }), encoding: decoder.encoding }
  } catch (error) {
    if (error instanceof MuqabilError) throw error
    const offset = decoder.encoding === 'utf-8' ? firstBadByte(bytes) : firstUndecodable(bytes, encoding)
    throw new MuqabilError('encoding-mismatch', { byte: bytes[offset] ?? 0, offset, encoding }, { file })
  }
}

interface DecodedFrom {
  readonly bytes: Uint8Array
  readonly file: string
  /** Bytes of a NUL in the encoding. */
  readonly unitBytes?: 1 | 2
}

/** A NUL is no text: what reads on would end there, or show a gap. */
function withoutNul(text: string, { bytes, file, unitBytes = 1 }: DecodedFrom): string {
  const index = text.indexOf('\0')
  if (index === -1) return text
  const offset = unitBytes === 1 ? bytes.indexOf(0) : 2 * (index + (utf16Mark(bytes) ? 1 : 0))
  const line = text.slice(0, index).split(/\r\n|\r|\n/).length
  throw new MuqabilError('not-text', { character: 'U+0000', offset }, { file, line })
}

/** Controls that no text editor writes: in UTF-16 read as UTF-8 half of the bytes are such. */
const CONTROL = /[\u0000-\u0008\u000E-\u001A]/

function hasControls(text: string): boolean {
  return CONTROL.test(text)
}

function firstControl(bytes: Uint8Array): number {
  return Math.max(
    0,
    bytes.findIndex((byte) => byte <= 0x08 || (byte >= 0x0e && byte <= 0x1a)),
  )
}

/** Offset of the first ill-formed sequence. The table of well-formed ones: Unicode Standard, table 3-7. */
function firstBadByte(bytes: Uint8Array): number {
  let index = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? UTF8_MARK_BYTES : 0
  while (index < bytes.length) {
    const first = bytes[index] ?? 0
    const length = utf8Length(first)
    if (length === 0) return index
    for (let next = 1; next < length; next++) {
      const byte = bytes[index + next] ?? 0
      const low = next === 1 && first === 0xe0 ? 0xa0 : next === 1 && first === 0xf0 ? 0x90 : 0x80
      const high = next === 1 && first === 0xed ? 0x9f : next === 1 && first === 0xf4 ? 0x8f : 0xbf
      if (byte < low || byte > high) return index
    }
    index += length
  }
  return index
}

/** Bytes of a sequence by its first byte; 0: no sequence begins so. */
function utf8Length(first: number): number {
  if (first < 0x80) return 1
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}

function firstLoneSurrogate(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const unit = (at: number): number =>
    at + 1 < bytes.length ? view.getUint16(at, encoding === 'utf-16le') & 0xfc00 : Number.NaN
  let at = 0
  while (at + 1 < bytes.length) {
    const isPair = unit(at) === 0xd800 && unit(at + 2) === 0xdc00
    if (!isPair && (unit(at) === 0xd800 || unit(at) === 0xdc00)) return at
    at += isPair ? 4 : 2
  }
  return at
}

/** Offset of the byte at which a decoder first gives up: the longest prefix that decodes ends before it. */
function firstUndecodable(bytes: Uint8Array, encoding: string): number {
  let [good, bad] = [0, bytes.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      good = middle
    } catch {
      bad = middle
    }
  }
  return good
}
