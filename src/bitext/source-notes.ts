/** Notes that the source itself has for whoever translates a unit, beside those of people and tools. */
import { orderAttributes } from './order-attributes.ts'
import type { Note } from './record.ts'

/** Of a note that goes when the source has it no longer. */
const CATEGORY = 'muqabil:source'

/** The notes of a unit: first what its source says now, then all that others said. */
export function notesWith(source: readonly string[] | undefined, others: readonly Note[]): readonly Note[] {
  return [...(source ?? []).map(noteOfSource), ...others.filter((note) => !isOfSource(note))]
}

/** Whether the source says it, and nobody else. */
export function isOfSource({ element }: Note): boolean {
  return element?.attributes.category === CATEGORY
}

function noteOfSource(text: string): Note {
  const attributes = orderAttributes({ appliesTo: 'source', category: CATEGORY })
  return { text, element: { name: 'note', attributes, children: [text] } }
}
