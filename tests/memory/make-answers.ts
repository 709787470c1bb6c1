/** Answers and records for the tests of the memory. */
import type { Answer } from '../../src/memory/answers.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../../src/bitext/record.ts'

export const languages = { sourceLanguage: 'ar', targetLanguage: 'en' } as const

/** A machine's answer unless `extra` says otherwise. */
export function answer(source: string, target: string, extra: Partial<Answer> = {}): Answer {
  return {
    source: [source],
    target: [target],
    ...languages,
    origin: { kind: 'machine', provider: 'p', model: 'm' },
    ...extra,
  }
}

/** A record with one unit for each segment. */
export function record(name: string, segments: readonly Partial<RecordSegment>[]): DocumentRecord {
  return {
    source: `input/${name}.txt`,
    ...languages,
    rules: '1',
    units: segments.map((segment, index): RecordUnit => ({
      id: `p-${index}`,
      kind: 'paragraph',
      codes: {},
      aliases: [],
      notes: [],
      segments: [{ id: 's1', source: [], state: 'translated', ...segment }],
    })),
    gone: [],
  }
}
