/** Markup laid so that the engine parts no word at it. */

/** '<span id="1">', '</span>', '<img id="2">': ours alone, text is escaped. */
const TAG = /(<[^<>]*>)/
const LAST_WORD = /[\p{L}\p{M}\p{N}]*$/u
const FIRST_WORD = /^[\p{L}\p{M}\p{N}]*/u
const MARKS_AT_END = /[^\p{L}\p{M}\p{N}\s]*$/u
const MARKS_AT_BEGINNING = /^[^\p{L}\p{M}\p{N}\s]*/u

/** Those at which the engine puts no space are full stop, comma and brackets. */
const IN_ASCII: Readonly<Record<string, string>> = { '\u060C': ',', '\u06D4': '.', '\u2026': '...' }

/**
 * The engine puts a space at a tag unless a full stop, a comma or a bracket of ASCII stands there: its
 * model then reads "ال نص" for `ال<span>نص</span>`. So a tag inside a word goes to the word's border (the
 * whole word is marked), and marks that have such a form take it, which a translation has anyway.
 */
export function easeBorders(html: string): string {
  const parts = html.split(TAG)
  for (let at = 1; at < parts.length; at += 2) {
    const isClosing = parts[at]?.startsWith('</') === true
    if (isClosing) takeFromNext(parts, at)
    else if (parts[at]?.startsWith('<span') === true) takeFromPrevious(parts, at)
  }
  return parts
    .map((part, at) => {
      if (at % 2 === 1) return part
      const text = at === 0 ? part : part.replace(MARKS_AT_BEGINNING, inAscii)
      return at === parts.length - 1 ? text : endOf(text)
    })
    .join('')
}

/** 'text </span>?', 'text <img id="1">"': the space before what closes. A quotation mark before a letter opens. */
const SPACE_BEFORE = / ((?:<\/span>|<img[^<>]*>)+)(?=[?!;:%]|["'\u201D\u2019\u00BB](?![\p{L}\p{N}]))/gu
/** '" <span id="1">text': the space after what opens. */
const SPACE_AFTER = /(^|[\s>([])(["'\u201C\u2018\u00AB]) ((?:<span[^<>]*>)+)/gu

/** Takes the engine's spaces at other marks out of an answer again, where no writer has one. */
export function tidyBorders(html: string): string {
  return html.replace(SPACE_BEFORE, '$1').replace(SPACE_AFTER, '$1$2$3')
}

/** `<span>نص</span>هم` → `<span>نصهم</span>` */
function takeFromNext(parts: string[], at: number): void {
  const next = after(parts, at)
  if (next === undefined || !endsInWord(parts[at - 1] ?? '')) return
  const [word = ''] = FIRST_WORD.exec(parts[next] ?? '') ?? []
  parts[at - 1] += word
  parts[next] = (parts[next] ?? '').slice(word.length)
}

/** `ال<span>نص</span>` → `<span>النص</span>` */
function takeFromPrevious(parts: string[], at: number): void {
  const next = after(parts, at)
  if (next === undefined || !/^[\p{L}\p{M}\p{N}]/u.test(parts[next] ?? '')) return
  const before = parts[at - 1] ?? ''
  const start = before.length - (lastWord(before)?.length ?? 0)
  parts[next] = before.slice(start) + (parts[next] ?? '')
  parts[at - 1] = before.slice(0, start)
}

/** The text behind a tag and all tags of its kind that follow at once. */
function after(parts: readonly string[], at: number): number | undefined {
  const kind = parts[at]?.slice(0, 2)
  let next = at + 1
  while (parts[next] === '' && parts[next + 1]?.slice(0, 2) === kind) next += 2
  return next < parts.length ? next : undefined
}

const LONGEST_WORD = 60

/** Looked for near the end alone: the whole text would be searched again at every tag. */
function lastWord(text: string): string | undefined {
  return LAST_WORD.exec(text.slice(-LONGEST_WORD))?.[0]
}

function endsInWord(text: string): boolean {
  return (lastWord(text) ?? '') !== ''
}

function endOf(text: string): string {
  const end = text.slice(-LONGEST_WORD)
  return text.slice(0, text.length - end.length) + end.replace(MARKS_AT_END, inAscii)
}

function inAscii(marks: string): string {
  return [...marks].map((mark) => IN_ASCII[mark] ?? mark).join('')
}
