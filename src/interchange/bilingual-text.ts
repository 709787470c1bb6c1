/** A file of both languages as data. */
import type { CodeFacts, Content } from '../bitext/content.ts'
import type { State } from '../bitext/states.ts'

export interface BilingualUnit {
  readonly source: Content
  /** Absent: not translated. */
  readonly target?: Content
  /** By code id, of both sides. */
  readonly codes: Readonly<Record<string, CodeFacts>>
  readonly state: State
  /** The file says that somebody must look at it again. */
  readonly needsWork: boolean
  /** 1-based. */
  readonly line: number
}

export interface BilingualText {
  /** As the file says, if it does. */
  readonly sourceLanguage?: string
  readonly targetLanguage?: string
  readonly units: readonly BilingualUnit[]
}
