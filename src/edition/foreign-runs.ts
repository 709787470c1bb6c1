/** Where a text runs the other way: Latin words and signed numbers in Arabic, Arabic words in a text that is not. */

/** Offsets in UTF-16 units; `end` is behind the last one. */
export interface Run {
  readonly start: number
  readonly end: number
}

const LATIN = String.raw`A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02AF\u1E00-\u1EFF`
const ARABIC = String.raw`\u0600-\u06FF\u0750-\u077F\u0870-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC`
/** 'x\u00B2', 'CO\u2082': apart from its letter it would stand on the other side of it. */
const RAISED_OR_LOWERED = String.raw`\u00B2\u00B3\u00B9\u2070-\u208E`
/** Signs inside words, addresses and paths. */
const INNER = String.raw`\w${LATIN}${RAISED_OR_LOWERED}.@:\/\\+#&'\u2019\u02BB-\u02BF\u2010\u2011-`
/** Without the marks of a sentence. */
const ARABIC_WORD = String.raw`\u0620-\u0669\u066E-\u06D3\u06D5-\u06FF`
/** In UTF-16 units: a limit, so that an address that is cut costs no more to read again. */
const LONGEST_ADDRESS = 2000
/** 'https://example.org/a', 'www.example.org'; Arabic only as a part of its own, as in 'https://example.org/\u0645\u0635\u0631'. */
const ADDRESS = String.raw`(?:https?:\/\/|www\.)(?:[^\s${ARABIC}\u00AB\u00BB"]|(?<=[\/=_#?&(:+~@-]|[${ARABIC_WORD}]\.?)[${ARABIC_WORD}]){1,${LONGEST_ADDRESS}}`
/** Behind '\u0648', '\u0628' and the like, which are written as one word with what follows, and behind tatweel. */
const AFTER_PARTICLE = String.raw`(?<=(?<![${ARABIC}])[\u0648\u0641\u0628\u0644\u0643]|\u0640)`
/** 'Node.js', '5G', 'COVID-19', 'C++', and behind a sign of its own '.NET', '@user', '/usr/bin', '--help', '$HOME', '\u02BFAl\u012B'. */
const WORD = String.raw`(?<![\w.,])(?:(?<![^\s(\u00AB\u201C\u2018"'\[])[@#.\/~_\\$\u02BB-\u02BF-]+|${AFTER_PARTICLE}(?:[@#.$]|--))?(?:\d+(?:[.,]\d+)*)?[${LATIN}][${INNER}]*[+#]*`
/** What may stand between two words of one run: 'Le Drian', 'Hello, world', 'x = 1', 'House (of Wisdom)', 'f(x)'. */
const MARKS = String.raw`[!-\/:-@[-\x60{-~\u2013\u2014\u2018-\u201D\u2026]{0,4}`
const BETWEEN = String.raw`(?:${MARKS}[ \u00A0]${MARKS} ?|[([])`
const FOLLOWING = String.raw`[@#.\/~_\\$\u02BB-\u02BF-]{0,3}[${LATIN}\d][${INNER}]*[+#]*`
/** Words of one run: a limit, so that a cut run costs no more than so many words to read again. */
const MOST_WORDS = 100
const WORDS = String.raw`(?:${ADDRESS}|${WORD})(?:${BETWEEN}(?:${ADDRESS}|${FOLLOWING})){0,${MOST_WORDS}}`

const NOT_INSIDE = String.raw`(?<![\w\u0660-\u0669${LATIN}${ARABIC})\]])`
/** A hyphen may join a particle to its number; '\u0648-5' is the second of two degrees. */
const BEGINS = String.raw`(?:${NOT_INSIDE}|${AFTER_PARTICLE}(?:(?<=\u0648)|(?!-)))`
const DIGITS = String.raw`\d[\d.,]{0,20}`
/** '+963 11 222 3333', '(011) 222-3333', '011-222-3333'. */
const TELEPHONE = String.raw`\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){1,5}(?:[ .-]\d{2,5}){1,3}|\(0\d{1,4}\)(?:[ -]?\d{2,5}){2,3}|0\d{2,4}(?:[ -]\d{3,5}){1,3}`
/** Without the rial, which is a word of Arabic. */
const CURRENCIES = String.raw`$\u00A2-\u00A5\u20A0-\u20CF`
/** '-5', '+12%', '-5.5 \u00B0C', '$5', '\u00A55', but not the end of '2020-2021' and of a word with a number behind it. */
const SIGNED = String.raw`[+\-\u2212\u00B1${CURRENCIES}]{1,2}${DIGITS}(?: ?(?:[%\u2030]|\u00B0[CF]?))?`
/** '25 \u00B0C', '5 km': a number and its unit in Latin letters. */
const UNITS = 'km|cm|mm|kg|mg|GB|MB|KB|TB|GHz|MHz|kHz|Hz|kWh|MWh|kW|MW|GW|ml|px|ms|dB'
const MEASURED = String.raw`${DIGITS} ?(?:\u00B0[CF]|(?:${UNITS})[\u00B2\u00B3]?(?![\d${LATIN}]))`
const LATIN_RUN = new RegExp(`${BEGINS}(?:${TELEPHONE}|${MEASURED}|${SIGNED})(?![\\d${LATIN}])|${WORDS}`, 'gu')

