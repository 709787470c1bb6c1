/** An XML element as plain data, for what we keep of other tools and give back unchanged. */

export interface XmlElement {
  /** Qualified name as written, such as `gls:glossary`. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}
