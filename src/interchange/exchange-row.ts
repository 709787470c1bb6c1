/** One sentence of a project as it goes to other tools, and as it comes back. */
import type { CodeFacts, Content } from '../bitext/content.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { State } from '../bitext/states.ts'

export interface ExchangeRow {
  /** Path of the source in the project; absent in files of other projects. */
  readonly document?: string
  /** 'p-1a2b3c4d/s1': the unit and the segment in it; absent in files of other projects. */
  readonly id?: string
  readonly source: Content
  /** Absent: not translated. */
  readonly target?: Content
  /** Absent: the format cannot say. */
  readonly state?: State
  /** Somebody must look at it again. Absent: the format cannot say. */
  readonly needsWork?: boolean
  /** `exportedBaseOf` or, where a format has no marks, `baseOf` when it was exported. */
  readonly base?: string
  /** `hashContent` of the source that was seen, where a format sends it back in place of the source. */
  readonly sourceHash?: string
  /** What a translator should know. */
  readonly note?: string
  /** 1-based, in the file that was read. */
  readonly line?: number
  /** Of an edit from a review page, which says what it changes and nothing else; an empty target takes the words away. */
  readonly review?: ReviewChange
}

export interface ReviewChange {
  /** With its note; null takes the mark off. */
  readonly needsWork?: string | null
  /** For the next person, on the row. */
  readonly note?: string
  /** All that are waived, by check, each with its reason. */
  readonly waived?: Readonly<Record<string, string>>
}

/** A row on its way out, with what its codes stand for. */
export interface ExportedRow extends ExchangeRow {
  readonly document: string
  readonly id: string
  readonly state: State
  readonly needsWork: boolean
  readonly base: string
  readonly codes: Readonly<Record<string, CodeFacts>>
}

export interface ExchangeFile {
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly rows: readonly ExportedRow[]
  /** The same as records. */
  readonly records: readonly DocumentRecord[]
}
