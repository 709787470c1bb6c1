/** What faces an edition needs, and how they come into the page. */

/**
 * A face of the page: `arabic` holds Arabic, `digits` the Latin digits and marks beside it, `latin`
 * everything else but the letters of transliteration (ā, ḥ, ʿ), which `extended` holds.
 */
export type FaceName = 'arabic' | 'digits' | 'latin' | 'extended'

export interface FontFile {
  readonly face: FaceName
  /** WOFF2. */
  readonly bytes: Uint8Array
}

const FAMILIES: Readonly<Record<FaceName, string>> = {
  arabic: 'Muqabil Arabic',
  digits: 'Muqabil Digits',
  latin: 'Muqabil Latin',
  extended: 'Muqabil Latin Extended',
}

/** `@font-face` rules with the fonts as data. */
export function faceRules(fonts: readonly FontFile[]): string {
  return fonts
    .map(
      ({ face, bytes }) =>
        `@font-face{font-family:"${FAMILIES[face]}";src:url(data:font/woff2;base64,${base64(bytes)}) format("woff2")}\n`,
    )
    .join('')
}

const ARABIC = /[\u0600-\u06FF\u0750-\u077F\u0870-\u08FF\u200C-\u200F\u25CC\uFB50-\uFDFF\uFE70-\uFEFC]/
const MARKS = /[0-9\s.,:;!?%()[\]{}/+\-\u2013\u2014\u00AB\u00BB\u2018\u2019\u201C\u201D\u2026]/
/** Unicode's Latin Extended blocks, modifier letters and combining marks, without what the plain Latin face has. */
const EXTENDED =
  /(?![\u0131\u0152\u0153\u02BB\u02BC\u02C6\u02DA\u02DC\u20AC])[\u0300-\u036F\u0100-\u02FF\u1D00-\u1DBF\u1E00-\u1EFF\u2020\u20A0-\u20C0\u2113\u2C60-\u2C7F\uA720-\uA7FF]/
/** Of folios, markers of lists and running heads, whatever the page's own text. */
const ALWAYS = ' .0123456789\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u2026'

/** Every character that the page may show, sorted: those of the text and of the page's own words. */
export function charactersOf(html: string): string {
  return [...new Set(html + ALWAYS)].toSorted().join('')
}

/** The characters that each face must hold; a face that is needed for none is left out. */
export function charactersByFace(characters: string): ReadonlyMap<FaceName, string> {
  const points = [...new Set(characters)].toSorted()
  const only = (isWanted: (point: string) => boolean): string => points.filter(isWanted).join('')
  const wanted: readonly (readonly [FaceName, string])[] = [
    ['arabic', only((point) => ARABIC.test(point) || point === ' ')],
    ['digits', only((point) => MARKS.test(point))],
    ['latin', only((point) => !ARABIC.test(point) && !EXTENDED.test(point))],
    ['extended', only((point) => EXTENDED.test(point))],
  ]
  return new Map(wanted.filter(([, text]) => text.trim() !== ''))
}

const CHUNK = 0x8000

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}
