/** What of the missing sentences is known already, and what is left to ask. */
import { plainText, type Content } from '../bitext/content.ts'
import type { Query, Recalled } from '../memory/memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import { hasLettersOf } from '../text/letters.ts'
import { fill, leaveMissing, pendingOf, type Draft, type FateOptions, type Pending } from './drafts.ts'
import { holdPhrases } from './hold-phrases.ts'
import type { SacredWords } from './sacred-words.ts'

export interface RecallOptions {
  readonly fates: FateOptions
  readonly asking: Pick<Query, 'provider' | 'model' | 'variant'>
  readonly sacred?: SacredWords | undefined
  /** A sentence that nobody may be asked for, and why. */
  readonly onMissing?: (pending: Pending, reason: string) => void
}

/** A sentence as it may be sent, its phrases of fixed wording held back; or why it may not. */
export type AsSent =
  | { readonly kind: 'sendable'; readonly pending: Pending }
  | { readonly kind: 'missing'; readonly reason: string }

export function asSent(pending: Pending, sacred: SacredWords | undefined): AsSent {
  const found = sacred?.phrasesIn(plainText(pending.source))
  if (found?.kind === 'unknown') return { kind: 'missing', reason: found.reason }
  return { kind: 'sendable', pending: (found && holdPhrases(pending, found.phrases)) ?? pending }
}

/** Whose words a sentence has in which nothing is left for a machine. */
const GLOSSARY = { kind: 'machine', provider: 'glossary' } as const

/** Fills what is known; what is not is given back, in document order, as it may be sent. */
export async function recall(
  drafts: readonly Draft[],
  memory: RunMemory,
  { fates, asking, sacred, onMissing }: RecallOptions,
): Promise<readonly Pending[]> {
  const left: Pending[] = []
  for (const draft of drafts) {
    const all = pendingOf(draft, fates)
    await memory.lookUp(all.flatMap(sourcesOf), draft.record)
    left.push(...all.flatMap((pending) => ask(pending, draft)))
  }
  return left

  /** As it stands, and as it would be sent. */
  function sourcesOf(pending: Pending): readonly Content[] {
    const found = sacred?.phrasesIn(plainText(pending.source))
    const held = found?.kind === 'known' ? holdPhrases(pending, found.phrases) : undefined
    return held === undefined ? [pending.source] : [pending.source, held.source]
  }

  function ask(pending: Pending, draft: Draft): readonly Pending[] {
    const found = sacred?.phrasesIn(plainText(pending.source))
    if (found === undefined || (found.kind === 'known' && found.phrases.length === 0))
      return filled(pending, lookUp(pending, draft)) ? [] : [pending]
    // A person's words for all of the sentence stand, whatever the glossary says.
    if (filled(pending, lookUp(pending, draft, 'person'))) return []
    const sent = asSent(pending, sacred)
    if (sent.kind === 'missing') {
      leaveMissing(pending, sent.reason)
      onMissing?.(pending, sent.reason)
      return []
    }
    const held = sent.pending
    if (!hasLettersOf(draft.record.sourceLanguage, plainText(held.source))) {
      fill(held, held.source, GLOSSARY)
      return []
    }
    return filled(held, lookUp(held, draft)) ? [] : [held]
  }

  function lookUp({ source, before, after }: Pending, { record }: Draft, only?: 'person'): Recalled | undefined {
    return memory.recall({
      source,
      sourceLanguage: record.sourceLanguage,
      targetLanguage: record.targetLanguage,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...asking,
      ...(only === undefined ? {} : { only }),
    })
  }

  function filled(pending: Pending, known: Recalled | undefined): boolean {
    if (known) fill(pending, known.target, known.origin)
    return known !== undefined
  }
}
