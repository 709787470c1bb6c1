/** What an edition carries as it is, made safe: once, or in both languages where it says words. */
import type { Element, ElementContent } from 'hast'
import { MISSING } from './attributes.ts'
import type { Carried, Voices } from './edition.ts'
import { safeBlock } from './safe-element.ts'

export interface CarriedSides {
  readonly source: ElementContent[]
  /** Absent where there is nothing to say in the other language. */
  readonly target?: ElementContent[]
}

/**
 * A picture that is shown stands once, with its words in both languages; where it is known by its words, these face
 * each other.
 *
 * @param options `showsPictures`: the output shows those that the source brings along.
 */
export function carriedSides(
  { element, target }: Carried,
  { sourceLanguage, targetLanguage }: Voices,
  { showsPictures = false }: { readonly showsPictures?: boolean | undefined } = {},
): CarriedSides {
  if (target === undefined) return { source: safeBlock(element, sourceLanguage) }
  if (!showsPictures || !hasPicture(element))
    return { source: safeBlock(element, sourceLanguage), target: safeBlock(target, targetLanguage) }
  const once = { source: safeBlock(withWords(element, target), sourceLanguage) }
  return isMissing(target) ? { ...once, target: safeBlock(withoutPicture(target), targetLanguage) } : once
}

function hasPicture(node: Element): boolean {
  return node.properties.dataPicture !== undefined || elementsIn(node).some(hasPicture)
}

function isMissing(node: Element): boolean {
  return node.properties[MISSING] === true || elementsIn(node).some(isMissing)
}

/** Both have the same elements: they differ in their words alone. */
function withWords(element: Element, target: Element): Element {
  const [alt, other] = [element.properties.alt, target.properties.alt]
  const both =
    typeof other === 'string' && other !== alt && !isMissing(target) ? { alt: `${other} · ${String(alt)}` } : {}
  const others = elementsIn(target)
  let place = 0
  return {
    ...element,
    properties: { ...element.properties, ...both },
    children: element.children.map((child) => {
      if (child.type !== 'element') return child
      const twin = others[place++]
      return twin === undefined ? child : withWords(child, twin)
    }),
  }
}

function withoutPicture(node: Element): Element {
  const { dataPicture: _picture, src: _address, ...properties } = node.properties
  return {
    ...node,
    properties,
    children: node.children.map((child) => (child.type === 'element' ? withoutPicture(child) : child)),
  }
}

function elementsIn(node: Element): readonly Element[] {
  return node.children.filter((child) => child.type === 'element')
}
