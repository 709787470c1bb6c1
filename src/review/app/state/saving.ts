/** Edits on their way to the desk: one at a time, kept until they are taken, never over somebody else's newer work. */
import { batch } from '@preact/signals'
import { encodeContent, type Content } from '../../../bitext/content.ts'
import type { Edit, EditResult, RowView, SegmentView } from '../../api.ts'
import { Unreachable } from '../desk/unreachable.ts'
import { nameOfPlace, segmentOf, type Here } from './place.ts'
import {
  dropConflict,
  putConflict,
  putRow,
  putSummary,
  rowAt,
  segmentAt,
  tell,
  type Conflict,
  type Session,
} from './session.ts'
import { keepUnsent, type KeptEdit, type TargetEdit } from './unsent.ts'

interface Job {
  edit: Edit
  readonly label: string
  readonly sitting?: string
  /** `undo` and `redo` go onto the other pile. */
  readonly pile: 'new' | 'undo' | 'redo'
  /** As it stood before: shown again when the desk does not take the edit. */
  readonly before: SegmentView | undefined
  readonly done: (result: EditResult | undefined) => void
}

interface Queue {
  readonly jobs: Job[]
  isRunning: boolean
  readonly idle: (() => void)[]
  wake?: () => void
}

const queues = new WeakMap<Session, Queue>()

function queueOf(session: Session): Queue {
  const queue = queues.get(session) ?? { jobs: [], isRunning: false, idle: [] }
  queues.set(session, queue)
  return queue
}

/** How a job shows itself among the undo steps. */
export interface Manner {
  readonly label: string
  readonly sitting?: string
  readonly pile?: Job['pile']
}

/** Sends an edit after those before it. @returns The result; nothing when the desk failed for another reason. */
export function send(
  session: Session,
  edit: Edit,
  { label, sitting, pile = 'new' }: Manner,
): Promise<EditResult | undefined> {
  const queue = queueOf(session)
  return new Promise((done) => {
    // A later wording of one sitting takes the place of one that has not left yet.
    const last = queue.jobs.at(-1)
    const before = 'segment' in edit ? segmentAt(session, hereOf(edit)) : undefined
    const job: Job = { edit, label, ...(sitting === undefined ? {} : { sitting }), pile, before, done }
    if (
      edit.kind === 'target' &&
      last &&
      queue.jobs.length > 1 &&
      last.sitting === sitting &&
      sitting !== undefined &&
      isRewording(last.edit, edit)
    ) {
      queue.jobs.pop()
      last.done(undefined)
      queue.jobs.push({ ...job, edit: { ...edit, base: last.edit.base }, before: last.before })
    } else queue.jobs.push(job)
    showAsWished(session, edit)
    showWaiting(session, queue)
    void run(session, queue)
  })
}

/** At once, so that who comes back to a sentence finds the words that are still under way. */
function showAsWished(session: Session, edit: Edit): void {
  if (edit.kind !== 'target' && edit.kind !== 'state') return
  const row = rowAt(session, edit.unit)
  if (!row || edit.document !== session.book.peek()?.path) return
  putRow(session, {
    ...row,
    segments: row.segments.map((segment) => (segment.id === edit.segment ? wished(segment, edit) : segment)),
  })
}

function wished(segment: SegmentView, edit: TargetEdit | (Edit & { readonly kind: 'state' })): SegmentView {
  if (edit.kind === 'state') return { ...segment, state: edit.state }
  const { target: _, mark, oldSource: __, ...others } = segment
  const kept = mark === 'needs-work' ? { ...others, mark } : others
  return edit.target.length === 0
    ? { ...kept, state: 'initial' }
    : {
        ...kept,
        origin: { kind: 'person' },
        target: edit.target,
        isPersons: true,
        isCarried: false,
        state: edit.state ?? segment.state,
      }
}

function isRewording(before: Edit, now: TargetEdit): before is TargetEdit {
  return (
    before.kind === 'target' && before.state === undefined && before.unit === now.unit && before.segment === now.segment
  )
}

/**
 * Sends many edits at once, after those before them.
 *
 * @returns How many were kept. What a lost connection kept back is not tried again: it is told, and nothing was changed.
 */
