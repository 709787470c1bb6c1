/** Which answer serves for a sentence: the best one, found without reading all that there are. */
import type { DatabaseSync } from 'node:sqlite'
import { checksumOf, rowOf, type Row } from './tables.ts'

export interface RecallQuery {
  readonly text: string
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly before?: string
  readonly after?: string
  readonly provider?: string
  readonly model?: string
  readonly variant?: string
  readonly only?: 'person'
}

export interface Found {
  readonly row: Row
  readonly match: 'context' | 'exact'
}

/**
 * Conditions, the best first; each is answered by an index, the newest answer first. A common
 * word of a table can have ten thousand answers, one for each pair of neighbours. Without a provider
 * any machine's answers serve; what the one that asks gave under another glossary, prompt or brief
 * does not: these were changed so that it answers otherwise.
 */
const RANKS = [
  "origin = 'person' AND before = :before AND after = :after",
  "origin = 'person'",
  "origin = 'imported'",
  "origin = 'machine' AND provider = :provider AND model = :model AND variant = :variant AND before = :before AND after = :after",
  "origin = 'machine' AND provider = :provider AND model = :model AND variant = :variant",
  "origin = 'machine' AND before = :before AND after = :after AND NOT (provider = :provider AND model = :model)",
  "origin = 'machine' AND NOT (provider = :provider AND model = :model)",
]

/** So many of them, the first, are of people's words. */
const PERSONS = 2

/** An answer whose checksum is wrong is passed over, as if it were not there. */
export function createRecall(database: DatabaseSync): (query: RecallQuery) => Found | undefined {
  const findSource = database.prepare(
    'SELECT id FROM sources WHERE text = ? AND source_language = ? AND target_language = ?',
  )
  const ranks = RANKS.map((condition) => {
    const statement = database.prepare(`SELECT * FROM answers WHERE source = :source AND ${condition} ORDER BY id DESC`)
    statement.setAllowUnknownNamedParameters(true)
    return statement
  })
  return ({
    text,
    sourceLanguage,
    targetLanguage,
    before = '',
    after = '',
    provider = '',
    model = '',
    variant = '',
    only,
  }) => {
    const source = findSource.get(text, sourceLanguage, targetLanguage)?.id
    if (source === undefined) return undefined
    for (const statement of only === undefined ? ranks : ranks.slice(0, PERSONS)) {
      for (const raw of statement.iterate({ source, before, after, provider, model, variant })) {
        // Checked against the text that was asked for: a damaged index can lead to another one's answer.
        const row = rowOf({ ...raw, text, source_language: sourceLanguage, target_language: targetLanguage })
        if (checksumOf(row) === raw.checksum)
          return { row, match: row.before === before && row.after === after ? 'context' : 'exact' }
      }
    }
    return undefined
  }
}
