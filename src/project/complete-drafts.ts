/** Completes drafts: what is known is recalled, the rest is asked for, portion by portion within one budget and pace. */
import { MuqabilError, plural } from '../errors.ts'
import type { Lesson } from '../memory/lesson.ts'
import { Memory } from '../memory/memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import { addUsage } from '../translate/ledger.ts'
import { NOTHING_SENT, type Sent, type SentTo } from '../translate/translate-segments.ts'
import { askingOf, askProviders, type Paces } from './ask-providers.ts'
import { takeTurn } from './asking-turn.ts'
import { budgetOf, type RunBudget } from './budget.ts'
import { waysToChoose, type ChosenProviders } from './choose-providers.ts'
import { recordOf, type Draft, type FateOptions, type Pending } from './drafts.ts'
import type { OnEvent } from './events.ts'
import type { Glossary } from './glossary.ts'
import { lessonOfFile, lessonsOfDrafts, needMemory, openMemory, sizeOf } from './open-memory.ts'
import type { BuildOptions } from './options.ts'
import { startProgress } from './progress.ts'
import type { Project } from './project.ts'
import { recall } from './recall.ts'
import { fileSimilar } from './similar.ts'

export interface Completion extends AsyncDisposable {
  /**
   * Resolves when nothing is under way any more; the drafts hold what is known then, and all of them are written.
   *
   * @throws {MuqabilError} `no-provider`, and what a provider's preparation throws, before anything is sent.
   */
  readonly complete: (drafts: readonly Draft[], isLast: boolean) => Promise<void>
  /** Behind all that is said of documents: why nobody was asked for the rest. */
  readonly finish: () => Promise<void>
  readonly sent: () => Sent
}

export interface CompletionOptions {
  readonly project: Project
  readonly options: BuildOptions
  readonly chosen: ChosenProviders | undefined
  readonly glossary: Pick<Glossary, 'findTerms' | 'sacred'>
  readonly fates: FateOptions
  readonly tell: OnEvent
  /** All records of the project, as they lie there: what they know is known to the first sentence that is looked for. */
  readonly records: () => readonly Lesson[]
  /** Before the first request. */
  readonly prepare: (chosen: ChosenProviders) => Promise<void>
  /** Writes documents, each once. */
  readonly write: (drafts: readonly Draft[]) => Promise<void>
  /** Records alone, all of them that can be written: where the memory cannot, answers are nowhere else. */
  readonly keepRecords: (drafts: readonly Draft[]) => Promise<void>
  /** SHA-256 of a record that was written. */
  readonly hashOf: (record: string) => string | undefined
}

export function startCompletion(settings: CompletionOptions): Completion {
  const { project, options, chosen, fates, tell, write } = settings
  let memory: RunMemory | undefined
  let lessons: readonly Lesson[] = []
  let isPrepared = false
  let sent = NOTHING_SENT
  /** Of sentences that nobody can be asked for. */
  let unasked = { segments: 0, characters: 0 }
  const paces: Paces = new Map()
  let isMore = false
  const progress = startProgress(tell, () => isMore)
  const recalling = {
    fates,
    asking: chosen ? askingOf(chosen.providers[0]) : {},
    sacred: settings.glossary.sacred,
  }

  async function open(): Promise<RunMemory> {
    lessons = settings.records()
    const opened = await openMemory(project, lessons, 'make')
    memory = opened
    if (opened.notice !== undefined) tell({ event: 'notice', message: opened.notice })
    tellUnsettled(await opened.unsettled(), tell)
    tellSpent(await budgetOf(project, opened), tell)
    return opened
  }

  /** A memory that many machines share is asked by workers, who have documents of their own. */
  async function turn({ isShared }: RunMemory): Promise<Disposable | undefined> {
    if (isShared || sent.stopped !== undefined) return undefined
    const message =
      'Another build of this project is asking a provider: this one waits, and asks for what is left then.'
    return takeTurn(project, { onWait: () => tell({ event: 'notice', message }), signal: options.signal })
  }

  async function ask(pending: readonly Pending[], known: RunMemory, providers: ChosenProviders): Promise<void> {
    const [first, ...others] = providers.providers.slice(sent.over)
    if (sent.stopped !== undefined || pending.length === 0) return
    if (first === undefined) {
      sent = { ...sent, stopped: { code: 'outage', message: 'nobody is left to ask' } }
      return
    }
    // A document that cannot be written must not keep the others from being paid for once only.
    const written: Promise<unknown>[] = []
    const asked = await askProviders({
      pending,
      lessons,
      chosen: { ...providers, providers: [first, ...others] },
      memory: known,
      project,
      glossary: settings.glossary,
      options,
      tell,
      onComplete: (draft) => void written.push(write([draft]).catch((error: unknown) => error)),
      spent: sent.held,
      paces,
      progress,
    })
    progress.end(asked.sent.cost)
    sent = together(sent, asked.sent)
    const failures = await Promise.all(written)
    const drafts = [...new Set(pending.map(({ draft }) => draft))]
    if (asked.failure !== undefined) {
      await settings.keepRecords(drafts)
      throw asked.failure
    }
    await write(drafts)
    const failure = failures.find((error) => error !== undefined)
    if (failure !== undefined) throw failure
  }

  return {
    sent: () => sent,
    async complete(drafts, isLast) {
      isMore = !isLast
      if (needMemory(drafts)) {
        const known = memory ?? (await open())
        await known.learn(lessonsOfDrafts(drafts))
        const version = versionOf(known)
        const pending = await recall(drafts, known, {
          ...recalling,
          onMissing: (each, reason) => tellMissing(each, reason, tell),
        })
        if (pending.length > 0 && !options.offline) {
          if (chosen === undefined) {
            const { segments, characters } = sizeOf(pending)
            unasked = { segments: unasked.segments + segments, characters: unasked.characters + characters }
          } else {
            if (!isPrepared) await settings.prepare(chosen)
            isPrepared = true
            const waiting = new Set(pending.map(({ draft }) => draft))
            await write(drafts.filter((draft) => !waiting.has(draft)))
            using _turn = await turn(known)
            const left = versionOf(known) === version ? pending : await recall([...waiting], known, recalling)
            await ask(left, known, chosen)
          }
        }
      }
      if (unasked.segments > 0) {
        if (isLast) throw new MuqabilError('no-provider', { ...unasked, ...waysToChoose(project) })
        return
      }
      await write(drafts) // what is written already is passed over
      // The next build finds these records known, and need not read them.
      if (memory && !options.alone) await memory.learn(writtenLessons(drafts, settings))
    },
    async finish() {
      if (sent.stopped) tellStopped(sent.stopped, tell)
      await memory?.finish()
      if (memory instanceof Memory) await fileSimilar(project, memory)
    },
    async [Symbol.asyncDispose]() {
      await memory?.[Symbol.asyncDispose]()
    },
  }
}

