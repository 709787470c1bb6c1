/** Asks the providers for what is missing, keeps every answer, and lays it into the drafts. */
import type { Origin } from '../bitext/record.ts'
import type { Lesson } from '../memory/lesson.ts'
import type { Answer, Spent } from '../memory/memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import type { Provider } from '../providers/provider.ts'
import type { Judged } from '../translate/judge.ts'
import type { Pacer } from '../translate/pacer.ts'
import { NOTHING_SENT, translateSegments, type Sent } from '../translate/translate-segments.ts'
import type { ChosenProviders } from './choose-providers.ts'
import { contextOfQuestions } from './context.ts'
import { findExamples } from './examples.ts'
import { fill, leaveMissing, type Draft, type Pending } from './drafts.ts'
import type { OnEvent } from './events.ts'
import type { Glossary } from './glossary.ts'
import { budgetOf, type RunBudget } from './budget.ts'
import { groupCommit } from './journal.ts'
import type { BuildOptions } from './options.ts'
import type { Project } from './project.ts'
import { openQuestions } from './open-questions.ts'
import { startProgress, type Progress } from './progress.ts'
import { traceAsking } from './tracing.ts'
import type { Questions } from './questions.ts'
import { realClock } from './real-clock.ts'
import { pacersOf } from './shared-pacer.ts'

export interface AskInput {
  readonly pending: readonly Pending[]
  /** All of the project's records, as they were before anything was asked. */
  readonly lessons: readonly Lesson[]
  readonly chosen: ChosenProviders
  readonly memory: RunMemory
  readonly project: Project
  readonly glossary: Pick<Glossary, 'findTerms' | 'sacred'>
  readonly options: BuildOptions
  readonly tell: OnEvent
  /** A document has all of its answers: it can be written while others are still under way. */
  readonly onComplete: (draft: Draft) => void
  /** Of the same budget, by whoever asks several times. */
  readonly spent?: Spent
  /** For whoever asks several times: the pace goes on where it was. */
  readonly paces?: Paces
  readonly progress?: Progress
}

/** What a run has of pacers of its own, by provider. */
export type Paces = Map<string, Pacer>

export interface Asked {
  readonly sent: Sent
  /** The memory could not be written any more: asking was stopped, and the answers are in the drafts alone. */
  readonly failure?: unknown
}

