/** The translation memory and the journal of paid answers: one SQLite file. */
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { isAlive } from '../files/is-alive.ts'
import { answerOfRow, answersOfRecord, keyOf, rowOfAnswer, type Answer } from './answers.ts'
import type { Lesson } from './lesson.ts'
import {
  asMuqabilError,
  identityOf,
  isDamage,
  openDatabase,
  reopenDeleted,
  replaceDamaged,
  type Opened,
} from './open-database.ts'
import { isPassing, type MemoryFile } from './memory-file.ts'
import type { Query, Recalled, Spent } from './query.ts'
import type { RunMemory } from './run-memory.ts'
import { loadSqlite } from './sqlite.ts'
import type { Counted, Languages, NumberedSource } from './sources.ts'
import { prepare, type Owner, type Statements } from './statements.ts'
import { rollBack, type Row } from './tables.ts'

export type { Answer } from './answers.ts'
export type { Query, Recalled, Spent } from './query.ts'

export interface MemoryOptions {
  /** The path as messages name it. */
  readonly shown?: string
  /** Told in words when the file is found damaged or deleted while it is used. */
  readonly tell?: (notice: string) => void
  /** How long another program may hold the file before this one gives up; a minute by default. */
  readonly busyMilliseconds?: number
}

const BUSY_MILLISECONDS = 60_000
/** Of pages that are kept while many answers are filed: their places are all over the indexes. */
const BULK_KILOBYTES = 32_000
/** Process ids come again, in containers at every run. */
const RUN = randomUUID()

/**
 * Committed answers may serve again; `pseudo` ones are never kept.
 *
 * A file that is found damaged is set aside, one that was deleted is made anew, and the work goes on.
 * Every method throws `MuqabilError` `memory-locked` or `memory-unusable` when that cannot be.
 */
export class Memory implements RunMemory {
  readonly isShared = false
  readonly #place: MemoryFile
  readonly #tell: (notice: string) => void
  #opened: Opened
  #statements: Statements
  /** What the memory was taught: a new file in the place of a lost one must know it too. */
  #lessons: readonly Lesson[] = []
  /** What was set aside at opening, in words. */
  readonly notice: string | undefined

  private constructor(file: MemoryFile, tell: (notice: string) => void) {
    this.#place = file
    this.#tell = tell
    this.#opened = openDatabase(file)
    this.#statements = prepare(this.#opened.database, RUN)
    this.notice = this.#opened.notice
  }

