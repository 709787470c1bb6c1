/** What `muqabil build` does, from sources to editions, on one screen. */
import { dirname, join } from 'node:path'
import { extensions } from '../document/formats.ts'
import { present } from '../edition/present.ts'
import { MuqabilError } from '../errors.ts'
import { removeStaleTemporaries } from '../files/write-atomic.ts'
import { createPacer } from '../translate/pacer.ts'
import { translateSegments, type Sent } from '../translate/translate-segments.ts'
import { BATCH_CHARACTERS } from '../translate/work.ts'
import { accountOf } from './account.ts'
import { chooseProvider, type ChosenProvider } from './choose-provider.ts'
import { fill, leaveMissing, pendingOf, recordOf, type Draft, type Pending } from './drafts.ts'
import type { Account, OnEvent } from './events.ts'
import { openMemory, openRun, recall, sizeOf, type OpenRun } from './open-run.ts'
import type { BuildOptions } from './options.ts'
import { openProject, type Project } from './project.ts'
import { realClock } from './real-clock.ts'
import { removeRecord, writeRecord } from './records.ts'
import { removeOutputs, renderEdition, renderIndex, stemsOf, writeOutput } from './write-edition.ts'
import type { Memory } from '../memory/memory.ts'

const NOTHING_SENT: Sent = { charactersSent: 0, requests: 0, cost: 0 }

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
  const frozen = options.frozen === true
  const run = openRun(project, options.files, options.prune === true && !frozen)
  announce(run, project, tell)
  cleanUp(run, project)

  const chosen = frozen || options.offline ? undefined : await chooseProvider(project)
  const fates = { pseudoCounts: chosen?.provider.name === 'pseudo' }
  let sent = NOTHING_SENT
  if (frozen) await writeDocuments(run.chosen, run, project, tell, 'editions')
  else {
    using memory = await openMemory(project, run.drafts, 'make')
    if (memory.notice !== undefined) tell({ event: 'notice', message: memory.notice })
    const unsettled = memory.unsettled()
    if (unsettled > 0)
      tell({
        event: 'notice',
        message: `An earlier run ended while requests were under way: up to ${unsettled} characters may have been billed without an answer.`,
      })
    const pending = recall(
      run.chosen,
      memory,
      fates,
      chosen
        ? {
            provider: chosen.provider.name,
            ...(chosen.provider.model === undefined ? {} : { model: chosen.provider.model }),
          }
        : {},
    )
    if (pending.length > 0 && !options.offline) {
      if (!chosen) throw new MuqabilError('no-provider', sizeOf(pending))
      await chosen.provider.prepare?.(options.stopNow ?? new AbortController().signal)
      tell({
        event: 'provider',
        name: chosen.provider.name,
        ...(chosen.provider.model ? { model: chosen.provider.model } : {}),
        reason: chosen.reason,
      })
    }
    const waiting = new Set(pending.map(({ draft }) => draft))
    await writeDocuments(
      run.chosen.filter((draft) => !waiting.has(draft)),
      run,
      project,
      tell,
      'records and editions',
    )
    if (pending.length > 0 && chosen && !options.offline) {
      try {
        sent = await translate(pending, chosen, memory, project, options, tell)
      } finally {
        await chosen.provider.close?.()
      }
    }
    await writeDocuments([...waiting], run, project, tell, 'records and editions')
  }
  await writeIndex(run, project)
  const currency = chosen?.provider.price?.currency ?? 'USD'
  const account = accountOf({
    drafts: run.chosen,
    fates,
    sent,
    currency,
    seconds: (realClock.now() - started) / 1000,
    refused: run.refused.length,
  })
  tell(account)
  return account
}

function announce(run: OpenRun, project: Project, tell: OnEvent): void {
  for (const error of run.refused)
    tell({ event: 'refused', file: error.file ?? '', code: error.code, message: error.message })
  for (const file of run.skipped)
    tell({ event: 'notice', file, message: `not read: only files that end in ${extensions.join(', ')} are` })
  for (const { source } of run.chosen) {
    for (const message of source.decisions) tell({ event: 'decision', file: source.path, message })
    if (source.units.length === 0)
      tell({
        event: 'notice',
        file: source.path,
        message:
          source.leftOut.length > 0 ? 'nothing but web furniture in it: skipped' : 'nothing to read in it: skipped',
      })
  }
  for (const { file, record } of run.records.orphans)
    tell({
      event: 'notice',
      file,
      message: `its source ${record.source} is gone: the record is kept, its editions are removed`,
    })
  if (project.config.glossary !== undefined)
    tell({ event: 'notice', file: project.configFile, message: 'this version does not read the glossary yet' })
}

/** What killed builds left half written lies beside the files it was meant for. */
function cleanUp(run: OpenRun, project: Project): void {
  const files = [...run.chosen.map(({ recordPath }) => recordPath), ...stemsOf(project, run.paths).values()]
  for (const folder of new Set(files.map((file) => dirname(join(project.root, file))))) removeStaleTemporaries(folder)
}

