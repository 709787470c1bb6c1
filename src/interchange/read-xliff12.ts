/** An XLIFF 1.2 file of any tool as rows. */
import { glue, type Code, type Content } from '../bitext/content.ts'
import type { State } from '../bitext/states.ts'
import { attribute, elements, isNode } from '../bitext/xliff/node.ts'
import { parseXml, type XmlNode } from '../bitext/xliff/parse-xml.ts'
import { MuqabilError } from '../errors.ts'
import type { ExchangeRow } from './exchange-row.ts'
import { requireLanguages, type Languages } from './require-languages.ts'
import { settleSpace } from './settle-space.ts'

const STATES_OF: Readonly<Record<string, State>> = {
  new: 'initial',
  'needs-translation': 'initial',
  translated: 'translated',
  'signed-off': 'reviewed',
  final: 'final',
}
/** Looked through; all other elements are codes. */
const THROUGH = new Set(['mrk', 'sub'])
/** What begins a pair elsewhere, and what ends it. */
const ENDS: Readonly<Record<string, Code['kind']>> = { bx: 'open', bpt: 'open', ex: 'close', ept: 'close' }

/**
 * A unit at a time. White space is as it stands where the file says so, else settled to single spaces.
 *
 * @throws {MuqabilError} `exchange-damaged`, `exchange-languages`, and what the reader of XML refuses.
 */
export function readXliff12(text: string, file: string, languages: Languages): readonly ExchangeRow[] {
  const rows: ExchangeRow[] = []
  const { root } = parseXml(text, file, (node, open) => {
    if (node.local !== 'trans-unit') return
    const row = rowOf(node, [...open, node])
    if (row) {
      requireLanguages(languagesOf(open), languages, { file, line: node.line })
      rows.push(row)
    }
    node.children.length = 0
  })
  if (root.local !== 'xliff')
    throw new MuqabilError('exchange-damaged', { problem: 'no XLIFF in it' }, { file, line: 1 })
  return rows
}

function languagesOf(open: readonly XmlNode[]): Partial<Languages> {
  const holder = open.find(({ local }) => local === 'file')
  const source = holder && attribute(holder, 'source-language')
  const target = holder && attribute(holder, 'target-language')
  return { ...(source === undefined ? {} : { source }), ...(target === undefined ? {} : { target }) }
}

function rowOf(unit: XmlNode, open: readonly XmlNode[]): ExchangeRow | undefined {
  const child = (name: string): XmlNode | undefined => elements(unit).find(({ local }) => local === name)
  const [source, target] = [child('source'), child('target')]
  if (source === undefined) return undefined
  const space = open.map((node) => attribute(node, 'xml:space')).findLast((value) => value !== undefined)
  const settle = space === 'preserve' ? (content: Content): Content => content : settleSpace
  const ids = new Map<string, string>()
  const words = settle(contentOf(source, ids))
  const own = target ? settle(contentOf(target, ids)) : []
  const said = (target && attribute(target, 'state')) ?? ''
  const needsWork = /^needs-/.test(said) && own.length > 0
  const state = STATES_OF[said] ?? (attribute(unit, 'approved') === 'yes' && !needsWork ? 'reviewed' : undefined)
  const base = elements(unit).find((node) => node.local === 'note' && attribute(node, 'from') === 'muqabil')
  const document = open.find(({ local }) => local === 'file')
  return {
    ...(base && document ? { document: attribute(document, 'original') ?? '', base: textOf(base) } : {}),
    ...(base ? { id: attribute(unit, 'id') ?? '' } : {}),
    source: words,
    ...(own.length === 0 ? {} : { target: own }),
    ...(state === undefined || own.length === 0 ? {} : { state }),
    // A tool that leaves states out says nothing of a mark.
    ...(needsWork || (Object.hasOwn(STATES_OF, said) && own.length > 0) ? { needsWork } : {}),
    line: unit.line,
  }
}

/** Codes of both sides that share their reference share an id. */
function contentOf(node: XmlNode, ids: Map<string, string>): Content {
  const parts: (string | Code)[] = []
  const idFor = (key: string): string => {
    const id = ids.get(key) ?? String(ids.size + 1)
    ids.set(key, id)
    return id
  }
  const visit = (parent: XmlNode): void => {
    for (const child of parent.children) {
      if (typeof child === 'string') parts.push(child)
      else if (isNode(child)) {
        if (THROUGH.has(child.local)) visit(child)
        else visitCode(child)
      }
    }
  }
  const visitCode = (child: XmlNode): void => {
    const own = attribute(child, 'id') ?? ''
    const end = ENDS[child.local]
    if (end !== undefined) {
      parts.push({ kind: end, id: idFor(`pair ${attribute(child, 'rid') ?? own}`) })
    } else if (child.local === 'g') {
      const id = idFor(`pair ${own}`)
      parts.push({ kind: 'open', id })
      visit(child)
      parts.push({ kind: 'close', id })
    } else parts.push({ kind: 'standalone', id: idFor(`${child.local} ${own}`) })
  }
  visit(node)
  return glue(parts)
}

function textOf(node: XmlNode): string {
  return node.children.filter((child) => typeof child === 'string').join('')
}
