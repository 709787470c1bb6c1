/** A session of reviewing: the documents of a project, edits of them that are kept at once, and who is told of what. */
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Content } from '../../bitext/content.ts'
import type { Spent } from '../../memory/memory.ts'
import type { Origin, RecordUnit } from '../../bitext/record.ts'
import type { SourceDocument } from '../../bitext/source.ts'
import { MuqabilError } from '../../errors.ts'
import { discoverSources } from '../../files/discover.ts'
import { projectPath, type ProjectPath } from '../../files/project-path.ts'
import { removeStaleTemporaries } from '../../files/write-atomic.ts'
import type { Beside, Change, DocumentView, Edit, EditResult, Offer, Place, ProjectView } from '../../review/api.ts'
import { directionOf } from '../../text/letters.ts'
import { fileOf } from '../chapters.ts'
import { openGlossary, type Glossary } from '../glossary.ts'
import { openRun } from '../open-run.ts'
import type { ProjectOptions } from '../options.ts'
import { openProject, type Project } from '../project.ts'
import { recordLock, type WhileAlone } from '../record-lock.ts'
import { recordPath } from '../records.ts'
import { readSource, sourceExtensions } from '../sources.ts'
import { waivableChecks } from '../waivable-checks.ts'
import { applyEdit, type Undo } from './apply-edit.ts'
import { identityOf, OpenDocument, type Changed } from './open-document.ts'
import { openMatches, type Matches } from './find-matches-beside.ts'
import { findHistory } from './find-history.ts'
import { findTermsBeside } from './find-terms-beside.ts'
import { estimateAgain, translateAgain, type AgainInput } from './translate-again.ts'
import { watchFolders } from './watch-folders.ts'
import { CONFLICT, GONE } from './words.ts'

export interface ReviewOptions extends ProjectOptions {
  /** Name of the person, for the record and the edition; absent: a person. */
  readonly by?: string
}

/** More rows than these are not sent one by one. */
const MOST_ROWS = 200
const MOST_UNDO = 10_000
const QUIET_MILLISECONDS = 300

type Listener = (change: Change) => void

interface Waiting {
  readonly edit: Edit
  /** The window that it came from. */
  readonly from: string | undefined
  readonly done: (result: EditResult) => void
  readonly failed: (error: unknown) => void
}

/** What an edit came to, before the rows are looked at again. */
type Result =
  | { readonly kind: 'saved'; readonly index: number; readonly undo: Edit }
  /** Without an index: there is no such row. */
  | { readonly kind: 'conflict'; readonly index?: number }
  | { readonly kind: 'refused'; readonly message: string }

interface Shelf {
  readonly document: OpenDocument
  waiting: Waiting[]
  /** The work on this document so far; the next begins when it is done. */
  work: Promise<unknown>
  quiet: NodeJS.Timeout | undefined
  /** It could not be read when it was last looked at. */
  isUnread: boolean
}

export class ReviewSession {
  readonly #project: Project
  readonly #glossary: Glossary
  readonly #matches: Matches
  readonly #alone: WhileAlone
  readonly #by: string | undefined
  readonly #files: readonly string[] | undefined
  readonly #shelves = new Map<string, Shelf>()
  readonly #listeners = new Map<Listener, string | undefined>()
  readonly #undo = new Map<string, Undo>()
  #refused: ProjectView['refused'] = []
  #list = ''
  #endWatching: () => void = () => undefined
  #undone = 0
  #looks = 0
  #asked: Promise<unknown> = Promise.resolve()
  #spent: Spent = { characters: 0, cost: 0 }
  #isClosed = false

  private constructor(project: Project, glossary: Glossary, alone: WhileAlone, { by, files }: ReviewOptions) {
    this.#project = project
    this.#glossary = glossary
    this.#matches = openMatches(project)
    this.#alone = alone
    this.#by = by
    this.#files = files
  }

