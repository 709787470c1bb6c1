/** The translation memory and the journal of paid answers: one SQLite file. */
import process from 'node:process'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { decodeContent, encodeContent, renameCodes, renumberCodes, type Content } from '../bitext/content.ts'
import { hashContent } from '../bitext/hash-content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import type { DocumentRecord, Origin } from '../bitext/record.ts'
import { isAlive } from '../files/is-alive.ts'
import { sha256Hex } from '../text/hash.ts'
import { openDatabase } from './schema.ts'

/** A translation with all that decides whether it serves again. Codes are numbered from 1 on both sides. */
export interface Answer {
  readonly source: Content
  readonly target: Content
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly origin: Origin
  /** `hashContent` of the sentences round it, for context matches. */
  readonly before?: string
  readonly after?: string
}

export interface Query {
  readonly source: Content
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly before?: string
  readonly after?: string
  /** Whose answers come first; a machine of another name or model is taken after it. */
  readonly provider?: string
  readonly model?: string
}

/** What is remembered of a sentence. `context`: its neighbours are the same too. */
export interface Recalled {
  readonly target: Content
  readonly origin: Origin
  readonly match: 'context' | 'exact'
}

/** Committed answers may serve again; `pseudo` ones are never kept. */
export class Memory {
  readonly #database: DatabaseSync
  readonly #insert: StatementSync
  readonly #select: StatementSync
  /** What was set aside at opening, in words. */
  readonly notice: string | undefined

  private constructor(database: DatabaseSync, notice: string | undefined) {
    this.#database = database
    this.notice = notice
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO answers (source, target, source_language, target_language, origin, provider, model, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    this.#select = database.prepare(
      'SELECT target, origin, provider, model, before, after FROM answers WHERE source = ? AND source_language = ? AND target_language = ? ORDER BY id DESC LIMIT 200',
    )
  }

  /**
   * @param path The file, or ':memory:'.
   * @param shown The path as messages name it.
   * @throws {MuqabilError} `memory-locked`, `memory-unusable`.
   */
  static async open(path: string, shown = path): Promise<Memory> {
    const { database, notice } = await openDatabase(path, shown)
    return new Memory(database, notice)
  }

  /** The best match on the stored text's NFC: context before exact, a person's before a machine's, the asking provider's before another's, the newest last written. */
  recall(query: Query): Recalled | undefined {
    const rows = this.#select.all(keyOf(query.source), query.sourceLanguage, query.targetLanguage)
    let best: { readonly rank: number; readonly recalled: Recalled } | undefined
    for (const row of rows) {
      const context =
        query.before !== undefined &&
        query.after !== undefined &&
        row.before === query.before &&
        row.after === query.after
      const person = row.origin === 'person'
      const own = row.provider === (query.provider ?? '') && row.model === (query.model ?? '')
      const rank = (person ? 4 : 0) + (own ? 2 : 0) + (context ? 1 : 0) + (person && context ? 4 : 0)
      if (best !== undefined && rank <= best.rank) continue
      best = {
        rank,
        recalled: {
          target: decodeContent(String(row.target)),
          origin: originOf(row),
          match: context ? 'context' : 'exact',
        },
      }
    }
    return best?.recalled
  }

  /** Durable when it returns: one transaction, flushed to the disk. `tickets` of `begin` are settled in it. */
  commit(answers: readonly Answer[], tickets: readonly number[] = []): void {
    if (answers.length === 0 && tickets.length === 0) return
    this.#transaction(() => {
      for (const answer of answers) this.#put(answer)
      for (const ticket of tickets) this.settle(ticket)
    })
  }

  /** Takes up what a record knows. A record that was learnt before, to the letter, is passed over. */
  learn(record: DocumentRecord): void {
    const answers = answersOf(record)
    if (answers.length === 0) return
    const hash = sha256Hex(JSON.stringify(answers))
    if (this.#database.prepare('SELECT 1 FROM learnt WHERE hash = ?').get(hash) !== undefined) return
    this.#transaction(() => {
      for (const answer of answers) this.#put(answer)
      this.#database.prepare('INSERT OR IGNORE INTO learnt (hash) VALUES (?)').run(hash)
    })
  }

  /** Notes a request that is about to be sent; the number it gives is for `settle`. */
  begin(characters: number): number {
    return Number(
      this.#database.prepare('INSERT INTO in_flight (process, characters) VALUES (?, ?)').run(process.pid, characters)
        .lastInsertRowid,
    )
  }

  /** The request was answered or failed. */
  settle(request: number): void {
    this.#database.prepare('DELETE FROM in_flight WHERE id = ?').run(request)
  }

  /** Characters that processes which are gone had sent without noting an end; told once. */
  unsettled(): number {
    const dead = this.#database
      .prepare('SELECT id, process, characters FROM in_flight')
      .all()
      .filter(({ process: id }) => !isAlive(Number(id)))
    for (const { id } of dead) this.settle(Number(id))
    return dead.reduce((sum, { characters }) => sum + Number(characters), 0)
  }

  close(): void {
    this.#database.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #put({ source, target, sourceLanguage, targetLanguage, origin, before = '', after = '' }: Answer): void {
    if (origin.kind === 'pseudo') return
    const [provider, model] =
      origin.kind === 'machine' ? [origin.provider, origin.model ?? ''] : [origin.name ?? '', '']
    this.#insert.run(
      keyOf(source),
      encodeContent(target),
      sourceLanguage,
      targetLanguage,
      origin.kind,
      provider,
      model,
      before,
      after,
    )
  }

  #transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }
}

function keyOf(source: Content): string {
  return encodeContent(source).normalize('NFC')
}

function originOf(row: Readonly<Record<string, unknown>>): Origin {
  const [provider, model] = [String(row.provider), String(row.model)]
  if (row.origin === 'person') return { kind: 'person', ...(provider === '' ? {} : { name: provider }) }
  return { kind: 'machine', provider, ...(model === '' ? {} : { model }) }
}

function answersOf(record: DocumentRecord): readonly Answer[] {
  const { sourceLanguage, targetLanguage } = record
  const segments = [...record.units, ...record.gone].flatMap((unit) => unit.segments)
  const hashes = segments.map(({ source }) => hashContent(renumberCodes(source).content))
  return segments.flatMap((segment, index): Answer[] => {
    const { target, origin, mark } = segment
    if (target === undefined || origin?.kind === 'pseudo' || (origin === undefined && !isPersons(segment))) return []
    const source = mark === 'stale' ? segment.oldSource : segment.source
    if (source === undefined) return []
    const { content, ids } = renumberCodes(source)
    const [before, after] = [hashes[index - 1], hashes[index + 1]]
    return [
      {
        source: content,
        target: renameCodes(target, ids),
        sourceLanguage,
        targetLanguage,
        origin: isPersons(segment) && origin?.kind !== 'person' ? { kind: 'person' } : (origin ?? { kind: 'person' }),
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ]
  })
}