export async function sendAll(session: Session, edits: readonly Edit[], manner: Manner): Promise<number> {
  await whenIdle(session)
  const queue = queueOf(session)
  try {
    const results = (await session.desk.edits?.(edits)) ?? []
    batch(() => {
      for (const [index, result] of results.entries()) {
        const edit = edits[index]
        if (edit)
          take(
            session,
            queue,
            { edit, ...manner, pile: manner.pile ?? 'new', before: undefined, done: () => undefined },
            result,
          )
      }
    })
    return results.filter(({ kind }) => kind === 'saved').length
  } catch (error) {
    tell(session, error instanceof Error ? error.message : String(error))
    return 0
  }
}

/** Tries at once what waits for the connection. */
export function sendAgain(session: Session): void {
  queueOf(session).wake?.()
}

export function isWaiting(session: Session): boolean {
  return queueOf(session).jobs.length > 0
}

/** Whether something would be lost with this window, if the browser's storage were. */
export function isUnsettled(session: Session): boolean {
  return isWaiting(session) || session.conflicts.peek().size > 0
}

const LONGEST_WAIT = 15_000

async function run(session: Session, queue: Queue): Promise<void> {
  if (queue.isRunning) return
  queue.isRunning = true
  for (let wait = 500; ;) {
    const job = queue.jobs[0]
    if (!job) break
    try {
      const result = await session.desk.edit(job.edit)
      if (!session.isConnected.peek()) session.isConnected.value = true
      wait = 500
      queue.jobs.shift()
      take(session, queue, job, result)
      job.done(result)
    } catch (error) {
      if (error instanceof Unreachable) {
        session.isConnected.value = false
        if (error.reason === 'door') session.problem.value = error.message
        await pause(queue, wait)
        wait = Math.min(LONGEST_WAIT, wait * 2)
      } else {
        queue.jobs.shift()
        refused(session, job, error instanceof Error ? error.message : String(error))
        job.done(undefined)
      }
    }
    showWaiting(session, queue)
  }
  queue.isRunning = false
  for (const resolve of queue.idle.splice(0)) resolve()
}

/** When the desk has answered all that was sent. */
export function whenIdle(session: Session): Promise<void> {
  const queue = queueOf(session)
  return queue.isRunning ? new Promise((resolve) => void queue.idle.push(resolve)) : Promise.resolve()
}

function pause(queue: Queue, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    queue.wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}

function take(session: Session, queue: Queue, job: Job, result: EditResult): void {
  const { edit } = job
  batch(() => {
    switch (result.kind) {
      case 'saved': {
        const isOpen = session.book.peek()?.path === edit.document
        const before = isOpen ? rowAt(session, edit.unit) : undefined
        if (isOpen) putRow(session, result.row)
        rebase(session, queue, edit, before, result.row)
        putSummary(session, result.summary)
        pileUp(session, job, result.undo)
        break
      }
      case 'conflict':
        if (result.row && session.book.peek()?.path === edit.document) putRow(session, result.row)
        if (edit.kind === 'target') {
          const theirs = segmentOf(result.row, edit.segment)
          dropJobs(queue, edit)
          const mine = newestMine(session, edit)
          // Two windows may have kept and sent the same words.
          if (theirs && says(theirs, mine, edit.state)) return
          putConflict(session, conflictOf(edit, mine, theirs, result.message))
        } else tell(session, result.message)
        break
      case 'refused':
        refused(session, job, result.message)
    }
  })
}

/** Words that the desk does not take stay on the screen beside what stands there. */
function refused(session: Session, { edit, before }: Job, message: string): void {
  const row = 'segment' in edit ? rowAt(session, edit.unit) : undefined
  if (row && before)
    putRow(session, { ...row, segments: row.segments.map((segment) => (segment.id === before.id ? before : segment)) })
  if (edit.kind !== 'target') return tell(session, message)
  const theirs = segmentAt(session, hereOf(edit))
  putConflict(session, conflictOf(edit, newestMine(session, edit), theirs, message))
}

function says({ target = [], state }: SegmentView, mine: Content, wanted = state): boolean {
  return encodeContent(target) === encodeContent(mine) && state === wanted
}

