/** Similar sentences in the shared memory: trigrams of the server choose, the letters are compared here. */
import { distance } from 'fastest-levenshtein'
import { decodeContent, type Content } from '../../bitext/content.ts'
import type { FindOptions } from '../fuzzy/similar-sentences.ts'
import type { Database } from './database.ts'
import { wordsOf, type Languages } from './shared-answers.ts'

/** For each pair that is wanted, so many are compared letter by letter: trigrams rank otherwise. */
const CANDIDATES = 10

export interface SimilarSource {
  readonly source: Content
  readonly similarity: number
}

/** Whether the server finds similar sentences. */
export async function hasTrigrams(database: Database): Promise<boolean> {
  const [row] = await database.ask<{ readonly made: string | null }>(
    `SELECT to_regclass('muqabil.questions_by_trigrams')::text AS made`,
  )
  return row?.made != null
}

/** Sources with an answer that are most like this one, the most similar first; only where there are trigrams. */
export async function findSimilar(
  database: Database,
  source: Content,
  { limit, atLeast, sourceLanguage, targetLanguage }: FindOptions & Languages,
): Promise<readonly SimilarSource[]> {
  const words = wordsOf(source)
  const rows = await database.ask<{ readonly text: string | null; readonly words: string }>(
    `SELECT words, (SELECT facts::json->>0 FROM muqabil.answers WHERE answers.question = near.question LIMIT 1) AS text
     FROM (
       SELECT question, words FROM muqabil.questions
       WHERE words % $1 AND source_language = $2 AND target_language = $3
       ORDER BY similarity(words, $1) DESC, words COLLATE "C" LIMIT $4
     ) AS near`,
    [words, sourceLanguage, targetLanguage, limit * CANDIDATES],
  )
  return rows
    .flatMap((row): readonly SimilarSource[] => {
      const longest = Math.max(words.length, row.words.length, 1)
      const similarity = 1 - distance(words, row.words) / longest
      return row.text === null || similarity < atLeast ? [] : [{ source: decodeContent(row.text), similarity }]
    })
    .toSorted((a, b) => b.similarity - a.similarity)
    .slice(0, limit)
}
