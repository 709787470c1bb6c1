/** Another tool writes a file anew: the same document in another form. */
import { SaxesParser } from 'saxes'

export interface ReflowOptions {
  /** A number from 0 to `below` − 1, each time another one. */
  readonly random: (below: number) => number
  /** Prefixes by namespace; those that are not named keep theirs. */
  readonly prefixes: ReadonlyMap<string, string>
  readonly lineEnd: '\n' | '\r\n'
}

const CORE = /^urn:oasis:names:tc:xliff:document:/
/** Elements of XLIFF in which white space is between elements only. */
const STRUCTURAL =
  /^(?:xliff|file|group|unit|segment|ignorable|notes|originalData|metadata|metaGroup|matches|match|glossary|glossEntry)$/

/** New indentation, order of attributes, quotation marks, prefixes, references, forms of empty elements and line ends. */
export function reflow(text: string, { random, prefixes: all, lineEnd }: ReflowOptions): string {
  const prefixes = new Map([...all].filter(([uri]) => !CORE.test(uri) || text.includes(uri)))
  const parser = new SaxesParser({ xmlns: true })
  const out: string[] = ["<?xml version='1.0' encoding=\"utf-8\" standalone='yes'?>", ' '.repeat(random(3))]
  const structural: boolean[] = []
  let buffer = ''
  let isRoot = true
  const indent = (): string => `\n${' '.repeat(random(6))}${random(4) === 0 ? '\n\t' : ''}`
  const named = (uri: string, local: string, name: string): string => {
    const prefix = prefixes.get(uri)
    return prefix === undefined ? name : prefix === '' ? local : `${prefix}:${local}`
  }
  const flush = (): void => {
    const isLayout = buffer.trim() === '' && structural.at(-1) !== false
    out.push(isLayout ? indent() : escape(buffer, random))
    buffer = ''
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('text', (chunk) => (buffer += chunk))
  parser.on('cdata', (chunk) => (buffer += chunk))
  parser.on('comment', (comment) => {
    flush()
    out.push(`<!--${comment}-->`)
  })
  parser.on('processinginstruction', ({ target, body }) => {
    flush()
    out.push(`<?${target}  ${body}?>`)
  })
  parser.on('opentag', ({ name, uri, local, attributes }) => {
    flush()
    const own = Object.values(attributes)
      .filter((each) => (each.name !== 'xmlns' && each.prefix !== 'xmlns') || !prefixes.has(each.value))
      .map((each) => [each.uri === '' ? each.name : named(each.uri, each.local, each.name), each.value] as const)
    const declared = isRoot
      ? [...prefixes].map(([each, prefix]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, each] as const)
      : []
    isRoot = false
    const written = [...declared, ...own]
    for (let index = written.length - 1; index > 0; index--) {
      const other = random(index + 1)
      const [a, b] = [written[index], written[other]]
      if (a && b) [written[index], written[other]] = [b, a]
    }
    const space = (): string => (random(4) === 0 ? '\n  ' : ' ')
    const tail = written.map(([key, value]) => `${space()}${key} = ${quoted(value, random)}`)
    out.push(`<${named(uri, local, name)}${tail.join('')}${random(3) === 0 ? ' ' : ''}>`)
    structural.push((CORE.test(uri) || prefixes.has(uri)) && STRUCTURAL.test(local))
  })
  parser.on('closetag', ({ name, uri, local }) => {
    flush()
    structural.pop()
    out.push(`</${named(uri, local, name)} >`)
  })
  parser.write(text).close()
  return `${out.join('')}\n`.replaceAll('\n', lineEnd)
}

function escape(text: string, random: (below: number) => number): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('\r', '&#xD;')
    .replaceAll('>', random(2) === 0 ? '&gt;' : '&#62;')
}

function quoted(value: string, random: (below: number) => number): string {
  const safe = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\t\n\r]/g, (each) => `&#${each.charCodeAt(0)};`)
  return random(2) === 0 ? `"${safe.replaceAll('"', '&quot;')}"` : `'${safe.replaceAll("'", '&#39;')}'`
}
