/** An edition as data: its rows in order, both sides, and what is known of each; it knows nothing of any output. */
import type { Element, ElementContent } from 'hast'
import type { DocumentRecord, Origin } from '../bitext/record.ts'
import type { SourceDocument, UnitKind } from '../bitext/source.ts'
import type { AlertName, RowState } from './kinds.ts'
import type { OwnWords } from './words.ts'
import type { PageMark } from './page-marks.ts'

/** A segment's text on one side. */
export interface Sentence {
  /** 1, 2, … within the row: the same number on both sides is a pair. */
  readonly number: number
  /** Of one that is missing only the names that links lead to, without words. */
  readonly children: readonly ElementContent[]
  /** There is no translation; only on the target side. */
  readonly missing: boolean
  /** The text is a placeholder, not a translation; only on the target side. */
  readonly pseudo: boolean
}

/** What is known of a pair of sentences. */
export interface PairFacts {
  /** Of its segment in the record. */
  readonly id: string
  readonly state: RowState
  readonly needsWork: boolean
  /** Whose words the target is; absent where there is none, and where it was carried across. */
  readonly origin?: Origin
}

/** Where a list item stands. */
export interface ListPlace {
  readonly ordered: boolean
  /** Number of the item, as its list counts. */
  readonly index: number
  /** 1 for a list that is in no other. */
  readonly depth: number
  /** A further block of the same item: no marker of its own. */
  readonly continued: boolean
}

/** Where a table's cell stands, counted from 1. */
export interface CellPlace {
  readonly table: number
  readonly row: number
  readonly column: number
  /** Columns and rows it takes, 1 for most. */
  readonly span: { readonly columns: number; readonly rows: number }
  /** Absent: at the start of its side. */
  readonly align?: 'center' | 'end'
}

export interface Row {
  readonly kind: 'row'
  readonly id: string
  /** Ids of rows that became this one: anchors that still work. */
  readonly aliases: readonly string[]
  /** 1, 2, … in the document. */
  readonly number: number
  /** What stands beside it: its number, or the one that is kept for it, such as '12a'. */
  readonly label: string
  readonly unit: UnitKind
  readonly depth?: number
  readonly state: RowState
  /** Some segment is marked as needing work. */
  readonly needsWork: boolean
  /** Some words of the target are a machine's that nobody has approved; a draft that is not is a person's, or carried across. */
  readonly machine: boolean
  readonly list?: ListPlace
  /** In how many quotations. */
  readonly quoted: number
  /** It stands in an alert or another container; the first row of an alert says which. */
  readonly frame?: { readonly alert?: AlertName }
  readonly cell?: CellPlace
  /** Number of the footnote, for notes. */
  readonly note?: number
  /** A further block of the same note: no number of its own. */
  readonly noteContinued: boolean
  /** The source's own names of what begins with the row, which its links lead to: of a note, a heading, a section. */
  readonly anchors: readonly string[]
  readonly source: readonly Sentence[]
  readonly target: readonly Sentence[]
  /** One for each pair, in order. */
  readonly pairs: readonly PairFacts[]
  /** Printed pages of the source that begin in the row, in order. */
  readonly pages: readonly PageMark[]
  /** For stale rows: what the source was when it was translated, and what it is. */
  readonly changes: readonly { readonly before: string; readonly now: string }[]
}

/** Code, a rule, a picture: once, across both columns. */
export interface Carried {
  readonly kind: 'carried'
  readonly element: Element
  /** The same with the words of the other language, where it says any. */
  readonly target?: Element
  /** Number of the footnote that it stands in. */
  readonly note?: number
}

/** Texts that are no rows: of pictures and links, and of the front matter. */
export interface BesideCounts {
  readonly texts: number
  /** Those without a translation, or with a part of one. */
  readonly missing: number
}

export interface Counts {
  readonly rows: number
  readonly sentences: number
  readonly states: Readonly<Record<RowState, number>>
  /** Of the drafts, those with a machine's words. */
  readonly machineDrafts: number
  /** Lines of web furniture that were left out. */
  readonly leftOut: number
  /** Absent where there are none. */
  readonly beside?: BesideCounts
}

/** An edition as its pages show it: a document's, or a book's. */
export interface EditionText {
  /** Path of the source in the project; of a book that of its folder. */
  readonly path: string
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** Plain text of both titles; the file's name where the document has none. */
  readonly title: { readonly source: string; readonly target: string }
  /** A title that stands in no row, but in the front matter: pages show it above the text. `target` is absent where it is not translated. */
  readonly heading?: { readonly source: string; readonly target?: string }
  /** What the front matter says of the text, where all of it is translated. */
  readonly description?: { readonly source: string; readonly target: string }
  readonly blocks: readonly (Row | Carried)[]
  readonly counts: Counts
  /** The project's own of the page's words. */
  readonly words: OwnWords
  /** Some of the source's own pictures are shown: `withPictures`. */
  readonly hasPictures?: boolean
  /** Who translated, as 'google general/nmt', sorted; people are named by the colophon. */
  readonly machines: readonly string[]
}

/** Whose words a page speaks in. */
export type Voices = Pick<EditionText, 'sourceLanguage' | 'targetLanguage' | 'words'>

export interface Edition extends EditionText {
  /** What it was made of. */
  readonly document: SourceDocument
  readonly record: DocumentRecord
}

/** Whether somebody has approved every row. */
export function isApproved({ rows, states }: Counts): boolean {
  return rows > 0 && states.reviewed + states.carried === rows
}

export function rowsOf(edition: Pick<EditionText, 'blocks'>): readonly Row[] {
  return edition.blocks.filter((block) => block.kind === 'row')
}
