/** A source document as it is now: its units in order, and the tree they stand in. */
import type { Root } from 'hast'
import type { CodeFacts, Content } from './content.ts'
import type { State } from './states.ts'

export const UNIT_KINDS = [
  'heading',
  'paragraph',
  'item',
  'quotation',
  'cell',
  'header-cell',
  'caption',
  'term',
  'definition',
  'verse',
  'note',
  'attribute',
  'metadata',
] as const

/** What a unit is on the page; it keeps this kind on both sides. */
export type UnitKind = (typeof UNIT_KINDS)[number]

/**
 * Whether units of the kind are rows of the edition. An `attribute`, the alternative text of a picture or the title of
 * a link, stands with what it is of; `metadata` says something of the document.
 */
export function isRowKind(kind: UnitKind): boolean {
  return kind !== 'attribute' && kind !== 'metadata'
}

/** Offsets in UTF-16 units; `end` is behind the last one. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Where a code's markup stands: for a pair `inner` is what it is put round. */
export interface CodePlace extends Range {
  readonly inner?: Range
}

/** Where a unit's text stands in `SourceForm.text`. */
export interface UnitPlace extends Range {
  /**
   * `yaml`: a value of the front matter. Of attributes: `alt` is what stands between the brackets of a picture in
   * Markdown; `title`, and `value` in a tag of HTML, are with their quotation marks.
   */
  readonly syntax: 'markdown' | 'html' | 'yaml' | 'alt' | 'title' | 'value'
  /** By code id; codes that the reader made have none. */
  readonly codes: Readonly<Record<string, CodePlace>>
}

/** A source as it is written, so that its translation can be put where its text stands. */
export interface SourceForm {
  /** With line feeds alone. */
  readonly text: string
  /** Its own. */
  readonly lineEnd: '\n' | '\r\n'
  /** Blocks and tags of HTML in it, in order. */
  readonly html: readonly Range[]
  /** Links, pictures and definitions whose address no reader should be led to. */
  readonly unsafe: readonly Range[]
  /** Lines that are left out, with the marks in front of them. */
  readonly leftOut?: readonly Range[]
}

/** A translation that the source itself brings. */
export interface OwnTranslation {
  readonly target: Content
  readonly state: State
  readonly needsWork: boolean
}

/** Indexes of units of the document, by the name of the attribute whose text each is. */
export type AttributeUnits = Readonly<Record<string, number>>

/** One block with text, a row of the edition; or a text that is none. Not yet cut into segments. */
export interface SourceUnit {
  readonly kind: UnitKind
  /** 1–6, for headings only. */
  readonly depth?: number
  readonly content: Content
  /** By code id. */
  readonly codes: Readonly<Record<string, CodeFacts>>
  /** For whoever translates it, as the source says. */
  readonly notes?: readonly string[]
  /** 1-based, in the source file, where the reader knows it. */
  readonly line?: number
  readonly column?: number
  /** Of a source of both languages; its unit is one segment. */
  readonly own?: OwnTranslation
  /** In order; they are no part of the text, and never sent. */
  readonly pages?: readonly PageBreak[]
  /** Name of the value or attribute that it is; rows have none. */
  readonly name?: string
  /** By code id: the texts of attributes of what the codes stand for. */
  readonly attributes?: Readonly<Record<string, AttributeUnits>>
  /** Only where the document has a form, and only for a text that was found in it. */
  readonly place?: UnitPlace
}

/** A picture that the source brings along, as a page may hold it. */
export interface Picture {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  /** In points. */
  readonly width: number
  readonly height: number
  /** Its bytes. */
  readonly base64: string
}

/** Where a printed page begins. */
export interface PageBreak {
  /** '5', in a work of several volumes '1/5'. */
  readonly name: string
  /** Before this offset of the unit's plain text, in UTF-16 units. */
  readonly at: number
}

/** A value of a source's front matter that is to be translated. */
export interface Metadata {
  readonly name: string
  readonly text: string
  /** In the source's form. */
  readonly range: Range
}

/** A line that is not part of the text, and why it was left out. `page`: it stands beside the article; `head`: it says something of the text. `attribute`: of an element that no page has. */
export interface LeftOut {
  readonly text: string
  readonly reason:
    | 'furniture'
    | 'configured'
    | 'navigation'
    | 'form'
    | 'comments'
    | 'related'
    | 'hidden'
    | 'page'
    | 'head'
    | 'attribute'
  readonly line?: number
}

/** A block of text that is no unit: the source says that it is not translated, so it stands once, as it is. */
export interface KeptBlock {
  readonly text: string
  readonly line?: number
}

/** What a reader of the edition may miss, since it is not read as it was meant. */
export interface SourceFinding {
  readonly ruleId: 'directive' | 'lost-character' | 'unclosed-markup' | 'unused-note'
  /** One sentence: *Unexpected …, expected …*. */
  readonly message: string
  /** 1-based, in the source file. */
  readonly line?: number
}

/**
 * A document that was read. `skeleton` is its hast tree in which every element that is a unit
 * has `data.unit` (its index in `units`) and no children; everything else in it is carried.
 */
export interface SourceDocument {
  /** Relative to the project, with `/`: 'input/qahwa.md'. */
  readonly path: string
  readonly language: string
  readonly units: readonly SourceUnit[]
  readonly leftOut: readonly LeftOut[]
  /** In the skeleton, not among the units. */
  readonly kept?: readonly KeptBlock[]
  readonly skeleton: Root
  /** Front matter as read, if there is any: key → value as text. */
  readonly frontMatter?: Readonly<Record<string, unknown>>
  /** What the reader decided, in words, for `--verbose`. */
  readonly decisions: readonly string[]
  readonly findings?: readonly SourceFinding[]
  /** Of a Markdown source that was read with its places. */
  readonly form?: SourceForm
  /** By the name that `data-picture` of an `img` says. */
  readonly pictures?: Readonly<Record<string, Picture>>
}

declare module 'hast' {
  interface ElementData {
    /** Index of the unit whose text this element holds. */
    unit?: number
    /** Of an element that is carried: the texts of its attributes. */
    attributes?: AttributeUnits
  }
}
