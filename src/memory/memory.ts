/** The translation memory and the journal of paid answers: one SQLite file. */
import { hash, randomUUID } from 'node:crypto'
import process from 'node:process'
import type { DatabaseSync } from 'node:sqlite'
import type { Content } from '../bitext/content.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import { isAlive } from '../files/is-alive.ts'
import { answerOfRow, answersOfRecord, keyOf, rowOfAnswer, type Answer } from './answers.ts'
import {
  asMuqabilError,
  identityOf,
  openDatabase,
  reopenDeleted,
  replaceDamaged,
  type MemoryFile,
  type Opened,
} from './open-database.ts'
import { createRecall } from './recall.ts'
import { fateOf, loadSqlite } from './sqlite.ts'
import { putInto, rollBack, type Raw, type Row } from './tables.ts'

export type { Answer } from './answers.ts'

export interface Query {
  readonly source: Content
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly before?: string
  readonly after?: string
  /** Whose answers come first; a machine of another name, model or variant is taken after it. */
  readonly provider?: string
  readonly model?: string
  readonly variant?: string
}

/** What is remembered of a sentence. `context`: its neighbours are the same too. */
export interface Recalled extends Pick<Answer, 'target' | 'origin'> {
  readonly match: 'context' | 'exact'
}

export interface MemoryOptions {
  /** The path as messages name it. */
  readonly shown?: string
  /** Told in words when the file is found damaged or deleted while it is used. */
  readonly tell?: (notice: string) => void
  /** How long another program may hold the file before this one gives up; a minute by default. */
  readonly busyMilliseconds?: number
}

const BUSY_MILLISECONDS = 60_000
/** Process ids come again, in containers at every run. */
const RUN = randomUUID()

/**
 * Committed answers may serve again; `pseudo` ones are never kept.
 *
 * A file that is found damaged is set aside, one that was deleted is made anew, and the work goes on.
 * Every method throws `MuqabilError` `memory-locked` or `memory-unusable` when that cannot be.
 */
export class Memory {
  readonly #file: MemoryFile
  readonly #tell: (notice: string) => void
  #opened: Opened
  #statements: Statements
  /** What the memory was taught: a new file in the place of a lost one must know it too. */
  #records: readonly DocumentRecord[] = []
  /** What was set aside at opening, in words. */
  readonly notice: string | undefined

  private constructor(file: MemoryFile, tell: (notice: string) => void) {
    this.#file = file
    this.#tell = tell
    this.#opened = openDatabase(file)
    this.#statements = prepare(this.#opened.database)
    this.notice = this.#opened.notice
  }

  /**
   * @param path The file, or ':memory:'.
   * @throws {MuqabilError} `memory-locked`, `memory-unusable`.
   */
  static async open(path: string, options: MemoryOptions = {}): Promise<Memory> {
    const { shown = path, tell = () => undefined, busyMilliseconds = BUSY_MILLISECONDS } = options
    return new Memory({ sqlite: await loadSqlite(), path, shown, busyMilliseconds }, tell)
  }

  /**
   * The best match on the stored text's NFC: a person's before a machine's, the asking provider's
   * before another's, with the same neighbours before without, the newest last.
   */
  recall(query: Query): Recalled | undefined {
    const found = this.#attempt(({ recall }) => recall({ ...query, text: keyOf(query.source) }))
    return found && { ...answerOfRow(found.row), match: found.match }
  }

