/** What `muqabil import` does: takes translations back from files of other tools, by id, then by content. */
import { extname } from 'node:path'
import { encodeContent } from '../bitext/content.ts'
import { hashWords } from '../bitext/base-of.ts'
import { hashContent } from '../bitext/hash-content.ts'
import type { RecordSegment, RecordUnit } from '../bitext/record.ts'
import { segmentKey } from '../bitext/segment-key.ts'
import type { ExchangeRow } from '../interchange/exchange-row.ts'
import { takeReview } from '../interchange/take-review.ts'
import { takeRow, type Conflict, type Taken } from '../interchange/take-row.ts'
import type { Draft } from './drafts.ts'
import type { Imported, ImportEvent } from './events.ts'
import { importTerms } from './import-terms.ts'
import { openRun, tellRefused } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { openProject, type Project } from './project.ts'
import { readExchangeFile } from './read-exchange-file.ts'
import { removeTakenOver } from './find-records.ts'
import { saveRecord, savingOf } from './save-record.ts'
import { waivableChecks } from './waivable-checks.ts'

export interface ImportOptions extends Omit<ProjectOptions, 'files'> {
  /** Files of other tools, relative to the project. */
  readonly from: readonly string[]
  /** Show what would be done; write nothing. */
  readonly dryRun?: boolean
  /** Take a row although a person has changed the segment since. */
  readonly overwrite?: boolean
}

/** A segment and where it stands. */
interface Spot {
  readonly draft: Draft
  readonly unit: number
  readonly segment: number
}

interface Index {
  /** By 'document#unit/segment', and by 'unit/segment' alone. */
  readonly byId: ReadonlyMap<string, readonly Spot[]>
  readonly byKey: ReadonlyMap<string, readonly Spot[]>
}

/**
 * All files are read before anything is written. A row without a change since its export changes nothing; conflicts
 * leave the segment as it is, and the other rows are taken.
 *
 * @throws {MuqabilError} `exchange-format`, `exchange-damaged`, and for what stops the whole run; then nothing was written.
 */
export async function importRows(options: ImportOptions): Promise<Imported> {
  const project = await openProject({ ...options, files: [] })
  const isGlossary = (file: string): boolean => extname(file).toLowerCase() === '.tbx'
  const files = options.from
    .filter((file) => !isGlossary(file))
    .map((file) => ({ file, rows: readExchangeFile(project, file) }))
  const run = await openRun(project)
  tellRefused(run, project.tell)
  const index = indexOf(run.drafts)
  const unread = new Set([...run.refused.map(({ file }) => file), ...run.refusedDocuments.map(({ path }) => path)])
  const counts = { rows: 0, changed: 0, same: 0, unknown: 0, conflicts: 0 }
  const changed = new Set<Draft>()
  const glossary = importTerms(project, options.from.filter(isGlossary), counts)
  for (const { file, rows } of files) {
    const disputed = disputedKeys(rows)
    const doubled = doubledIds(rows)
    for (const row of rows) {
      counts.rows++
      if (row.document !== undefined && unread.has(row.document)) {
        if (row.base === undefined || isTouched(row) || row.note !== undefined)
          tellConflict(project, row, 'unread', file, counts)
        else counts.same++
        continue
      }
      const spots = spotsOf(row, index)
      if (spots === 'conflict' || spots.length === 0) {
        const isOurs = row.id !== undefined && (row.base ?? row.sourceHash) !== undefined
        // A remark on a row is one on the row as it reads now, too.
        const spot = spots === 'conflict' ? namedSpots(row, index)[0] : undefined
        const note = spot && remarkOf(spot, row)
        if (spot && note !== undefined) {
          const segment = segmentAt(spot)
          changed.add(spot.draft)
          put(spot, segment, note)
          tellChanged(project, row, file, { spot, before: segment, after: segment, note })
        }
        if (isOurs && (isTouched(row) || (spot === undefined && isRemarkLost(row, run.drafts))))
          tellConflict(project, row, spots === 'conflict' ? 'source' : 'gone', file, counts)
        else counts[note !== undefined ? 'changed' : isOurs ? 'same' : 'unknown']++
        continue
      }
      for (const spot of spots) {
        const segment = segmentAt(spot)
        if (segment === undefined) continue
        const isDisputed =
          row.id === undefined ? disputed.has(segmentKey(row.source)) : doubled.has(`${row.document ?? ''}#${row.id}`)
        const taken: Taken = isDisputed
          ? { kind: 'conflict', conflict: 'ambiguous', theirs: row.target ?? [] }
          : take(segment, row, options.overwrite === true)
        const note = remarkOf(spot, row)
        if (taken.kind === 'conflict') tellConflict(project, row, taken.conflict, file, counts, spot)
        if (taken.kind === 'same' && note === undefined) counts.same++
        if (taken.kind === 'changed' || note !== undefined) {
          counts.changed += taken.kind === 'conflict' ? 0 : 1
          changed.add(spot.draft)
          const now = taken.kind === 'changed' ? taken.segment : segment
          put(spot, now, note)
          tellChanged(project, row, file, { spot, before: segment, after: now, note })
        }
      }
    }
  }
  const isWritten = options.dryRun !== true
  if (isWritten) {
    glossary.write()
    const written = run.drafts.filter((each) => changed.has(each))
    for (const draft of written) await saveRecord(savingOf(run, project, draft))
    removeTakenOver(project, run.records, new Set(written.map(({ source }) => source.path)))
  }
  const result: Imported = { event: 'imported', ...counts, written: isWritten, refused: run.refused.length }
  project.tell(result)
  return result
}

