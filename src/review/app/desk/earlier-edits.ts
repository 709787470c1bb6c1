/** Edits that the browser keeps of other versions of a page: they are no edits of this one until an editor says so. */
import { encodeContent } from '../../../bitext/content.ts'
import type { UnitId } from '../../../bitext/record.ts'
import type { EarlierEdit, RowView } from '../../api.ts'
import type { FileEdit } from './embedded.ts'
import { keptUnder, openKeep } from './keep.ts'

/** By 'unit/segment'. */
export type Kept = Readonly<Record<string, FileEdit>>

export function keptName(path: string, hash: string): string {
  return `muqabil:edits:${path}:${hash}`
}

const HASH = /^[0-9a-f]{16}$/

interface EarlierEdits {
  /** Each with the name that it is kept under. */
  readonly all: () => readonly (readonly [string, FileEdit])[]
  readonly find: (keptAs: string, id: string) => FileEdit | undefined
  readonly drop: (keptAs: string, id: string) => void
}

export function earlierEdits({ path, hash }: { readonly path: string; readonly hash: string }): EarlierEdits {
  const keptAt = (name: string): Kept => openKeep(name).read() as Kept // written by a page like this one
  return {
    all: () =>
      keptUnder(keptName(path, ''))
        .filter((name) => HASH.test(name.slice(keptName(path, '').length)) && name !== keptName(path, hash))
        .flatMap((name) => Object.values(keptAt(name)).map((edit) => [name, edit] as const)),
    find: (keptAs, id) => keptAt(keptAs)[id],
    drop: (keptAs, id) => {
      const { [id]: _, ...others } = keptAt(keptAs)
      openKeep(keptAs).write(others)
    },
  }
}

export function unitOf(id: string): UnitId {
  return id.slice(0, id.lastIndexOf('/')) as UnitId // what an edit is kept under
}

export function segmentOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1)
}

/** Whether all that it says is said in the row: it was taken over, or came back with an import. */
export function standsIn(row: RowView, { id, target, state, needsWork, note, waived }: FileEdit): boolean {
  const segment = row.segments.find((each) => each.id === segmentOf(id))
  if (segment === undefined) return false
  const isMarked = segment.mark === 'needs-work'
  return (
    (target === undefined || encodeContent(target) === encodeContent(segment.target ?? [])) &&
    (state === undefined || state === segment.state) &&
    (needsWork === undefined || isMarked === (needsWork !== null)) &&
    (note === undefined || row.notes.join('\n').includes(note)) &&
    Object.entries(waived ?? {}).every(([check, reason]) => segment.waived?.[check] === reason)
  )
}

export function shownOf(
  { id, target, state, needsWork, note, waived }: FileEdit,
  keptAs: string,
  { canBeTaken }: Pick<EarlierEdit, 'canBeTaken'>,
): EarlierEdit {
  return {
    unit: unitOf(id),
    segment: segmentOf(id),
    keptAs,
    ...(target === undefined ? {} : { target }),
    remarks: [
      ...(target?.length === 0 ? ['translation taken away'] : []),
      ...(state === 'reviewed' || state === 'final' ? [state] : []),
      ...(needsWork === undefined ? [] : [needsWork === null ? 'no longer needs work' : `needs work: ${needsWork}`]),
      ...(note === undefined ? [] : [`note: ${note}`]),
      ...Object.entries(waived ?? {}).map(([check, reason]) => `${check} waived: ${reason}`),
    ],
    canBeTaken,
  }
}
