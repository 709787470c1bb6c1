/** Writes XLIFF 2: one element a line, the same bytes for the same data. */
import { isElement, isRemark, type XmlChild, type XmlElement, type XmlRemark } from '../xml.ts'
import type { Attributes, Bitext, BitextGroup, BitextPart, BitextUnit, Item } from './model.ts'

/** Elements in which white space means something: written on one line, to the letter. */
const MIXED = new Set(['source', 'target', 'data', 'note', 'skeleton'])

/** The core's own holders, and XLIFF's modules by the prefixes that `parseXliff` gives them. */
const STRUCTURAL = /^(?:notes|originalData|(?:mda|mtc|gls|res|ctr|slr|val|itsm?):\w+)$/

/** The document with a declaration, two spaces a level, line feeds, and a last line end. */
export function serializeXliff(bitext: Bitext): string {
  const lines = new Lines()
  lines.add(0, '<?xml version="1.0" encoding="UTF-8"?>')
  lines.remarks(0, bitext.prolog)
  lines.add(0, openTag('xliff', bitext.attributes))
  for (const item of bitext.before ?? []) lines.item(1, item)
  for (const file of bitext.files) lines.holder(1, 'file', file, () => lines.entries(2, file.entries))
  lines.remarks(1, bitext.trail)
  lines.add(0, '</xliff>')
  lines.remarks(0, bitext.epilog)
  return lines.text()
}

/** The lines of one unit. */
export function unitText(unit: BitextUnit, depth: number): string {
  const lines = new Lines()
  lines.entries(depth, [unit])
  return lines.text()
}

/** What stands in an element, on one line. */
export function childrenText(children: readonly XmlChild[]): string {
  return children.map(childText).join('')
}

interface Holder {
  readonly attributes: Attributes
  readonly before: readonly Item[]
  readonly lead?: readonly XmlRemark[]
  readonly trail?: readonly XmlRemark[]
}

/** The lines of a document as they are made. */
class Lines {
  readonly #lines: string[] = []

  text(): string {
    return `${this.#lines.join('\n')}\n`
  }

  add(depth: number, line: string): void {
    this.#lines.push('  '.repeat(depth) + line)
  }

  remarks(depth: number, remarks: readonly XmlRemark[] = []): void {
    for (const remark of remarks) this.add(depth, remarkText(remark))
  }

  entries(depth: number, entries: readonly (BitextGroup | BitextUnit)[]): void {
    for (const entry of entries) {
      if (entry.kind === 'group') this.holder(depth, 'group', entry, () => this.entries(depth + 1, entry.entries))
      else
        this.holder(depth, 'unit', entry, () => {
          for (const part of entry.parts) this.#part(depth + 1, part)
        })
    }
  }

  holder(depth: number, name: string, { attributes, before, lead, trail }: Holder, inside: () => void): void {
    this.remarks(depth, lead)
    this.add(depth, openTag(name, attributes))
    for (const item of before) this.item(depth + 1, item)
    inside()
    this.remarks(depth + 1, trail)
    this.add(depth, `</${name}>`)
  }

  /** An element with its children a line each; on one line where white space means something. */
  item(depth: number, item: Item): void {
    if (isRemark(item)) return this.add(depth, remarkText(item))
    // Extensions are given back as they were; only where white space means nothing is there an element a line.
    const mixed =
      MIXED.has(item.name) || !STRUCTURAL.test(item.name) || item.children.some((child) => typeof child === 'string')
    if (mixed || item.children.length === 0) return this.add(depth, flat(item))
    this.add(depth, openTag(item.name, item.attributes))
    for (const child of item.children) if (typeof child !== 'string') this.item(depth + 1, child)
    this.add(depth, `</${item.name}>`)
  }

  #part(depth: number, { kind, attributes, source, target, lead, trail, sourceLead, targetLead }: BitextPart): void {
    this.remarks(depth, lead)
    this.add(depth, openTag(kind, attributes))
    this.remarks(depth + 1, sourceLead)
    this.add(depth + 1, flat(source))
    this.remarks(depth + 1, targetLead)
    if (target) this.add(depth + 1, flat(target))
    this.remarks(depth + 1, trail)
    this.add(depth, `</${kind}>`)
  }
}

function flat({ name, attributes, children }: XmlElement): string {
  if (children.length === 0) return openTag(name, attributes).replace(/>$/, '/>')
  return `${openTag(name, attributes)}${childrenText(children)}</${name}>`
}

function childText(child: XmlChild): string {
  if (typeof child === 'string') return escapeText(child)
  return isElement(child) ? flat(child) : remarkText(child)
}

/** What would end a remark early is parted by a space. */
function remarkText({ kind, text }: XmlRemark): string {
  if (kind === 'instruction') return `<?${text.replaceAll('?>', '? >')}?>`
  return `<!--${text.replaceAll(/-(?=-|$)/g, '- ')}-->`
}

function openTag(name: string, attributes: Attributes): string {
  return `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
    .join('')}>`
}

/** `>` is only needed after `]]`; a carriage return would be read as a line feed. */
export function escapeText(text: string): string {
  if (!/[&<\r\]]/.test(text)) return text // one set of characters is looked for faster than a choice
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '&#13;')
}

export function escapeAttribute(value: string): string {
  if (!/[&<"\t\n\r]/.test(value)) return value
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
}
