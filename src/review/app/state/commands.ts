/** What an editor can do with a segment, whichever key or button it is asked by. */
import { encodeContent, type Content } from '../../../bitext/content.ts'
import type { Edit, SegmentView } from '../../api.ts'
import { hasText } from '../text/atoms.ts'
import { joined, splitAt } from '../text/boundary.ts'
import { nameOfPlace, type Here } from './place.ts'
import { send, sendAll, whenIdle } from './saving.ts'
import { conflictAt, dropConflict, goTo, rowAt, segmentAt, tell, type Conflict, type Session } from './session.ts'
import { isDoubtful } from './standing.ts'

/** Document, row, segment and the version that is seen. */
function seen(
  session: Session,
  here: Here,
): { document: string; unit: Here['unit']; segment: string; base: string } | undefined {
  const document = session.book.peek()?.path
  const segment = segmentAt(session, here)
  return document === undefined || !segment ? undefined : { document, ...here, base: segment.version }
}

export function can(session: Session, kind: Edit['kind']): boolean {
  return session.desk.refuses?.includes(kind) !== true
}

/** Keeps what is in the open editor, if it is new. */
export function saveDraft(session: Session, draft = session.draft.current, state?: 'reviewed' | 'final'): void {
  const document = session.book.peek()?.path
  if (!draft || document === undefined || conflictAt(session, draft.here)) return
  if (!draft.isDirty && state === undefined) return
  draft.isDirty = false
  session.isUnsent.value = false
  const target = hasText(draft.content) ? draft.content : []
  const edit: Edit = { kind: 'target', document, ...draft.here, base: draft.base, target }
  void send(session, state === undefined ? edit : { ...edit, state }, { label: 'Text', sitting: sittingOf(draft) })
}

const sittings = new WeakMap<object, string>()
let count = 0

function sittingOf(draft: object): string {
  const name = sittings.get(draft) ?? `sitting-${++count}`
  sittings.set(draft, name)
  return name
}

/** Approves what stands there, with what is in the editor. */
export function approve(session: Session, here: Here, state: 'reviewed' | 'final'): boolean {
  const draft = session.draft.current
  if (conflictAt(session, here)) {
    tell(session, 'Choose one of the two versions first.')
    return false
  }
  if (draft?.isDirty && nameOfPlace(draft.here) === nameOfPlace(here) && hasText(draft.content)) {
    saveDraft(session, draft, state)
    return true
  }
  const place = seen(session, here)
  const target = segmentAt(session, here)?.target
  if (!place || target === undefined) {
    tell(session, 'There is no translation to approve yet.')
    return false
  }
  void send(session, { kind: 'state', ...place, state }, { label: state === 'final' ? 'Final' : 'Approval' })
  return true
}

export function approveAndGoOn(session: Session, here: Here): void {
  if (!approve(session, here, 'reviewed')) return
  session.isEditing.value = false
  goToNext(session, here, 'on', isDoubtful, 'Nothing doubtful is left here.')
}

/** Back to what an editor has still to read. */
export function takeApproval(session: Session, here: Here): void {
  const place = seen(session, here)
  if (place) void send(session, { kind: 'state', ...place, state: 'translated' }, { label: 'Approval taken back' })
}

export function markNeedsWork(session: Session, here: Here, note: string | undefined): void {
  const place = seen(session, here)
  if (!place) return
  const edit: Edit = { kind: 'needs-work', ...place, ...(note === undefined ? {} : { note }) }
  void send(session, edit, { label: 'Needs work' })
}

export function addNote(session: Session, here: Here, text: string): void {
  const place = seen(session, here)
  if (place && text.trim() !== '') void send(session, { kind: 'note', ...place, text: text.trim() }, { label: 'Note' })
}

/** Takes the notes of the row away. */
export function clearNotes(session: Session, here: Here): void {
  const place = seen(session, here)
  if (place) void send(session, { kind: 'note', ...place, text: '' }, { label: 'Notes taken away' })
}

export function waive(session: Session, here: Here, check: string, reason: string | undefined): void {
  const place = seen(session, here)
  if (!place) return
  const edit: Edit = { kind: 'waive', ...place, check, ...(reason === undefined ? {} : { reason }) }
  void send(session, edit, { label: 'Waiver' })
}

/** Puts a text in place of the translation: a match, a fix, a machine's new wording. */
export function putTarget(session: Session, here: Here, target: Content, label: string): void {
  const place = seen(session, here)
  if (!place) return
  const draft = session.draft.current
  if (draft && nameOfPlace(draft.here) === nameOfPlace(here)) saveDraft(session)
  void send(session, { kind: 'target', ...place, target }, { label })
}

/** The version that the editor chose; the other one can be brought back by undo. */
export function settle(session: Session, conflict: Conflict, choice: 'mine' | 'theirs'): void {
  const { here, mine } = conflict
  dropConflict(session, conflict)
  const draft = session.draft.current
  if (draft && nameOfPlace(draft.here) === nameOfPlace(here)) draft.isDirty = false
  session.isUnsent.value = false
  session.isEditing.value = false
  const place = seen(session, here)
  if (!place) return
  const edit: Edit = { kind: 'target', ...place, target: hasText(mine) ? mine : [] }
  if (choice === 'mine') void send(session, edit, { label: 'Text' })
  else session.undo.value = [...session.undo.peek(), { label: 'your version of the text', edits: [edit] }]
  goTo(session, here)
}

