/** What an edit makes of a row, and how it is undone. */
import { cutSegments } from '../../bitext/cut-segments.ts'
import { editSegment } from '../../bitext/edit-segment.ts'
import type { Note, RecordSegment, RecordUnit } from '../../bitext/record.ts'
import { segmentVersion } from '../../bitext/segment-version.ts'
import type { Edit } from '../../review/api.ts'
import { waivableChecks } from '../waivable-checks.ts'
import { EMPTY_NOTE, REFUSED, TOO_OLD } from './words.ts'

/** What puts a row back: its segments of before in the place of those that the edit made, as long as these stand. */
export interface Undo {
  readonly before: readonly RecordSegment[]
  /** Their ids. */
  readonly made: readonly string[]
  /** Of those. */
  readonly versions: readonly string[]
  readonly notes?: { readonly before: readonly Note[]; readonly after: readonly Note[] }
}

export type Applied =
  | { readonly kind: 'changed'; readonly unit: RecordUnit; readonly undo: Undo }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly message: string }

export interface ApplyOptions {
  /** The person's name, where it is told. */
  readonly by?: string
  readonly undoOf: (token: string) => Undo | undefined
  /** The row with all that follows from the change, as it will be read again. */
  readonly settle: (unit: RecordUnit) => RecordUnit
}

export function applyEdit(unit: RecordUnit, edit: Edit, options: ApplyOptions): Applied {
  switch (edit.kind) {
    case 'cut':
      return cut(unit, edit, options)
    case 'note':
      return note(unit, edit.text, options)
    case 'restore':
      return restore(unit, edit.token, options)
    case 'target':
    case 'state':
    case 'needs-work':
    case 'waive':
      return change(unit, edit, options)
  }
}

function change(
  unit: RecordUnit,
  edit: Extract<Edit, { kind: 'target' | 'state' | 'needs-work' | 'waive' }>,
  { by, settle }: ApplyOptions,
): Applied {
  const segment = unit.segments.find(({ id }) => id === edit.segment)
  if (segment === undefined || segmentVersion(segment) !== edit.base) return conflict()
  if (edit.kind === 'waive' && !waivableChecks.includes(edit.check)) return refused(REFUSED.check)
  const edited = editSegment(segment, edit, by)
  if (edited.kind === 'refused') return refused(REFUSED[edited.why])
  const segments = unit.segments.map((each) => (each === segment ? edited.segment : each))
  return changed(unit, settle({ ...unit, segments }), [segment], [segment.id])
}

function cut(unit: RecordUnit, edit: Extract<Edit, { kind: 'cut' }>, { by, settle }: ApplyOptions): Applied {
  const olds = edit.segments.map(({ id }) => unit.segments.find((segment) => segment.id === id))
  if (olds.some((old, index) => old === undefined || segmentVersion(old) !== edit.segments[index]?.base))
    return conflict()
  const done = cutSegments({
    segments: unit.segments,
    ids: edit.segments.map(({ id }) => id),
    pieces: edit.pieces,
    ...(by === undefined ? {} : { by }),
  })
  if (done.kind === 'refused') return refused(REFUSED[done.why])
  return changed(
    unit,
    settle({ ...unit, segments: done.segments }),
    olds.flatMap((old) => old ?? []),
    done.made.map(({ id }) => id),
  )
}

/** A note is one more; an empty one takes away those that nobody but an editor can have written. */
function note(unit: RecordUnit, text: string, { settle }: ApplyOptions): Applied {
  const said = text.replace(/\r\n?/g, '\n').trim()
  const notes =
    said === '' ? unit.notes.filter(({ element }) => element !== undefined) : [...unit.notes, { text: said }]
  if (notes.length === unit.notes.length) return refused(EMPTY_NOTE)
  const undo = { before: [], made: [], versions: [], notes: { before: unit.notes, after: notes } }
  return { kind: 'changed', unit: settle({ ...unit, notes }), undo }
}

function restore(unit: RecordUnit, token: string, { undoOf, settle }: ApplyOptions): Applied {
  const undo = undoOf(token)
  if (undo === undefined) return refused(TOO_OLD)
  const { before, made, versions, notes } = undo
  if (notes) {
    if (JSON.stringify(unit.notes) !== JSON.stringify(notes.after)) return conflict()
    const back = { before: [], made: [], versions: [], notes: { before: notes.after, after: notes.before } }
    return { kind: 'changed', unit: settle({ ...unit, notes: notes.before }), undo: back }
  }
  const from = unit.segments.findIndex(({ id }) => id === made[0])
  const run = unit.segments.slice(Math.max(from, 0), Math.max(from, 0) + made.length)
  const stands = run.length === made.length && run.every(({ id }, index) => id === made[index])
  if (from === -1 || !stands || run.some((segment, index) => segmentVersion(segment) !== versions[index]))
    return conflict()
  const segments = [...unit.segments.slice(0, from), ...before, ...unit.segments.slice(from + made.length)]
  return changed(
    unit,
    settle({ ...unit, segments }),
    run,
    before.map(({ id }) => id),
  )
}

function changed(
  before: RecordUnit,
  unit: RecordUnit,
  replaced: readonly RecordSegment[],
  made: readonly string[],
): Applied {
  const versions = made.map((id) => {
    const segment = unit.segments.find((each) => each.id === id)
    return segment === undefined ? '' : segmentVersion(segment)
  })
  // What nobody touched stays the same object: what was worked out for it holds.
  const isSame = JSON.stringify(before) === JSON.stringify(unit)
  return { kind: 'changed', unit: isSame ? before : unit, undo: { before: replaced, made, versions } }
}

function conflict(): Applied {
  return { kind: 'conflict' }
}

function refused(message: string): Applied {
  return { kind: 'refused', message }
}
