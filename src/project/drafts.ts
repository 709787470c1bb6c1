/** A draft: one document of a run, its source and its record as it stands so far. */
import type { Content } from '../bitext/content.ts'
import { encodeContent, glue, ownCodeIds, renameCodes, renumberCodes } from '../bitext/content.ts'
import { hashContent } from '../bitext/hash-content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import type { DocumentRecord, Origin, RecordSegment, RecordUnit } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { hasLettersOf } from '../text/letters.ts'

/** What became of a segment in this run; the account counts these. */
export type Fate = 'recalled' | 'translated' | 'human' | 'carried' | 'failed' | 'untranslated'

/** A record as it was read, and the text that it was read from. */
export interface Written {
  readonly record: DocumentRecord
  readonly text: string
}

export interface Draft {
  readonly source: SourceDocument
  /** Path of the record, relative to the project. */
  readonly recordPath: string
  readonly record: DocumentRecord
  /** Nothing was known of it. */
  readonly isNew: boolean
  /** SHA-256 of the record's file as it was read; absent: there was none. */
  readonly read?: string
  /** What its file holds, where it is to the letter as it would be written again. */
  readonly written?: Written
  /** The record's units as they stand now: replaced one by one as answers come in. */
  readonly units: RecordUnit[]
  /** Segments that a provider answered in this run, as `unit/segment`. */
  readonly translated: Set<string>
  readonly failed: Set<string>
}

/** Phrases that are not sent: a code of the sentence stands for each. */
export interface Held {
  /** By the number of the code: what stands in its place. */
  readonly words: ReadonlyMap<string, string>
  /** Of the other codes: their numbers in the sentence as it is. */
  readonly names: ReadonlyMap<string, string>
}

/** A segment that has no translation yet, and where it stands. */
export interface Pending {
  readonly draft: Draft
  readonly unit: number
  readonly segment: number
  /** Equal for equal sentences anywhere in the run. */
  readonly key: string
  /** With codes renumbered from 1. */
  readonly source: Content
  /** Hashes of the sentences round it in the document, for context matches. */
  readonly before?: string
  readonly after?: string
  readonly held?: Held
}

/** The record with all that is known now. */
export function recordOf(draft: Draft): DocumentRecord {
  return { ...draft.record, units: draft.units }
}

/** Of a text without a row there is no record, unless rows of before wait in it. */
export function keepsRecord({ units, record }: Draft): boolean {
  return units.length > 0 || record.gone.length > 0
}

/** Whether rows of the `pseudo` provider count as translated: only while it is itself the provider. */
export interface FateOptions {
  readonly pseudoCounts: boolean
}

/** What a segment is to the account. */
export function fateOf(draft: Draft, unitId: string, segment: RecordSegment, options: FateOptions): Fate {
  const isIn = (names: ReadonlySet<string>): boolean => names.size > 0 && names.has(`${unitId}/${segment.id}`)
  if (isIn(draft.translated)) return 'translated'
  if (segment.target !== undefined && isPersons(segment)) return 'human'
  if (isCarried(segment, draft.source.language)) return 'carried'
  if (isIn(draft.failed)) return 'failed'
  if (segment.target === undefined || segment.mark === 'stale') return 'untranslated'
  if (segment.origin?.kind === 'pseudo' && !options.pseudoCounts) return 'untranslated'
  return 'recalled'
}

/** Without a letter of the source's language there is nothing to translate: it goes across as it stands. */
function isCarried(segment: RecordSegment, language: string): boolean {
  return !segment.source.some((part) => typeof part === 'string' && hasLettersOf(language, part))
}

/** Gives every segment without a letter of the source's language its own source as target. */
export function carryAcross(record: DocumentRecord): DocumentRecord {
  return mapSegments(record, (segment) => {
    if (!isCarried(segment, record.sourceLanguage) || (segment.target !== undefined && isPersons(segment)))
      return segment
    const { origin: _origin, machine: _machine, mark: _mark, oldSource: _old, reason: _reason, ...rest } = segment
    return { ...rest, target: segment.source, state: 'translated', sourceHash: hashContent(segment.source) }
  })
}