/** The segment and the one after it in its row. */
export function neighbours(session: Session, here: Here): readonly SegmentView[] {
  const segments = rowAt(session, here.unit)?.segments ?? []
  const index = segments.findIndex(({ id }) => id === here.segment)
  return index < 0 ? [] : segments.slice(index, index + 2)
}

export async function join(session: Session, here: Here): Promise<void> {
  await whenIdle(session)
  const both = neighbours(session, here)
  const [first, second] = both
  const document = session.book.peek()?.path
  if (!first || !second || document === undefined)
    return tell(session, 'There is no sentence after this one in its row.')
  const targets = both.flatMap(({ target }) => (target === undefined ? [] : [target]))
  const piece = {
    source: joined([first.source, second.source], first.after ?? ''),
    ...(targets.length === 0 ? {} : { target: joined(targets, ' ') }),
  }
  const segments = both.map(({ id, version }) => ({ id, base: version }))
  void send(session, { kind: 'cut', document, unit: here.unit, segments, pieces: [piece] }, { label: 'Joining' })
}

/** Parts segments anew, in two. Places are counted in atoms of what was joined. */
export function cut(
  session: Session,
  here: Here,
  parts: {
    readonly segments: readonly SegmentView[]
    readonly source: Content
    readonly sourceAt: number
    readonly target: Content
    readonly targetAt: number
  },
): void {
  const document = session.book.peek()?.path
  if (document === undefined) return
  const sources = splitAt(parts.source, parts.sourceAt)
  const targets = splitAt(parts.target, parts.targetAt)
  const pieces = sources.map((source, index) => {
    const target = targets[index] ?? []
    return target.length > 0 ? { source, target } : { source }
  })
  const segments = parts.segments.map(({ id, version }) => ({ id, base: version }))
  void send(session, { kind: 'cut', document, unit: here.unit, segments, pieces }, { label: 'Parting' })
}

/** More edits than these are undone in one request. */
const MANY = 8

/** Undoes the last step, or does it again. */
export async function undo(session: Session, which: 'undo' | 'redo'): Promise<void> {
  saveDraft(session)
  await whenIdle(session)
  const pile = session[which]
  const step = pile.peek().at(-1)
  if (!step) return tell(session, which === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.')
  pile.value = pile.peek().slice(0, -1)
  const sitting = `${which}-${++count}`
  if (step.edits.length > MANY && session.desk.edits) {
    await sendAll(session, step.edits, { label: step.label, sitting, pile: which })
    return tell(session, `${which === 'undo' ? 'Undone' : 'Done again'}: ${step.label}.`)
  }
  const [first] = step.edits
  if (first && 'segment' in first) goTo(session, { unit: first.unit, segment: first.segment })
  for (const edit of step.edits) {
    const result = await send(session, edit, { label: step.label, sitting, pile: which })
    if (result?.kind !== 'saved') return
    const last = result.row.segments[0]
    if (last && edit.kind === 'restore')
      goTo(session, { unit: edit.unit, segment: placeIn(session, edit.unit) ?? last.id })
  }
  tell(session, `${which === 'undo' ? 'Undone' : 'Done again'}: ${step.label}.`)
}

function placeIn(session: Session, unit: Here['unit']): string | undefined {
  const here = session.here.peek()
  return here?.unit === unit && segmentAt(session, here) ? here.segment : undefined
}

/** Does edits as one step. @returns How many were kept. */
export async function sendTogether(session: Session, edits: readonly Edit[], label: string): Promise<number> {
  const sitting = `together-${++count}`
  if (session.desk.edits) return sendAll(session, edits, { label, sitting })
  const results = await Promise.all(edits.map((edit) => send(session, edit, { label, sitting })))
  return results.filter((result) => result?.kind === 'saved').length
}

/** The next segment that is shown, in reading order. */
export function goToNext(
  session: Session,
  from: Here,
  towards: 'back' | 'on',
  isMeant: (segment: SegmentView) => boolean,
  none: string,
): void {
  const places = session.shown.peek().flatMap((unit) => {
    const row = rowAt(session, unit)
    return row ? row.segments.map((segment) => ({ unit, segment })) : []
  })
  const at = places.findIndex(({ unit, segment }) => unit === from.unit && segment.id === from.segment)
  const around =
    towards === 'on'
      ? [...places.slice(at + 1), ...places.slice(0, Math.max(0, at))]
      : [...places.slice(0, Math.max(0, at)).toReversed(), ...places.slice(at + 1).toReversed()]
  const next = around.find(({ segment }) => isMeant(segment))
  if (!next) return tell(session, none)
  goTo(session, { unit: next.unit, segment: next.segment.id })
}

/** One segment on or back, without going round. */
export function step(session: Session, from: Here, towards: 'back' | 'on'): Here | undefined {
  const segments = rowAt(session, from.unit)?.segments ?? []
  const index = segments.findIndex(({ id }) => id === from.segment)
  const inRow = segments[towards === 'on' ? index + 1 : index - 1]
  if (inRow) return { unit: from.unit, segment: inRow.id }
  const shown = session.shown.peek()
  const unit = shown[shown.indexOf(from.unit) + (towards === 'on' ? 1 : -1)]
  const row = rowAt(session, unit)
  const segment = towards === 'on' ? row?.segments[0] : row?.segments.at(-1)
  return unit === undefined || !segment ? undefined : { unit, segment: segment.id }
}

/** Whether two contents are the same to the letter. */
export function isEqual(a: Content | undefined, b: Content | undefined): boolean {
  return encodeContent(a ?? []) === encodeContent(b ?? [])
}
