/** What the app knows and shows: the project, the open document, where the editor is. */
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { UnitId } from '../../../bitext/record.ts'
import type { Beside, Change, Desk, DocumentSummary, Edit, ProjectView, RowView, SegmentView } from '../../api.ts'
import { NO_FILTER, shownRows, type Filter } from './filter.ts'
import { nameOfPlace, segmentOf, type Here } from './place.ts'

/** An open document. Each row is a signal of its own, so that an edit draws one row again and no other. */
export interface Book {
  readonly path: string
  readonly order: readonly UnitId[]
  readonly rows: ReadonlyMap<UnitId, Signal<RowView>>
}

/** Two versions of one segment: an editor's, which is not kept yet, and what stands there now. */
export interface Conflict {
  readonly document: string
  readonly here: Here
  /** The version that `mine` was written upon. */
  readonly base: string
  readonly mine: NonNullable<SegmentView['target']>
  /** Absent: the row is gone. */
  readonly theirs?: SegmentView
  readonly message: string
}

export type Dialog =
  | { readonly kind: 'keys' }
  | { readonly kind: 'replace' }
  | { readonly kind: 'boundary'; readonly here: Here; readonly how: 'split' | 'move' }
  | { readonly kind: 'note'; readonly here: Here; readonly for: 'needs-work' | 'next person' }
  | { readonly kind: 'waive'; readonly here: Here; readonly check: string }

export interface Session {
  readonly desk: Desk
  readonly project: Signal<ProjectView | undefined>
  readonly book: Signal<Book | undefined>
  readonly summary: ReadonlySignal<DocumentSummary | undefined>
  readonly here: Signal<Here | undefined>
  readonly isEditing: Signal<boolean>
  readonly filter: Signal<Filter>
  /** Rows that the filter let through when it was set: a row stays in view while it is worked on. */
  readonly shown: Signal<readonly UnitId[]>
  readonly conflicts: Signal<ReadonlyMap<string, Conflict>>
  /** Names of segments whose edits are under way. */
  readonly waiting: Signal<ReadonlySet<string>>
  /** What is in the open editor is not on its way yet. */
  readonly isUnsent: Signal<boolean>
  readonly isConnected: Signal<boolean>
  /** Said in passing, and to a screen reader. */
  readonly told: Signal<string>
  /** Why nothing can be shown. */
  readonly problem: Signal<string | undefined>
  readonly dialog: Signal<Dialog | undefined>
  readonly beside: Signal<{ readonly name: string; readonly found: Beside } | undefined>
  readonly panels: { readonly outline: Signal<boolean>; readonly beside: Signal<boolean> }
  /** Asks the list to bring a place into view; grows with each wish. */
  readonly wish: Signal<{ readonly here: Here; readonly focus: boolean; readonly number: number } | undefined>
  /** Of the editor that is open: what it holds, and the version that it began with. */
  readonly draft: { current: Draft | undefined }
  /** Undoing edits, the last ones last. */
  readonly undo: Signal<readonly UndoStep[]>
  readonly redo: Signal<readonly UndoStep[]>
}

export interface Draft {
  readonly here: Here
  base: string
  content: NonNullable<SegmentView['target']>
  isDirty: boolean
  /** Moves the chip beside the caret by a word. */
  move?: (towards: 'back' | 'on') => void
}

/** Edits that are undone together, in the order in which they are sent. */
export interface UndoStep {
  readonly label: string
  /** Edits of one sitting in one segment grow together. */
  readonly sitting?: string
  readonly edits: readonly Edit[]
}

