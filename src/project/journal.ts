/** Commits answers in groups: all that came in during one turn of the event loop are one transaction. */
import type { Answer, Spent } from '../memory/memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'

interface Waiting {
  readonly ticket: number
  readonly answers: readonly Answer[]
  /** By the whole run so far. */
  readonly spent?: Spent | undefined
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

export interface GroupCommit {
  /** Resolves when the answers are on the disk, and the request is known to have ended. */
  settle(ticket: number, answers: readonly Answer[], spent?: Spent): Promise<void>
}

/** A flush to the disk costs as much for a hundred answers as for one. */
export function groupCommit(memory: Pick<RunMemory, 'commit'>): GroupCommit {
  let waiting: Waiting[] = []
  let isFlushing = false
  const flush = async (): Promise<void> => {
    isFlushing = true
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        await memory.commit(
          group.flatMap(({ answers }) => answers),
          group.map(({ ticket }) => ticket),
          group.at(-1)?.spent,
        )
        for (const { done } of group) done()
      } catch (error) {
        for (const { failed } of group) failed(error)
      }
    }
    isFlushing = false
  }
  return {
    settle: (ticket, answers, spent) =>
      new Promise((done, failed) => {
        if (waiting.length === 0 && !isFlushing) setImmediate(() => void flush())
        waiting.push({ ticket, answers, spent, done, failed })
      }),
  }
}