  /** Reads the project and watches it. @throws {MuqabilError} for what stops any run. */
  static async open(options: ReviewOptions): Promise<ReviewSession> {
    const project = await openProject(options)
    const session = new ReviewSession(project, openGlossary(project), await recordLock(project), options)
    await session.#read()
    session.#endWatching = watchFolders(
      [project.config.input, project.config.translations].map((folder) => join(project.root, folder)),
      () => session.#lookSoon(),
    )
    return session
  }

  async project(): Promise<ProjectView> {
    const { sourceLanguage, targetLanguage } = this.#project.config
    const documents: ProjectView['documents'][number][] = []
    for (const { document } of this.#shelves.values()) {
      documents.push(document.summary)
      await setImmediate() // judging a long one must not keep the others waiting
    }
    return {
      sourceLanguage,
      targetLanguage,
      sourceDirection: directionOf(sourceLanguage),
      targetDirection: directionOf(targetLanguage),
      documents,
      refused: this.#refused,
      checks: waivableChecks,
    }
  }

  /** @throws {MuqabilError} `document-unknown`, or why it cannot be read now. */
  async document(path: string): Promise<DocumentView> {
    const shelf = this.#shelf(path)
    await this.#inTurn(shelf, () => this.#takeUp(shelf))
    setTimeout(() => shelf.document.warm(), QUIET_MILLISECONDS).unref()
    return shelf.document.view()
  }

  /** Resolves when it is on the disk. @throws {MuqabilError} `document-unknown`, `file-unwritable`; then nothing was written. */
  edit(edit: Edit, from?: string): Promise<EditResult> {
    return new Promise((done, failed) => {
      const shelf = this.#shelf(edit.document)
      shelf.waiting.push({ edit, from, done, failed })
      // What comes while another is written is written together.
      if (shelf.waiting.length === 1) void this.#inTurn(shelf, () => this.#writeWaiting(shelf)).catch(() => undefined)
    })
  }

  /** @param from Its own edits are not told to it. @returns A function that ends it. */
  listen(onChange: Listener, from?: string): () => void {
    this.#listeners.set(onChange, from)
    return () => this.#listeners.delete(onChange)
  }

  /** What helps with a segment. @throws {MuqabilError} `document-unknown`, `segment-unknown`. */
  async beside(place: Place): Promise<Beside> {
    const { document, unit, segment } = this.#find(place)
    const found = document.draft.units[unit]?.segments[segment]
    if (found === undefined) throw new MuqabilError('segment-unknown', { place: place.segment, isTranslated: true })
    return {
      matches: await this.#matches.of(
        [...this.#shelves.values()].map((shelf) => shelf.document.draft),
        found,
      ),
      terms: findTermsBeside(this.#glossary, found),
      history: await findHistory({
        root: this.#project.root,
        file: document.draft.recordPath,
        unit: place.unit,
        segment: found,
      }),
    }
  }

  /** @throws {MuqabilError} `no-provider` and what `beside` throws. */
  estimate(place: Place): Promise<Offer> {
    return estimateAgain(this.#againOf(place))
  }

  /** One after another: they have one budget. @throws {MuqabilError} `no-answer` and what `estimate` throws. */
  translateAgain(place: Place, signal: AbortSignal): Promise<{ readonly target: Content; readonly origin: Origin }> {
    const turn = this.#asked.then(async () => {
      const { target, origin, spent } = await translateAgain(this.#againOf(place), signal)
      this.#spent = spent
      return { target, origin }
    })
    this.#asked = turn.catch(() => undefined)
    return turn
  }

  /** Edits that were asked for are written first. */
  async close(): Promise<void> {
    await this.#matches[Symbol.asyncDispose]()
    this.#isClosed = true
    this.#endWatching()
    for (const shelf of this.#shelves.values()) {
      clearTimeout(shelf.quiet)
      await shelf.work.catch(() => undefined)
    }
    this.#listeners.clear()
  }

  #find({ document: path, unit, segment }: Place): {
    readonly document: OpenDocument
    readonly unit: number
    readonly segment: number
  } {
    const { document } = this.#shelf(path)
    const index = document.indexOf(unit) ?? -1
    const at = document.draft.units[index]?.segments.findIndex(({ id }) => id === segment) ?? -1
    if (at === -1) throw new MuqabilError('segment-unknown', { place: `${unit}/${segment}`, isTranslated: true })
    return { document, unit: index, segment: at }
  }

  #againOf(place: Place): AgainInput {
    const { document, unit, segment } = this.#find(place)
    return {
      project: this.#project,
      glossary: this.#glossary,
      draft: document.draft,
      unit,
      segment,
      spent: this.#spent,
    }
  }

  #shelf(path: string): Shelf {
    const shelf = this.#shelves.get(path)
    if (shelf === undefined) throw new MuqabilError('document-unknown', { path })
    return shelf
  }

  #inTurn<T>(shelf: Shelf, work: () => Promise<T>): Promise<T> {
    const turn = shelf.work.catch(() => undefined).then(work)
    shelf.work = turn
    return turn
  }

  async #read(): Promise<void> {
    const run = await openRun(this.#project, { files: this.#files })
    const known = new Map(this.#shelves)
    this.#shelves.clear()
    for (const draft of run.drafts) {
      // A record that several chapters share goes with a build, when all of them are written.
      const takenOver = run.records.takenOver.find(({ heirs }) => heirs.join() === draft.source.path)?.file
      const document = new OpenDocument({ project: this.#project, glossary: this.#glossary, draft, takenOver })
      const { waiting = [], work = Promise.resolve(), quiet } = known.get(document.path) ?? {}
      this.#shelves.set(document.path, { document, waiting, work, quiet, isUnread: false })
    }
    const sources = new Map(run.refusedDocuments.map(({ path, error }) => [error, path]))
    this.#refused = run.refused.map((error) => ({
      path: sources.get(error) ?? error.file ?? '',
      message: error.message,
    }))
    this.#list = this.#listKey()
    // What a killed session left half written lies beside the records.
    const folders = new Set(run.drafts.map((draft) => dirname(join(this.#project.root, draft.recordPath))))
    for (const folder of folders) removeStaleTemporaries(folder)
  }

  /** As it is now; of a chapter that its book does not have any more, nothing. */
  async #sourceOf(path: ProjectPath): Promise<SourceDocument | undefined> {
    const file = projectPath(this.#project.root, fileOf(path))
    return (await readSource(this.#project, file)).find((document) => document.path === path)
  }

  async #takeUp(shelf: Shelf): Promise<void> {
    const { document, isUnread } = shelf
    shelf.isUnread = true
    const source = document.isSourceOld ? await this.#sourceOf(document.path) : undefined
    const changed = document.refresh(source)
    shelf.isUnread = false
    // Who was told that it cannot be read has to hear that it can, were it as before.
    this.#tell(shelf, isUnread ? 'all' : changed)
  }

  async #writeWaiting(shelf: Shelf): Promise<void> {
    const batch = shelf.waiting
    shelf.waiting = []
    const { document } = shelf
    const before = new Map<number, RecordUnit>()
    try {
      const source = document.isSourceOld ? await this.#sourceOf(document.path) : undefined
      const { changed, results } = this.#alone(() => {
        const now = document.refresh(source)
        const applied = batch.map(({ edit }) => this.#apply(document, edit, before))
        if (before.size > 0) document.write()
        return { changed: now, results: applied }
      })
      this.#tell(shelf, changed)
      for (const [place, { done, from }] of batch.entries()) this.#answer(shelf, results[place], done, from)
      if (before.size > 0) this.#judgeSoon(shelf)
    } catch (error) {
      document.putBack(before)
      for (const { failed } of batch) failed(error)
    }
  }

  #answer({ document }: Shelf, result: Result | undefined, done: Waiting['done'], from: string | undefined): void {
    switch (result?.kind) {
      case undefined:
        return
      case 'refused':
        return done(result)
      case 'conflict': {
        const row = result.index === undefined ? undefined : document.row(result.index)
        return done({ kind: 'conflict', row, message: row ? CONFLICT : GONE })
      }
      case 'saved': {
        const [row, { summary }] = [document.row(result.index), document]
        done({ kind: 'saved', row, summary, undo: result.undo })
        return this.#send({ kind: 'rows', document: document.path, rows: [row], summary }, from)
      }
    }
  }

  #apply(document: OpenDocument, edit: Edit, before: Map<number, RecordUnit>): Result {
    const index = document.indexOf(edit.unit)
    const unit = index === undefined ? undefined : document.draft.units[index]
    if (index === undefined || unit === undefined) return { kind: 'conflict' }
    const applied = applyEdit(unit, edit, {
      ...(this.#by === undefined ? {} : { by: this.#by }),
      undoOf: (token) => this.#undo.get(token),
      settle: (changed) => document.settle(index, changed),
    })
    if (applied.kind === 'conflict') return { kind: 'conflict', index }
    if (applied.kind === 'refused') return applied
    if (applied.unit !== unit) {
      if (!before.has(index)) before.set(index, unit)
      document.put(index, applied.unit)
    }
    return { kind: 'saved', index, undo: this.#remember(edit, applied.undo) }
  }

  #remember({ document, unit }: Edit, undo: Undo): Edit {
    const token = `u${++this.#undone}`
    this.#undo.set(token, undo)
    const oldest = this.#undo.keys().next()
    if (this.#undo.size > MOST_UNDO && oldest.done !== true) this.#undo.delete(oldest.value)
    return { kind: 'restore', document, unit, token }
  }

  /** What an edit means for other rows (a name spelled otherwise) is looked for when the hands rest. */
  #judgeSoon(shelf: Shelf): void {
    clearTimeout(shelf.quiet)
    if (this.#isClosed) return
    shelf.quiet = setTimeout(() => {
      const changed = shelf.document.judgeOthers()
      if (changed.length > 0) this.#tell(shelf, changed)
    }, QUIET_MILLISECONDS).unref()
  }

  /** One look at a time; what comes meanwhile is looked for afterwards. */
  #lookSoon(): void {
    if (this.#looks++ > 0) return
    const look = async (): Promise<void> => {
      do {
        this.#looks = 1
        await this.#look().catch(() => undefined) // what cannot be read now is said to whoever asks for it
      } while (this.#looks > 1)
      this.#looks = 0
    }
    void look()
  }

  /** Something in the folders may have changed; what it is, the files say. */
  async #look(): Promise<void> {
    if (this.#isClosed) return
    if (this.#listKey() !== this.#list) {
      await this.#read()
      return this.#send({ kind: 'reload' }, undefined)
    }
    for (const shelf of this.#shelves.values()) {
      const work = this.#inTurn(shelf, () => this.#takeUp(shelf))
      // What cannot be read now is said to whoever asks for it.
      await work.catch(() => this.#send({ kind: 'reload', document: shelf.document.path }, undefined))
    }
  }

  /** Another when there are other sources, or when something has changed in one that was refused. */
  #listKey(): string {
    const { root, config } = this.#project
    const refused = this.#refused.flatMap(({ path }) => [path, recordPath(this.#project, path)])
    try {
      const { sources } = discoverSources(root, config.input, sourceExtensions)
      return JSON.stringify([sources, refused.map((path) => identityOf(join(root, path)))])
    } catch {
      return ''
    }
  }

  #tell({ document }: Shelf, changed: Changed): void {
    if (changed.length === 0) return
    if (changed === 'all' || changed.length > MOST_ROWS)
      return this.#send({ kind: 'reload', document: document.path }, undefined)
    const rows = changed.map((index) => document.row(index))
    this.#send({ kind: 'rows', document: document.path, rows, summary: document.summary }, undefined)
  }

  #send(change: Change, from: string | undefined): void {
    for (const [listener, window] of this.#listeners) if (window === undefined || window !== from) listener(change)
  }
}
