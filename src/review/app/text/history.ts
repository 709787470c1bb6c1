/** What was written in a field, step by step. */
import type { Edited } from './atoms.ts'

export interface History {
  /** Letters of one word are one step. */
  note(now: Edited, kind: 'typing' | 'other'): void
  undo(): Edited | undefined
  redo(): Edited | undefined
}

export function createHistory(first: Edited): History {
  let past: readonly Edited[] = []
  let now = first
  let future: readonly Edited[] = []
  let last: 'typing' | 'other' = 'other'
  return {
    note(next, kind) {
      const isSameWord = kind === 'typing' && last === 'typing' && !/^\s$/.test(String(next.atoms[next.caret - 1]))
      if (!isSameWord) past = [...past, now]
      now = next
      future = []
      last = kind
    },
    undo() {
      const before = past.at(-1)
      if (!before) return undefined
      past = past.slice(0, -1)
      future = [...future, now]
      now = before
      last = 'other'
      return before
    },
    redo() {
      const after = future.at(-1)
      if (!after) return undefined
      future = future.slice(0, -1)
      past = [...past, now]
      now = after
      last = 'other'
      return after
    },
  }
}
