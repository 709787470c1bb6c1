/** A document under review: its rows as they stand on the disk, what the checks say, and the edits that are waiting. */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordUnit } from '../../bitext/record.ts'
import type { SourceDocument } from '../../bitext/source.ts'
import { recordWriter } from '../../bitext/write-record.ts'
import { projectPath, type ProjectPath } from '../../files/project-path.ts'
import { readText } from '../../files/read-text.ts'
import { writeFileAtomic } from '../../files/write-atomic.ts'
import type { DocumentSummary, DocumentView, RowView } from '../../review/api.ts'
import { recordOf, type Draft } from '../drafts.ts'
import type { Glossary } from '../glossary.ts'
import { documentJudge, type JudgedSegment, type RowJudge } from '../judge-segments.ts'
import { reconciled } from '../reconciled.ts'
import type { Project } from '../project.ts'
import { fileOf } from '../chapters.ts'
import { recordIn } from '../records.ts'
import { numbersOf, rowView, summaryOf, viewOf } from './document-view.ts'
import { settleUnit } from './settle-unit.ts'

export interface OpenDocumentOptions {
  readonly project: Project
  readonly glossary: Glossary
  readonly draft: Draft
  /** Record of a source that was renamed, which goes when this one is written. */
  readonly takenOver: string | undefined
}

/** Which rows are not as they were; `all`: there are others, or their order is another. */
export type Changed = readonly number[] | 'all'

export class OpenDocument {
  readonly path: ProjectPath
  readonly #project: Project
  readonly #glossary: Glossary
  readonly #judgeOf: (draft: Draft) => RowJudge
  readonly #write = recordWriter()
  readonly #file: ProjectPath
  #draft: Draft
  #judge: RowJudge | undefined
  #judged: (readonly JudgedSegment[])[] = []
  /** Rows that were changed since. */
  readonly #unjudged = new Set<number>()
  #isWarm = false
  #summary: DocumentSummary | undefined
  #numbers: readonly string[] = []
  #places = new Map<string, number>()
  #takenOver: string | undefined
  /** Of the files as they were last read or written. */
  #identity: { record: string; source: string }

  constructor({ project, glossary, draft, takenOver }: OpenDocumentOptions) {
    this.path = projectPath(project.root, draft.source.path)
    this.#project = project
    this.#glossary = glossary
    this.#draft = draft
    this.#takenOver = takenOver
    this.#file = projectPath(project.root, draft.recordPath)
    this.#judgeOf = documentJudge(project, glossary)
    this.#identity = this.#identityNow()
    this.#number()
  }

  get draft(): Draft {
    return this.#draft
  }

  get summary(): DocumentSummary {
    const judged = this.#judgedRows()
    return (this.#summary ??= summaryOf(this.#draft, judged))
  }

  view(): DocumentView {
    return viewOf(this.#draft, this.#judgedRows())
  }

  /** Works out beforehand what the first edit would wait for. */
  warm(): void {
    if (this.#isWarm) return
    this.#isWarm = true
    this.#write(recordOf(this.#draft))
  }

  indexOf(unit: string): number | undefined {
    return this.#places.get(unit)
  }

  row(index: number): RowView {
    return rowView(this.#draft, index, { judged: this.#judgedRows()[index] ?? [], numbers: this.#numbers })
  }

  settle(index: number, unit: RecordUnit): RecordUnit {
    return settleUnit(this.#draft, index, unit, this.#glossary.usesIn)
  }

  /** The row alone is judged anew; what that means for others is found by `judgeOthers`. */
  put(index: number, unit: RecordUnit): void {
    this.#draft.units[index] = unit
    this.#judge = undefined
    this.#unjudged.add(index)
  }

  /** Judges all rows by what the document is now. @returns Those of which something else is said. */
  judgeOthers(): readonly number[] {
    const before = this.#judgedRows()
    this.#judged = []
    const now = this.#judgedRows()
    return now.flatMap((row, index) => (sayingOf(row) === sayingOf(before[index] ?? []) ? [] : [index]))
  }

  /** Writes the record, which holds all edits so far. Only while no other program does. @throws {MuqabilError} */
  write(): void {
    const path = join(this.#project.root, this.#file)
    const text = this.#write(recordOf(this.#draft))
    writeFileAtomic(path, text, this.#file)
    if (this.#takenOver !== undefined) rmSync(join(this.#project.root, this.#takenOver), { force: true })
    this.#takenOver = undefined
    // Somebody may have written since: then the file is not ours, and is taken up before the next edit.
    const identity = identityOf(path)
    const isOurs = readFileSync(path).equals(Buffer.from(text))
    this.#identity = { ...this.#identity, record: isOurs ? identity : '' }
  }

  /** Whether the source is not what was read. */
  get isSourceOld(): boolean {
    return this.#identityNow().source !== this.#identity.source
  }

  /**
   * Takes up the record as it is on the disk, when it is not what was read or written here.
   *
   * @param source As it is now, when it has changed.
   * @throws {MuqabilError} when the record cannot be read; then all is as before.
   */
  refresh(source?: SourceDocument): Changed {
    const identity = this.#identityNow()
    if (source === undefined && identity.record === this.#identity.record) return []
    const now = source ?? this.#draft.source
    const path = join(this.#project.root, this.#file)
    const text = existsSync(path) ? readText(path, this.#file) : undefined
    const before = text === undefined ? undefined : recordIn(text, this.#project, this.#file, now).record
    const record = reconciled(this.#project, now, before, this.#glossary)
    const olds = this.#draft.units
    const known = new Map(olds.map((unit) => [unit.id, unit]))
    // A row that is the same stays the same object: what was worked out for it holds.
    const units = record.units.map((unit) => {
      const old = known.get(unit.id)
      return old !== undefined && JSON.stringify(old) === JSON.stringify(unit) ? old : unit
    })
    const isSameOrder = units.length === olds.length && units.every(({ id }, index) => id === olds[index]?.id)
    const changed = units.flatMap((unit, index) => (unit === olds[index] ? [] : [index]))
    this.#draft = { ...this.#draft, source: now, record, units }
    this.#identity = identity
    this.#judge = undefined
    this.#judged = []
    this.#number()
    return isSameOrder && source === undefined ? changed : 'all'
  }

  /** Puts rows back that could not be written. */
  putBack(units: ReadonlyMap<number, RecordUnit>): void {
    for (const [index, unit] of units) this.put(index, unit)
  }

  #judgedRows(): readonly (readonly JudgedSegment[])[] {
    const isAll = this.#judged.length === 0
    if (isAll || this.#unjudged.size > 0) {
      const judge = (this.#judge ??= this.#judgeOf(this.#draft))
      if (isAll) this.#judged = this.#draft.units.map((_, index) => judge(index))
      else for (const index of this.#unjudged) this.#judged[index] = judge(index)
      this.#unjudged.clear()
      this.#summary = undefined
    }
    return this.#judged
  }

  #number(): void {
    this.#numbers = numbersOf(this.#draft.units)
    this.#places = new Map(this.#draft.units.map(({ id }, index) => [id, index]))
  }

  #identityNow(): { record: string; source: string } {
    const { root } = this.#project
    return { record: identityOf(join(root, this.#file)), source: identityOf(join(root, fileOf(this.path))) }
  }
}

/** Another for every other file of the name, and for every change of it. */
export function identityOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true })
  return stat === undefined ? '' : `${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`
}

function sayingOf(row: readonly JudgedSegment[]): string {
  return JSON.stringify(row.map(({ findings, doubt }) => [findings, doubt]))
}
