/** What `muqabil build` does, from sources to editions, on one screen. */
import { dirname, join } from 'node:path'
import { present } from '../edition/present.ts'
import { MuqabilError, plural } from '../errors.ts'
import { removeStaleTemporaries } from '../files/write-atomic.ts'
import { sourceFindings } from '../quality/checks.ts'
import { NOTHING_SENT } from '../translate/translate-segments.ts'
import { accountOf } from './account.ts'
import { askingOf, askProviders } from './ask-providers.ts'
import { budgetOf, type RunBudget } from './budget.ts'
import { chooseProviders, waysToChoose, type ChosenProviders } from './choose-providers.ts'
import { pendingOf, recordOf, type Draft } from './drafts.ts'
import { waitingPress, type Press } from '../press/press.ts'
import type { Account, BuildEvent, OnEvent } from './events.ts'
import { sinceLastBuild } from './last-build.ts'
import { openMemory, openRun, recall, sizeOf, tellRefused, type OpenRun } from './open-run.ts'
import type { BuildOptions } from './options.ts'
import { openProject, type Project } from './project.ts'
import { realClock } from './real-clock.ts'
import { saveRecord, savingOf } from './save-record.ts'
import { sourceExtensions } from './sources.ts'
import { isPrinting, removeOutputs, renderEdition, renderIndex, stemsOf, writeOutput } from './write-edition.ts'

/**
 * Reads, recalls, translates what is missing, and writes records and editions.
 *
 * @returns The account: `failed` and `untranslated` rows are missing, `refused` sources were not built.
 * @throws {MuqabilError} for what stops the whole run; then nothing was written.
 */
export async function build(options: BuildOptions = {}): Promise<Account> {
  const started = realClock.now()
  const tell: OnEvent = options.onEvent ?? (() => undefined)
  const project = await openProject(options)
  const since = sinceLastBuild(project, options)
  if (since.said !== undefined) return repeated(since.said, realClock.now() - started, tell)
  const frozen = options.frozen === true
  const run = await openRun(project, options.files, options.prune === true && !frozen)
  const said: BuildEvent[] = []
  const made = new Map<string, string>()
  const tellOfDocuments: OnEvent = (event) => {
    said.push(event)
    tell(event)
  }
  announce(run, project, tellOfDocuments)
  cleanUp(run, project)

  const chosen = frozen || options.offline ? undefined : await chooseProviders(project, tell)
  await using _closing = closeAtEnd(chosen)
  const fates = { pseudoCounts: chosen?.providers[0].pseudo === true }
  await using press = waitingPress(project.environment)
  const writing: Writing = { openPress: press.open, made, unprinted: [], records: !frozen }
  const write = writerOf(run, project, tellOfDocuments, writing)
  let sent = NOTHING_SENT
  if (!frozen) {
    using memory = await openMemory(project, run.drafts, 'make')
    if (memory.notice !== undefined) tell({ event: 'notice', message: memory.notice })
    tellUnsettled(memory.unsettled(), tell)
    tellSpent(budgetOf(project, memory), tell)
    const pending = recall(run.chosen, memory, fates, chosen ? askingOf(chosen.providers[0]) : {})
    if (pending.length > 0 && !options.offline) {
      if (!chosen) throw new MuqabilError('no-provider', { ...sizeOf(pending), ...waysToChoose(project) })
      if (isPrinting(project)) await press.open()
      await prepare(chosen, options.stopNow, tell)
    }
    const waiting = new Set(pending.map(({ draft }) => draft))
    await write(run.chosen.filter((draft) => !waiting.has(draft)))
    if (pending.length > 0 && chosen && !options.offline) {
      // A document that cannot be written must not keep the others from being paid for once only.
      const written: Promise<unknown>[] = []
      const onComplete = (draft: Draft): void => void written.push(write([draft]).catch((error: unknown) => error))
      const asked = await askProviders({ pending, chosen, memory, project, options, tell, onComplete })
      sent = asked.sent
      await write(run.chosen)
      const failure = asked.failure ?? (await Promise.all(written)).find((error) => error !== undefined)
      if (failure !== undefined) throw failure
    }
    memory.finish()
  }
  await write(run.chosen) // what is written already is passed over
  await writeIndex(run, project, writing)
  const currency = chosen?.providers[0].price?.currency ?? 'USD'
  const seconds = (realClock.now() - started) / 1000
  const refused = run.refused.length + writing.unprinted.length
  const account = accountOf({ drafts: run.chosen, fates, sent, currency, seconds, refused })
  since.note({ said: inOrderOf(run, said), made, account })
  tell(account)
  return account
}

/** Nothing has changed since: the same is said again. */
function repeated(said: readonly BuildEvent[], milliseconds: number, tell: OnEvent): Account {
  let account: Account | undefined
  for (const event of said) {
    const now = event.event === 'account' ? (account = { ...event, seconds: milliseconds / 1000 }) : event
    tell(now)
  }
  if (account === undefined) throw new Error('a build without an account')
  return account
}

/** Documents are told as they are complete, and by a build that sends nothing in the order of their names. */
function inOrderOf(run: OpenRun, said: readonly BuildEvent[]): readonly BuildEvent[] {
  const order = new Map(run.chosen.map(({ source }, index) => [source.path, index]))
  const place = (event: BuildEvent): number => (event.event === 'document' ? (order.get(event.file) ?? 0) : -1)
  return said.toSorted((a, b) => place(a) - place(b))
}

