/** An XLIFF 2 document as plain data: files, groups, units and segments; what is inside them as elements. */
import type { XmlElement, XmlRemark } from '../xml.ts'

/** Attributes as written, in the order of the file. */
export type Attributes = Readonly<Record<string, string>>

/** What stands among the elements of a holder; remarks keep their place there. */
export type Item = XmlElement | XmlRemark

/** `Unit` is what a reader keeps of each unit. */
export interface Bitext<Unit = BitextUnit> {
  /** Of the file: '2.0', '2.1' or '2.2'. */
  readonly version: string
  readonly sourceLanguage: string
  readonly targetLanguage?: string
  /** Every attribute of the root, namespaces included: modules have the prefixes of their specification. */
  readonly attributes: Attributes
  /** Notes and metadata of the whole document (2.2). */
  readonly before?: readonly Item[]
  readonly files: readonly BitextFile<Unit>[]
  /** Remarks outside of the root: before it, and after it. */
  readonly prolog?: readonly XmlRemark[]
  readonly epilog?: readonly XmlRemark[]
  /** Remarks at the end, inside it. */
  readonly trail?: readonly XmlRemark[]
}

/** Remarks in front of an element, and at its end, inside it. */
export interface Remarked {
  readonly lead?: readonly XmlRemark[]
  readonly trail?: readonly XmlRemark[]
}

export interface BitextFile<Unit = BitextUnit> extends Remarked {
  readonly id: string
  readonly attributes: Attributes
  /** Skeleton, modules, extensions and notes, in order. */
  readonly before: readonly Item[]
  readonly entries: readonly (BitextGroup<Unit> | Unit)[]
}

export interface BitextGroup<Unit = BitextUnit> extends Remarked {
  readonly kind: 'group'
  readonly id: string
  readonly attributes: Attributes
  readonly before: readonly Item[]
  readonly entries: readonly (BitextGroup<Unit> | Unit)[]
}

export interface BitextUnit extends Remarked {
  readonly kind: 'unit'
  readonly id: string
  readonly attributes: Attributes
  /** Modules, extensions, notes and original data, in order. */
  readonly before: readonly Item[]
  readonly parts: readonly BitextPart[]
}

export interface BitextPart extends Remarked {
  readonly kind: 'segment' | 'ignorable'
  readonly attributes: Attributes
  readonly source: XmlElement
  readonly target?: XmlElement
  /** Remarks inside it: in front of the source, and between the two sides. */
  readonly sourceLead?: readonly XmlRemark[]
  readonly targetLead?: readonly XmlRemark[]
}
