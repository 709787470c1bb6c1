/** Bytes of a source as text, or a refusal that says where and what it probably is. */
import { MuqabilError } from '../errors.ts'

export interface DecodeOptions {
  /** Named in errors. */
  readonly file: string
  /** Used when the bytes have no byte order mark and are not UTF-8. */
  readonly encoding?: string
}

/**
 * Decodes UTF-8, UTF-16 with a byte order mark, or `encoding`. A byte order mark is dropped.
 *
 * @throws {MuqabilError} `not-utf8` with the offset of the first bad byte, `not-text` for NUL and
 *   lone surrogates, `encoding-unknown`.
 */
export function decodeText(bytes: Uint8Array, { file, encoding }: DecodeOptions): string {
  const text = decode(bytes, file, encoding)
  const bad = text.search(/\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/)
  if (bad !== -1) {
    const before = text.slice(0, bad).split('\n')
    const character = `U+${text.charCodeAt(bad).toString(16).toUpperCase().padStart(4, '0')}`
    throw new MuqabilError('not-text', { character, offset: bad }, { file, line: before.length })
  }
  return text
}

function decode(bytes: Uint8Array, file: string, encoding: string | undefined): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    if (encoding !== undefined) return decodeAs(bytes, encoding, file)
    const offset = firstBadByte(bytes)
    const likely = likelyEncoding(bytes)
    throw new MuqabilError('not-utf8', { byte: bytes[offset] ?? 0, offset, ...(likely ? { likely } : {}) }, { file })
  }
}

function decodeAs(bytes: Uint8Array, encoding: string, file: string): string {
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new MuqabilError('encoding-unknown', { encoding }, { file })
  }
  try {
    return decoder.decode(bytes)
  } catch {
    throw new MuqabilError('not-utf8', { byte: bytes[0] ?? 0, offset: 0 }, { file })
  }
}

/** The table of well-formed UTF-8 byte sequences: Unicode Standard, table 3-7. */
function firstBadByte(bytes: Uint8Array): number {
  let index = 0
  while (index < bytes.length) {
    const first = bytes[index] ?? 0
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first <= 0xdf
          ? 2
          : first >= 0xe0 && first <= 0xef
            ? 3
            : first >= 0xf0 && first <= 0xf4
              ? 4
              : 0
    if (length === 0) return index
    for (let next = 1; next < length; next++) {
      const byte = bytes[index + next] ?? 0
      const low = next === 1 && first === 0xe0 ? 0xa0 : next === 1 && first === 0xf0 ? 0x90 : 0x80
      const high = next === 1 && first === 0xed ? 0x9f : next === 1 && first === 0xf4 ? 0x8f : 0xbf
      if (byte < low || byte > high) return index
    }
    index += length
  }
  return 0
}

const COMMON =
  /[\u0627\u0644\u0645\u064A\u0646\u0648\u0631\u062A\u0628\u0629\u0639\u062F\u0641\u0647\u0633\u0643\u0642\u062D]/g // the most frequent letters of Arabic
const SAMPLE_BYTES = 65_536

/** The single-byte Arabic encoding in which the bytes read most like Arabic; none when neither does. */
function likelyEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  const high = sample.filter((byte) => byte >= 0x80).length
  const scored = ['windows-1256', 'iso-8859-6'].map((encoding) => {
    const text = new TextDecoder(encoding).decode(sample)
    const wrong = text.match(/\uFFFD/g)?.length ?? 0
    return { encoding, score: ((text.match(COMMON)?.length ?? 0) - 4 * wrong) / high }
  })
  const best = scored.toSorted((a, b) => b.score - a.score)[0]
  return best && best.score > 0.4 ? best.encoding : undefined
}
