/** Writes documents as they are complete, and at the end what is made of all of them. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { MuqabilError } from '../errors.ts'
import { createLaterFlush } from '../files/flush-later.ts'
import { isRowKind } from '../bitext/source.ts'
import type { WaitingPress } from '../press/press.ts'
import { tallyOf } from './account.ts'
import { fileOf } from './chapters.ts'
import { detached } from './detached.ts'
import { keepsRecord, pendingOf, type Draft, type FateOptions } from './drafts.ts'
import type { BuildEvent, OnEvent } from './events.ts'
import type { FoundRun } from './find-run.ts'
import type { FinishedDocument } from './finished-document.ts'
import { removeFormerOutputs } from './former-outputs.ts'
import { layoutOf } from './layout.ts'
import { manifestPath, writeManifest, type MadeDocument } from './manifest.ts'
import { presentDraft } from './present-draft.ts'
import type { Project } from './project.ts'
import { removeTakenOver } from './find-records.ts'
import { saveRecord, savingOf } from './save-record.ts'
import { NO_PAGES, openSharedPages, pageInShared } from './open-shared-pages.ts'
import { traced } from './tracing.ts'
import { renderEdition, stemsOf, writeOutput } from './write-edition.ts'

export interface WriterOptions {
  readonly project: Project
  readonly found: FoundRun
  readonly press: WaitingPress
  readonly fates: FateOptions
  /** Whether records are written too. */
  readonly records: boolean
  /** What belongs to all documents is somebody else's to write. */
  readonly alone: boolean
  /** SHA-256 of a file that is as the last build left it. */
  readonly hashBefore: (path: string) => string | undefined
  readonly tell: OnEvent
}

export interface DocumentWriter extends Disposable {
  /** Record and editions of each, once; what is written already is passed over. */
  readonly write: (drafts: readonly Draft[]) => Promise<void>
  /** Their records alone, written before or not, as many as can be written. */
  readonly keepRecords: (drafts: readonly Draft[]) => Promise<void>
  /** A document that this run is not about: it stands in the index all the same. */
  readonly show: (draft: Draft) => void
  /** Whether a document that is as the last build left it stands where and how it would be written now. */
  readonly isInPlace: (document: FinishedDocument) => boolean
  /** A document that is as the last build left it. @param isAbout Whether the run is about it, and tells of it. */
  readonly keep: (document: FinishedDocument, isAbout: boolean) => void
  /** What is said of a document before it is written. */
  readonly note: (source: string, said: readonly BuildEvent[]) => void
  /** The index and its like, and the manifest; then editions of sources that are gone go. Nothing, if it is alone. */
  readonly finish: () => Promise<void>
  /** Editions are on the disk when it resolves; until then a power cut may leave one of them empty. */
  readonly flush: () => Promise<void>
  /** SHA-256 by path of all that was written, or found written so. */
  readonly made: ReadonlyMap<string, string>
  /** What became of the documents that the run is about, and what was said of each, in the order of their paths. */
  readonly about: () => readonly FinishedDocument[]
  /** Paths of books that cannot be laid out: what is there of them stays as it is. */
  readonly unprinted: readonly string[]
  /** By the file that they are read from, if all in it were kept or written without a fault. */
  readonly finished: () => ReadonlyMap<string, readonly FinishedDocument[]>
  /** Files of the documents that were kept. */
  readonly untouched: ReadonlySet<string>
}

