/** A record that a memory is to know. */
import { hash } from 'node:crypto'
import type { DocumentRecord } from '../bitext/record.ts'

export interface Lesson {
  /** SHA-256 of the record's file, or of what the record says: a record under a hash that was learnt is not asked for. */
  readonly hash: string
  /** Undefined where it cannot be read: then it is not learnt. */
  readonly record: () => DocumentRecord | undefined
}

/** Of a record that is at hand; equal for records that say the same. */
export function lessonOf(record: DocumentRecord): Lesson {
  const { sourceLanguage, targetLanguage, units, gone } = record
  return { hash: hash('sha256', JSON.stringify([sourceLanguage, targetLanguage, units, gone])), record: () => record }
}
