/** An entry of a glossary, and its use in a pair of texts. */

export const PARTS_OF_SPEECH = ['noun', 'proper-noun', 'verb', 'adjective', 'adverb', 'other'] as const

export interface Term {
  readonly source: string
  /** Other forms of the source that no rule makes of it: broken plurals. */
  readonly forms?: readonly string[]
  /** The preferred translation; empty when only `forbidden` ones are told. */
  readonly target: string
  /** Other translations that are right too. */
  readonly allowed?: readonly string[]
  /** Translations that must not be used. */
  readonly forbidden?: readonly string[]
  readonly partOfSpeech?: (typeof PARTS_OF_SPEECH)[number]
  /** Capital and small letters of the target count: "God", not "god". */
  readonly isCaseSensitive?: true
  /** For whoever translates. */
  readonly note?: string
}

/** A term that stands in the source of a segment. */
export interface TermUse {
  readonly term: Term
  /** Where it begins in the source, in UTF-16 units. */
  readonly start: number
  readonly isUsed: boolean
  /** Forbidden translations that stand in the target. */
  readonly forbidden: readonly string[]
}