export function createSession(desk: Desk): Session {
  const project = signal<ProjectView | undefined>(undefined)
  const book = signal<Book | undefined>(undefined)
  return {
    desk,
    project,
    book,
    summary: computed(() => project.value?.documents.find(({ path }) => path === book.value?.path)),
    here: signal(undefined),
    isEditing: signal(false),
    filter: signal(NO_FILTER),
    shown: signal([]),
    conflicts: signal(new Map()),
    waiting: signal(new Set()),
    isUnsent: signal(false),
    isConnected: signal(true),
    told: signal(''),
    problem: signal(undefined),
    dialog: signal(undefined),
    beside: signal(undefined),
    panels: { outline: signal(false), beside: signal(true) },
    wish: signal(undefined),
    draft: { current: undefined },
    undo: signal([]),
    redo: signal([]),
  }
}

/** Reads the project; what goes wrong is shown. */
export async function loadProject(session: Session): Promise<void> {
  await shown(session, async () => {
    session.project.value = await session.desk.project()
  })
}

/** Opens a document at its first open segment, or reads the open one anew and keeps the place. */
export async function openDocument(session: Session, path: string): Promise<void> {
  await shown(session, async () => {
    const { rows, summary } = await session.desk.document(path)
    const isSame = session.book.peek()?.path === path
    batch(() => {
      session.book.value = {
        path,
        order: rows.map(({ unit }) => unit),
        rows: new Map(rows.map((row) => [row.unit, signal(row)])),
      }
      putSummary(session, summary)
      if (!isSame) {
        session.filter.value = NO_FILTER
        session.undo.value = []
        session.redo.value = []
        session.isEditing.value = false
      }
      const shownBefore = session.shown.peek()
      applyFilter(session)
      if (isSame) keepInView(session, shownBefore)
      if (!isSame || !segmentAt(session, session.here.peek())) leavePlace(session, firstPlace(session))
    })
    if (!isSame && session.here.peek()) wish(session, session.here.peek(), 'focus')
  })
}

async function shown(session: Session, work: () => Promise<void>): Promise<void> {
  try {
    await work()
    session.problem.value = undefined
  } catch (error) {
    session.problem.value = error instanceof Error ? error.message : String(error)
  }
}

export function closeDocument(session: Session): void {
  batch(() => {
    session.book.value = undefined
    session.here.value = undefined
    session.isEditing.value = false
    session.problem.value = undefined
  })
}

function firstPlace(session: Session): Here | undefined {
  const unit = session.shown.peek()[0]
  const segment = unit === undefined ? undefined : rowAt(session, unit)?.segments[0]?.id
  return unit === undefined || segment === undefined ? undefined : { unit, segment }
}

export function rowAt(session: Session, unit: UnitId | undefined): RowView | undefined {
  return unit === undefined ? undefined : session.book.peek()?.rows.get(unit)?.peek()
}

export function segmentAt(session: Session, here: Here | undefined): SegmentView | undefined {
  return segmentOf(rowAt(session, here?.unit), here?.segment)
}

function applyFilter(session: Session): void {
  const book = session.book.peek()
  if (!book) return
  const rows = book.order.flatMap((unit) => book.rows.get(unit)?.peek() ?? [])
  session.shown.value = shownRows(rows, session.filter.peek()).map(({ unit }) => unit)
}

/** The row that is worked on, in its place, whether it still fits or not. */
function keepInView({ shown, here, book }: Session, before: readonly UnitId[]): void {
  const unit = here.peek()?.unit
  if (unit === undefined || !book.peek()?.rows.has(unit) || shown.peek().includes(unit)) return
  shown.value = shown.peek().toSpliced(Math.max(0, before.indexOf(unit)), 0, unit)
}

/** Shows what fits: from the sentence that is worked on, if it is among that, else from the first one. */
export function setFilter(session: Session, filter: Filter): void {
  batch(() => {
    session.filter.value = filter
    applyFilter(session)
    const here = session.here.peek()
    const isShown = here !== undefined && session.shown.peek().includes(here.unit)
    wish(session, isShown ? here : firstPlace(session), 'look')
  })
}

