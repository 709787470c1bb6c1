/** Records as XLIFF 2.1 for other tools, and XLIFF 2.x of other tools as rows. */
import { exportedBaseOf } from '../bitext/base-of.ts'
import { parseRecord } from '../bitext/read-record.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import { serializeRecord } from '../bitext/write-record.ts'
import { MuqabilError } from '../errors.ts'
import type { ExchangeRow } from './exchange-row.ts'
import { readXliff } from './read-xliff.ts'
import { requireLanguages, type Languages } from './require-languages.ts'

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

/** @throws {MuqabilError} `exchange-languages`, and what the specification calls an error. */
export function readXliff21(text: string, file: string, languages: Languages): readonly ExchangeRow[] {
  const record = ownRecord(text, file)
  if (record === undefined) return foreignRows(text, file, languages)
  requireLanguages({ source: record.sourceLanguage, target: record.targetLanguage }, languages, { file })
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

/** undefined: it is no record of ours. */
function ownRecord(text: string, file: string): DocumentRecord | undefined {
  try {
    return parseRecord(text, { file })
  } catch (error) {
    if (error instanceof MuqabilError && error.code === 'record-foreign') return undefined
    throw error
  }
}

/** Without ids: only the words of both sides say where they belong. */
function foreignRows(text: string, file: string, languages: Languages): readonly ExchangeRow[] {
  const { sourceLanguage, targetLanguage, units } = readXliff(text, file)
  const said = {
    ...(sourceLanguage === undefined ? {} : { source: sourceLanguage }),
    ...(targetLanguage === undefined ? {} : { target: targetLanguage }),
  }
  requireLanguages(said, languages, { file })
  return units.map(({ source, target, state, needsWork, line }) => ({
    source,
    ...(target === undefined ? {} : { target, state, needsWork }),
    ...(line === undefined ? {} : { line }),
  }))
}