function versionOf(memory: RunMemory): number | undefined {
  return memory instanceof Memory ? memory.versionOfOthers : undefined
}

function writtenLessons(
  drafts: readonly Draft[],
  { project, hashOf }: Pick<CompletionOptions, 'project' | 'hashOf'>,
): readonly Lesson[] {
  return drafts.flatMap((draft) => {
    const hash = hashOf(draft.recordPath)
    return hash === undefined ? [] : [lessonOfFile(project, draft.recordPath, { hash, record: recordOf(draft) })]
  })
}

function together(one: Sent, other: Sent): Sent {
  const byName = Map.groupBy([...one.providers, ...other.providers], ({ name, model }) => JSON.stringify([name, model]))
  return {
    charactersSent: one.charactersSent + other.charactersSent,
    requests: one.requests + other.requests,
    cost: one.cost + other.cost,
    held: { characters: one.held.characters + other.held.characters, cost: one.held.cost + other.held.cost },
    providers: [...byName.values()].flatMap((parts) => (parts.length > 0 ? [parts.reduce(bothTo)] : [])),
    over: one.over + other.over,
    ...(other.stopped ? { stopped: other.stopped } : {}),
  }
}

function bothTo(one: SentTo, other: SentTo): SentTo {
  return {
    ...one,
    segments: one.segments + other.segments,
    requests: one.requests + other.requests,
    charactersSent: one.charactersSent + other.charactersSent,
    billed: { ...addUsage(one.billed, other.billed), unit: one.billed.unit },
    cost: one.cost + other.cost,
  }
}

function tellStopped({ message }: NonNullable<Sent['stopped']>, tell: OnEvent): void {
  tell({
    event: 'notice',
    message: `Stopped: ${message}. What was answered is saved and will not be sent again.`,
  })
}

function tellUnsettled(characters: number, tell: OnEvent): void {
  if (characters === 0) return
  const message = `An earlier run ended while requests were under way: up to ${plural(characters, 'character')} may have been billed without an answer.`
  tell({ event: 'notice', message })
}

function tellSpent({ spentBefore }: RunBudget, tell: OnEvent): void {
  if (spentBefore === undefined) return
  const message = `An earlier run was killed after it had sent ${plural(spentBefore.characters, 'character')}: they count against this budget, as one run.`
  tell({ event: 'notice', message })
}

/** A sentence that is not asked for at all. */
function tellMissing(pending: Pending, message: string, tell: OnEvent): void {
  const { draft, unit, segment } = pending
  const row = draft.units[unit]
  draft.failed.add(`${row?.id ?? ''}/${row?.segments[segment]?.id ?? ''}`)
  const line = draft.source.units[unit]?.line
  const place = line === undefined ? {} : { line }
  tell({ event: 'missing', file: draft.source.path, ...place, code: 'sacred-text', message })
}
