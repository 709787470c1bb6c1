/** What faces an edition needs, and how they come into the page. */

/** A face of the page: `arabic` holds Arabic, `digits` the Latin digits and marks beside it, `latin` everything else. */
export type FaceName = 'arabic' | 'digits' | 'latin'

export interface FontFile {
  readonly face: FaceName
  /** WOFF2. */
  readonly bytes: Uint8Array
}

const FAMILIES: Readonly<Record<FaceName, string>> = { arabic: 'Muqabil Arabic', digits: 'Muqabil Digits', latin: 'Muqabil Latin' }

/** `@font-face` rules with the fonts as data. */
export function faceRules(fonts: readonly FontFile[]): string {
  return fonts.map(({ face, bytes }) => `@font-face{font-family:"${FAMILIES[face]}";src:url(data:font/woff2;base64,${base64(bytes)}) format("woff2")}\n`).join('')
}

/** Every character that the page may show, sorted: those of the text and of the page's own words. */
export function charactersOf(html: string): string {
  return [...new Set(html)].toSorted().join('')
}

const CHUNK = 0x8000

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}
