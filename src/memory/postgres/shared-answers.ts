/** The answers that machines share, found by the hashes of their questions. */
import { hash } from 'node:crypto'
import type { PoolClient } from 'pg'
import { decodeContent, plainText, type Content } from '../../bitext/content.ts'
import { normalizeKey } from '../../text/normalize-key.ts'
import { answersOfRecord, keyOf, rowOfAnswer } from '../answers.ts'
import type { Lesson } from '../lesson.ts'
import type { Query } from '../query.ts'
import type { Counted } from '../sources.ts'
import { checksumOf, factsOf, rowOfFacts, type Facts, type Row } from '../tables.ts'
import type { Database } from './database.ts'

export type Languages = Pick<Query, 'sourceLanguage' | 'targetLanguage'>

/** Questions and answers in one statement. */
const BATCH = 1000

/** All answers to these sources, in the order in which they were given. */
export async function readAnswers(
  database: Database,
  sources: readonly Content[],
  { sourceLanguage, targetLanguage }: Languages,
): Promise<readonly Row[]> {
  const texts = [...new Set(sources.map(keyOf))]
  const found: Row[] = []
  for (const some of inBatches(texts.map((text) => questionOf({ text, sourceLanguage, targetLanguage })))) {
    const rows = await database.ask<{ readonly facts: string; readonly checksum: string }>(
      'SELECT facts, checksum FROM muqabil.answers WHERE question = ANY($1) ORDER BY id',
      [some],
    )
    for (const { facts, checksum } of rows) {
      const row = rowOfFacts(JSON.parse(facts) as Facts)
      // An answer that is not what was written is passed over, as if it were not there.
      if (checksumOf(row) === checksum) found.push(row)
    }
  }
  return found
}

/** Adds those that are not there yet. */
export async function putAnswers(client: PoolClient, rows: readonly Row[]): Promise<void> {
  for (const some of inBatches(rows)) {
    await client.query(
      `INSERT INTO muqabil.questions (question, source_language, target_language, words)
       SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
      [
        some.map(questionOf),
        some.map(({ sourceLanguage }) => sourceLanguage),
        some.map(({ targetLanguage }) => targetLanguage),
        some.map(({ text }) => wordsOf(decodeContent(text))),
      ],
    )
    await client.query(
      `INSERT INTO muqabil.answers (question, facts, checksum)
       SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
      [some.map(questionOf), some.map((row) => JSON.stringify(factsOf(row))), some.map(checksumOf)],
    )
  }
}

/** Adds what these records say, each once. */
export async function learnRecords(database: Database, lessons: readonly Lesson[]): Promise<void> {
  const all = new Map(lessons.map((lesson) => [lesson.hash, lesson.record]))
  const known = new Set<string>()
  for (const some of inBatches([...all.keys()])) {
    const rows = await database.ask<{ readonly hash: string }>('SELECT hash FROM muqabil.learnt WHERE hash = ANY($1)', [
      some,
    ])
    for (const each of rows) known.add(each.hash)
  }
  for (const [each, read] of all) {
    const record = known.has(each) ? undefined : read()
    if (record === undefined) continue
    const rows = answersOfRecord(record)
      .map(rowOfAnswer)
      .filter((row) => row !== undefined)
    await database.transaction(async (client) => {
      await putAnswers(client, rows)
      await client.query('INSERT INTO muqabil.learnt VALUES ($1) ON CONFLICT DO NOTHING', [each])
    })
  }
}

export type CountedAnswers = Counted & { readonly bytes: number }

/** What is known of these languages, and the bytes that all answers take. */
export async function countAnswers(
  database: Database,
  { sourceLanguage, targetLanguage }: Languages,
): Promise<CountedAnswers> {
  const [counted] = await database.ask<CountedAnswers>(
    `SELECT count(DISTINCT question)::int AS sentences,
            (count(*) FILTER (WHERE facts::json->>4 = 'person'))::int AS person,
            (count(*) FILTER (WHERE facts::json->>4 = 'imported'))::int AS imported,
            (count(*) FILTER (WHERE facts::json->>4 = 'machine'))::int AS machine,
            (pg_total_relation_size('muqabil.answers') + pg_total_relation_size('muqabil.questions'))::float8 AS bytes
     FROM muqabil.answers JOIN muqabil.questions USING (question)
     WHERE source_language = $1 AND target_language = $2`,
    [sourceLanguage, targetLanguage],
  )
  return counted ?? { sentences: 0, person: 0, imported: 0, machine: 0, bytes: 0 }
}

/** As similarity is measured; PostgreSQL's texts hold everything but U+0000. */
export function wordsOf(source: Content): string {
  return normalizeKey(plainText(source)).replaceAll('\0', '')
}

/** SHA-256 of the text with its languages: texts are longer than an index takes. */
function questionOf({
  text,
  sourceLanguage,
  targetLanguage,
}: Pick<Row, 'text' | 'sourceLanguage' | 'targetLanguage'>): Buffer {
  return hash('sha256', JSON.stringify([text, sourceLanguage, targetLanguage]), 'buffer')
}

function inBatches<Each>(all: readonly Each[]): readonly (readonly Each[])[] {
  const count = Math.ceil(all.length / BATCH)
  return Array.from({ length: count }, (_, index) => all.slice(index * BATCH, (index + 1) * BATCH))
}
