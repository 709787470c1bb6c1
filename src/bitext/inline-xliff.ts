/** Inline content as XLIFF's elements, and back. */
import type { Code, CodeFacts, Content } from './content.ts'
import type { XmlElement } from './xml.ts'

type Children = (XmlElement | string)[]
export type CodeTable = Readonly<Record<string, CodeFacts>>

/** Characters that XML 1.0 cannot hold (section 2.2, Char). */
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/

const FORMATTING = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'mark', 'small', 'br'])

/** Ids of the pairs of a unit's side whose both ends are there, in order: the others are isolated. */
export function wholePairs(contents: readonly Content[]): ReadonlySet<string> {
  const open = new Set<string>()
  const whole = new Set<string>()
  for (const part of contents.flat()) {
    if (typeof part === 'string') continue
    if (part.kind === 'open') open.add(part.id)
    if (part.kind === 'close' && open.has(part.id)) whole.add(part.id)
  }
  return whole
}

/** Pairs that nest inside this content become `pc`, others `sc` and `ec`. */
export function toXliff(content: Content, codes: CodeTable, whole: ReadonlySet<string>): Children {
  const nested = nestedPairs(content)
  const root: Children = []
  const stack: Children[] = [root]
  const place = (): Children => stack.at(-1) ?? root
  for (const part of content) {
    if (typeof part === 'string') place().push(...writable(part))
    else if (part.kind === 'standalone')
      place().push({ name: 'ph', attributes: { id: part.id, ...single(part, codes) }, children: [] })
    else if (nested.has(part.id)) {
      if (part.kind === 'close') {
        stack.pop()
        continue
      }
      const children: Children = []
      place().push({ name: 'pc', attributes: { id: part.id, ...paired(part, codes) }, children })
      stack.push(children)
    } else place().push(end(part, codes, whole))
  }
  return root
}

/** What the elements of a `source` or `target` hold. Annotations (`mrk`, `sm`, `em`) give their text. */
export function fromXliff(children: readonly (XmlElement | string)[]): Content {
  const parts: (string | Code)[] = []
  const text = (value: string): void => {
    if (value === '') return
    if (typeof parts.at(-1) === 'string') parts.push(`${parts.pop()}${value}`)
    else parts.push(value)
  }
  const visit = (child: XmlElement | string): void => {
    if (typeof child === 'string') return text(child)
    const { name, attributes } = child
    const id = attributes.id ?? attributes.startRef ?? ''
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

function nestedPairs(content: Content): ReadonlySet<string> {
  const nested = new Set<string>()
  let open: string[] = []
  for (const part of content) {
    if (typeof part === 'string' || part.kind === 'standalone') continue
    if (part.kind === 'open') open.push(part.id)
    else if (open.at(-1) === part.id) nested.add(open.pop() ?? '')
    else if (open.includes(part.id)) open = [] // crossing: none of the open ones can be an element round it
  }
  return nested
}

function end(part: Code, codes: CodeTable, whole: ReadonlySet<string>): XmlElement {
  const isolated = whole.has(part.id) ? {} : { isolated: 'yes' }
  if (part.kind === 'open')
    return { name: 'sc', attributes: { id: part.id, ...single(part, codes), ...isolated }, children: [] }
  const name = whole.has(part.id) ? { startRef: part.id } : { id: part.id }
  return { name: 'ec', attributes: { ...name, ...closing(part, codes), ...isolated }, children: [] }
}

function single({ id }: Code, codes: CodeTable): Record<string, string> {
  const facts = codes[id]
  if (facts === undefined) return {}
  return {
    type: typeOf(facts),
    ...(facts.shown === undefined || hasUnwritable(facts.shown) ? {} : { disp: facts.shown }),
    dataRef: dataId(id),
  }
}

function paired({ id }: Code, codes: CodeTable): Record<string, string> {
  const facts = codes[id]
  if (facts === undefined) return {}
  return { type: typeOf(facts), dataRefStart: dataId(id), dataRefEnd: endDataId(id) }
}

function closing({ id }: Code, codes: CodeTable): Record<string, string> {
  return codes[id] === undefined ? {} : { dataRef: endDataId(id) }
}

export function dataId(id: string): string {
  return `d${id}`
}

export function endDataId(id: string): string {
  return `d${id}e`
}

function typeOf({ tagName }: CodeFacts): string {
  if (tagName === 'a') return 'link'
  if (tagName === 'img') return 'image'
  return FORMATTING.has(tagName) ? 'fmt' : 'other'
}

export function hasUnwritable(text: string): boolean {
  return UNWRITABLE.test(text)
}

/** Text with the characters that XML cannot hold as `cp`. */
export function writable(text: string): Children {
  if (!hasUnwritable(text)) return text === '' ? [] : [text]
  return text
    .split(/([\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF])/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      hasUnwritable(piece)
        ? {
            name: 'cp',
            attributes: { hex: piece.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') },
            children: [],
          }
        : piece,
    )
}
