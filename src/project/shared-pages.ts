/** What is made of all documents together takes every one of them first. */
import type { Edition } from '../edition/edition.ts'
import type { Draft } from './drafts.ts'
import type { FinishedDocument, SitePageFacts } from './finished-document.ts'
import type { Output } from './write-edition.ts'

/** A file that belongs to all documents together; `source` is the document whose page it is. */
export type SharedOutput = (Output | { readonly path: string; readonly isKept: true }) & { readonly source?: string }

export type Reopen = (source: string) => Promise<Edition>

/** Takes every document, in any order, and gives the files at the end. */
export interface SharedPages extends Disposable {
  /** @param edition Absent where there is nothing to read in it. */
  readonly add: (draft: Draft, edition: Edition | undefined) => void
  /** It is as the last build left it. */
  readonly keep: (document: FinishedDocument) => void
  /** In the order in which they are to be written: nothing refers to what is not there yet. One is made at a time. */
  readonly finish: () => AsyncGenerator<SharedOutput>
  /** Of a page that has been given. */
  readonly factsOf: (source: string) => SitePageFacts | undefined
}
