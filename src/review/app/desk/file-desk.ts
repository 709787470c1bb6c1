/** The desk of a page that has its rows in itself: edits stay in the browser, and leave it as a file. */
import type { Desk, DocumentView, EarlierEdit, Edit, EditResult, RowView, SegmentView } from '../../api.ts'
import { countRows } from './count-rows.ts'
import type { Embedded, FileEdit, FileOfEdits } from './embedded.ts'
import { earlierEdits, keptName, segmentOf, shownOf, standsIn, unitOf, type Kept } from './earlier-edits.ts'
import { openKeep } from './keep.ts'

export function embeddedDesk(page: Document): Desk | undefined {
  const text = page.querySelector('#muqabil-review')?.textContent
  return text === null || text === undefined ? undefined : fileDesk(JSON.parse(text) as Embedded) // what our builds write
}

function fileDesk({ project, document, hash }: Embedded): Desk {
  const keep = openKeep(keptName(document.summary.path, hash))
  let kept: Kept = keep.read() as Kept // written by `edit` below
  const tokens = new Map<string, { readonly id: string; readonly before: FileEdit | undefined }>()
  const rows = new Map(document.rows.map((row) => [row.unit, row]))
  const now = (row: RowView): RowView => withEdits(row, kept)
  const view = (): DocumentView => {
    const all = document.rows.map(now)
    return { summary: { ...document.summary, counts: countRows(all) }, rows: all }
  }
  const put = (id: string, next: FileEdit | undefined): EditResult => {
    const before = kept[id]
    const { [id]: _, ...others } = kept
    kept = next === undefined ? others : { ...others, [id]: next }
    keep.write(kept)
    const row = rows.get(unitOf(id))
    if (!row) return { kind: 'refused', message: 'There is no such row here.' }
    const token = `t${tokens.size}`
    tokens.set(token, { id, before })
    const undo: Edit = { kind: 'restore', document: document.summary.path, unit: row.unit, token }
    return { kind: 'saved', row: now(row), summary: view().summary, undo }
  }
  const edit = (wish: Edit): EditResult => {
    // Another window may have written, and this one not have heard of it yet.
    kept = keep.read() as Kept
    if (wish.kind === 'cut') return { kind: 'refused', message: 'Sentences cannot be parted anew in a file of edits.' }
    if (wish.kind === 'restore') {
      const token = tokens.get(wish.token)
      return token ? put(token.id, token.before) : { kind: 'refused', message: 'This can no longer be undone.' }
    }
    const id = `${wish.unit}/${wish.segment}`
    const row = rows.get(wish.unit)
    const own = row?.segments.find((segment) => segment.id === wish.segment)
    const seen = row && now(row).segments.find((segment) => segment.id === wish.segment)
    if (!row || !own || !seen) return { kind: 'refused', message: 'There is no such row here.' }
    if (seen.version !== wish.base)
      return { kind: 'conflict', row: now(row), message: 'This was changed in another window.' }
    const so = kept[id] ?? { id, sourceHash: own.sourceHash, base: own.exported }
    return put(id, { ...so, ...changeOf(wish, seen, so.note) })
  }
  const others = earlierEdits({ path: document.summary.path, hash })
  return {
    project: () => Promise.resolve({ ...project, documents: [view().summary] }),
    document: () => Promise.resolve(view()),
    edit: (wish) => Promise.resolve(edit(wish)),
    // Another window of the same page writes into the same storage.
    listen: (onChange) =>
      keep.listen((read) => {
        kept = read as Kept
        onChange({ kind: 'reload' })
      }),
    refuses: ['cut'],
    earlier: () =>
      others.all().flatMap(([keptAs, edit]): EarlierEdit[] => {
        const row = rows.get(unitOf(edit.id))
        if (row && standsIn(now(row), edit)) return []
        const own = row?.segments.find(({ id }) => id === segmentOf(edit.id))
        const isSame = own?.sourceHash === edit.sourceHash && own.exported === edit.base
        return [shownOf(edit, keptAs, { canBeTaken: isSame && kept[edit.id] === undefined })]
      }),
    takeEarlier: ({ unit, segment, keptAs }) => {
      const edit = others.find(keptAs, `${unit}/${segment}`)
      kept = keep.read() as Kept
      return edit ? put(edit.id, edit) : { kind: 'refused', message: 'It is not kept any more.' }
    },
    dropEarlier: ({ unit, segment, keptAs }) => others.drop(keptAs, `${unit}/${segment}`),
    ...(keep.refusal === undefined ? {} : { volatile: keep.refusal }),
    download: () => ({
      name: `${document.summary.path.replace(/^.*\//, '')}.muqabil-edits.json`,
      text: `${JSON.stringify(fileOf(document.summary.path, kept), undefined, 2)}\n`,
    }),
  }
}