/** Resolves when nothing is under way any more; the drafts hold the answers. */
export async function askProviders(input: AskInput): Promise<Asked> {
  const { pending, lessons, chosen, memory, project, glossary, options, tell, onComplete } = input
  const { config } = project
  const { sourceLanguage, targetLanguage } = config
  const asking = { sourceLanguage, targetLanguage, ...askingOf(chosen.providers[0]) }
  const questions = await openQuestions(pending, chosen.providers, memory, asking)
  const waiting = new Map<Draft, number>()
  for (const { draft } of pending) waiting.set(draft, (waiting.get(draft) ?? 0) + 1)
  const done = (some: readonly Pending[]): void => {
    for (const { draft } of some) {
      const left = (waiting.get(draft) ?? 0) - 1
      waiting.set(draft, left)
      if (left === 0) onComplete(draft)
    }
  }
  const journal = groupCommit(memory)
  const broken = new AbortController()
  let failure: unknown
  const stopFor = (error: unknown): void => {
    failure ??= error
    broken.abort(error)
  }
  const examplesFor = await findExamples(project, lessons, questions.items, chosen.providers)
  const progress = input.progress ?? startProgress(tell)
  progress.begin(questions.items.length)
  const traced = await traceAsking(chosen.providers, {
    async begin(provider, most) {
      progress.sent(provider, most.characters)
      try {
        return await (provider.offline ? memory.begin(0) : memory.begin(most.characters, most.cost))
      } catch (error) {
        stopFor(error)
        throw error // nothing is sent that is not noted
      }
    },
    async settle(ticket, answers, provider, spent) {
      const memorables = answers.map((answer) => memorable(answer, questions, originOf(provider), config))
      await journal.settle(ticket, memorables, plus(spent, input.spent)).catch(stopFor)
    },
  })
  const sent = await translateSegments({
    items: questions.items,
    providers: traced.providers,
    sourceLanguage,
    targetLanguage,
    clock: realClock,
    ...withSpent(await budgetOf(project, memory), input.spent),
    pacerOf: pacersOf(memory, input.paces),
    contextOf: contextOfQuestions((key) => questions.first(key), glossary, examplesFor),
    journal: traced.journal,
    onAnswers(answers, provider, cost) {
      for (const { item, target, inPieces } of answers) {
        const complete = questions.answered(item.key, target)
        for (const { pending: each, target: whole } of complete) {
          fill(
            each,
            whole,
            originOf(provider),
            inPieces ? 'translated in pieces: its markup did not come back otherwise' : undefined,
          )
          each.draft.translated.add(nameOf(each))
        }
        done(complete.map((each) => each.pending))
      }
      progress.answered(answers.length, cost)
    },
    onFailure({ key, code, reason }) {
      const failed = questions.waiting(key)
      for (const each of failed) {
        leaveMissing(each, reason)
        each.draft.failed.add(nameOf(each))
      }
      const [first] = failed
      const line = first?.draft.source.units[first.unit]?.line
      tell({
        event: 'missing',
        file: first?.draft.source.path ?? '',
        ...(line === undefined ? {} : { line }),
        code,
        message: reason,
      })
      done(failed)
    },
    onFault: (fault) => tell({ event: 'fault', ...fault }),
    onTakeover: ({ from, to, segments, reason }) =>
      tell({
        event: 'notice',
        message: `${from.name} leaves ${segments} ${segments === 1 ? 'segment' : 'segments'} to ${to.name}: ${reason}`,
      }),
    signal: options.signal ? AbortSignal.any([options.signal, broken.signal]) : broken.signal,
    ...(options.stopNow ? { stopNow: options.stopNow } : {}),
  }).catch((error: unknown) => {
    if (error !== failure) throw error
    return NOTHING_SENT // what was sent is in the memory's notes
  })
  return failure === undefined ? { sent } : { sent, failure }
}

function withSpent(run: RunBudget, spent: Spent | undefined): RunBudget {
  if (spent === undefined) return run
  return { ...run, spentBefore: plus(spent, run.spentBefore) }
}

function plus({ characters, cost }: Spent, other: Spent = { characters: 0, cost: 0 }): Spent {
  return { characters: characters + other.characters, cost: cost + other.cost }
}

/** Who is asking, for the memory: what answers depend on besides the text. */
export function askingOf({ name, model, variant }: Provider): {
  readonly provider: string
  readonly model?: string
  readonly variant?: string
} {
  return { provider: name, ...(model === undefined ? {} : { model }), ...(variant === undefined ? {} : { variant }) }
}

function originOf({ name, model, variant, pseudo }: Provider): Origin {
  if (pseudo) return { kind: 'pseudo' }
  return {
    kind: 'machine',
    provider: name,
    ...(model === undefined ? {} : { model }),
    ...(variant === undefined ? {} : { variant }),
  }
}

function memorable(
  { item, target }: Judged,
  questions: Questions,
  origin: Origin,
  { sourceLanguage, targetLanguage }: Project['config'],
): Answer {
  const first = questions.first(item.key)
  const whole = first?.key === item.key
  return {
    source: item.source,
    target,
    sourceLanguage,
    targetLanguage,
    origin,
    ...(whole && first.before !== undefined ? { before: first.before } : {}),
    ...(whole && first.after !== undefined ? { after: first.after } : {}),
  }
}

function nameOf({ draft, unit, segment }: Pending): string {
  const row = draft.units[unit]
  return `${row?.id ?? ''}/${row?.segments[segment]?.id ?? ''}`
}