  /**
   * @param path As `MemoryFile` has it.
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
    const found = this.#attempt((statements) => {
      this.#file(statements)
      return statements.recall({ ...query, text: keyOf(query.source) })
    })
    return found && { ...answerOfRow(found.row), match: found.match }
  }

  /**
   * Durable when it returns: one transaction, flushed to the disk. `tickets` of `begin` are settled in it, and what this
   * run has spent so far is noted.
   */
  commit(answers: readonly Answer[], tickets: readonly number[] = [], spent?: Spent): void {
    const rows = answers.map(rowOfAnswer).filter((row) => row !== undefined)
    if (rows.length === 0 && tickets.length === 0) return
    this.#attempt((statements) =>
      this.#transaction(() => {
        if (rows.length > 0) statements.journal.append(rows)
        tickets.forEach(statements.settle)
        if (spent) statements.spend(spent)
      }),
    )
  }

  /** Everything is in the file. */
  lookUp(): void {}

  /** Takes answers up where `recall` finds them, the newest last. */
  take(rows: readonly Row[]): void {
    this.#attempt(({ put }) => this.#transaction(() => rows.forEach(put)))
  }

  /** What runs that never came to their end had spent, requests under way at that moment at their most. */
  spentBefore(): Spent {
    return this.#attempt(({ spending, inFlight }) => {
      const dead = [...spending(), ...inFlight()].filter(isDead)
      return {
        characters: dead.reduce((sum, { characters }) => sum + characters, 0),
        cost: dead.reduce((sum, { cost }) => sum + cost, 0),
      }
    })
  }

  /** The run came to an end, whatever it was: its budget is over, and that of those it went on for. */
  finish(): void {
    this.#attempt((statements) => {
      this.#file(statements)
      for (const each of statements.spending()) if (each.run === RUN || isDead(each)) statements.forget(each.run)
    })
  }

  /** Takes up what records know, in one transaction. A record that was learnt before is not asked for. */
  learn(lessons: readonly Lesson[]): void {
    this.#attempt((statements) => {
      this.#file(statements)
      this.#learn(lessons, statements)
    })
    this.#lessons = [...this.#lessons, ...lessons]
  }

  /** Notes a request that is about to be sent, and what it may cost; the number it gives is for `settle`. */
  begin(characters: number, cost = 0): number {
    return this.#attempt(({ begin }) => begin(characters, cost))
  }

  /** The request was answered or failed. */
  settle(request: number): void {
    this.#attempt(({ settle }) => settle(request))
  }

  /** Characters that processes which are gone had sent without noting an end; told once. */
  unsettled(): number {
    return this.#attempt(({ inFlight, settle, spending, spend }) => {
      const dead = inFlight().filter(isDead)
      const spent = new Map(spending().map((each) => [each.run, each]))
      for (const { id, run, process: owner, characters, cost } of dead) {
        const before = spent.get(run) ?? { run, process: owner, characters: 0, cost: 0 }
        const after = { ...before, characters: before.characters + characters, cost: before.cost + cost }
        spent.set(run, after)
        spend(after, after)
        settle(id)
      }
      return dead.reduce((sum, { characters }) => sum + characters, 0)
    })
  }

  /** Whether it is in a file. */
  get isKept(): boolean {
    return !isPassing(this.#place.path)
  }

  /**
   * Files answers where `recall` finds them, in one transaction: for many at once that can be had again, such as an
   * imported memory's. A kill loses nothing that was written; a power cut may, and it is not waited for the disk.
   */
  put(answers: readonly Answer[]): void {
    const rows = answers.map(rowOfAnswer).filter((row) => row !== undefined)
    this.#attempt((statements) => {
      const { database } = this.#opened
      database.exec(`PRAGMA synchronous = NORMAL; PRAGMA cache_size = -${BULK_KILOBYTES}`)
      try {
        this.#transaction(() => rows.forEach(statements.put))
      } finally {
        database.exec('PRAGMA synchronous = FULL')
      }
    })
  }

  /** Sentences that have answers, in the order in which they came, from after a number on; at most `limit`. */
  sourcesAfter(number: number, languages: Languages, limit: number): readonly NumberedSource[] {
    return this.#attempt((statements) => {
      this.#file(statements)
      return statements.sources.after(number, languages, limit)
    })
  }

  /** The sentence of a number; undefined where there is none. */
  sourceAt(number: number): NumberedSource | undefined {
    return this.#attempt(({ sources }) => sources.at(number))
  }

  /** How many sentences there are, and how many answers, by whose they are. */
  count(languages: Languages): Counted {
    return this.#attempt((statements) => {
      this.#file(statements)
      return statements.sources.count(languages)
    })
  }

  /** Another number when another connection has written since it was last asked for. */
  get versionOfOthers(): number {
    return this.#attempt(({ version }) => version())
  }

  close(): void {
    try {
      this.#attempt((statements) => this.#file(statements))
    } catch {
      // It is in the journal, and filed when it is next asked for.
    }
    this.#opened.database.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }

  /** Does the work on the file that is there now; once more when that turns out to be damaged. */
  #attempt<Value>(work: (statements: Statements) => Value): Value {
    try {
      if (identityOf(this.#place.path) !== this.#opened.identity)
        this.#use(reopenDeleted(this.#place, this.#opened.database))
      return work(this.#statements)
    } catch (error) {
      if (!isDamage(error)) throw asMuqabilError(error, this.#place)
    }
    try {
      this.#use(replaceDamaged(this.#place, this.#opened))
      return work(this.#statements)
    } catch (error) {
      throw asMuqabilError(error, this.#place)
    }
  }

  #use(opened: Opened): void {
    this.#opened = opened
    this.#statements = prepare(opened.database, RUN)
    if (opened.notice !== undefined) this.#tell(opened.notice)
    this.#learn(this.#lessons, this.#statements)
  }

  /** What was committed, where `recall` finds it. Another process may have done so already. */
  #file({ journal, put }: Statements): void {
    if (!journal.isEmpty) this.#transaction(() => journal.file(put))
  }

  #learn(lessons: readonly Lesson[], { isLearnt, put, setLearnt }: Statements): void {
    const news = lessons.filter(({ hash }) => !isLearnt(hash))
    if (news.length === 0) return
    this.#transaction(() => {
      for (const { record, hash } of news) {
        const known = record()
        if (known === undefined) continue
        for (const answer of answersOfRecord(known)) {
          const row = rowOfAnswer(answer)
          if (row !== undefined) put(row)
        }
        setLearnt(hash)
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

function isDead({ run, process: owner }: Owner): boolean {
  return run !== RUN && (owner === process.pid || !isAlive(owner))
}
