/** A source document as it is now: its units in order, and the tree they stand in. */
import type { Root } from 'hast'
import type { CodeFacts, Content } from './content.ts'

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
] as const

/** What a unit is on the page; it keeps this kind on both sides. */
export type UnitKind = (typeof UNIT_KINDS)[number]

/** One block with text: a row of the edition. Not yet cut into segments. */
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
}

/** A line that is not part of the text, and why it was left out. `page`: it stands beside the article. */
export interface LeftOut {
  readonly text: string
  readonly reason: 'furniture' | 'configured' | 'navigation' | 'form' | 'comments' | 'related' | 'hidden' | 'page'
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
}

declare module 'hast' {
  interface ElementData {
    /** Index of the unit whose text this element holds. */
    unit?: number
  }
}
