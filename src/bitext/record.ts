/** The record of one document: what is known of each of its units and segments. */
import type { CodeFacts, Content } from './content.ts'
import type { UnitKind } from './source.ts'
import type { ForeignDocument, ForeignSegment, ForeignUnit } from './foreign.ts'
import type { State } from './states.ts'
import type { XmlElement, XmlRemark } from './xml.ts'

declare const brand: unique symbol
/** Permanent name and anchor of a unit: `p-` and 8 hex digits when made by us. */
export type UnitId = string & { readonly [brand]?: 'UnitId' }

/** Who wrote a target. */
export type Origin =
  | {
      readonly kind: 'machine'
      readonly provider: string
      readonly model?: string
      /** What the answer depended on besides text and model: a glossary, a prompt's version and brief. */
      readonly variant?: string
    }
  | { readonly kind: 'person'; readonly name?: string }
  /** From a translation memory that somebody imported, such as 'big.tmx': nobody has said whose words they are. */
  | { readonly kind: 'imported'; readonly name?: string }
  | { readonly kind: 'pseudo' }

export const MARKS = ['stale', 'pseudo', 'needs-work', 'failed'] as const

/**
 * What is wrong with a segment although it may have a target; XLIFF's `subState="muqabil:…"`.
 * `stale`: its source changed after the target was made. `pseudo`: the target is not a
 * translation. `failed`: asked, no acceptable answer.
 */
export type Mark = (typeof MARKS)[number]

/** A bead: one or more sentences on each side, whose cuts the record owns. */
export interface RecordSegment {
  /** 's1', 's2', … unique in its unit and kept for life. */
  readonly id: string
  readonly source: Content
  /** White space between this sentence and the next one on the source side; absent at the end. */
  readonly after?: string
  /** Absent: not translated. */
  readonly target?: Content
  readonly state: State
  readonly mark?: Mark
  readonly origin?: Origin
  /** `hashContent` of the source the target was made for. Differs from the source's own when stale. */
  readonly sourceHash?: string
  /** What the machine wrote. A target that differs from it is a person's. */
  readonly machine?: Content
  /** `hashPair` of source and target when a person set `reviewed` or `final`. */
  readonly approved?: string
  /** The source that the target translates, when the source has changed since. */
  readonly oldSource?: Content
  /** Why there is no target, in words. */
  readonly reason?: string
  /** Hash of the glossary's entries in its source that its target was last held against. */
  readonly terms?: string
  /** Checks that do not count here, by name, each with a person's reason. */
  readonly waived?: Readonly<Record<string, string>>
  readonly foreign?: ForeignSegment
}

/** A remark of a person or a tool on a unit. */
export interface Note {
  readonly text: string
  /** As read, when it has attributes or remarks of its own. */
  readonly element?: XmlElement
  readonly lead?: readonly XmlRemark[]
}

/** A row of the record. */
export interface RecordUnit {
  readonly id: UnitId
  readonly kind: UnitKind
  readonly depth?: number
  readonly segments: readonly RecordSegment[]
  readonly codes: Readonly<Record<string, CodeFacts>>
  /** Ids of units that were joined into this one or that this one was split from: still anchors of the edition. */
  readonly aliases: readonly string[]
  /** Version of the segmentation rules that cut it, where it differs from the record's. */
  readonly rules?: string
  /** Beside it in the edition, where numbers are kept: '12', '12a'. */
  readonly number?: string
  readonly notes: readonly Note[]
  readonly foreign?: ForeignUnit
}

/** One record, `translations/<path of the source>.<target>.xlf`. */
export interface DocumentRecord {
  /** Path of the source in the project, with `/`. */
  readonly source: string
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** Version of the segmentation rules for all units that do not say otherwise. */
  readonly rules: string
  /** In document order; exactly the units of the source after reconciling. */
  readonly units: readonly RecordUnit[]
  /** Rows that are no longer in the source, kept until `build --prune`. */
  readonly gone: readonly RecordUnit[]
  readonly foreign?: ForeignDocument
}
