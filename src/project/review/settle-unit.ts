/** A row after an edit, as the next run will find it. */
import { parseRecord } from '../../bitext/read-record.ts'
import type { RecordUnit } from '../../bitext/record.ts'
import { hasForeign } from '../../bitext/sound-unit.ts'
import { serializeRecord } from '../../bitext/write-record.ts'
import { withOwn } from '../bilingual-source.ts'
import { carryAcross, type Draft } from '../drafts.ts'
import type { Glossary } from '../glossary.ts'
import { holdTerms } from '../hold-terms.ts'

/**
 * With all that follows from the change, and through XLIFF and back: what the record cannot hold is settled here and
 * not when it is read again. A row in which other tools left something is too much part of its file for that.
 */
export function settleUnit(
  { record, source }: Draft,
  index: number,
  unit: RecordUnit,
  usesIn: Glossary['usesIn'],
): RecordUnit {
  const { foreign: _foreign, ...plain } = record
  const alone = { ...plain, units: [unit], gone: [] }
  const own = source.units[index]
  const held = holdTerms(withOwn(carryAcross(alone), { ...source, units: own ? [own] : [] }), usesIn)
  const [settled = unit] = held.units
  if (hasForeign(settled)) return settled
  const [read] = parseRecord(serializeRecord(held), { file: '' }).units
  return read ? { ...settled, segments: read.segments, notes: read.notes } : settled
}
