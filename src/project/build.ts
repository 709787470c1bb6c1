/** What `muqabil build` does, from sources to editions, on one screen. */
import { dirname, join } from 'node:path'
import { isRowKind } from '../bitext/source.ts'
import { presentDraft } from './present-draft.ts'
import { MuqabilError, plural } from '../errors.ts'
import { removeStaleTemporaries } from '../files/write-atomic.ts'
import { sourceFindings } from '../quality/checks.ts'
import { NOTHING_SENT } from '../translate/translate-segments.ts'
import { accountOf } from './account.ts'
import { askingOf, askProviders } from './ask-providers.ts'
import type { BegunBuild } from './begin-build.ts'
import { budgetOf, type RunBudget } from './budget.ts'
import { chooseProviders, waysToChoose, type ChosenProviders } from './choose-providers.ts'
import { pendingOf, type Draft, type Pending } from './drafts.ts'
import { waitingPress, type Press } from '../press/press.ts'
import type { Account, BuildEvent, OnEvent } from './events.ts'
import { manifestPath, writeManifest, type MadeDocument } from './manifest.ts'
import { openMemory, openRun, sizeOf, tellRefused, type OpenRun } from './open-run.ts'
import type { BuildOptions } from './options.ts'
import { Memory } from '../memory/memory.ts'
import type { Project } from './project.ts'
import { openGlossary } from './glossary.ts'
import { recall } from './recall.ts'
import { realClock } from './real-clock.ts'
import { removeTakenOver } from './records.ts'
import { saveRecord, savingOf } from './save-record.ts'
import { fileSimilar } from './similar.ts'
import { sourcesSince } from './sources-since.ts'
import { sourceExtensions } from './sources.ts'
import { layoutOf, type Layout } from './layout.ts'
import { traced } from './tracing.ts'
import { pageInShared, removeOldAssets, removeOldPages, renderShared } from './shared-outputs.ts'
import { isPrinting, removeOutputs, renderEdition, stemsOf, writeOutput, type Listed } from './write-edition.ts'

export { build } from './begin-build.ts'

/**
 * Reads, recalls, translates what is missing, and writes records and editions.
 *
 * @returns The account: `failed` and `untranslated` rows are missing, `refused` sources were not built.
 * @throws {MuqabilError} for what stops the whole run; then nothing was written.
 */
export async function buildAll(options: BuildOptions, { project, since, started }: BegunBuild): Promise<Account> {
  const tell: OnEvent = options.onEvent ?? (() => undefined)
  const frozen = options.frozen === true
  const isWanted = options.since === undefined ? () => true : sourcesSince(project, options.since)
  const run = only(await openRun(project, options.files, options.prune === true && !frozen, options.alone), isWanted)
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
  const writing: Writing = {
    openPress: press.open,
    made,
    documents: [],
    unprinted: [],
    listed: new Map(),
    records: !frozen,
  }
  const write = writerOf(run, project, tellOfDocuments, writing)
  let sent = NOTHING_SENT
  if (!frozen) {
    await using memory = await openMemory(project, run.drafts, 'make')
    if (memory.notice !== undefined) tell({ event: 'notice', message: memory.notice })
    tellUnsettled(await memory.unsettled(), tell)
    tellSpent(await budgetOf(project, memory), tell)
    const pending = await recall(run.chosen, memory, {
      fates,
      asking: chosen ? askingOf(chosen.providers[0]) : {},
      sacred: openGlossary(project).sacred,
      onMissing: (each, reason) => tellMissing(each, reason, tell),
    })
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
      const asked = await askProviders({
        pending,
        drafts: run.drafts,
        chosen,
        memory,
        project,
        options,
        tell,
        onComplete,
      })
      sent = asked.sent
      await write(run.chosen)
      const failure = asked.failure ?? (await Promise.all(written)).find((error) => error !== undefined)
      if (failure !== undefined) throw failure
    }
    await memory.finish()
    if (memory instanceof Memory) await fileSimilar(project, memory)
  }
  await write(run.chosen) // what is written already is passed over
  // Several workers would write these at once: a build of all does.
  if (!options.alone) {
    await writeShared(run, project, writing)
    if (writing.documents.length > 0)
      made.set(manifestPath(project), writeManifest(project, writing.documents, { made, sources: run.paths }))
  }
  const currency = chosen?.providers[0].price?.currency ?? 'USD'
  const seconds = (realClock.now() - started) / 1000
  const refused = run.refused.length + writing.unprinted.length
  const account = accountOf({ drafts: run.chosen, fates, sent, currency, seconds, refused })
  since.note({ said: inOrderOf(run, said), made, account })
  tell(account)
  return account
}

