/** The sentences of the memory one after another, for whoever makes something of all of them. */
import type { DatabaseSync } from 'node:sqlite'
import { decodeContent, type Content } from '../bitext/content.ts'
import type { Raw } from './tables.ts'

export interface Languages {
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** A later one has a higher number; a memory that is made anew counts from 1 again. */
export interface NumberedSource {
  readonly number: number
  readonly source: Content
}

export interface Counted {
  readonly sentences: number
  readonly person: number
  readonly imported: number
  readonly machine: number
}

export interface Sources {
  after(number: number, languages: Languages, limit: number): readonly NumberedSource[]
  at(number: number): NumberedSource | undefined
  count(languages: Languages): Counted
}

const OF_LANGUAGES = 'source_language = :sourceLanguage AND target_language = :targetLanguage'

export function createSources(database: DatabaseSync): Sources {
  const after = database.prepare(
    `SELECT id, text FROM sources WHERE id > :number AND ${OF_LANGUAGES} ORDER BY id LIMIT :limit`,
  )
  const at = database.prepare('SELECT id, text FROM sources WHERE id = ?')
  const sentences = database.prepare(`SELECT count(*) AS count FROM sources WHERE ${OF_LANGUAGES}`)
  const answers = database.prepare(
    `SELECT origin, count(*) AS count FROM answers JOIN sources ON sources.id = source WHERE ${OF_LANGUAGES} GROUP BY origin`,
  )
  return {
    after: (number, { sourceLanguage, targetLanguage }, limit) =>
      after.all({ number, sourceLanguage, targetLanguage, limit }).map(sourceOf),
    at(number) {
      const raw = at.get(number)
      return raw && sourceOf(raw)
    },
    count({ sourceLanguage, targetLanguage }) {
      const languages = { sourceLanguage, targetLanguage }
      const counts = new Map(answers.all(languages).map(({ origin, count }) => [String(origin), Number(count)]))
      const of = (origin: string): number => counts.get(origin) ?? 0
      return {
        sentences: Number(sentences.get(languages)?.count ?? 0),
        person: of('person'),
        imported: of('imported'),
        machine: of('machine'),
      }
    },
  }
}

function sourceOf({ id, text }: Raw): NumberedSource {
  return { number: Number(id), source: decodeContent(String(text)) }
}
