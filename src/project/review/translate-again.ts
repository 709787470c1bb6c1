/** A sentence asked of the provider once more: for an editor, and not yet in the record. */
import type { Content } from '../../bitext/content.ts'
import { encodeContent, renumberCodes } from '../../bitext/content.ts'
import { hashContent } from '../../bitext/hash-content.ts'
import type { Origin } from '../../bitext/record.ts'
import { MuqabilError } from '../../errors.ts'
import type { Spent } from '../../memory/memory.ts'
import type { Offer } from '../../review/api.ts'
import { estimateOf } from '../../translate/estimate.ts'
import { askProviders } from '../ask-providers.ts'
import { chooseProviders, waysToChoose, type ChosenProviders } from '../choose-providers.ts'
import { contextOfQuestions } from '../context.ts'
import type { Draft, Pending } from '../drafts.ts'
import type { Glossary } from '../glossary.ts'
import { openMemory } from '../open-memory.ts'
import type { Project } from '../project.ts'
import { asSent } from '../recall.ts'
import { Questions } from '../questions.ts'

export interface AgainInput {
  readonly project: Project
  readonly glossary: Glossary
  readonly draft: Draft
  /** Indexes of the row, and of the segment in it. */
  readonly unit: number
  readonly segment: number
  /** By this session so far. */
  readonly spent: Spent
}

export interface Again {
  readonly target: Content
  readonly origin: Origin
  readonly spent: Spent
}

/** What it would cost; nothing is sent. @throws {MuqabilError} `no-provider`. */
export async function estimateAgain(input: AgainInput): Promise<Offer> {
  const { project, glossary, spent } = input
  const chosen = await choose(project)
  const [provider] = chosen.providers
  try {
    const sendable = asSent(pendingOf(input), glossary.sacred)
    const pending = sendable.kind === 'missing' ? [] : [sendable.pending]
    const questions = new Questions(pending, chosen.providers, () => undefined)
    const estimate = estimateOf(questions.items, {
      provider,
      budget: {},
      before: spent,
      contextOf: contextOfQuestions(
        (key) => questions.first(key),
        glossary,
        () => [],
      ),
    })
    const { characters, cost, currency } = estimate
    return { provider: provider.name, characters, cost, currency }
  } finally {
    await closeAll(chosen)
  }
}

/**
 * As a build asks: journalled before anything else happens, paced, within the budget, which is one for the session.
 *
 * @throws {MuqabilError} `no-provider`, `no-answer` with what the provider said.
 */
export async function translateAgain(input: AgainInput, signal: AbortSignal): Promise<Again> {
  const { project, draft, unit, segment, spent } = input
  const chosen = await choose(project)
  try {
    await chosen.providers[0].prepare?.(signal)
    await using memory = await openMemory(project, [], 'make')
    const sendable = asSent(pendingOf(input), input.glossary.sacred)
    if (sendable.kind === 'missing')
      throw new MuqabilError(
        'no-answer',
        { provider: chosen.providers[0].name, reason: sendable.reason },
        { file: draft.source.path },
      )
    const { pending } = sendable
    let why = ''
    const { sent, failure } = await askProviders({
      pending: [pending],
      lessons: [],
      chosen,
      memory,
      project,
      glossary: input.glossary,
      options: { signal, stopNow: signal },
      tell: (event) => {
        if (event.event === 'missing') why = event.message
      },
      onComplete: () => undefined,
      spent,
    })
    if (failure !== undefined) throw failure
    const answer = pending.draft.units[unit]?.segments[segment]
    const isAnswered = pending.draft.translated.size > 0
    if (!isAnswered || answer?.target === undefined || answer.origin === undefined)
      throw new MuqabilError(
        'no-answer',
        {
          provider: chosen.providers[0].name,
          reason: sent.stopped?.message ?? why,
        },
        { file: draft.source.path },
      )
    return {
      target: answer.target,
      origin: answer.origin,
      spent: { characters: spent.characters + sent.held.characters, cost: spent.cost + sent.held.cost },
    }
  } finally {
    await closeAll(chosen)
  }
}

async function choose(project: Project): Promise<ChosenProviders> {
  const chosen = await chooseProviders(project)
  if (chosen === undefined)
    throw new MuqabilError('no-provider', { segments: 1, characters: 0, ...waysToChoose(project) })
  return chosen
}

async function closeAll({ providers }: ChosenProviders): Promise<void> {
  await Promise.all(providers.map((provider) => provider.close?.()))
}

/** In a copy of the document, so that the answer goes nowhere else. */
function pendingOf({ draft, unit, segment }: AgainInput): Pending {
  const copy: Draft = { ...draft, units: [...draft.units], translated: new Set(), failed: new Set() }
  const places = copy.units.flatMap((row, index) =>
    row.segments.map((each, at) => ({ row: index, at, source: each.source })),
  )
  const place = places.findIndex(({ row, at }) => row === unit && at === segment)
  const hashAt = (at: number): string | undefined => {
    const source = places[at]?.source
    return source && hashContent(renumberCodes(source).content)
  }
  const { content } = renumberCodes(places[place]?.source ?? [])
  const [before, after] = [hashAt(place - 1), hashAt(place + 1)]
  return {
    draft: copy,
    unit,
    segment,
    key: encodeContent(content).normalize('NFC'),
    source: content,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }
}
