/** Two wordings in one, with what was added and what was taken away. */
import type { JSX } from 'preact'
import { wordDiff } from '../text/word-diff.ts'
import type { Side } from './side.ts'

export function Diff({
  before,
  now,
  side,
}: {
  readonly before: string
  readonly now: string
  readonly side: Side
}): JSX.Element {
  return (
    <span class={`diff ${side.dir}`} {...side}>
      {wordDiff(before, now, side.lang).map(({ kind, text }) => {
        if (kind === 'same') return text
        return kind === 'added' ? <ins>{text}</ins> : <del>{text}</del>
      })}
    </span>
  )
}
