/** What differs between two wordings, word by word, as a browser knows words. */
import { diffArrays } from 'diff'

export interface WordChange {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** @param language Whose words they are. */
export function wordDiff(before: string, now: string, language: string): readonly WordChange[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  const words = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment)
  return diffArrays(words(before), words(now)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}
