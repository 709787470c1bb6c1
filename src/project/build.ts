/** What `muqabil build` does, from sources to editions, on one screen. */
import { dirname, join } from 'node:path'
import { plural } from '../errors.ts'
import { sourceFindings } from '../quality/checks.ts'
import { removeStaleTemporaries } from '../files/write-atomic.ts'
import { waitingPress } from '../press/press.ts'
import { NOTHING_SENT } from '../translate/translate-segments.ts'
import { accountOf } from './account.ts'
import type { BegunBuild } from './begin-build.ts'
import { chooseProviders, type ChosenProviders } from './choose-providers.ts'
import { startCompletion } from './complete-drafts.ts'
import type { Draft } from './drafts.ts'
import type { Account, BuildEvent, OnEvent } from './events.ts'
import type { FinishedDocument } from './finished-document.ts'
import { findRun, type FoundRun } from './find-run.ts'
import { lessonsOfRecords, needMemory } from './open-memory.ts'
import { tellRefused, tellRefusedDocuments } from './open-run.ts'
import type { BuildOptions } from './options.ts'
import { portionsOf } from './portions.ts'
import type { Project } from './project.ts'
import { realClock } from './real-clock.ts'
import { recordPath } from './records.ts'
import { reportBuild } from './running-builds.ts'
import type { Settled } from './settled.ts'
import { sourcesSince } from './sources-since.ts'
import { sourceExtensions } from './sources.ts'
import { openWriter } from './write-documents.ts'
import { isPrinting, stemsOf } from './write-edition.ts'

export { build } from './begin-build.ts'

/**
 * Reads, recalls, translates what is missing, and writes records and editions: of each portion of the documents in turn,
 * but for those that are as the last build left them.
 *
 * @returns The account: `failed` and `untranslated` rows are missing, `refused` sources were not built.
 * @throws {MuqabilError} for what stops the whole run; then nothing was sent, and only complete documents were written.
 */
export async function buildAll(options: BuildOptions, { project, since, started }: BegunBuild): Promise<Account> {
  const onEvent: OnEvent = options.onEvent ?? (() => undefined)
  const frozen = options.frozen === true
  const { settled, hashBefore } = since
  const found = await findRun(project, {
    files: options.files,
    prune: options.prune === true && !frozen,
    alone: options.alone,
    pathsOf: (file) => settled.of(file)?.map(({ source }) => source),
  })
  const isSince = options.since === undefined ? () => true : sourcesSince(project, options.since, found.paths)
  const isAbout = (source: string): boolean => found.wanted.has(source) && isSince(source)
  using report = reportBuild(project.root, found.paths.filter(isAbout).length)
  const tell: OnEvent = (event) => {
    report.hear(event)
    onEvent(event)
  }
  const said = announceRun(found, tell)
  cleanUp(found, project)

  const chosen = frozen || options.offline ? undefined : await chooseProviders(project, tell)
  await using _closing = closeAtEnd(chosen)
  const fates = { pseudoCounts: chosen?.providers[0].pseudo === true }
  await using press = waitingPress(project.environment)
  using writer = openWriter({
    project,
    found,
    press,
    fates,
    records: !frozen,
    alone: options.alone === true,
    hashBefore,
    tell,
  })
  await using completion = frozen
    ? undefined
    : startCompletion({
        project,
        options,
        chosen,
        fates,
        tell,
        glossary: found.glossary,
        records: () =>
          lessonsOfRecords(project, options.alone ? { ...found, paths: found.wantedPaths } : found, hashBefore),
        async prepare(providers) {
          if (isPrinting(project)) await press.open()
          await prepareProviders(providers, options.stopNow, tell)
        },
        write: writer.write,
        keepRecords: writer.keepRecords,
        hashOf: (path) => writer.made.get(path),
      })
  let refused = found.refused.length
  const waits = (draft: Draft): boolean => !frozen && isAbout(draft.source.path) && needMemory([draft])
  const settledInPlace: Settled['of'] = (file) => {
    const documents = settled.of(file)
    return documents?.every(writer.isInPlace) ? documents : undefined
  }
  const isOver = (): boolean => options.signal?.aborted === true
  let isCutShort = false
  for await (const portion of portionsOf(found, { settled: settledInPlace, waits, most: options.portion, isOver })) {
    isCutShort = portion.isCutShort === true
    tellRefusedDocuments(portion.refused, tell)
    refused += portion.refused.length
    const own = portion.drafts.filter(({ source }) => isAbout(source.path))
    for (const draft of own) writer.note(draft.source.path, announce(draft, project, tell))
    keepSettled(portion.settled, { writer, isAbout, tell })
    if (completion) await completion.complete(own, portion.isLast)
    else await writer.write(own)
    for (const draft of portion.drafts) if (!isAbout(draft.source.path)) writer.show(draft)
  }
  await completion?.finish()
  if (!isCutShort) await writer.finish()
  await writer.flush()
  const about = writer.about()
  const account = accountOf({
    tallies: about.map(({ tally }) => tally),
    sent: { ...(isCutShort ? { stopped: CUT_SHORT } : {}), ...(completion?.sent() ?? NOTHING_SENT) },
    currency: chosen?.providers[0].price?.currency ?? 'USD',
    seconds: (realClock.now() - started) / 1000,
    refused: refused + writer.unprinted.length,
  })
  const { made, untouched } = writer
  if (isCutShort) tellCutShort(about.length, found.paths.filter(isAbout).length, tell)
  else since.note({ said: [...said, ...inOrder(about)], made, account, untouched, finished: writer.finished() })
  tell(account)
  return account
}

