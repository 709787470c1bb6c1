/** A term from its named parts, as a row of a table has them. */
import { PARTS_OF_SPEECH, type Term } from '../bitext/term.ts'

/** Names of columns, and what else they are called. */
export const COLUMNS = ['source', 'target', 'part of speech', 'note', 'allowed', 'forbidden', 'forms', 'case'] as const
export type Column = (typeof COLUMNS)[number]

const OTHER_NAMES: Readonly<Record<string, Column>> = {
  pos: 'part of speech',
  partofspeech: 'part of speech',
  'part-of-speech': 'part of speech',
  term: 'source',
  translation: 'target',
  plural: 'forms',
}
const SPEECH: Readonly<Record<string, Term['partOfSpeech']>> = {
  n: 'noun',
  name: 'proper-noun',
  propernoun: 'proper-noun',
  v: 'verb',
  adj: 'adjective',
  adv: 'adverb',
}
/** Between several in one cell. */
const LIST = /[;\u061B|]/
const YES = /^(?:yes|true|1|x|case|sensitive)$/i

/** A column by its name; undefined for one that a glossary does not have. */
export function columnOf(name: string): Column | undefined {
  const plain = name.trim().toLowerCase()
  return COLUMNS.find((column) => column === plain) ?? OTHER_NAMES[plain]
}

/** Undefined where there is no term, or nothing is said of it. */
export function termOf(cell: (column: Column) => string): Term | undefined {
  const list = (column: Column): readonly string[] =>
    cell(column)
      .split(LIST)
      .map((each) => each.trim())
      .filter((each) => each !== '')
  const [source, target, note] = [cell('source').trim(), cell('target').trim(), cell('note').trim()]
  const [allowed, forbidden, forms] = [list('allowed'), list('forbidden'), list('forms')]
  if (source === '' || (target === '' && forbidden.length === 0)) return undefined
  const partOfSpeech = partOfSpeechOf(cell('part of speech'))
  return {
    source,
    target,
    ...(forms.length > 0 ? { forms } : {}),
    ...(allowed.length > 0 ? { allowed } : {}),
    ...(forbidden.length > 0 ? { forbidden } : {}),
    ...(partOfSpeech ? { partOfSpeech } : {}),
    ...(YES.test(cell('case').trim()) ? { isCaseSensitive: true } : {}),
    ...(note === '' ? {} : { note }),
  }
}

export function partOfSpeechOf(name: string): Term['partOfSpeech'] {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  if (plain === '') return undefined
  return PARTS_OF_SPEECH.find((part) => part === plain) ?? SPEECH[plain.replaceAll('-', '')] ?? 'other'
}