async function translate(
  pending: readonly Pending[],
  { provider, settings }: ChosenProvider,
  memory: Memory,
  project: Project,
  options: BuildOptions,
  tell: OnEvent,
): Promise<Sent> {
  const { config } = project
  const byKey = Map.groupBy(pending, ({ key }) => key)
  const total = byKey.size
  const origin =
    provider.name === 'pseudo'
      ? { kind: 'pseudo' as const }
      : {
          kind: 'machine' as const,
          provider: provider.name,
          ...(provider.model === undefined ? {} : { model: provider.model }),
        }
  const { maxCharacters, maxCost } = config.budget
  let [done, characters] = [0, 0]
  const price = (provider.price?.perMillionCharacters ?? 0) / 1_000_000
  const progress = (): void =>
    tell({ event: 'progress', done, total, charactersSent: characters, cost: characters * price })
  return translateSegments({
    items: pending.map(({ key, source }) => ({ key, source })),
    provider,
    sourceLanguage: config.sourceLanguage,
    targetLanguage: config.targetLanguage,
    clock: realClock,
    pacer: createPacer({ ...provider.quota, clock: realClock }),
    concurrency: settings.concurrency ?? 10,
    batchCharacters: settings.batchCharacters ?? BATCH_CHARACTERS,
    timeoutSeconds: settings.timeoutSeconds ?? 30,
    budget: { ...(maxCharacters === null ? {} : { maxCharacters }), ...(maxCost === null ? {} : { maxCost }) },
    begin(size) {
      if (!provider.offline) characters += size
      return memory.begin(size)
    },
    settle: (ticket) => memory.settle(ticket),
    onAnswers(answers) {
      memory.commit(
        answers.flatMap(({ key, target }) =>
          (byKey.get(key) ?? []).slice(0, 1).map((item) => ({
            source: item.source,
            target,
            sourceLanguage: config.sourceLanguage,
            targetLanguage: config.targetLanguage,
            origin,
            ...(item.before === undefined ? {} : { before: item.before }),
            ...(item.after === undefined ? {} : { after: item.after }),
          })),
        ),
      )
      for (const { key, target } of answers) {
        for (const item of byKey.get(key) ?? []) {
          fill(item, target, origin)
          item.draft.translated.add(nameOf(item))
        }
        done++
      }
      progress()
    },
    onFailure({ key, code, reason }) {
      for (const item of byKey.get(key) ?? []) {
        leaveMissing(item, reason)
        item.draft.failed.add(nameOf(item))
      }
      tell({
        event: 'fault',
        code,
        message: `${byKey.get(key)?.[0]?.draft.source.path ?? ''}: left without a translation: ${reason}`,
      })
    },
    onFault: (fault) => tell({ event: 'fault', ...fault }),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.stopNow ? { stopNow: options.stopNow } : {}),
  }).then((result) => {
    if (result.stopped)
      tell({
        event: 'notice',
        message: `${result.stopped.message}. What was answered is saved and will not be sent again.`,
      })
    return result
  })
}

function nameOf({ draft, unit, segment }: Pending): string {
  const row = draft.units[unit]
  return `${row?.id ?? ''}/${row?.segments[segment]?.id ?? ''}`
}

async function writeDocuments(
  drafts: readonly Draft[],
  run: OpenRun,
  project: Project,
  tell: OnEvent,
  what: 'editions' | 'records and editions',
): Promise<void> {
  const stems = stemsOf(project, run.paths)
  for (const draft of drafts) {
    if (draft.units.length === 0 && draft.record.gone.length === 0) continue
    if (what === 'records and editions') {
      writeRecord(project, draft.recordPath, recordOf(draft))
      const old = run.records.takenOver.get(draft.source.path)
      if (old !== undefined) removeRecord(project, old.file)
    }
    if (draft.units.length === 0) continue
    const outputs = await renderEdition(
      project,
      present({ source: draft.source, record: recordOf(draft) }),
      stems.get(draft.source.path) ?? '',
    )
    for (const output of outputs) writeOutput(project, output)
    const missing = pendingOf(draft, { pseudoCounts: true }).length
    tell({
      event: 'document',
      file: draft.source.path,
      units: draft.units.length,
      leftOut: draft.source.leftOut.map(({ text }) => text),
      missing,
      outputs: outputs.map(({ path }) => path),
    })
  }
}

/** All documents stand in the index, also in a run that is about some of them; editions of sources that are gone go. */
async function writeIndex(run: OpenRun, project: Project): Promise<void> {
  const stems = stemsOf(project, run.paths)
  const editions = run.drafts
    .filter(({ units }) => units.length > 0)
    .map((draft) => present({ source: draft.source, record: recordOf(draft) }))
  const index = await renderIndex(project, editions, stems)
  if (index && editions.length > 0) writeOutput(project, index)
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
