/** Which rows are shown: by how they stand, by check, by whose words they are, by what they say. */
import { plainText, type Content } from '../../../bitext/content.ts'
import type { RowView, SegmentView } from '../../api.ts'
import { findFolded, fold, type Folded, type Span } from '../text/fold.ts'
import { isDoubtful, isOpen, rowDoubt, standingOf } from './standing.ts'

const STANDS = ['any', 'open', 'doubtful', 'missing', 'draft', 'stale', 'needs-work', 'reviewed', 'final'] as const
export type Stand = (typeof STANDS)[number]

export interface Filter {
  readonly stand: Stand
  /** A check's name, or ''. */
  readonly check: string
  readonly whose: 'any' | 'person' | 'machine'
  /** In either language; tashkeel and the like do not count. */
  readonly words: string
  readonly order: 'document' | 'doubt'
}

export const NO_FILTER: Filter = { stand: 'any', check: '', whose: 'any', words: '', order: 'document' }

export function isFiltering(filter: Filter): boolean {
  return filter.stand !== 'any' || filter.check !== '' || filter.whose !== 'any' || filter.words.trim() !== ''
}

/** A row is shown when one of its segments fits in every respect. */
export function shownRows(rows: readonly RowView[], filter: Filter): readonly RowView[] {
  const query = fold(filter.words.trim()).text
  const fitting = rows.filter(({ segments }) => segments.some((segment) => fits(segment, filter, query)))
  return filter.order === 'doubt' ? fitting.toSorted((a, b) => rowDoubt(b) - rowDoubt(a)) : fitting
}

function fits(segment: SegmentView, { stand, check, whose }: Filter, query: string): boolean {
  if (!stands(segment, stand)) return false
  if (check !== '' && !segment.findings.some(({ ruleId }) => ruleId === check)) return false
  if (whose !== 'any' && (segment.target === undefined || segment.isPersons !== (whose === 'person'))) return false
  return query === '' || says(segment.source, query) || (segment.target !== undefined && says(segment.target, query))
}

function stands(segment: SegmentView, stand: Stand): boolean {
  switch (stand) {
    case 'any':
      return true
    case 'open':
      return isOpen(segment)
    case 'doubtful':
      return isDoubtful(segment)
    case 'needs-work':
      return segment.mark === 'needs-work'
    case 'missing':
    case 'draft':
    case 'stale':
    case 'reviewed':
    case 'final':
      return standingOf(segment) === stand
  }
}

/** Texts are folded once: a document has many, and each letter typed asks all of them. */
const known = new WeakMap<Content, Folded>()

function foldedOf(content: Content): Folded {
  const before = known.get(content)
  if (before) return before
  const folded = fold(plainText(content))
  known.set(content, folded)
  return folded
}

function says(content: Content, query: string): boolean {
  return foldedOf(content).text.includes(query)
}

/** Where the words of the filter stand in a text, in UTF-16 units of its plain text. */
export function hitsIn(content: Content, words: string): readonly Span[] {
  const query = fold(words.trim()).text
  return query === '' ? [] : findFolded(foldedOf(content), query)
}
