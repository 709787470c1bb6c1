/** An XLIFF 2 document as plain data: files, groups, units and segments; what is inside them as elements. */
import type { XmlElement } from '../xml.ts'

/** Attributes as written, in the order of the file. */
export type Attributes = Readonly<Record<string, string>>

export interface Bitext {
  /** Of the file: '2.0', '2.1' or '2.2'. */
  readonly version: string
  readonly sourceLanguage: string
  readonly targetLanguage?: string
  /** Every attribute of the root, namespaces included. */
  readonly attributes: Attributes
  readonly files: readonly BitextFile[]
}

export interface BitextFile {
  readonly id: string
  readonly attributes: Attributes
  /** Skeleton, modules, extensions and notes, in order. */
  readonly before: readonly XmlElement[]
  readonly entries: readonly (BitextGroup | BitextUnit)[]
}

export interface BitextGroup {
  readonly kind: 'group'
  readonly id: string
  readonly attributes: Attributes
  readonly before: readonly XmlElement[]
  readonly entries: readonly (BitextGroup | BitextUnit)[]
}

export interface BitextUnit {
  readonly kind: 'unit'
  readonly id: string
  readonly attributes: Attributes
  /** Modules, extensions, notes and original data, in order. */
  readonly before: readonly XmlElement[]
  readonly parts: readonly BitextPart[]
}

export interface BitextPart {
  readonly kind: 'segment' | 'ignorable'
  readonly attributes: Attributes
  readonly source: XmlElement
  readonly target?: XmlElement
}
