/** What a run asks, less what the memory has of the pieces of long sentences. */
import type { Content } from '../bitext/content.ts'
import type { Query } from '../memory/memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import type { Provider } from '../providers/provider.ts'
import type { Pending } from './drafts.ts'
import { Questions } from './questions.ts'

/** @param asking Who asks: what answers depend on besides the text. */
export async function openQuestions(
  pending: readonly Pending[],
  providers: readonly Provider[],
  memory: RunMemory,
  asking: Omit<Query, 'source' | 'before' | 'after'>,
): Promise<Questions> {
  const pieces: Content[] = []
  const questions = new Questions(pending, providers, (source) => {
    pieces.push(source)
    return memory.recall({ source, ...asking })?.target
  })
  if (!memory.isShared || pieces.length === 0) return questions
  await memory.lookUp(pieces, asking)
  return new Questions(pending, providers, (source) => memory.recall({ source, ...asking })?.target)
}
