/** The rules of inline codes and annotations inside one unit. */
import { quote } from '../../errors.ts'
import { attribute, elements, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

export interface CodeContext {
  readonly dataIds: ReadonlySet<string>
  readonly unitIds: ReadonlySet<string>
  readonly noteIds: ReadonlySet<string | undefined>
  readonly fail: Fail
}

const CODES = ['ph', 'pc', 'sc', 'ec']
const MARKS = ['mrk', 'sm']
const EDIT_HINTS = ['canCopy', 'canDelete', 'canOverlap'] as const
/** Sub-types of XLIFF itself and the type they belong to. */
const SUB_TYPES: Readonly<Record<string, string>> = {
  'xlf:lb': 'fmt',
  'xlf:pb': 'fmt',
  'xlf:b': 'fmt',
  'xlf:i': 'fmt',
  'xlf:u': 'fmt',
  'xlf:var': 'ui',
}

/** @see XLIFF 2.1, sections 4.2.3 (inline elements), 4.7.2 (inline codes: pairing, copying, removal, order). */
export function checkCodes(parts: readonly XmlNode[], context: CodeContext): void {
  const { fail } = context
  const sides = [parts.map((part) => inlineOf(elements(part)[0])), parts.map((part) => inlineOf(elements(part)[1]))]
  const partIds = new Set<string>()
  for (const part of parts) {
    const id = attribute(part, 'id')
    if (id !== undefined && partIds.has(id)) fail(part, `id ${quote(id)} twice in a unit`, 'ids that are unique in it')
    if (id !== undefined) partIds.add(id)
  }
  const [sources = [], targets = []] = sides
  for (const side of sides) {
    const flat = side.flat()
    checkIds(flat, partIds, fail)
    checkPairs(flat, fail)
    for (const node of flat) checkOne(node, flat, sources.flat(), context)
    for (const nodes of side) checkSequence(nodes, fail)
  }
  checkTargetIds(sources.flat(), targets.flat(), fail)
  for (const [index, part] of parts.entries()) {
    const target = elements(part)[1]
    if (target) checkKept(target, sources[index] ?? [], targets[index] ?? [], targets.flat(), fail)
  }
}

function inlineOf(content: XmlNode | undefined): readonly XmlNode[] {
  return content ? elements(content).flatMap((node) => [node, ...inlineOf(node)]) : []
}

function checkIds(nodes: readonly XmlNode[], partIds: ReadonlySet<string>, fail: Fail): void {
  const seen = new Set(partIds)
  for (const node of nodes) {
    const id = attribute(node, 'id')
    if (id === undefined) continue
    if (seen.has(id)) fail(node, `id ${quote(id)} twice in a unit`, 'ids that are unique in it')
    seen.add(id)
  }
}

/** A code of the target with an id of the source is that code. */
function checkTargetIds(sources: readonly XmlNode[], targets: readonly XmlNode[], fail: Fail): void {
  const kinds = new Map(sources.map((node) => [attribute(node, 'id'), family(node)]))
  for (const node of targets) {
    const kind = kinds.get(attribute(node, 'id') ?? '')
    if (kind !== undefined && kind !== family(node))
      fail(
        node,
        `<${node.local}> with the id of another kind of code`,
        'the same kind on both sides, or an id of its own',
      )
  }
}

function family({ local }: XmlNode): string {
  return local === 'sc' || local === 'pc' ? 'pair' : local === 'mrk' || local === 'sm' ? 'mark' : local
}

function checkPairs(nodes: readonly XmlNode[], fail: Fail): void {
  const started = new Map<string, XmlNode>()
  const ended = new Set<string>()
  for (const node of nodes) {
    const id = attribute(node, 'id') ?? ''
    if (node.local === 'sc' || node.local === 'sm') started.set(`${node.local} ${id}`, node)
    if (node.local === 'em') {
      const start = `sm ${attribute(node, 'startRef') ?? ''}`
      if (!started.has(start) || ended.has(start))
        fail(node, '<em> without its <sm> before it', 'a startRef to an open <sm>')
      ended.add(start)
    }
    if (node.local === 'ec') checkEnd(node, started, ended, fail)
  }
  for (const [key, node] of started) {
    const isolated = attribute(node, 'isolated') === 'yes'
    if (node.local === 'sm' && !ended.has(key)) fail(node, '<sm> without its <em>', 'an <em> after it')
    if (node.local === 'sc' && !isolated && !ended.has(key))
      fail(node, '<sc> without its <ec>', 'an <ec> after it, or isolated="yes"')
    if (node.local === 'sc' && isolated && ended.has(key)) fail(node, 'isolated <sc> with an <ec>', 'isolated="no"')
  }
}

function checkEnd(node: XmlNode, started: ReadonlyMap<string, XmlNode>, ended: Set<string>, fail: Fail): void {
  const startRef = attribute(node, 'startRef')
  if (attribute(node, 'isolated') === 'yes') {
    if (startRef !== undefined || attribute(node, 'id') === undefined)
      fail(node, 'isolated <ec> without an id or with a startRef', 'an id and no startRef')
    return
  }
  if (startRef === undefined || attribute(node, 'id') !== undefined)
    fail(node, '<ec> with an id or without startRef', 'startRef alone, or isolated="yes" with an id')
  if (attribute(node, 'dir') !== undefined) fail(node, 'dir on an <ec> that has a start', 'dir on its <sc>')
  const key = `sc ${startRef}`
  const start = started.get(key)
  if (start === undefined || ended.has(key))
    return fail(node, '<ec> without its <sc> before it', 'a startRef to an open <sc>')
  ended.add(key)
  for (const hint of EDIT_HINTS) {
    if ((attribute(node, hint) ?? 'yes') !== (attribute(start, hint) ?? 'yes'))
      fail(node, `${hint} that differs from its <sc>`, 'the same on both ends')
  }
  const reorder = attribute(start, 'canReorder') ?? 'yes'
  if ((attribute(node, 'canReorder') ?? 'yes') !== (reorder === 'firstNo' ? 'no' : reorder))
    fail(node, 'canReorder that differs from its <sc>', 'the same on both ends ("no" for "firstNo")')
}

function checkOne(
  node: XmlNode,
  side: readonly XmlNode[],
  sources: readonly XmlNode[],
  { dataIds, unitIds, noteIds, fail }: CodeContext,
): void {
  if (node.local === 'cp') return checkCodePoint(node, fail)
  if (MARKS.includes(node.local)) return checkMark(node, noteIds, fail)
  if (!CODES.includes(node.local)) return
  for (const name of ['dataRef', 'dataRefStart', 'dataRefEnd']) {
    const ref = attribute(node, name)
    if (ref !== undefined && !dataIds.has(ref))
      fail(node, `${name} to ${quote(ref)}, which is not there`, 'the id of a <data> of this unit')
  }
  for (const name of ['subFlows', 'subFlowsStart', 'subFlowsEnd']) {
    const missing = attribute(node, name)
      ?.split(/ +/)
      .find((id) => !unitIds.has(id))
    if (missing !== undefined)
      fail(node, `${name} to unit ${quote(missing)}, which is not there`, 'ids of units of this file')
  }
  const subType = attribute(node, 'subType')
  if (subType !== undefined && attribute(node, 'type') === undefined)
    fail(node, 'subType without type', 'a type beside it')
  if (subType !== undefined && Object.hasOwn(SUB_TYPES, subType) && SUB_TYPES[subType] !== attribute(node, 'type'))
    fail(
      node,
      `subType ${quote(subType)} on type ${quote(attribute(node, 'type') ?? '')}`,
      `type "${SUB_TYPES[subType]}"`,
    )
  const copyOf = attribute(node, 'copyOf')
  if (copyOf !== undefined) {
    const original = [...side, ...sources].find(
      (each) => attribute(each, 'id') === copyOf && CODES.includes(each.local),
    )
    if (original === undefined || attribute(original, 'canCopy') === 'no')
      fail(
        node,
        `copyOf ${quote(copyOf)}, which is not there or may not be copied`,
        'the id of a code that may be copied',
      )
    if (['dataRef', 'dataRefStart', 'dataRefEnd'].some((name) => attribute(node, name) !== undefined))
      fail(node, 'copyOf and dataRef on one code', 'one of the two')
  }
  if (
    (attribute(node, 'canReorder') ?? 'yes') !== 'yes' &&
    (attribute(node, 'canCopy') !== 'no' || attribute(node, 'canDelete') !== 'no')
  ) {
    fail(node, 'a code that may not be reordered and may be copied or deleted', 'canCopy="no" and canDelete="no"')
  }
}

/** Only characters that XML cannot hold: C0 controls but tab and line ends, surrogates, U+FFFE and U+FFFF. */
function checkCodePoint(node: XmlNode, fail: Fail): void {
  const point = Number.parseInt(attribute(node, 'hex') ?? '', 16)
  const allowed =
    point < 0x20
      ? ![0x9, 0xa, 0xd].includes(point)
      : (point >= 0xd800 && point <= 0xdfff) || point === 0xfffe || point === 0xffff
  if (!allowed) fail(node, `<cp> for U+${point.toString(16).toUpperCase()}`, 'a character that XML cannot hold')
}

function checkMark(node: XmlNode, noteIds: ReadonlySet<string | undefined>, fail: Fail): void {
  if (attribute(node, 'type') !== 'comment') return
  const [value, ref] = [attribute(node, 'value'), attribute(node, 'ref')]
  if ((value === undefined) === (ref === undefined))
    fail(node, 'a comment with both value and ref, or neither', 'one of the two')
  if (ref === undefined) return
  const [, unit, note] = /^#(?:\/?(?:f=[^/]+\/)?u=([^/]+)\/)?n=([^/]+)$/.exec(ref) ?? []
  if (note === undefined || (unit === undefined && !noteIds.has(note)))
    fail(node, `a comment's ref ${quote(ref)}`, 'a note of this unit, such as "#n=n1"')
}

/** A sequence that keeps its order begins with firstNo. */
function checkSequence(nodes: readonly XmlNode[], fail: Fail): void {
  let open = false
  for (const node of nodes.filter(({ local }) => CODES.includes(local))) {
    const reorder = attribute(node, 'canReorder') ?? 'yes'
    if (reorder === 'firstNo') open = true
    if (reorder === 'no' && !open && node.local !== 'ec')
      fail(node, 'canReorder "no" before any "firstNo"', '"firstNo" on the first code of the sequence')
    if (reorder === 'yes') open = false
  }
}

/** What may not be deleted is in the target; what may not be reordered stands there in its order. */
function checkKept(
  target: XmlNode,
  sources: readonly XmlNode[],
  targets: readonly XmlNode[],
  all: readonly XmlNode[],
  fail: Fail,
): void {
  const ids = new Set(all.map(nameOf))
  const lost = sources.find(
    (node) => CODES.includes(node.local) && attribute(node, 'canDelete') === 'no' && !ids.has(nameOf(node)),
  )
  if (lost) fail(target, `a target without code ${quote(nameOf(lost))}`, 'every code that may not be deleted')
  const runs = sequences(sources)
  const order = targets.filter(({ local }) => CODES.includes(local)).map(nameOf)
  for (const run of runs) {
    const places = run.map((name) => order.indexOf(name)).filter((place) => place !== -1)
    if (places.some((place, index) => index > 0 && place !== (places[index - 1] ?? 0) + 1))
      fail(target, 'codes in another order', 'codes that may not be reordered in the order of the source')
  }
}

function sequences(nodes: readonly XmlNode[]): readonly (readonly string[])[] {
  const runs: string[][] = []
  for (const node of nodes.filter(({ local }) => CODES.includes(local))) {
    const reorder = attribute(node, 'canReorder') ?? 'yes'
    if (reorder === 'firstNo') runs.push([nameOf(node)])
    else if (reorder === 'no') runs.at(-1)?.push(nameOf(node))
  }
  return runs
}

function nameOf(node: XmlNode): string {
  return attribute(node, 'id') ?? `/${attribute(node, 'startRef') ?? ''}`
}
