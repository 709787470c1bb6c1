/** The glossary's entries beside a sentence, and where they stand in it and in its translation. */
import { plainText } from '../../bitext/content.ts'
import type { RecordSegment } from '../../bitext/record.ts'
import type { Beside } from '../../review/api.ts'
import type { Glossary } from '../glossary.ts'

export function findTermsBeside({ locate, locateTarget }: Glossary, segment: RecordSegment): Beside['terms'] {
  const target = plainText(segment.target ?? [])
  const found = locate(plainText(segment.source))
  return [...new Set(found.map(({ term }) => term))].flatMap((term) => {
    const inSource = found.filter((each) => each.term === term).map(({ start, end }) => ({ start, end }))
    const entry = (words: string, isForbidden: boolean): Beside['terms'][number] => ({
      source: term.source,
      target: words,
      ...(term.note === undefined ? {} : { note: term.note }),
      isForbidden,
      inSource,
      inTarget: locateTarget(target, words, term),
    })
    const preferred = [term.target, ...(term.allowed ?? [])].filter((words) => words !== '')
    // An allowed one stands there only if it is used; the preferred one is always shown.
    const used = preferred.filter((words, index) => index === 0 || locateTarget(target, words, term).length > 0)
    return [...used.map((words) => entry(words, false)), ...(term.forbidden ?? []).map((words) => entry(words, true))]
  })
}