export function openWriter({
  project,
  found,
  press,
  fates,
  records,
  alone,
  hashBefore,
  tell,
}: WriterOptions): DocumentWriter {
  const stems = stemsOf(project, found.paths)
  const layout = layoutOf(project, found.paths.length)
  const scratch = join(project.root, '.muqabil')
  const shared = alone
    ? NO_PAGES
    : openSharedPages(project, { layout, paths: found.paths, stems, reopen, hashBefore, scratch })
  const unflushed = createLaterFlush()
  const made = new Map<string, string>()
  const untouched = new Set<string>()
  const unprinted: string[] = []
  const done = new Map<string, FinishedDocument>()
  const about: FinishedDocument[] = []
  const said = new Map<string, BuildEvent[]>()
  const empty = new Set<string>()
  const shown = new Set<string>()
  const begun = new Set<string>()
  const recorded = new Set<string>()

  async function reopen(source: string): Promise<ReturnType<typeof presentDraft>> {
    const file = found.files.find((each) => each === fileOf(source))
    const { drafts, refused } = file === undefined ? { drafts: [], refused: [] } : await found.open(file)
    const draft = drafts.find((each) => each.source.path === source)
    if (draft === undefined)
      throw (
        refused[0]?.error ?? new MuqabilError('file-unreadable', { problem: 'file that went away' }, { file: source })
      )
    return presentDraft(project, draft)
  }

  function show(draft: Draft, edition = draft.units.length > 0 ? presentDraft(project, draft) : undefined): void {
    if (shown.has(draft.source.path)) return
    shown.add(draft.source.path)
    if (edition === undefined) empty.add(draft.source.path)
    shared.add(draft, edition)
  }

  async function writeOne(draft: Draft): Promise<void> {
    const { source, recordPath, units } = draft
    if (records && keepsRecord(draft)) {
      made.set(recordPath, await saveRecord(savingOf(found, project, draft)))
      recorded.add(source.path)
      removeTakenOver(project, found.records, recorded)
    }
    const attributes = { 'muqabil.file': source.path, 'muqabil.rows': units.length }
    const edited = units.length > 0 ? await traced('document', attributes, () => writeEditions(draft)) : undefined
    if (edited === undefined) show(draft)
    const finished = detached<FinishedDocument>({
      source: source.path,
      record: recordPath,
      stem: stems.get(source.path) ?? '',
      layout,
      tally: tallyOf(draft, fates),
      said: said.get(source.path) ?? [],
      outputs: [],
      ...edited,
    })
    about.push(finished)
    done.set(source.path, finished)
  }

  async function writeEditions(draft: Draft): Promise<Pick<FinishedDocument, 'outputs' | 'listed'>> {
    const { source, units } = draft
    const edition = presentDraft(project, draft)
    show(draft, edition)
    const outputs = await renderEdition(project, { draft, edition }, { stem: stems.get(source.path) ?? '', layout })
    const failed: string[] = []
    for (const output of outputs) {
      try {
        made.set(output.path, await writeOutput(project, output, { press: press.open, flushLater: unflushed.add }))
      } catch (error) {
        if (!isNoBook(error)) throw error
        failed.push(output.path)
        tell({ event: 'refused', file: source.path, code: error.code, message: error.message })
      }
    }
    unprinted.push(...failed)
    const paths = outputs.map(({ path }) => path)
    const page = pageInShared(project, layout, { source: source.path, stems })
    const event: BuildEvent = {
      event: 'document',
      file: source.path,
      units: units.filter(({ kind }) => isRowKind(kind)).length,
      leftOut: source.leftOut.map(({ text }) => text),
      missing: pendingOf(draft, { pseudoCounts: true }).length,
      outputs: [...page, ...paths.filter((path) => !failed.includes(path))],
    }
    note(source.path, [event])
    tell(event)
    const { path, title, counts } = edition
    return { outputs: [...page, ...paths], listed: { path, title, counts } }
  }

  function note(source: string, events: readonly BuildEvent[]): void {
    said.set(source, [...(said.get(source) ?? []), ...events])
  }

  async function finish(): Promise<void> {
    if (alone) return
    for await (const output of shared.finish()) {
      await setImmediate()
      if ('isKept' in output) made.set(output.path, hashBefore(output.path) ?? '')
      else {
        untouched.delete(output.path)
        made.set(output.path, await writeOutput(project, output, { press: press.open, flushLater: unflushed.add }))
      }
    }
    removeFormerOutputs(project, { found, empty, done: new Set(done.keys()), written: new Set(made.keys()) })
    const documents = [...done.values()].filter(({ listed }) => listed !== undefined).map(asMade)
    const known = (path: string): string | undefined =>
      made.get(path) ?? (untouched.has(path) ? hashBefore(path) : undefined)
    if (documents.length > 0)
      made.set(
        manifestPath(project),
        writeManifest(project, documents, { known, sources: found.paths.filter((path) => !empty.has(path)) }),
      )
  }

  /** Its own editions; a page of a site is drawn with the others. */
  function asMade({ source, record, outputs }: FinishedDocument): MadeDocument {
    const shared = new Set(pageInShared(project, layout, { source, stems }))
    return { source, record, outputs: outputs.filter((path) => !shared.has(path)) }
  }

  /** Of a site a document is known by what its page has of it; of a book nothing is kept. */
  function finished(): ReadonlyMap<string, readonly FinishedDocument[]> {
    if (layout === 'book') return new Map()
    const whole = [...done.values()].map((document): FinishedDocument => {
      const page = shared.factsOf(document.source)
      return page === undefined ? document : { ...document, page }
    })
    const isWhole = (documents: readonly FinishedDocument[], file: string): boolean =>
      documents.length === (ofFiles.get(file)?.length ?? 0) &&
      !documents.some(({ outputs }) => outputs.some((path) => unprinted.includes(path)))
    const ofFiles = Map.groupBy(found.paths, fileOf)
    const groups = Map.groupBy(whole, ({ source }) => fileOf(source))
    return new Map([...groups].filter(([file, documents]) => isWhole(documents, file)))
  }

  return {
    async write(drafts) {
      for (const draft of drafts) {
        if (begun.has(draft.source.path)) continue
        begun.add(draft.source.path)
        await setImmediate() // a signal is heard between two documents
        await writeOne(draft)
      }
    },
    async keepRecords(drafts) {
      for (const draft of records ? drafts.filter(keepsRecord) : [])
        await saveRecord(savingOf(found, project, draft)).catch(() => undefined) // what stops the run is told
    },
    show: (draft) => show(draft),
    isInPlace: (document) => document.stem === stems.get(document.source) && document.layout === layout,
    keep(document, isAbout) {
      shared.keep(document)
      done.set(document.source, document)
      if (document.listed === undefined) empty.add(document.source)
      if (isAbout) about.push(document)
      for (const path of [fileOf(document.source), document.record, ...document.outputs]) {
        untouched.add(path)
        const hash = hashBefore(path)
        if (hash !== undefined && path !== fileOf(document.source)) made.set(path, hash)
      }
    },
    note,
    finish,
    flush: unflushed.flush,
    made,
    about() {
      const order = new Map<string, number>(found.paths.map((path, index) => [path, index]))
      return about.toSorted((a, b) => (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0))
    },
    unprinted,
    finished,
    untouched,
    [Symbol.dispose]: () => shared[Symbol.dispose](),
  }
}

/** A text that no pages can be made of must not keep the others from being written. */
function isNoBook(error: unknown): error is MuqabilError {
  return error instanceof MuqabilError && error.code.startsWith('facing-')
}
