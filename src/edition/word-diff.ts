/** What changed between two wordings, word by word. */
import { diffArrays } from 'diff'

export interface WordChange {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Words are runs between white space: the same cuts on every machine. */
export function wordDiff(before: string, now: string): readonly WordChange[] {
  const words = (text: string): string[] => text.match(/\S+\s*/g) ?? []
  return diffArrays(words(before), words(now)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}
