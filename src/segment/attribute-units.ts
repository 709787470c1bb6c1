/** Texts of attributes as units: no rows of the edition, but translated as they are, and laid back where they were. */
import type { Element, Root } from 'hast'
import type { AttributeUnits, SourceForm, SourceUnit } from '../bitext/source.ts'
import { hasLettersOf } from '../text/letters.ts'
import { findAttribute } from './attribute-place.ts'
import { inlineContent } from './inline-content.ts'
import { isTranslatedIn } from './is-translated.ts'

/** What a reader is shown in words (HTML Standard, 3.2.6.4, translatable attributes), in the order of the units. */
const NAMES = ['alt', 'title']
/** What is in them is no prose. */
const CODE = new Set(['pre', 'code', 'kbd', 'samp', 'script', 'style'])

export interface AttributeOptions {
  readonly language: string
  /** The elements of the codes of each row, by the code's id. */
  readonly elements: readonly ReadonlyMap<string, Element>[]
  readonly form?: SourceForm
}

export interface WithAttributes {
  /** The rows, those with such codes saying which units hold the texts of their attributes. */
  readonly rows: readonly SourceUnit[]
  /** They stand behind the rows, in the order of what holds them. */
  readonly attributes: readonly SourceUnit[]
}

/** Where an element stands, or what it is in; of the latter the start alone may be known, in lines. */
interface Near extends Pick<SourceUnit, 'line' | 'column'> {
  readonly position?: Element['position']
}

interface Around {
  readonly isTranslated: boolean
  readonly near?: Near
}

/** The parser's own member of it, which it declares as required, is the parser's. */
type Data = NonNullable<Element['data']>

/**
 * Carried elements of the skeleton get the indexes of theirs as `data.attributes`.
 *
 * @param skeleton Its elements that are rows have their index.
 */
export function attributeUnits(
  skeleton: Root,
  rows: readonly SourceUnit[],
  { language, elements, form }: AttributeOptions,
): WithAttributes {
  const attributes: SourceUnit[] = []
  const changed = [...rows]
  visit(skeleton, { isTranslated: true })
  return { rows: changed, attributes }

  function visit(parent: Root | Element, { isTranslated, near }: Around): void {
    for (const node of parent.children) {
      if (node.type !== 'element' || CODE.has(node.tagName)) continue
      const inside = isTranslatedIn(node) ?? isTranslated
      const own = nearOf(node) ?? near
      const index = node.data?.unit
      if (index !== undefined) {
        visitRow(index)
        continue
      }
      const found = inside && isShown(node, parent) ? take(node, own) : {}
      if (Object.keys(found).length > 0) node.data = { ...node.data, attributes: found } as Data
      visit(node, { isTranslated: inside, ...(own ? { near: own } : {}) })
    }
  }

  function visitRow(index: number): void {
    const row = rows[index]
    if (row === undefined) return
    const own = Object.keys(row.codes).flatMap((id) => {
      const element = elements[index]?.get(id)
      if (element === undefined || CODE.has(element.tagName) || isTranslatedIn(element) === false) return []
      const found = take(element, nearOf(element) ?? row)
      return Object.keys(found).length === 0 ? [] : [[id, found] as const]
    })
    if (own.length > 0) changed[index] = { ...row, attributes: Object.fromEntries(own) }
  }

  function take(element: Element, near: Near | undefined): AttributeUnits {
    const found = NAMES.flatMap((name) => {
      const text = element.properties[name]
      if (typeof text !== 'string' || !hasLettersOf(language, text)) return []
      if (name === 'alt' && element.tagName !== 'img') return []
      attributes.push(unitOf(name, text, near))
      return [[name, rows.length + attributes.length - 1] as const]
    })
    return Object.fromEntries(found)
  }

  function unitOf(name: string, text: string, near: Near | undefined): SourceUnit {
    const { notes: _none, ...inline } = inlineContent([{ type: 'text', value: text }], language)
    const [start, end] = [near?.position?.start.offset, near?.position?.end.offset]
    const place =
      form && start !== undefined && end !== undefined
        ? findAttribute(form.text, { start, end }, name, text)
        : undefined
    return {
      kind: 'attribute',
      name,
      ...inline,
      ...(near?.line === undefined ? {} : { line: near.line, column: near.column ?? 1 }),
      ...(place ? { place: { ...place, codes: {} } } : {}),
    }
  }
}

function nearOf({ position }: Element): Near | undefined {
  return position && { line: position.start.line, column: position.start.column, position }
}

/** Of what is carried a reader sees pictures, and the links that they are. */
function isShown(node: Element, parent: Root | Element): boolean {
  if (node.tagName === 'img') return true
  const isInBlock = parent.type === 'element' && parent.tagName === 'p'
  return isInBlock && node.tagName === 'a' && holdsPicture(node)
}

function holdsPicture({ children }: Element): boolean {
  return children.some((child) => child.type === 'element' && (child.tagName === 'img' || holdsPicture(child)))
}
