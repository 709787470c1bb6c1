/** A translation memory of any tool (TMX 1.1 to 1.4b) as rows. */
import { glue, type Code, type Content } from '../bitext/content.ts'
import { STATES } from '../bitext/states.ts'
import { attribute, elements, isNode } from '../bitext/xliff/node.ts'
import { parseXml, type XmlNode } from '../bitext/xliff/parse-xml.ts'
import { MuqabilError } from '../errors.ts'
import type { ExchangeRow } from './exchange-row.ts'

/** Codes of native markup; their text is none of the sentence's. `hi` and `sub` are looked through. */
const CODES = new Set(['bpt', 'ept', 'it', 'ph', 'ut'])

/**
 * A unit at a time: what is read takes the room of its rows. Languages are compared by their first part, in any case;
 * units without both of them are passed over.
 *
 * @throws {MuqabilError} `exchange-damaged`, and what the reader of XML refuses.
 */
export function readTmx(
  text: string,
  file: string,
  languages: { readonly source: string; readonly target: string },
): readonly ExchangeRow[] {
  const rows: ExchangeRow[] = []
  const { root } = parseXml(text, file, (node, open) => {
    if (node.local !== 'tu') return
    const row = rowOf(node, baseLanguage(languages.source), baseLanguage(languages.target))
    if (row) rows.push(row)
    const siblings = open.at(-1)?.children
    if (siblings) siblings.length = 0
  })
  if (root.local !== 'tmx') throw new MuqabilError('exchange-damaged', { problem: 'no TMX in it' }, { file, line: 1 })
  return rows
}

function baseLanguage(tag: string): string {
  return tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? ''
}

function rowOf(unit: XmlNode, from: string, into: string): ExchangeRow | undefined {
  const sides = new Map<string, XmlNode>()
  const props = new Map<string, string>()
  for (const child of elements(unit)) {
    if (child.local === 'prop') props.set(attribute(child, 'type') ?? '', textOf(child))
    if (child.local !== 'tuv') continue
    const language = baseLanguage(attribute(child, 'xml:lang') ?? attribute(child, 'lang') ?? '')
    const seg = elements(child).find(({ local }) => local === 'seg')
    if (seg && !sides.has(language)) sides.set(language, seg)
  }
  const [source, target] = [sides.get(from), sides.get(into)]
  if (source === undefined || target === undefined) return undefined
  const ids = new Map<string, string>()
  const words = contentOf(source, ids)
  const own = contentOf(target, ids)
  const prop = (name: 'document' | 'id' | 'base'): object => {
    const value = props.get(`x-muqabil-${name}`)
    return value === undefined ? {} : { [name]: value }
  }
  const state = STATES.find((each) => each === props.get('x-muqabil-state'))
  return {
    ...prop('document'),
    ...prop('id'),
    ...prop('base'),
    source: words,
    ...(own.length === 0 ? {} : { target: own }),
    ...(state === undefined ? {} : { state }),
    line: unit.line,
  }
}

/** Codes of both sides that share `x`, or without it the same element and place in the order, share an id. */
function contentOf(seg: XmlNode, ids: Map<string, string>): Content {
  const parts: (string | Code)[] = []
  const open = new Map<string, string>()
  const alone = new Map<string, number>()
  const visit = (node: XmlNode): void => {
    for (const child of node.children) {
      if (typeof child === 'string') parts.push(child)
      else if (isNode(child)) {
        if (CODES.has(child.local)) parts.push(codeOf(child))
        else visit(child)
      }
    }
  }
  const codeOf = (node: XmlNode): Code => {
    const i = attribute(node, 'i') ?? ''
    if (node.local === 'ept') return { kind: 'close', id: open.get(i) ?? idFor(`ept ${i}`) }
    const isIsolated = node.local === 'it' && attribute(node, 'x') !== undefined
    const kind =
      node.local === 'bpt' ? 'open' : !isIsolated ? 'standalone' : attribute(node, 'pos') === 'end' ? 'close' : 'open'
    const id = idFor(attribute(node, 'x') === undefined ? placeOf(node.local, i) : `x ${attribute(node, 'x')}`)
    if (node.local === 'bpt') open.set(i, id)
    return { kind, id }
  }
  const placeOf = (local: string, i: string): string => {
    const count = (alone.get(local) ?? 0) + 1
    alone.set(local, count)
    return `${local} ${i === '' ? `#${count}` : i}`
  }
  const idFor = (key: string): string => {
    const id = ids.get(key) ?? String(ids.size + 1)
    ids.set(key, id)
    return id
  }
  visit(seg)
  return glue(parts)
}

function textOf(node: XmlNode): string {
  return node.children.filter((child) => typeof child === 'string').join('')
}