const CUT_SHORT = { code: 'interrupted', message: 'interrupted' } as const

/** What is made of all documents is left as it is, too. */
function tellCutShort(done: number, all: number, tell: OnEvent): void {
  const message = `Interrupted: ${done} of ${plural(all, 'document')} are done, the others are as they were; run muqabil build again to go on.`
  tell({ event: 'notice', message })
}

/** First what is said of documents as they are found, then what was made of them; a build that sends nothing says it so. */
function inOrder(about: readonly FinishedDocument[]): readonly BuildEvent[] {
  const all = about.flatMap(({ said }) => said)
  return [...all.filter(({ event }) => event !== 'document'), ...all.filter(({ event }) => event === 'document')]
}

function keepSettled(
  documents: readonly FinishedDocument[],
  {
    writer,
    isAbout,
    tell,
  }: {
    readonly writer: ReturnType<typeof openWriter>
    readonly isAbout: (source: string) => boolean
    readonly tell: OnEvent
  },
): void {
  for (const document of documents) writer.keep(document, isAbout(document.source))
  for (const event of inOrder(documents.filter(({ source }) => isAbout(source)))) tell(event)
}

function announceRun(found: FoundRun, tell: OnEvent): readonly BuildEvent[] {
  tellRefused(found, tell)
  const there = new Set<string>(found.paths)
  const said: BuildEvent[] = [
    ...found.skipped.map((file): BuildEvent => ({
      event: 'notice',
      file,
      message: `not read: only files that end in ${sourceExtensions.join(', ')} are`,
    })),
    ...found.records.orphans.map(({ file, record }): BuildEvent => ({
      event: 'notice',
      file,
      message: there.has(record.source)
        ? `its source ${record.source} has another record: this one is kept, and not read`
        : `its source ${record.source} is gone: the record is kept, its editions are removed`,
    })),
  ]
  for (const event of said) tell(event)
  return said
}

function announce({ source }: Draft, { config }: Project, tell: OnEvent): readonly BuildEvent[] {
  const file = source.path
  const said: BuildEvent[] = [
    ...source.decisions.map((message): BuildEvent => ({ event: 'decision', file, message })),
    ...sourceFindings(source, config.checks).map(({ message, line }): BuildEvent => ({
      event: 'notice',
      file,
      message: line === undefined ? message : `line ${line}: ${message}`,
    })),
  ]
  if (source.units.length === 0) {
    const message =
      source.leftOut.length > 0 ? 'nothing but web furniture in it: skipped' : 'nothing to read in it: skipped'
    said.push({ event: 'notice', file, message })
  }
  for (const event of said) tell(event)
  return said
}

/** What killed builds left half written lies beside the files it was meant for. */
function cleanUp({ paths, wanted }: FoundRun, project: Project): void {
  const records = paths.filter((path) => wanted.has(path)).map((path) => recordPath(project, path))
  const files = [...records, ...stemsOf(project, paths).values()]
  const folders = new Set(files.map((file) => dirname(join(project.root, file))))
  for (const folder of folders) removeStaleTemporaries(folder)
}

/** Keys are found before the first request. */
async function prepareProviders(
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
