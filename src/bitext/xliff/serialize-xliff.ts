/** Writes XLIFF 2: one element a line, the same bytes for the same data. */
import type { XmlElement } from '../xml.ts'
import type { Attributes, Bitext, BitextGroup, BitextPart, BitextUnit } from './model.ts'

/** Elements in which white space means something: written on one line, to the letter. */
const MIXED = new Set(['source', 'target', 'data', 'note', 'skeleton'])

/** The core's own holders, and XLIFF's modules by their usual prefixes. */
const STRUCTURAL = /^(?:notes|originalData|(?:mda|mtc|gls|res|ctr|slr|val|itsm?):\w+)$/

/** The document with a declaration, two spaces a level, line feeds, and a last line end. */
export function serializeXliff(bitext: Bitext): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', openTag('xliff', bitext.attributes)]
  for (const file of bitext.files) {
    lines.push(`  ${openTag('file', file.attributes)}`, ...file.before.flatMap((element) => elementLines(element, 2)))
    lines.push(...file.entries.flatMap((entry) => entryLines(entry, 2)), '  </file>')
  }
  lines.push('</xliff>', '')
  return lines.join('\n')
}

function entryLines(entry: BitextGroup | BitextUnit, depth: number): string[] {
  const indent = '  '.repeat(depth)
  const inside =
    entry.kind === 'group'
      ? entry.entries.flatMap((child) => entryLines(child, depth + 1))
      : entry.parts.flatMap((part) => partLines(part, depth + 1))
  return [
    indent + openTag(entry.kind, entry.attributes),
    ...entry.before.flatMap((element) => elementLines(element, depth + 1)),
    ...inside,
    `${indent}</${entry.kind}>`,
  ]
}

function partLines({ kind, attributes, source, target }: BitextPart, depth: number): string[] {
  const indent = '  '.repeat(depth)
  return [
    indent + openTag(kind, attributes),
    ...[source, target].filter((content) => content !== undefined).map((content) => `${indent}  ${flat(content)}`),
    `${indent}</${kind}>`,
  ]
}

function elementLines(element: XmlElement, depth: number): string[] {
  const indent = '  '.repeat(depth)
  // Extensions are given back as they were; only where white space means nothing is there an element a line.
  const mixed =
    MIXED.has(element.name) ||
    !STRUCTURAL.test(element.name) ||
    element.children.some((child) => typeof child === 'string')
  const children = element.children.filter((child) => typeof child !== 'string')
  if (mixed || children.length === 0) return [indent + flat(element)]
  return [
    indent + openTag(element.name, element.attributes),
    ...children.flatMap((child) => elementLines(child, depth + 1)),
    `${indent}</${element.name}>`,
  ]
}

function flat({ name, attributes, children }: XmlElement): string {
  if (children.length === 0) return openTag(name, attributes).replace(/>$/, '/>')
  return (
    openTag(name, attributes) +
    children.map((child) => (typeof child === 'string' ? escapeText(child) : flat(child))).join('') +
    `</${name}>`
  )
}

function openTag(name: string, attributes: Attributes): string {
  return `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
    .join('')}>`
}

/** `>` is only needed after `]]`; a carriage return would be read as a line feed. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '&#13;')
}

function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
}