function take(segment: RecordSegment, row: ExchangeRow, overwrite: boolean): Taken {
  return row.review
    ? takeReview(segment, row, row.review, { overwrite, checks: waivableChecks })
    : takeRow(segment, row, { overwrite })
}

/** What the row remarks and its unit does not. */
function remarkOf(spot: Spot, row: ExchangeRow): string | undefined {
  return row.review ? newRemark(spot, row.review.note) : newNote(spot.draft.units[spot.unit]?.notes, row)
}

/** Whether a row that is no longer in its source has a remark that it had not when it went. */
function isRemarkLost(row: ExchangeRow, drafts: readonly Draft[]): boolean {
  const [id] = row.id?.split('/') ?? []
  const gone = drafts.flatMap(({ source, record }) => (source.path === row.document ? record.gone : []))
  return newNote(gone.find((unit) => unit.id === id)?.notes, row) !== undefined
}

/** What a review page remarks, unless the row has it. */
function newRemark({ draft, unit }: Spot, note: string | undefined): string | undefined {
  const text = note?.trim() ?? ''
  return text === '' || draft.units[unit]?.notes.some((each) => each.text === text) ? undefined : text
}

function indexOf(drafts: readonly Draft[]): Index {
  const byId = new Map<string, Spot[]>()
  const byKey = new Map<string, Spot[]>()
  const add = (map: Map<string, Spot[]>, key: string, spot: Spot): void => {
    const known = map.get(key)
    if (known) known.push(spot)
    else map.set(key, [spot])
  }
  for (const draft of drafts)
    for (const [unit, { id, segments }] of draft.units.entries())
      for (const [segment, { id: own, source }] of segments.entries()) {
        const spot = { draft, unit, segment }
        add(byId, `${draft.source.path}#${id}/${own}`, spot)
        add(byId, `#${id}/${own}`, spot)
        add(byKey, segmentKey(source), spot)
      }
  return { byId, byKey }
}

/** By id where its source is still this one; else all sentences that are equal. `conflict`: it is there with another source. */
function spotsOf(row: ExchangeRow, index: Index): readonly Spot[] | 'conflict' {
  const named = namedSpots(row, index)
  const isSource = (spot: Spot): boolean => {
    const source = segmentAt(spot)?.source ?? []
    return row.sourceHash === undefined
      ? segmentKey(source) === segmentKey(row.source)
      : hashContent(source) === row.sourceHash
  }
  const found = named.filter(isSource)
  if (found.length > 0) return found.slice(0, 1)
  const alike = row.sourceHash === undefined ? (index.byKey.get(segmentKey(row.source)) ?? []) : []
  return alike.length === 0 && named.length > 0 ? 'conflict' : alike
}

/** Those with the row's id, whatever their source. */
function namedSpots({ document = '', id }: ExchangeRow, { byId }: Index): readonly Spot[] {
  return id === undefined ? [] : (byId.get(`${document}#${id}`) ?? byId.get(`#${id}`) ?? [])
}

