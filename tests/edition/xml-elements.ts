/** The elements of an XML file, which must be well-formed. */
import { SaxesParser } from 'saxes'

export interface Found {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parents: readonly string[]
}

/** Every element in order; throws where the file is not well-formed. */
export function elementsOf(xml: string): readonly Found[] {
  const found: Found[] = []
  const open: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.entries(attributes).map(([key, { value }]) => [key, value] as const)
    found.push({ name, attributes: Object.fromEntries(plain), parents: [...open] })
    open.push(name)
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  return found
}