/** The run about those sources alone; all others are still there for the index. */
function only(run: OpenRun, isWanted: (source: string) => boolean): OpenRun {
  return { ...run, chosen: run.chosen.filter(({ source }) => isWanted(source.path)) }
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

/** A sentence that is not asked for at all. */
function tellMissing(pending: Pending, message: string, tell: OnEvent): void {
  const { draft, unit, segment } = pending
  const row = draft.units[unit]
  draft.failed.add(`${row?.id ?? ''}/${row?.segments[segment]?.id ?? ''}`)
  const line = draft.source.units[unit]?.line
  const place = line === undefined ? {} : { line }
  tell({ event: 'missing', file: draft.source.path, ...place, code: 'sacred-text', message })
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
  readonly documents: MadeDocument[]
  /** Paths of books that cannot be laid out: what is there of them stays as it is. */
  readonly unprinted: string[]
  /** What the index says of those that are written. */
  readonly listed: Map<Draft, Listed>
  readonly records: boolean
}

type Writer = (drafts: readonly Draft[]) => Promise<void>

/** Writes each document once, as soon as it is asked to. */
function writerOf(run: OpenRun, project: Project, tell: OnEvent, writing: Writing): Writer {
  const stems = stemsOf(project, run.paths)
  const layout = layoutOf(project, run.paths.length)
  const written = new Set<Draft>()
  const recorded = new Set<string>()
  return async (drafts) => {
    for (const draft of drafts) {
      if (written.has(draft)) continue
      written.add(draft)
      if (draft.units.length === 0 && draft.record.gone.length === 0) continue
      if (writing.records) {
        writing.made.set(draft.recordPath, await saveRecord(savingOf(run, project, draft)))
        recorded.add(draft.source.path)
        removeTakenOver(project, run.records, recorded)
      }
      const attributes = { 'muqabil.file': draft.source.path, 'muqabil.rows': draft.units.length }
      if (draft.units.length > 0)
        await traced('document', attributes, () => writeEditions(draft, project, { stems, layout }, tell, writing))
    }
  }
}

async function writeEditions(
  draft: Draft,
  project: Project,
  { stems, layout }: { readonly stems: ReadonlyMap<string, string>; readonly layout: Layout },
  tell: OnEvent,
  { openPress, made, documents, unprinted, listed }: Writing,
): Promise<void> {
  const { source, units } = draft
  const stem = stems.get(source.path) ?? ''
  const edition = presentDraft(project, draft)
  const { path, title, counts } = edition
  listed.set(draft, { path, title, counts })
  const outputs = await renderEdition(project, { draft, edition }, { stem, layout })
  const page = pageInShared(project, layout, { source: source.path, stems })
  for (const output of outputs) {
    try {
      made.set(output.path, await writeOutput(project, output, openPress))
    } catch (error) {
      if (!isNoBook(error)) throw error
      unprinted.push(output.path)
      tell({ event: 'refused', file: source.path, code: error.code, message: error.message })
    }
  }
  documents.push({ source: source.path, record: draft.recordPath, outputs: outputs.map(({ path }) => path) })
  tell({
    event: 'document',
    file: source.path,
    units: units.filter(({ kind }) => isRowKind(kind)).length,
    leftOut: source.leftOut.map(({ text }) => text),
    missing: pendingOf(draft, { pseudoCounts: true }).length,
    outputs: [...page, ...outputs.map(({ path }) => path).filter((path) => !unprinted.includes(path))],
  })
}

/** A text that no pages can be made of must not keep the others from being written. */
function isNoBook(error: unknown): error is MuqabilError {
  return error instanceof MuqabilError && error.code.startsWith('facing-')
}

/** What all documents have together; then editions of sources that are gone go, and what nothing refers to any more. */
async function writeShared(run: OpenRun, project: Project, { openPress, made, listed }: Writing): Promise<void> {
  for await (const output of renderShared(project, run, listed))
    made.set(output.path, await writeOutput(project, output, openPress))
  const stems = stemsOf(project, run.paths)
  const live = new Set(stems.values())
  const former = [
    ...run.records.orphans.map(({ record }) => record.source),
    ...run.records.takenOver.map(({ source }) => source),
  ]
  for (const source of former) {
    const stem = stemsOf(project, [source]).get(source)
    if (stem !== undefined && !live.has(stem)) removeOutputs(project, stem)
  }
  removeOldPages(project, run, new Set(made.keys()))
  removeOldAssets(project, run, new Set(made.keys()))
}
