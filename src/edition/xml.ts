/** XML as text: what is put in is escaped, what is made here is not. */
import { safeText } from './safe-text.ts'

/** Well-formed XML. */
export type Xml = string & { readonly xml: true }

export function text(value: string): Xml {
  return safeText(value)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;') as Xml // escaped
}

/** Attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly Xml[] = [],
): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
    .join('')
  return (children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`) as Xml // made of Xml
}

/** The same with each child on a line of its own: only where white space says nothing. */
export function block(name: string, attributes: Parameters<typeof element>[1], children: readonly Xml[]): Xml {
  const lines = children.flatMap((child) => [`\n${child}` as Xml]) // white space is Xml too
  return element(name, attributes, children.length === 0 ? [] : [...lines, '\n' as Xml])
}

function attribute(value: string): string {
  return text(value)
    .replace(/"/g, '&quot;')
    .replace(/[\t\n]/g, ' ')
}
