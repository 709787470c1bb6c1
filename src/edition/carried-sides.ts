/** What an edition carries as it is, made safe: once, or in both languages where it says words. */
import type { ElementContent } from 'hast'
import type { Carried, Voices } from './edition.ts'
import { safeBlock } from './safe-element.ts'

export interface CarriedSides {
  readonly source: ElementContent[]
  /** Absent where there is nothing to say in the other language. */
  readonly target?: ElementContent[]
}

export function carriedSides({ element, target }: Carried, { sourceLanguage, targetLanguage }: Voices): CarriedSides {
  const source = safeBlock(element, sourceLanguage)
  return target ? { source, target: safeBlock(target, targetLanguage) } : { source }
}
