/** XML as plain data, for what we keep of other tools and give back unchanged. */

export interface XmlElement {
  /** Qualified name, such as `gls:glossary`. XLIFF's own modules have the prefixes of their specification. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlChild[]
}

/** A comment or a processing instruction: nobody reads it, and it keeps its place. */
export interface XmlRemark {
  readonly kind: 'comment' | 'instruction'
  /** What stands between `<!--` and `-->`, or between `<?` and `?>`. */
  readonly text: string
}

export type XmlChild = XmlElement | XmlRemark | string

export function isElement(child: XmlChild): child is XmlElement {
  return typeof child !== 'string' && 'name' in child
}

export function isRemark(child: XmlChild): child is XmlRemark {
  return typeof child !== 'string' && 'kind' in child
}

/** The elements in it, texts and remarks passed over; of nothing, none. */
export function childElements(element: Pick<XmlElement, 'children'> | undefined): readonly XmlElement[] {
  return (element?.children ?? []).filter(isElement)
}

/** All text in it, remarks left out. */
export function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : isElement(child) ? textOf(child) : ''))
    .join('')
}