/** Sources that rows without an id translate in two ways. */
function disputedKeys(rows: readonly ExchangeRow[]): ReadonlySet<string> {
  const first = new Map<string, string>()
  const disputed = new Set<string>()
  for (const { id, source, target } of rows) {
    if (id !== undefined || target === undefined) continue
    const [key, words] = [segmentKey(source), encodeContent(target)]
    if ((first.get(key) ?? words) !== words) disputed.add(key)
    first.set(key, words)
  }
  return disputed
}

/** Rows that stand in the file twice and do not say the same; a review page's edits of one row follow each other. */
function doubledIds(rows: readonly ExchangeRow[]): ReadonlySet<string> {
  const first = new Map<string, string>()
  const doubled = new Set<string>()
  for (const { document = '', id, target = [], state = '', review } of rows) {
    if (id === undefined || review !== undefined) continue
    const [key, said] = [`${document}#${id}`, `${state} ${encodeContent(target)}`]
    if ((first.get(key) ?? said) !== said) doubled.add(key)
    first.set(key, said)
  }
  return doubled
}

/** Only of files that we exported, whose remarks are the unit's. */
function newNote(notes: RecordUnit['notes'] = [], { note = '', base }: ExchangeRow): string | undefined {
  if (base === undefined) return undefined
  const known = new Set(notes.flatMap(({ text }) => linesOf(text)))
  const lines = linesOf(note).filter((line) => !known.has(line))
  return lines.length === 0 ? undefined : lines.join('\n')
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Whether the row says anything else than when it was exported; a row whose source is gone has only its own to compare. */
function isTouched({ source, target, state, base }: ExchangeRow): boolean {
  const [hash, before] = base?.split(':', 2) ?? []
  return hash !== hashWords(source, target) || (state !== undefined && state !== before)
}

function segmentAt({ draft, unit, segment }: Spot): RecordSegment | undefined {
  return draft.units[unit]?.segments[segment]
}

function put({ draft, unit, segment }: Spot, changed: RecordSegment | undefined, note: string | undefined): void {
  const row = draft.units[unit]
  if (row)
    draft.units[unit] = {
      ...row,
      segments: row.segments.map((each, index) => (index === segment ? (changed ?? each) : each)),
      notes: note === undefined ? row.notes : [...row.notes, { text: note }],
    }
}

interface ToldChange {
  readonly spot: Spot
  readonly before: RecordSegment | undefined
  readonly after: RecordSegment | undefined
  readonly note: string | undefined
}

function tellChanged(project: Project, row: ExchangeRow, from: string, told: ToldChange): void {
  const { spot, before, after, note } = told
  project.tell({
    ...eventOf(row, from, spot),
    action: 'changed',
    after: encodeContent(after?.target ?? []),
    ...(note === undefined ? {} : { note }),
    ...beforeOf(before),
  })
}

function tellConflict(
  project: Project,
  row: ExchangeRow,
  conflict: Conflict,
  from: string,
  counts: { conflicts: number },
  spot?: Spot,
): void {
  counts.conflicts++
  const segment = spot && segmentAt(spot)
  project.tell({
    ...eventOf(row, from, spot),
    action: 'conflict',
    conflict,
    after: encodeContent(row.target ?? []),
    // Of a row that is still there the remark is kept.
    ...(row.note === undefined || (conflict !== 'gone' && conflict !== 'unread') ? {} : { note: row.note }),
    ...beforeOf(segment),
  })
}

function beforeOf(segment: RecordSegment | undefined): Pick<ImportEvent, 'before'> {
  return segment?.target === undefined ? {} : { before: encodeContent(segment.target) }
}

function eventOf(
  row: ExchangeRow,
  from: string,
  spot: Spot | undefined,
): Pick<ImportEvent, 'event' | 'file' | 'id' | 'from' | 'line'> {
  const unit = spot?.draft.units[spot.unit]
  const id = unit && spot ? `${unit.id}/${unit.segments[spot.segment]?.id ?? ''}` : row.id
  const file = spot?.draft.source.path ?? row.document
  return {
    event: 'import',
    ...(file === undefined ? {} : { file }),
    ...(id === undefined ? {} : { id }),
    from,
    ...(row.line === undefined ? {} : { line: row.line }),
  }
}
