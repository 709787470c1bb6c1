/** What is left of a document once its editions are written: all that the account, the index and a site need of it. */
import type { FaceName } from '../edition/faces.ts'
import type { Tally } from './account.ts'
import type { BuildEvent } from './events.ts'
import type { Layout } from './layout.ts'
import type { Listed } from './write-edition.ts'

/** JSON-ready. */
export interface FinishedDocument {
  readonly source: string
  /** Path of its record. */
  readonly record: string
  /** Its output stem, which depends on the names of the other sources, and the layout, which depends on how many they are. */
  readonly stem: string
  readonly layout: Layout
  readonly tally: Tally
  /** What a build says of it, in order. */
  readonly said: readonly BuildEvent[]
  /** Paths of its editions. */
  readonly outputs: readonly string[]
  /** Absent where there is nothing to read in it. */
  readonly listed?: Listed
  readonly page?: SitePageFacts
}

/** Of a page in a site. */
export interface SitePageFacts {
  readonly needs: {
    readonly pairs: number
    readonly hasVerse: boolean
    readonly faces: readonly (readonly [FaceName, string])[]
  }
  /** Hash of all that the page has of the site: names of shared files, the documents beside it. */
  readonly around: string
}