function announce(run: OpenRun, { config }: Project, tell: OnEvent): void {
  tellRefused(run, tell)
  for (const file of run.skipped)
    tell({ event: 'notice', file, message: `not read: only files that end in ${sourceExtensions.join(', ')} are` })
  for (const { source } of run.chosen) {
    for (const message of source.decisions) tell({ event: 'decision', file: source.path, message })
    for (const { message, line } of sourceFindings(source, config.checks))
      tell({ event: 'notice', file: source.path, message: line === undefined ? message : `line ${line}: ${message}` })
    if (source.units.length > 0) continue
    const message =
      source.leftOut.length > 0 ? 'nothing but web furniture in it: skipped' : 'nothing to read in it: skipped'
    tell({ event: 'notice', file: source.path, message })
  }
  for (const { file, record } of run.records.orphans) {
    const message = `its source ${record.source} is gone: the record is kept, its editions are removed`
    tell({ event: 'notice', file, message })
  }
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

/** What killed builds left half written lies beside the files it was meant for. */
function cleanUp(run: OpenRun, project: Project): void {
  const files = [...run.chosen.map(({ recordPath }) => recordPath), ...stemsOf(project, run.paths).values()]
  const folders = new Set(files.map((file) => dirname(join(project.root, file))))
  for (const folder of folders) removeStaleTemporaries(folder)
}

/** Keys are found before the first request, and before anything is written. */
async function prepare(
  { providers, reason }: ChosenProviders,
  stopNow: AbortSignal | undefined,
  tell: OnEvent,
): Promise<void> {
  for (const provider of providers) await provider.prepare?.(stopNow ?? new AbortController().signal)
  const [{ name, model }, ...others] = providers
  const then = others.length === 0 ? '' : `, then ${others.map((other) => other.name).join(', then ')}`
  tell({ event: 'provider', name, ...(model === undefined ? {} : { model }), reason: reason + then })
}

/** Connections and programs are closed however the run ends: an open one would keep the process alive. */
function closeAtEnd(chosen: ChosenProviders | undefined): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all((chosen?.providers ?? []).map((provider) => provider.close?.()))
    },
  }
}

/** Where what is written goes, besides the disk. */
interface Writing {
  readonly openPress: () => Promise<Press>
  /** SHA-256 by path of all that was written, or found written so. */
  readonly made: Map<string, string>
  /** Paths of books that cannot be laid out: what is there of them stays as it is. */
  readonly unprinted: string[]
  readonly records: boolean
}

type Writer = (drafts: readonly Draft[]) => Promise<void>

/** Writes each document once, as soon as it is asked to. */
function writerOf(run: OpenRun, project: Project, tell: OnEvent, writing: Writing): Writer {
  const stems = stemsOf(project, run.paths)
  const written = new Set<Draft>()
  return async (drafts) => {
    for (const draft of drafts) {
      if (written.has(draft)) continue
      written.add(draft)
      if (draft.units.length === 0 && draft.record.gone.length === 0) continue
      if (writing.records) {
        writing.made.set(draft.recordPath, await saveRecord(savingOf(run, project, draft)))
      }
      if (draft.units.length > 0) await writeEditions(draft, project, stems.get(draft.source.path) ?? '', tell, writing)
    }
  }
}

async function writeEditions(
  draft: Draft,
  project: Project,
  stem: string,
  tell: OnEvent,
  { openPress, made, unprinted }: Writing,
): Promise<void> {
  const { source, units } = draft
  const outputs = await renderEdition(project, draft, stem)
  for (const output of outputs) {
    try {
      made.set(output.path, await writeOutput(project, output, openPress))
    } catch (error) {
      if (!isNoBook(error)) throw error
      unprinted.push(output.path)
      tell({ event: 'refused', file: source.path, code: error.code, message: error.message })
    }
  }
  tell({
    event: 'document',
    file: source.path,
    units: units.length,
    leftOut: source.leftOut.map(({ text }) => text),
    missing: pendingOf(draft, { pseudoCounts: true }).length,
    outputs: outputs.map(({ path }) => path).filter((path) => !unprinted.includes(path)),
  })
}

/** A text that no pages can be made of must not keep the others from being written. */
function isNoBook(error: unknown): error is MuqabilError {
  return error instanceof MuqabilError && error.code.startsWith('facing-')
}

/** All documents stand in the index, also in a run that is about some of them; editions of sources that are gone go. */
async function writeIndex(run: OpenRun, project: Project, { openPress, made }: Writing): Promise<void> {
  const stems = stemsOf(project, run.paths)
  const editions = run.drafts
    .filter(({ units }) => units.length > 0)
    .map((draft) => present({ source: draft.source, record: recordOf(draft) }))
  const index = await renderIndex(project, editions, stems)
  if (index && editions.length > 0) made.set(index.path, await writeOutput(project, index, openPress))
  const live = new Set(stems.values())
  const former = [
    ...run.records.orphans.map(({ record }) => record.source),
    ...[...run.records.takenOver.values()].map(({ source }) => source),
  ]
  for (const source of former) {
    const stem = stemsOf(project, [source]).get(source)
    if (stem !== undefined && !live.has(stem)) removeOutputs(project, stem)
  }
}