function conflictOf(edit: TargetEdit, mine: Content, theirs: SegmentView | undefined, message: string): Conflict {
  const { document, base } = edit
  return { document, here: hereOf(edit), base, mine, ...(theirs ? { theirs } : {}), message }
}

function newestMine(session: Session, edit: TargetEdit): Content {
  const draft = session.draft.current
  return draft && nameOfPlace(draft.here) === nameOfPlace(hereOf(edit)) ? draft.content : edit.target
}

/** Later wordings of the same segment are in the conflict already. */
function dropJobs(queue: Queue, { unit, segment }: TargetEdit): void {
  for (let index = queue.jobs.length - 1; index >= 0; index--) {
    const job = queue.jobs[index]
    if (job?.edit.kind !== 'target' || job.edit.unit !== unit || job.edit.segment !== segment) continue
    queue.jobs.splice(index, 1)
    job.done(undefined)
  }
}

/** What we have seen is now what we have made: edits that were written upon it are not in conflict with it. */
function rebase(session: Session, queue: Queue, edit: Edit, before: RowView | undefined, row: RowView): void {
  for (const now of row.segments) {
    const old = segmentOf(before, now.id)?.version
    const isOurs = edit.kind === 'note' || (edit.kind !== 'cut' && edit.kind !== 'restore' && edit.segment === now.id)
    const seen = 'base' in edit && edit.kind !== 'note' ? edit.base : old
    if (!isOurs || seen === undefined) continue
    for (const job of queue.jobs) {
      if (!('base' in job.edit) || job.edit.document !== edit.document) continue
      if (job.edit.unit !== row.unit || job.edit.segment !== now.id) continue
      if (job.edit.base === seen) job.edit = { ...job.edit, base: now.version }
    }
    const { current } = session.draft
    if (session.book.peek()?.path !== edit.document) continue
    if (current?.here.unit === row.unit && current.here.segment === now.id && current.base === seen)
      current.base = now.version
  }
}

const MOST_STEPS = 200

function pileUp(session: Session, { label, sitting, pile }: Job, undo: Edit): void {
  const pileOf = pile === 'undo' ? session.redo : session.undo
  const steps = pileOf.peek()
  const last = steps.at(-1)
  if (sitting !== undefined && last?.sitting === sitting)
    pileOf.value = [...steps.slice(0, -1), { ...last, edits: [undo, ...last.edits] }]
  else
    pileOf.value = [
      ...steps.slice(1 - MOST_STEPS),
      { label, ...(sitting === undefined ? {} : { sitting }), edits: [undo] },
    ]
  if (pile === 'new') session.redo.value = []
}

function hereOf(edit: Edit & { readonly segment: string }): Here {
  return { unit: edit.unit, segment: edit.segment }
}

function showWaiting(session: Session, queue: Queue): void {
  const names = queue.jobs.map(({ edit }) => ('segment' in edit ? nameOfPlace(hereOf(edit)) : edit.unit))
  session.waiting.value = new Set(names)
  keepBoth(session)
}

/** What waits, and what is in conflict: none of it is at the desk. */
function keepBoth(session: Session): void {
  const waiting = queueOf(session).jobs.flatMap(({ edit }) =>
    edit.kind === 'cut' || edit.kind === 'restore' ? [] : [edit],
  )
  const open = [...session.conflicts.peek().values()].map(({ document, here, base, mine }): TargetEdit => ({
    kind: 'target',
    document,
    ...here,
    base,
    target: mine,
  }))
  keepUnsent([...waiting, ...open])
}

/** From now on edits that are not at the desk are kept in the browser too. */
export function keepWhatWaits(session: Session): void {
  session.conflicts.subscribe(() => keepBoth(session))
}

const LABELS: Readonly<Record<KeptEdit['kind'], string>> = {
  target: 'Text',
  state: 'Approval',
  'needs-work': 'Needs work',
  note: 'Note',
  waive: 'Waiver',
}

/** What an earlier window could not send any more is sent now; what was changed since is shown as a conflict. */
export function sendUnsent(session: Session, edits: readonly KeptEdit[]): void {
  for (const edit of edits) {
    if (edit.kind === 'target') dropConflict(session, { document: edit.document, here: hereOf(edit) })
    void send(session, edit, { label: LABELS[edit.kind] })
  }
}