/** Whether `pendingOf` has anything, without the work of saying what. */
export function isIncomplete(draft: Draft, options: FateOptions): boolean {
  return draft.units.some((unit) =>
    unit.segments.some((segment) => fateOf(draft, unit.id, segment, options) === 'untranslated'),
  )
}

/** The segments a provider or the memory should be asked for, in document order. */
export function pendingOf(draft: Draft, options: FateOptions): readonly Pending[] {
  if (!isIncomplete(draft, options)) return [] // as nearly always, and asked for at every step
  const places = draft.units.flatMap((unit, unitIndex) =>
    unit.segments.map((segment, segmentIndex) => ({ unit, segment, unitIndex, segmentIndex })),
  )
  const hashes: (string | undefined)[] = []
  const hashAt = (place: number): string | undefined =>
    places[place] && (hashes[place] ??= hashContent(renumberCodes(places[place].segment.source).content))
  return places.flatMap(({ unit, segment, unitIndex, segmentIndex }, place) => {
    if (fateOf(draft, unit.id, segment, options) !== 'untranslated') return []
    const { content } = renumberCodes(segment.source)
    const [before, after] = [hashAt(place - 1), hashAt(place + 1)]
    return [
      {
        draft,
        unit: unitIndex,
        segment: segmentIndex,
        key: encodeContent(content).normalize('NFC'),
        source: content,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ]
  })
}

/**
 * Puts an answer, its codes numbered from 1, into the record it belongs to.
 *
 * @param doubt Why a person should look at it, in words.
 */
export function fill(pending: Pending, answer: Content, origin: Origin, doubt?: string): void {
  changeSegment(pending, (segment) => {
    const whole = pending.held ? withWords(answer, pending.held) : answer
    const target = renameCodes(whole, ownCodeIds(renumberCodes(segment.source).ids))
    const { mark: _mark, oldSource: _old, reason: _reason, approved: _approved, machine: _machine, ...kept } = segment
    // A waiver is for the words it was given for.
    const { waived: _waived, ...rest } = kept
    return {
      ...rest,
      target,
      origin,
      sourceHash: hashContent(segment.source),
      state: origin.kind === 'pseudo' ? 'initial' : 'translated',
      ...(origin.kind === 'person' ? {} : { machine: target }),
      ...(origin.kind === 'pseudo'
        ? { mark: 'pseudo' }
        : doubt === undefined
          ? {}
          : { mark: 'needs-work', reason: doubt }),
    }
  })
}

/** Says in the record why a segment stayed without an answer. An old translation stays beside it. */
export function leaveMissing(pending: Pending, reason: string): void {
  changeSegment(pending, (segment) => ({
    ...segment,
    reason,
    ...(segment.target === undefined ? { mark: 'failed' } : {}),
  }))
}

/** An answer with the words in the place of their codes, its other codes as the sentence has them. */
function withWords(answer: Content, { words, names }: Held): Content {
  const said = answer.map((part) => (typeof part === 'string' ? part : (words.get(part.id) ?? part)))
  return renameCodes(glue(said), names)
}

function changeSegment({ draft, unit, segment }: Pending, change: (segment: RecordSegment) => RecordSegment): void {
  const row = draft.units[unit]
  if (row === undefined) return
  draft.units[unit] = { ...row, segments: row.segments.map((each, index) => (index === segment ? change(each) : each)) }
}

/** The record with each of its segments changed. */
export function mapSegments(record: DocumentRecord, change: (segment: RecordSegment) => RecordSegment): DocumentRecord {
  const units = record.units.map((unit) => {
    const segments = unit.segments.map(change)
    // A unit that stays the same object is known again when the record is compared with what is written.
    return segments.every((segment, index) => segment === unit.segments[index]) ? unit : { ...unit, segments }
  })
  return { ...record, units }
}
