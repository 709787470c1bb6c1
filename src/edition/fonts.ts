/** What faces an edition needs, and how they come into the page. */
import { FACES, type FaceName } from './faces.ts'

export interface FontFile {
  readonly face: FaceName
  /** WOFF2. */
  readonly bytes: Uint8Array
  /** Of the face, which goes with it wherever it is a file of its own. */
  readonly licence: { readonly name: string; readonly text: string }
}

/** `@font-face` rules with the fonts as data. */
export function faceRules(fonts: readonly FontFile[]): string {
  return fonts.map((font) => faceRule(font, `data:font/woff2;base64,${base64(font.bytes)}`)).join('')
}

/** The rule of one face; its file's address needs no quotation marks. */
export function faceRule({ face }: Pick<FontFile, 'face'>, address: string): string {
  const { family, isItalic } = FACES[face]
  const style = isItalic ? 'font-style:italic;' : ''
  return `@font-face{font-family:"${family}";${style}src:url(${address}) format("woff2")}\n`
}

/** Of folios, markers of lists, numbers and running heads, whatever the page's own text. */
const ALWAYS = ' .0123456789\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u2022\u2026'

/**
 * The characters that each face must hold for a page: those of its text and of its own words. A
 * face that is needed for none is left out.
 *
 * @param html The page without its style.
 */
export function charactersByFace(html: string): ReadonlyMap<FaceName, string> {
  const upright = [...new Set([...charactersOf(html), ...charactersOf(ALWAYS)])].toSorted()
  const slanted = charactersOf(emphasised(html)).toSorted()
  const wanted = (Object.keys(FACES) as FaceName[]).map((name) => {
    const { holds, isItalic } = FACES[name]
    return [name, (isItalic ? slanted : upright).filter((character) => holds.test(character)).join('')] as const
  })
  return new Map(wanted.filter(([, characters]) => characters.trim() !== ''))
}

/** Letters and signs that almost every chapter of a book has: Arabic with its tashkeel, English, transliteration. */
const STEADY = new Set(
  [
    ' !"#$%&\'()*+,-./0123456789:;<=>?@[\\]^_`{|}~«»‘’“”–—•…',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    'ĀāĪīŪūḌḍḤḥṢṣṬṭẒẓĠġŠšʾʿ',
    'ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيٱ٠١٢٣٤٥٦٧٨٩،؛؟',
    '\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652\u0670',
  ].flatMap((characters) => [...characters]),
)

/**
 * The characters of a face's subset: those that are wanted and all steady ones that the face holds. Chapters that differ
 * in nothing else share a subset, whichever of them is drawn first: the file depends on no other chapter.
 */
export function subsetCharacters(face: FaceName, wanted: string): string {
  const { holds } = FACES[face]
  const steady = [...STEADY].filter((character) => holds.test(character))
  return [...new Set([...wanted, ...steady])].toSorted().join('')
}

/** Each character of a text once: what a set of them would hold, without making a string of every one. */
function charactersOf(text: string): string[] {
  const seen = new Uint8Array(0x10000)
  const found: string[] = []
  const beyond = new Set<string>()
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (seen[unit] === 1) continue
    if ((unit & 0xf800) === 0xd800) {
      const isPair = unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
      beyond.add(isPair ? text.slice(at, ++at + 1) : text.charAt(at))
      continue
    }
    seen[unit] = 1
    found.push(String.fromCharCode(unit))
  }
  return [...found, ...beyond]
}

/** Tags of elements that a browser slants. */
const SLANTED = /^<(\/?)(?:em|i|cite|dfn|var|address)(?=[\s>])/

/** Many a text has none, and need not be looked through tag by tag. */
const HAS_SLANTED = /<(?:em|i|cite|dfn|var|address)[\s>]/

/** The text inside emphasis. */
function emphasised(html: string): string {
  if (!HAS_SLANTED.test(html)) return ''
  let depth = 0
  let text = ''
  let end = 0
  for (let start = html.indexOf('<'); start !== -1; start = html.indexOf('<', end)) {
    const close = html.indexOf('>', start)
    if (depth > 0) text += html.slice(end, start)
    if (close === -1) return text
    end = close + 1
    const slash = SLANTED.exec(html.slice(start, Math.min(end, start + 12)))?.[1]
    if (slash !== undefined) depth += slash === '' ? 1 : -1
  }
  return depth > 0 ? text + html.slice(end) : text
}

const CHUNK = 0x8000

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}
