/** A file of XLIFF, 1.2 or 2.x, of another tool as a bilingual text. */
import type { Code, CodeFacts, Content } from '../bitext/content.ts'
import { glue } from '../bitext/content.ts'
import type { State } from '../bitext/states.ts'
import { attribute, elements, isNode } from '../bitext/xliff/node.ts'
import { parseXml, type XmlNode } from '../bitext/xliff/parse-xml.ts'
import { MuqabilError } from '../errors.ts'
import type { BilingualText, BilingualUnit } from './bilingual-text.ts'
import { settleSpace } from './settle-space.ts'

/** Round text; what is in them is read. Others with a text inside hold native code. */
const PAIRS = new Set(['g', 'pc'])
const THROUGH = new Set(['mrk', 'sub'])
const DONE: Readonly<Record<string, State>> = { final: 'final', 'signed-off': 'final', reviewed: 'reviewed' }
/** States of 1.2 whose target is not the one that is wanted. */
const UNDONE = /^(?:new|needs-(?:translation|adaptation|l10n))$/

/**
 * A `trans-unit` of 1.2 and a `segment` of 2.x are a unit.
 *
 * @throws {MuqabilError} `source-damaged`, and what the reader of XML refuses.
 */
export function readXliff(text: string, file: string): BilingualText {
  const { root } = parseXml(text, file)
  const holder = root.local === 'xliff' ? elements(root).find(({ local }) => local === 'file') : undefined
  if (holder === undefined) throw new MuqabilError('source-damaged', { problem: 'no XLIFF in it' }, { file, line: 1 })
  const languages = [
    attribute(holder, 'source-language') ?? attribute(root, 'srcLang'),
    attribute(holder, 'target-language') ?? attribute(root, 'trgLang'),
  ]
  return {
    ...(languages[0] === undefined ? {} : { sourceLanguage: languages[0] }),
    ...(languages[1] === undefined ? {} : { targetLanguage: languages[1] }),
    units: pairsIn(root).flatMap(unitOf),
  }
}

/** Elements that hold a source and its target, in the order of the document. */
function pairsIn(node: XmlNode): readonly XmlNode[] {
  return elements(node).flatMap((child) =>
    child.local === 'trans-unit' || child.local === 'segment' ? [child] : pairsIn(child),
  )
}

function unitOf(pair: XmlNode): readonly BilingualUnit[] {
  const [source, target] = ['source', 'target'].map((name) => elements(pair).find(({ local }) => local === name))
  if (source === undefined) return []
  const codes = new Map<string, { readonly id: string; readonly facts: CodeFacts }>()
  const words = contentOf(source, codes, 'source')
  const own = target ? contentOf(target, codes, 'target') : []
  const said = (target && attribute(target, 'state')) ?? attribute(pair, 'state') ?? ''
  const approved = attribute(pair, 'approved') === 'yes'
  const state = DONE[said] ?? (approved ? 'reviewed' : 'translated')
  return [
    {
      source: words,
      ...(own.length > 0 ? { target: own } : {}),
      codes: Object.fromEntries([...codes.values()].map(({ id, facts }) => [id, facts])),
      state: own.length > 0 ? state : 'initial',
      needsWork:
        own.length > 0 &&
        (UNDONE.test(said) || said === 'initial' || /^muqabil:/.test(attribute(pair, 'subState') ?? '')),
      line: pair.line,
    },
  ]
}

/** Codes of the source get ids in order; those that only the target has are left out. */
function contentOf(
  node: XmlNode,
  codes: Map<string, { readonly id: string; readonly facts: CodeFacts }>,
  side: 'source' | 'target',
): Content {
  const parts: (string | Code)[] = []
  const visit = (parent: XmlNode): void => {
    for (const child of parent.children) {
      if (typeof child === 'string') parts.push(child)
      else if (isNode(child)) visitElement(child)
    }
  }
  const visitElement = (child: XmlNode): void => {
    if (THROUGH.has(child.local)) return visit(child)
    const isPair = PAIRS.has(child.local)
    const key = `${child.local} ${attribute(child, 'rid') ?? attribute(child, 'id') ?? attribute(child, 'startRef') ?? ''}`
    if (!codes.has(key) && side === 'source')
      codes.set(key, { id: String(codes.size + 1), facts: factsOf(child, isPair) })
    const id = codes.get(key)?.id
    if (id !== undefined) parts.push({ kind: isPair ? 'open' : 'standalone', id })
    if (isPair) visit(child)
    if (id !== undefined && isPair) parts.push({ kind: 'close', id })
  }
  visit(node)
  return settleSpace(glue(parts))
}

function factsOf(node: XmlNode, isPair: boolean): CodeFacts {
  if (isPair) return { kind: 'pair', tagName: 'span', properties: {}, open: '<span>', close: '</span>' }
  const shown = attribute(node, 'equiv-text') ?? attribute(node, 'disp') ?? attribute(node, 'equiv') ?? ''
  return {
    kind: 'standalone',
    tagName: 'span',
    properties: { translate: 'no' },
    open: '<span translate="no"></span>',
    ...(shown === '' ? {} : { shown, children: [{ type: 'text', value: shown }] }),
  }
}
