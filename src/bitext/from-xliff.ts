/** Inline content from XLIFF's elements. */
import type { Code, Content } from './content.ts'
import { isElement, type XmlChild } from './xml.ts'

/** Ids of codes that are copies of others, with the id of their base. */
export type Bases = ReadonlyMap<string, string>

const NO_BASES: Bases = new Map()

/**
 * What the elements of a `source` or `target` hold. Annotations (`mrk`, `sm`, `em`) give their
 * text, remarks nothing; a copy of a code is that code again.
 */
export function fromXliff(children: readonly XmlChild[], bases: Bases = NO_BASES): Content {
  const parts: (string | Code)[] = []
  const text = (value: string): void => {
    if (value === '') return
    if (typeof parts.at(-1) === 'string') parts.push(`${parts.pop()}${value}`)
    else parts.push(value)
  }
  const visit = (child: XmlChild): void => {
    if (typeof child === 'string') return text(child)
    if (!isElement(child)) return
    const { name, attributes } = child
    const own = attributes.id ?? attributes.startRef ?? ''
    const id = bases.get(own) ?? own
    if (name === 'cp') text(String.fromCodePoint(Number.parseInt(attributes.hex ?? '20', 16)))
    else if (name === 'ph') parts.push({ kind: 'standalone', id })
    else if (name === 'sc') parts.push({ kind: 'open', id })
    else if (name === 'ec') parts.push({ kind: 'close', id })
    else if (name === 'pc') {
      parts.push({ kind: 'open', id })
      child.children.forEach(visit)
      parts.push({ kind: 'close', id })
    } else child.children.forEach(visit)
  }
  children.forEach(visit)
  return parts
}
