/** What the shared files of a site must hold for its pages, gathered page by page so that none need be kept. */
import { FACES, type FaceName } from '../faces.ts'
import { charactersByFace } from '../fonts.ts'

export interface SiteNeeds {
  /** The most sentences that a row has. */
  readonly pairs: number
  readonly hasVerse: boolean
  /** Characters by the face that draws them, each sorted. */
  readonly faces: ReadonlyMap<FaceName, string>
}

/** Of one page. */
export interface PageNeeds {
  /** As HTML, every character that it may show. */
  readonly shown: string
  readonly pairs: number
  readonly half: number
}

/** What one page needs. */
export function needsOf({ shown, pairs, half }: PageNeeds): SiteNeeds {
  return { pairs, hasVerse: half > 0, faces: charactersByFace(shown) }
}

/** Adds what pages need, in any order: the sum is the same. */
export function gatherNeeds(): { readonly add: (page: SiteNeeds) => void; readonly sum: () => SiteNeeds } {
  const faces = new Map<FaceName, Set<string>>()
  let pairs = 0
  let hasVerse = false
  return {
    add(page) {
      pairs = Math.max(pairs, page.pairs)
      hasVerse ||= page.hasVerse
      for (const [face, characters] of page.faces) {
        const known = faces.get(face) ?? new Set()
        faces.set(face, known)
        for (const character of characters) known.add(character)
      }
    },
    sum() {
      const inOrder = (Object.keys(FACES) as FaceName[]).flatMap((face) => {
        // its own keys
        const characters = faces.get(face)
        return characters ? [[face, [...characters].toSorted().join('')] as const] : []
      })
      return { pairs, hasVerse, faces: new Map(inOrder) }
    },
  }
}
