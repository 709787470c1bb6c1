/** Records as XLIFF 2.1 for other tools, and XLIFF 2.x of other tools as rows. */
import { exportedBaseOf } from '../bitext/base-of.ts'
import { parseRecord } from '../bitext/read-record.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import { serializeRecord } from '../bitext/write-record.ts'
import type { ExchangeRow } from './exchange-row.ts'

/** 'muqabil: s1=0123456789abcdef:translated s2=…': a note on every unit. */
const BASES = /^muqabil: ([\w=:.\- ]+)$/

/** The record itself, with a note on each unit that says what was exported. */
export function writeXliff21(record: DocumentRecord): string {
  return serializeRecord({
    ...record,
    gone: [],
    units: record.units.map((unit) => {
      const bases = unit.segments.map((segment) => `${segment.id}=${exportedBaseOf(segment)}`)
      return { ...unit, notes: [...unit.notes, { text: `muqabil: ${bases.join(' ')}` }] }
    }),
  })
}

/** @throws {MuqabilError} what the specification calls an error. */
export function readXliff21(text: string, file: string): readonly ExchangeRow[] {
  const record = parseRecord(text, { file })
  return record.units.flatMap(({ id, segments, notes }) => {
    const said = notes.map((note) => BASES.exec(note.text)?.[1]).findLast((each) => each !== undefined)
    const bases = new Map(said?.split(' ').map((each) => [each.split('=', 1)[0] ?? '', each.replace(/^[^=]*=/, '')]))
    return segments.map((segment): ExchangeRow => {
      const base = bases.get(segment.id)
      return {
        document: record.source,
        id: `${id}/${segment.id}`,
        source: segment.source,
        ...(segment.target === undefined ? {} : { target: segment.target }),
        state: segment.state,
        needsWork: segment.mark !== undefined,
        ...(base === undefined ? {} : { base }),
      }
    })
  })
}