  /** Durable when it returns: one transaction, flushed to the disk. `tickets` of `begin` are settled in it. */
  commit(answers: readonly Answer[], tickets: readonly number[] = []): void {
    const rows = answers.map(rowOfAnswer).filter((row) => row !== undefined)
    if (rows.length === 0 && tickets.length === 0) return
    this.#attempt((statements) =>
      this.#transaction(() => {
        rows.forEach(statements.put)
        tickets.forEach(statements.settle)
      }),
    )
  }

  /** Takes up what records know, in one transaction. A record that was learnt before, to the letter, is passed over. */
  learn(records: readonly DocumentRecord[]): void {
    this.#attempt((statements) => this.#learn(records, statements))
    this.#records = records
  }

  /** Notes a request that is about to be sent; the number it gives is for `settle`. */
  begin(characters: number): number {
    return this.#attempt(({ begin }) => begin(characters))
  }

  /** The request was answered or failed. */
  settle(request: number): void {
    this.#attempt(({ settle }) => settle(request))
  }

  /** Characters that processes which are gone had sent without noting an end; told once. */
  unsettled(): number {
    return this.#attempt(({ inFlight, settle }) => {
      const dead = inFlight().filter(
        (each) => each.run !== RUN && (each.process === process.pid || !isAlive(each.process)),
      )
      for (const { id } of dead) settle(id)
      return dead.reduce((sum, { characters }) => sum + characters, 0)
    })
  }

  close(): void {
    this.#opened.database.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  /** Does the work on the file that is there now; once more when that turns out to be damaged. */
  #attempt<Value>(work: (statements: Statements) => Value): Value {
    try {
      if (identityOf(this.#file.path) !== this.#opened.identity)
        this.#use(reopenDeleted(this.#file, this.#opened.database))
      return work(this.#statements)
    } catch (error) {
      if (fateOf(error) !== 'damaged') throw asMuqabilError(error, this.#file)
    }
    try {
      this.#use(replaceDamaged(this.#file, this.#opened))
      return work(this.#statements)
    } catch (error) {
      throw asMuqabilError(error, this.#file)
    }
  }

  #use(opened: Opened): void {
    this.#opened = opened
    this.#statements = prepare(opened.database)
    if (opened.notice !== undefined) this.#tell(opened.notice)
    this.#learn(this.#records, this.#statements)
  }

  #learn(records: readonly DocumentRecord[], { isLearnt, put, setLearnt }: Statements): void {
    const news = records.map((record) => ({ record, hash: fingerprint(record) })).filter((each) => !isLearnt(each.hash))
    if (news.length === 0) return
    this.#transaction(() => {
      for (const { record, hash: each } of news) {
        for (const answer of answersOfRecord(record)) {
          const row = rowOfAnswer(answer)
          if (row !== undefined) put(row)
        }
        setLearnt(each)
      }
    })
  }

  #transaction(work: () => void): void {
    const { database } = this.#opened
    database.exec('BEGIN IMMEDIATE')
    try {
      work()
      database.exec('COMMIT')
    } catch (error) {
      rollBack(database)
      throw error
    }
  }
}

interface InFlight {
  readonly id: number
  readonly process: number
  readonly run: string
  readonly characters: number
}

interface Statements {
  readonly put: (row: Row) => void
  readonly recall: ReturnType<typeof createRecall>
  readonly isLearnt: (hash: string) => boolean
  readonly setLearnt: (hash: string) => void
  readonly begin: (characters: number) => number
  readonly settle: (request: number) => void
  readonly inFlight: () => readonly InFlight[]
}

function prepare(database: DatabaseSync): Statements {
  const learnt = database.prepare('SELECT 1 FROM learnt WHERE hash = ?')
  const learn = database.prepare('INSERT OR IGNORE INTO learnt (hash) VALUES (?)')
  const begin = database.prepare('INSERT INTO in_flight (process, run, characters) VALUES (?, ?, ?)')
  const settle = database.prepare('DELETE FROM in_flight WHERE id = ?')
  const inFlight = database.prepare('SELECT id, process, run, characters FROM in_flight')
  return {
    put: putInto(database),
    recall: createRecall(database),
    isLearnt: (each) => learnt.get(each) !== undefined,
    setLearnt: (each) => void learn.run(each),
    begin: (characters) => Number(begin.run(process.pid, RUN, characters).lastInsertRowid),
    settle: (request) => void settle.run(request),
    inFlight: () => inFlight.all().map(inFlightOf),
  }
}

function inFlightOf(raw: Raw): InFlight {
  return { id: Number(raw.id), process: Number(raw.process), run: String(raw.run), characters: Number(raw.characters) }
}

/** Equal for records that say the same. */
function fingerprint({ sourceLanguage, targetLanguage, units, gone }: DocumentRecord): string {
  return hash('sha256', JSON.stringify([sourceLanguage, targetLanguage, units, gone]))
}
