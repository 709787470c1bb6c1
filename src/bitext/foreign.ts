/**
 * What other tools put into a record: kept by the place it stood in and given back there, as long
 * as that makes sense. Made by reading, opaque to everyone but the writing of records.
 */
import type { XmlElement, XmlRemark } from './xml.ts'
import type { Attributes, BitextPart, Item } from './xliff/model.ts'

interface Remarks {
  /** In front of the element. */
  readonly lead?: readonly XmlRemark[]
  /** At its end, inside it. */
  readonly trail?: readonly XmlRemark[]
}

/** A `source` or `target` as read, its references to our original data under our own ids. */
export interface ForeignSide {
  readonly element: XmlElement
  /** Ids of codes that are copies, with the id of their base. */
  readonly bases?: Readonly<Record<string, string>>
}

export interface ForeignSegment extends Remarks {
  /** Besides id, state and our own subState: canResegment, a subState of another tool, the case of a message. */
  readonly attributes?: Attributes
  /** When the element holds more than its content: annotations, attributes of codes, remarks, an order. */
  readonly source?: ForeignSide
  readonly target?: ForeignSide
  readonly sourceLead?: readonly XmlRemark[]
  readonly targetLead?: readonly XmlRemark[]
  /** The ignorables behind it, when they are more than the white space they hold. */
  readonly between?: readonly BitextPart[]
  /** Text or codes that another tool calls ignorable, with what the element had; to us they are a segment. */
  readonly ignorable?: { readonly id: boolean; readonly target: boolean }
}

export interface ForeignUnit extends Remarks {
  /** Besides id and type. */
  readonly attributes?: Attributes
  /** Modules and extensions in order; of the containers that we use too, only what others put there. */
  readonly elements?: readonly Item[]
  /** Original data that no code of the source refers to, and remarks among them. */
  readonly data?: readonly Item[]
  /** Attributes of our own original data, with the markup they were for. */
  readonly dataAttributes?: Readonly<Record<string, { readonly text: string; readonly attributes: Attributes }>>
  /** White space that another tool put in front of the first segment. */
  readonly ahead?: readonly BitextPart[]
}

/** A group of another tool, and where it stood. */
export interface ForeignGroup extends Remarks {
  readonly kind: 'group'
  readonly id: string
  readonly attributes: Attributes
  readonly before: readonly Item[]
  readonly entries: readonly LayoutEntry[]
}

/** A unit by its id, or a group round units. */
export type LayoutEntry = { readonly kind: 'unit'; readonly id: string } | ForeignGroup

export interface ForeignDocument {
  /** A document in the namespace of 2.2 stays there. */
  readonly version?: '2.2'
  /** Of `<xliff>`, besides languages, version and our own namespaces. */
  readonly root?: Attributes
  /** Notes and metadata of the whole document (2.2). */
  readonly before?: readonly Item[]
  readonly prolog?: readonly XmlRemark[]
  readonly epilog?: readonly XmlRemark[]
  readonly trail?: readonly XmlRemark[]
  /** Of `<file>`: attributes besides original and xml:space, elements and notes in order, remarks. */
  readonly file?: { readonly attributes?: Attributes; readonly elements?: readonly Item[] } & Remarks
  /** The groups round the units, when there are any. */
  readonly layout?: readonly LayoutEntry[]
  /** What stood in the group of rows that are gone. */
  readonly gone?: { readonly attributes?: Attributes; readonly before?: readonly Item[] } & Remarks
}
