/** What a document says of itself in its front matter, as units: no rows of the edition, but translated as they are. */
import type { Metadata, SourceUnit } from '../bitext/source.ts'
import { hasLettersOf } from '../text/letters.ts'
import { inlineContent } from './inline-content.ts'

/** Those with letters of the source's language; there is no markup in them. */
export function metadataUnits(metadata: readonly Metadata[], language: string): readonly SourceUnit[] {
  return metadata.flatMap(({ name, text, range }): readonly SourceUnit[] => {
    if (!hasLettersOf(language, text)) return []
    const { notes: _none, ...inline } = inlineContent([{ type: 'text', value: text }], language)
    return [{ kind: 'metadata', name, ...inline, place: { ...range, syntax: 'yaml', codes: {} } }]
  })
}