function fileOf(path: string, kept: Kept): FileOfEdits {
  return { muqabil: 'edits', version: 1, document: path, edits: Object.values(kept) }
}

function changeOf(
  edit: Exclude<Edit, { readonly kind: 'cut' | 'restore' }>,
  seen: SegmentView,
  note: string | undefined,
): Partial<FileEdit> {
  switch (edit.kind) {
    case 'target': {
      const state = edit.target.length === 0 ? 'initial' : (edit.state ?? 'translated')
      return { target: edit.target, state }
    }
    case 'state':
      return { state: edit.state, ...(seen.mark === 'needs-work' ? { needsWork: null } : {}) }
    case 'needs-work':
      return { needsWork: edit.note ?? null }
    case 'note':
      return { note: note === undefined ? edit.text : `${note}\n${edit.text}` }
    case 'waive': {
      const { [edit.check]: _, ...others } = seen.waived ?? {}
      return { waived: edit.reason === undefined ? others : { ...others, [edit.check]: edit.reason } }
    }
  }
}

function withEdits(row: RowView, kept: Kept): RowView {
  const edits = row.segments.map(({ id }) => kept[`${row.unit}/${id}`])
  const notes = edits.flatMap((edit) => [
    ...(edit?.note === undefined ? [] : [edit.note]),
    ...(typeof edit?.needsWork === 'string' ? [edit.needsWork] : []),
  ])
  return {
    ...row,
    notes: [...row.notes, ...notes],
    segments: row.segments.map((segment, index) => withEdit(segment, edits[index])),
  }
}

/** What the checks said of other words counts no longer: they look at the new ones when the file comes back. */
function withEdit(segment: SegmentView, edit: FileEdit | undefined): SegmentView {
  if (!edit) return segment
  const { target: ownTarget, mark, waived: ownWaived, oldSource, origin, ...others } = segment
  const isNew = edit.target !== undefined
  // A person's words are neither stale nor a placeholder.
  const ownMark = isNew && mark !== 'needs-work' ? undefined : mark
  const target = edit.target === undefined ? ownTarget : edit.target
  const waived = edit.waived ?? ownWaived
  const now = edit.needsWork === undefined ? ownMark : markedBy(edit, ownMark)
  const findings = isNew ? [] : segment.findings
  return {
    ...others,
    ...(target === undefined || target.length === 0 ? {} : { target }),
    ...(now === undefined ? {} : { mark: now }),
    ...(waived === undefined ? {} : { waived }),
    ...(oldSource === undefined || isNew ? {} : { oldSource }),
    ...(isNew ? { origin: { kind: 'person' } } : origin === undefined ? {} : { origin }),
    state: edit.state ?? segment.state,
    isPersons: segment.isPersons || isNew,
    isCarried: segment.isCarried && !isNew,
    findings: findings.filter(({ ruleId }) => waived?.[ruleId] === undefined),
    version: JSON.stringify(edit),
  }
}

function markedBy(edit: FileEdit, own: SegmentView['mark']): SegmentView['mark'] {
  if (typeof edit.needsWork === 'string') return 'needs-work'
  return own === 'needs-work' ? undefined : own
}