/** There is none of these without a letter or a digit of this kind; most sentences have neither. */
const READ_FROM_LEFT = new RegExp(`[\\d${LATIN}]`)

/** Whether there may be such runs, or Latin letters of any kind: told at one look. */
export function mayBeLatin(text: string): boolean {
  return LATIN_OR_DIGIT.test(text)
}

const LATIN_OR_DIGIT = new RegExp(`[\\d${LATIN}\\p{Script=Latin}]`, 'u')

/** Runs that a reader of a text from right to left reads from left to right. */
export function latinRuns(text: string): readonly Run[] {
  if (!READ_FROM_LEFT.test(text)) return []
  const runs: Run[] = []
  const pattern = new RegExp(LATIN_RUN)
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const whole = { start: match.index, end: match.index + match[0].length }
    const run = /\p{L}/u.test(match[0]) ? settled(text, whole) : { ...whole, end: whole.end - overhang(match[0]) }
    pattern.lastIndex = Math.max(run.end, match.index + 1)
    if (run.end > run.start) runs.push(run)
  }
  return runs
}

/** A final comma or period is the sentence's. */
function overhang(number: string): number {
  return /[.,]*$/.exec(number)?.[0].length ?? 0
}

const CLOSERS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '"': '"',
  '\u00AB': '\u00BB',
  '\u201C': '\u201D',
  '\u2018': '\u2019',
}
/** A final period or colon belongs to the sentence, not to the run; the last one of initials is theirs. */
const TRAILING = /[.:,'\u2019-]+$/
const INITIALS = /(?:^|[\s(])(?:\p{L}{1,2}\.){2,}$/u

/** The run without the sentence's own marks, with those that are quoted with it, and with no bracket but whole pairs. */
function settled(text: string, { start, end }: Run): Run {
  const opener = text[start - 1] ?? ''
  const closer = CLOSERS[opener]
  let last = balanced(text, start, end)
  const bare = text.slice(start, last)
  if (!INITIALS.test(bare)) last -= TRAILING.exec(bare)?.[0].length ?? 0
  if (closer === undefined) return { start, end: last }
  const quoted = /^[.?!,;:\u2026]{0,3}/.exec(text.slice(last, last + 3))?.[0].length ?? 0
  if (text[last + quoted] !== closer) return { start, end: last }
  // Round quotation marks do not turn with the direction: they go with the words.
  return /[\u201C\u2018]/.test(opener) ? { start: start - 1, end: last + quoted + 1 } : { start, end: last + quoted }
}

/** The end of a run that has whole pairs only: one that ends just behind it comes in, what is open or was never opened is cut off. */
function balanced(text: string, start: number, end: number): number {
  const open: { readonly at: number; readonly closer: string }[] = []
  for (let at = start; at < end; at++) {
    const character = text[at] ?? ''
    const innermost = open.at(-1)
    if (innermost?.closer === character) open.pop()
    else if (/[([\u201C]/.test(character) || character === '"') open.push({ at, closer: CLOSERS[character] ?? '' })
    else if (/[)\]\u201D]/.test(character)) return trimmed(text, start, at)
  }
  const [outermost] = open
  if (outermost === undefined) return end
  const mark = /^[.?!]?/.exec(text.slice(end, end + 1))?.[0].length ?? 0
  if (open.length === 1 && text[end + mark] === outermost.closer) return end + mark + 1
  return trimmed(text, start, outermost.at)
}

function trimmed(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length
}

/** Arabic words, with the numbers and marks between them. */
const ARABIC_RUN = new RegExp(String.raw`[${ARABIC}]+(?:[\s\d\u060C\u061B.:\/\u2013-]{1,12}[${ARABIC}]+)*`, 'g')

const ARABIC_LETTER = new RegExp(`[${ARABIC}]`)

export function mayBeArabic(text: string): boolean {
  return ARABIC_LETTER.test(text)
}

/** Runs that a reader of a text from left to right reads from right to left. */
export function arabicRuns(text: string): readonly Run[] {
  if (!mayBeArabic(text)) return []
  return Array.from(text.matchAll(ARABIC_RUN), (match) => ({ start: match.index, end: match.index + match[0].length }))
}
