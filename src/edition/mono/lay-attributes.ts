/** A Markdown source with the texts of its attributes in the target's language, and where all else stands in it then. */
import type { CodePlace, Range, SourceDocument, SourceForm, SourceUnit, UnitPlace } from '../../bitext/source.ts'
import { targetWords } from '../attributes.ts'
import type { Edition } from '../edition.ts'
import { safeText } from '../safe-text.ts'
import { escapeText } from './escape-text.ts'

export interface LaidAttributes {
  readonly form: SourceForm
  /** Parallel to the document's. */
  readonly units: readonly SourceUnit[]
}

interface Edit extends Range {
  readonly text: string
}

/** @param form Of the document; every unit of it has its place. */
export function layAttributes(
  { units }: SourceDocument,
  form: SourceForm,
  { record, words }: Pick<Edition, 'record' | 'words'>,
): LaidAttributes {
  const edits = editsOf(units, form, { record, words })
  if (edits.length === 0) return { form, units }
  let [text, end] = ['', 0]
  for (const edit of edits) {
    text += form.text.slice(end, edit.start) + edit.text
    end = edit.end
  }
  const moved = mover(edits)
  const ranges = (all: readonly Range[]): readonly Range[] => all.map(moved)
  return {
    form: {
      ...form,
      text: text + form.text.slice(end),
      html: ranges(form.html),
      unsafe: ranges(form.unsafe),
      ...(form.leftOut ? { leftOut: ranges(form.leftOut) } : {}),
    },
    units: units.map((unit) => (unit.place ? { ...unit, place: movedPlace(unit.place, moved) } : unit)),
  }
}

/** In order; a definition's title, which several pictures have, once. */
function editsOf(
  units: readonly SourceUnit[],
  form: SourceForm,
  { record, words }: Pick<Edition, 'record' | 'words'>,
): readonly Edit[] {
  const byStart = new Map<number, Edit>()
  for (const [index, { kind, place }] of units.entries()) {
    if (kind !== 'attribute' || place === undefined) continue
    const edit = editOf(form.text, place, safeText(targetWords(record, index, words)).replace(/\s+/g, ' '))
    byStart.set(edit.start, edit)
  }
  return [...byStart.values()].toSorted((one, other) => one.start - other.start)
}

function editOf(text: string, { start, end, syntax }: UnitPlace, words: string): Edit {
  if (syntax === 'value')
    return { start, end, text: `"${words.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')}"` }
  if (syntax === 'title') return { start, end, text: `"${words.replace(/[\\"&]/g, '\\$&')}"` }
  const alt = escapeText(words, true)
  const after = text.slice(end + 1, end + 3)
  if (after.startsWith('(') || (after.startsWith('[') && after !== '[]')) return { start, end, text: alt }
  // The words of a reference are its label, too.
  return { start, end: after === '[]' ? end + 2 : end, text: `${alt}][${text.slice(start, end)}` }
}

/** Where a range of the source stands once the edits are made; none of its ends lies inside of one. */
function mover(edits: readonly Edit[]): (range: Range) => Range {
  const ends = edits.map(({ end }) => end)
  let sum = 0
  const sums = [0, ...edits.map(({ start, end, text }) => (sum += text.length - (end - start)))]
  const moved = (at: number): number => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) <= at) low = middle + 1
      else high = middle
    }
    return at + (sums[low] ?? 0)
  }
  return ({ start, end }) => ({ start: moved(start), end: moved(end) })
}

function movedPlace(place: UnitPlace, moved: (range: Range) => Range): UnitPlace {
  const codes = Object.entries(place.codes).map(([id, { inner, ...range }]): [string, CodePlace] => [
    id,
    { ...moved(range), ...(inner ? { inner: moved(inner) } : {}) },
  ])
  return { ...place, ...moved(place), codes: Object.fromEntries(codes) }
}
