/** Which script a letter is of, and which script a language is written in. */

export type Script = 'Arab' | 'Hebr' | 'Cyrl' | 'Grek' | 'Latn' | 'Deva' | 'Cjk'

/** Letters by Unicode block (Unicode 16, Blocks.txt); marks, digits and punctuation of a block are not letters. */
const SCRIPTS: Readonly<Record<Script, RegExp>> = {
  Arab: /[\u0620-\u063F\u0641-\u064A\u066E\u066F\u0671-\u06D3\u06D5\u06E5\u06E6\u06EE\u06EF\u06FA-\u06FC\u06FF\u0750-\u077F\u0870-\u0887\u0889-\u088E\u08A0-\u08C9\uFB50-\uFBB1\uFBD3-\uFD3D\uFD50-\uFDC7\uFDF0-\uFDFB\uFE70-\uFEFC]/g,
  Hebr: /[\u05D0-\u05EA\u05EF-\u05F2\uFB1D\uFB1F-\uFB28\uFB2A-\uFB4F]/g,
  Cyrl: /[\u0400-\u0481\u048A-\u052F\u1C80-\u1C88\u2DE0-\u2DFF\uA640-\uA66E]/g,
  Grek: /[\u0370-\u0373\u0376\u0377\u037B-\u037D\u037F\u0386\u0388-\u03FF\u1F00-\u1FFE]/g,
  Latn: /[A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0250-\u02AF\u1E00-\u1EFF\uFB00-\uFB06\uFF21-\uFF3A\uFF41-\uFF5A]/g,
  Deva: /[\u0904-\u0939\u0958-\u0961\u0971-\u097F]/g,
  Cjk: /[\u3041-\u3096\u30A1-\u30FA\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF]/g,
}

const BY_LANGUAGE: Readonly<Record<string, Script>> = {
  ar: 'Arab',
  arb: 'Arab',
  arz: 'Arab',
  ary: 'Arab',
  fa: 'Arab',
  ur: 'Arab',
  ps: 'Arab',
  ckb: 'Arab',
  sd: 'Arab',
  ug: 'Arab',
  ota: 'Arab',
  he: 'Hebr',
  yi: 'Hebr',
  ru: 'Cyrl',
  uk: 'Cyrl',
  be: 'Cyrl',
  bg: 'Cyrl',
  mk: 'Cyrl',
  kk: 'Cyrl',
  el: 'Grek',
  grc: 'Grek',
  hi: 'Deva',
  mr: 'Deva',
  ne: 'Deva',
  zh: 'Cjk',
  ja: 'Cjk',
  ko: 'Cjk',
}

/** The script of a language by its BCP 47 tag: its script subtag if it has one, Latin if the language is unknown. */
export function scriptOf(language: string): Script {
  const known = scripts.get(language)
  if (known) return known
  const script = findScript(language)
  // A source may name languages without end; those of a project are asked for at every word.
  if (scripts.size < MOST_KNOWN) scripts.set(language, script)
  return script
}

const MOST_KNOWN = 100
const scripts = new Map<string, Script>()

function findScript(language: string): Script {
  const [primary = '', ...rest] = language.split('-')
  const named = rest.find((part) => /^[A-Za-z]{4}$/.test(part))?.toLowerCase()
  const script =
    named === undefined ? undefined : (Object.keys(SCRIPTS) as Script[]).find((each) => each.toLowerCase() === named)
  return script ?? BY_LANGUAGE[primary.toLowerCase()] ?? 'Latn'
}

/** Whether the text has a letter that the language is written with. */
export function hasLettersOf(language: string, text: string): boolean {
  return text.search(SCRIPTS[scriptOf(language)]) !== -1
}

/** Latin-1, Latin Extended-A and -B, and general punctuation: most texts, told at once. */
const NOTHING_BUT_LATIN = /^[\u0000-\u024F\u2000-\u206F]*$/

/** Letters of each language's script ÷ letters of all known scripts, 0 to 1; 0 when there is no letter. */
export function sharesOfScripts(languages: readonly string[], text: string): readonly number[] {
  if (NOTHING_BUT_LATIN.test(text)) {
    const some = text.search(SCRIPTS.Latn) === -1 ? 0 : 1
    return languages.map((language) => (scriptOf(language) === 'Latn' ? some : 0))
  }
  const counts = new Map(
    Object.entries(SCRIPTS).map(([script, letters]) => [script as Script, text.match(letters)?.length ?? 0]),
  )
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return languages.map((language) => (all === 0 ? 0 : (counts.get(scriptOf(language)) ?? 0) / all))
}

/** `sharesOfScripts` of one language. */
export function shareOfScript(language: string, text: string): number {
  return sharesOfScripts([language], text)[0] ?? 0
}

/** Base direction of a language's script. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  const script = scriptOf(language)
  return script === 'Arab' || script === 'Hebr' ? 'rtl' : 'ltr'
}
