/** What a run needs of a memory, wherever it is kept: a file of SQLite, or a database that many machines share. */
import type { Content } from '../bitext/content.ts'
import type { Answer } from './answers.ts'
import type { Lesson } from './lesson.ts'
import type { Query, Recalled, Spent } from './query.ts'

export interface RunMemory extends AsyncDisposable {
  /** Others have it too, on other machines: what they know must be looked up before it is recalled. */
  readonly isShared: boolean
  /** What was set aside at opening, in words. */
  readonly notice: string | undefined
  /** Makes `recall` ready for these sources, codes numbered from 1; what was not looked up is not found. */
  lookUp(sources: readonly Content[], languages: Pick<Query, 'sourceLanguage' | 'targetLanguage'>): Promise<void> | void
  recall(query: Query): Recalled | undefined
  /** Durable when it is done. `tickets` of `begin` are settled with it, and what this run has spent so far is noted. */
  commit(answers: readonly Answer[], tickets?: readonly number[], spent?: Spent): Promise<void> | void
  learn(lessons: readonly Lesson[]): Promise<void> | void
  /** Notes a request that is about to be sent, and what it may cost; the number it gives is for `commit`. */
  begin(characters: number, cost?: number): Promise<number> | number
  /** What runs that never came to their end had spent, requests under way at that moment at their most. */
  spentBefore(): Promise<Spent> | Spent
  /** Characters that runs which are gone had sent without noting an end; told once. */
  unsettled(): Promise<number> | number
  /** The run came to an end, whatever it was: its budget is over, and that of those it went on for. */
  finish(): Promise<void> | void
}
