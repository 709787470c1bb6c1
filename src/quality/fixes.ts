/** What some checks would put in place of a translation: a change of marks and spaces, never of words. */
import type { Content } from '../bitext/content.ts'
import { glue } from '../bitext/content.ts'
import type { Pair } from './check.ts'

/** A text between two codes, or at an end. */
interface Place {
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly pair: Pair
}

type Fix = (text: string, place: Place) => string

const SPACES = /[^\S\n]{2,}|\t/g
const BEFORE_MARK = /(?<=\p{L})[^\S\n]+(?=[,;:!?.](?:\s|$|["\u201D\u2019)]))/gu
const DOUBLED = /(?<![\p{L}\p{M}\p{N}'\u2019-])([\p{L}\p{M}'\u2019]+)[ \u00A0]+\1(?![\p{L}\p{M}\p{N}'\u2019-])/iu
/** A final mark, and what may stand behind it. */
const END = /[.!?:;,\u2026\u060C\u061B\u061F]*(?=[\s"'\u201D\u2019)\]]*$)/u
const ENGLISH: Readonly<Record<string, string>> = {
  '\u060C': ',',
  '\u061B': ';',
  '\u061F': '?',
  '\u066A': '%',
  '\u066B': '.',
  '\u066C': ',',
  '\u06D4': '.',
  '\u00AB': '\u201C',
  '\u00BB': '\u201D',
}
const ARABIC_MARK = /[\u060C\u061B\u061F\u066A-\u066C\u06D4\u00AB\u00BB]/g
const ARABIC_DIGIT = /[\u0660-\u0669\u06F0-\u06F9]/g
const ARABIC_LETTER = /[\u0620-\u064A\u0671-\u06D3]/
/** What a source's end becomes. */
const ENDS: readonly (readonly [end: RegExp, mark: string])[] = [
  [/[\u061F?][\s"'\u00BB\u201D)\]]*$/, '?'],
  [/![\s"'\u00BB\u201D)\]]*$/, '!'],
  [/(?:\u2026|\.{2,})[\s"'\u00BB\u201D)\]]*$/, '\u2026'],
  [/[.\u06D4][\s"'\u00BB\u201D)\]]*$/, '.'],
  [/:[\s"'\u00BB\u201D)\]]*$/, ':'],
]

const FIXES: Readonly<Record<string, Fix>> = {
  whitespace(text, { isFirst, isLast }) {
    const inner = text.replace(SPACES, ' ').replace(BEFORE_MARK, '')
    const begun = isFirst ? inner.trimStart() : inner
    return isLast ? begun.trimEnd() : begun
  },
  'doubled-words': (text) => text.replace(DOUBLED, '$1'),
  typography(text) {
    // Arabic that is spoken of keeps its marks.
    if (ARABIC_LETTER.test(text)) return text
    return text
      .replace(ARABIC_MARK, (mark) => ENGLISH[mark] ?? mark)
      .replace(ARABIC_DIGIT, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
      .replace(/(?<=\S) ?--(?!-) ?(?=\S)/g, '\u2014')
      .replace(/([!,;])\1+/g, '$1')
  },
  'end-punctuation'(text, { isLast, pair }) {
    const mark = ENDS.find(([end]) => end.test(pair.source))?.[1]
    return isLast && mark !== undefined ? text.replace(END, mark) : text
  },
}

/** Undefined where the check has no fix, or it changes nothing. Whether it mends the fault, the check itself says. */
export function fixOf(id: string, pair: Pair): Content | undefined {
  const fix = Object.hasOwn(FIXES, id) ? FIXES[id] : undefined
  const target = pair.segment.target ?? []
  if (fix === undefined) return undefined
  const fixed = glue(
    target.map((part, index) =>
      typeof part === 'string' ? fix(part, { isFirst: index === 0, isLast: index === target.length - 1, pair }) : part,
    ),
  )
  return JSON.stringify(fixed) === JSON.stringify(target) ? undefined : fixed
}
