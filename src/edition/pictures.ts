/** Pictures that a source brings along, put where an edition can show them. */
import type { Element, ElementContent, Root } from 'hast'
import type { Picture } from '../bitext/source.ts'
import type { Carried, Edition, Row, Sentence } from './edition.ts'

/** A picture in the page itself: of points, so nothing in it runs, and nothing is asked for. */
const IN_PAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/

/** No wider than its column, no higher than the window. */
export const PICTURE_STYLE =
  '.shown{max-width:100%;max-height:90vh;width:auto;height:auto;vertical-align:middle}.across .shown{display:block;max-height:70vh;margin-inline:auto}'

/** Whether an address is a picture of a source's own, as `withPictures` writes it. */
export function isInPage(address: unknown): address is string {
  return typeof address === 'string' && IN_PAGE.test(address)
}

/** The same edition, whose pictures have their bytes for an address; in others they are known by their words. */
export function withPictures(edition: Edition): Edition {
  const { pictures } = edition.document
  if (pictures === undefined) return edition
  const sentence = (given: Sentence): Sentence => ({ ...given, children: filled(given.children, pictures) })
  return {
    ...edition,
    hasPictures: true,
    blocks: edition.blocks.map((block): Row | Carried =>
      block.kind === 'carried'
        ? {
            ...block,
            element: filledElement(block.element, pictures),
            ...(block.target ? { target: filledElement(block.target, pictures) } : {}),
          }
        : { ...block, source: block.source.map(sentence), target: block.target.map(sentence) },
    ),
    document: { ...edition.document, skeleton: filledRoot(edition.document.skeleton, pictures) },
  }
}

type Pictures = Readonly<Record<string, Picture>>

function filledRoot(root: Root, pictures: Pictures): Root {
  return { ...root, children: filled(root.children as ElementContent[], pictures) } // a skeleton has no doctype
}

function filled(nodes: readonly ElementContent[], pictures: Pictures): ElementContent[] {
  return nodes.map((node) => (node.type === 'element' ? filledElement(node, pictures) : node))
}

function filledElement(element: Element, pictures: Pictures): Element {
  const { dataPicture } = element.properties
  const picture =
    typeof dataPicture === 'string' && Object.hasOwn(pictures, dataPicture) ? pictures[dataPicture] : undefined
  const children = filled(element.children, pictures)
  if (element.tagName !== 'img' || picture === undefined) return { ...element, children }
  const { mediaType, width, height, base64 } = picture
  const src = `data:${mediaType};base64,${base64}`
  return { ...element, properties: { ...element.properties, src, width, height }, children }
}