/** A row as it stands now, whoever changed it. */
export function putRow(session: Session, row: RowView): void {
  const known = session.book.peek()?.rows.get(row.unit)
  if (!known) return
  batch(() => {
    known.value = row
    const here = session.here.peek()
    if (here?.unit !== row.unit || segmentOf(row, here.segment)) return
    const last = row.segments.at(-1)
    leavePlace(session, last && { unit: row.unit, segment: last.id })
  })
}

/** The place is no more. Who was writing there goes on typing: no other sentence is meant by that, and no command. */
function leavePlace({ here, isEditing }: Session, next: Here | undefined): void {
  here.value = isEditing.peek() ? undefined : next
  isEditing.value = false
}

export function putSummary(session: Session, summary: DocumentSummary): void {
  const project = session.project.peek()
  if (!project) return
  const documents = project.documents.map((one) => (one.path === summary.path ? summary : one))
  session.project.value = { ...project, documents }
}

/** Goes to a segment. */
export function goTo(session: Session, here: Here, how: 'focus' | 'look' = 'focus'): void {
  batch(() => {
    session.here.value = here
    wish(session, here, how)
  })
}

function wish(session: Session, here: Here | undefined, how: 'focus' | 'look'): void {
  if (here === undefined) return
  const number = (session.wish.peek()?.number ?? 0) + 1
  session.wish.value = { here, focus: how === 'focus', number }
}

/** Says something in passing. */
export function tell(session: Session, words: string): void {
  // The same words again are said again.
  session.told.value = session.told.peek() === words ? `${words}\u00A0` : words
}

/** What somebody else changed comes in; what is being written here is never written over. */
export async function takeChange(session: Session, change: Change): Promise<void> {
  const path = session.book.peek()?.path
  if (change.kind === 'rows') {
    batch(() => {
      putSummary(session, change.summary)
      if (change.document !== path) return
      for (const row of change.rows) takeRow(session, row)
    })
    return
  }
  const project = await session.desk.project().catch(() => undefined)
  if (project) session.project.value = project
  if (path === undefined || (change.document !== undefined && change.document !== path)) return
  await openDocument(session, path)
  for (const row of session.book.peek()?.rows.values() ?? []) meetDraft(session, row.peek())
}

function takeRow(session: Session, row: RowView): void {
  putRow(session, row)
  meetDraft(session, row)
}

/** The open editor's text against a row that has changed under it. */
function meetDraft(session: Session, row: RowView): void {
  const draft = session.draft.current
  if (!draft?.isDirty || draft.here.unit !== row.unit) return
  const theirs = segmentOf(row, draft.here.segment)
  if (theirs?.version === draft.base) return
  if (session.waiting.peek().has(nameOfPlace(draft.here))) return // The answer to what is under way will tell.
  putConflict(session, {
    document: session.book.peek()?.path ?? '',
    here: draft.here,
    base: draft.base,
    mine: draft.content,
    ...(theirs ? { theirs } : {}),
    message: 'Somebody else changed this while you wrote.',
  })
}

export function putConflict(session: Session, conflict: Conflict): void {
  keepConflict(session, conflict)
  tell(session, conflict.message)
}

/** The same without a word. */
export function keepConflict(session: Session, conflict: Conflict): void {
  session.conflicts.value = new Map(session.conflicts.peek()).set(conflictKey(conflict), conflict)
}

export function dropConflict(session: Session, which: Pick<Conflict, 'document' | 'here'>): void {
  const conflicts = new Map(session.conflicts.peek())
  conflicts.delete(conflictKey(which))
  session.conflicts.value = conflicts
}

/** Of a place in the open document. */
export function conflictAt(session: Session, here: Here): Conflict | undefined {
  return session.conflicts.value.get(conflictKey({ document: session.book.peek()?.path ?? '', here }))
}

/** Rows of two documents may have one name. */
function conflictKey({ document, here }: Pick<Conflict, 'document' | 'here'>): string {
  return `${document}#${nameOfPlace(here)}`
}
