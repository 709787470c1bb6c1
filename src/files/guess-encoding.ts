/** What bytes that are not UTF-8 probably are, so that a refusal can say what to try. */

/** The most frequent letters of Arabic: ا ل م ي ن و ر ت ب ة ع د ف ه س ك ق ح. */
const COMMON =
  /[\u0627\u0644\u0645\u064A\u0646\u0648\u0631\u062A\u0628\u0629\u0639\u062F\u0641\u0647\u0633\u0643\u0642\u062D]/g
/**
 * What nearly all characters of a text are: ASCII without controls, white space, Latin-1, Arabic,
 * dashes and quotation marks. Not U+2020 †: it is two spaces of ASCII read as one character.
 */
const USUAL = /[\t\n\r\u0020-\u007E\u00A0-\u00FF\u0600-\u06FF\u2010-\u201E\u2022\u2026]/g
const SAMPLE_BYTES = 65_536
/** Share of common letters among bytes over 0x7F, and of usual characters in UTF-16, from which a guess is worth saying. */
const [LEAST_COMMON, LEAST_USUAL] = [0.4, 0.9]
/** One byte is no evidence: more often it is what is left of a character that was cut off. */
const LEAST_HIGH = 2

/** The single-byte Arabic encoding in which the bytes round `offset` read most like Arabic; none when neither does. */
export function guessEncoding(bytes: Uint8Array, offset: number): 'windows-1256' | 'iso-8859-6' | undefined {
  const start = Math.max(0, offset - SAMPLE_BYTES / 2)
  const sample = bytes.subarray(start, start + SAMPLE_BYTES)
  const high = sample.filter((byte) => byte >= 0x80).length
  if (high < LEAST_HIGH) return undefined
  const scored = (['windows-1256', 'iso-8859-6'] as const).map((encoding) => {
    const text = new TextDecoder(encoding).decode(sample)
    // No byte of a text stands for nothing, and none for a control of the C1 set.
    const wrong = text.match(/[\uFFFD\u0080-\u009F]/g)?.length ?? 0
    return { encoding, score: (count(text, COMMON) - 4 * wrong) / high }
  })
  const best = scored.toSorted((a, b) => b.score - a.score)[0]
  return best && best.score > LEAST_COMMON ? best.encoding : undefined
}

/** UTF-16 without a byte order mark: read so, nearly all characters are usual ones. */
export function looksLikeUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, Math.min(SAMPLE_BYTES, bytes.length & ~1))
  if (sample.length === 0 || bytes.length % 2 !== 0) return undefined
  return (['utf-16le', 'utf-16be'] as const).find((encoding) => {
    const text = new TextDecoder(encoding).decode(sample)
    return count(text, USUAL) / text.length >= LEAST_USUAL
  })
}

function count(text: string, characters: RegExp): number {
  return text.match(characters)?.length ?? 0
}
