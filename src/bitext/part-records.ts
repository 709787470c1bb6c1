/** The record of a book that is now a document a chapter, and the other way round. */
import { matchUnits } from './match-units.ts'
import type { DocumentRecord, RecordUnit } from './record.ts'
import type { SourceDocument } from './source.ts'
import { newIds, recordKey, unitKey } from './unit-key.ts'

/**
 * Each chapter's part of the record, by the path of the chapter: every row goes to one of them, those
 * that no chapter has with the row before them.
 *
 * @param chapters In reading order, one at least.
 */
export function partRecord(
  record: DocumentRecord,
  chapters: readonly SourceDocument[],
): ReadonlyMap<string, DocumentRecord> {
  const rows = chapters.flatMap(({ units }, chapter) =>
    units.map(({ content, codes }) => ({ chapter, key: unitKey(content, codes) })),
  )
  const matches = matchUnits(
    record.units.map(recordKey),
    rows.map(({ key }) => key),
    record.gone.map(recordKey),
  )
  const [chapterOf, chapterOfGone] = [new Map<number, number>(), new Map<number, number>()]
  for (const [index, match] of matches.entries()) {
    const chapter = rows[index]?.chapter ?? 0
    if (match?.kind === 'returned') chapterOfGone.set(match.gone, chapter)
    else
      for (const old of match === undefined ? [] : match.kind === 'joined' ? match.olds : [match.old])
        if (!chapterOf.has(old)) chapterOf.set(old, chapter)
  }
  let last = 0
  const places = record.units.map((_, index) => (last = chapterOf.get(index) ?? last))
  return new Map(
    chapters.map(({ path }, chapter) => [
      path,
      {
        ...withoutLayout(record, chapter),
        source: path,
        units: record.units.filter((_, index) => places[index] === chapter),
        gone: record.gone.filter((_, index) => (chapterOfGone.get(index) ?? 0) === chapter),
      },
    ]),
  )
}

/**
 * The record for a document that has another text now: the one of this text, if there is one. What lay in its own waits
 * with the rows that are gone.
 */
export function withWaiting(record: DocumentRecord | undefined, own: DocumentRecord, source: string): DocumentRecord {
  const now = record ?? { ...withoutLayout(own, 0), units: [], gone: [] }
  const idsOf = ({ id, aliases }: RecordUnit): readonly string[] => [id, ...aliases]
  const taken = new Set([...now.units, ...now.gone].flatMap(idsOf))
  const newId = newIds([...taken, ...[...own.units, ...own.gone].flatMap(idsOf)])
  const waiting = [...own.gone, ...own.units].map((unit): RecordUnit => {
    const { number: _number, rules = own.rules, ...rest } = unit
    const id = taken.has(unit.id) ? newId(recordKey(unit)) : unit.id
    const aliases = unit.aliases.filter((alias) => !taken.has(alias))
    return { ...rest, id, aliases, ...(rules === now.rules ? {} : { rules }) }
  })
  return { ...now, source, gone: [...now.gone, ...waiting] }
}

/** What other tools say of the whole stays with the first chapter; their groups hold rows of several, and are let go. */
function withoutLayout(record: DocumentRecord, chapter: number): DocumentRecord {
  const { foreign, ...rest } = record
  if (foreign === undefined || chapter > 0) return rest
  const { layout: _layout, ...own } = foreign
  return { ...rest, foreign: own }
}

/**
 * One record of the rows of all.
 *
 * @param records In reading order.
 */
export function joinRecords(records: readonly DocumentRecord[], source: string): DocumentRecord | undefined {
  const [first] = records
  if (first === undefined) return undefined
  const taken = new Set<string>()
  const newId = newIds(
    records.flatMap(({ units, gone }) => [...units, ...gone].flatMap(({ id, aliases }) => [id, ...aliases])),
  )
  const own = (units: readonly RecordUnit[], rules: string): readonly RecordUnit[] =>
    units.map((unit) => {
      // Two chapters may have a row of the same words.
      const id = taken.has(unit.id) ? newId(recordKey(unit)) : unit.id
      taken.add(id)
      const aliases = unit.aliases.filter((alias) => !taken.has(alias))
      for (const alias of aliases) taken.add(alias)
      const { number: _number, rules: ownRules = rules, ...rest } = unit
      return { ...rest, id, aliases, ...(ownRules === first.rules ? {} : { rules: ownRules }) }
    })
  const units = records.flatMap((record) => own(record.units, record.rules))
  const gone = records.flatMap((record) => own(record.gone, record.rules))
  return { ...withoutLayout(first, 0), source, units, gone }
}
