/** The rules of inline codes and annotations on the two sides of a unit. */
import { quote } from '../../errors.ts'
import { attribute, descendants, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

export interface CodeContext {
  readonly dataIds: ReadonlySet<string>
  /** Notes of the unit that comments may refer to. */
  readonly noteIds: ReadonlySet<string>
  readonly fail: Fail
}

/** Source and target elements that belong together: a segment's, an ignorable's, a match's. */
export interface Sides {
  readonly source: XmlNode
  readonly target?: XmlNode
}

export const CODES: readonly string[] = ['ph', 'pc', 'sc', 'ec']
const MARKS: readonly string[] = ['mrk', 'sm']
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

/**
 * @param parts What shares one scope of ids: the parts of a unit, or one match.
 * @param taken Ids of that scope that stand elsewhere, such as segments'.
 * @see XLIFF 2.1, sections 4.2.3 (inline elements) and 4.7.2 (inline codes: pairing, copying).
 */
export function checkCodes(parts: readonly Sides[], taken: ReadonlySet<string>, context: CodeContext): void {
  const sources = parts.flatMap(({ source }) => descendants(source))
  const targets = parts.flatMap(({ target }) => (target ? descendants(target) : []))
  for (const side of [sources, targets]) {
    checkIds(side, taken, context.fail)
    checkPairs(side, context.fail)
    for (const node of side) checkOne(node, context)
  }
  checkCopies([...sources, ...targets], context.fail)
  checkTargetIds(sources, targets, context.fail)
}

function checkIds(nodes: readonly XmlNode[], taken: ReadonlySet<string>, fail: Fail): void {
  const seen = new Set(taken)
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

function checkOne(node: XmlNode, { dataIds, noteIds, fail }: CodeContext): void {
  if (node.local === 'cp') return checkCodePoint(node, fail)
  if (MARKS.includes(node.local)) return checkMark(node, noteIds, fail)
  if (!CODES.includes(node.local)) return
  for (const name of ['dataRef', 'dataRefStart', 'dataRefEnd']) {
    const ref = attribute(node, name)
    if (ref !== undefined && !dataIds.has(ref))
      fail(node, `${name} to ${quote(ref)}, which is not there`, 'the id of a <data> beside it')
  }
  const [type, subType] = [attribute(node, 'type'), attribute(node, 'subType')]
  if (subType !== undefined && type === undefined) fail(node, 'subType without type', 'a type beside it')
  const needed = subType !== undefined && Object.hasOwn(SUB_TYPES, subType) ? SUB_TYPES[subType] : type
  if (needed !== type) fail(node, `subType ${quote(subType ?? '')} on type ${quote(type ?? '')}`, `type "${needed}"`)
  if (
    (attribute(node, 'canReorder') ?? 'yes') !== 'yes' &&
    (attribute(node, 'canCopy') !== 'no' || attribute(node, 'canDelete') !== 'no')
  )
    fail(node, 'a code that may not be reordered and may be copied or deleted', 'canCopy="no" and canDelete="no"')
}

/** Only characters that XML cannot hold: C0 controls but tab and line ends, surrogates, U+FFFE and U+FFFF; also those XML advises against, as the specification's own Schematron does. */
function checkCodePoint(node: XmlNode, fail: Fail): void {
  const point = Number.parseInt(attribute(node, 'hex') ?? '', 16)
  const allowed =
    point < 0x20
      ? ![0x9, 0xa, 0xd].includes(point)
      : (point >= 0x7f && point <= 0x9f && point !== 0x85) ||
        (point >= 0xd800 && point <= 0xdfff) ||
        (point & ~1) === 0xfffe
  if (!allowed)
    fail(node, `<cp> for U+${point.toString(16).toUpperCase().padStart(4, '0')}`, 'a character that XML cannot hold')
}

function checkMark(node: XmlNode, noteIds: ReadonlySet<string>, fail: Fail): void {
  const [type, value, ref] = ['type', 'value', 'ref'].map((name) => attribute(node, name))
  if (type === 'mtc:match' && ref !== undefined)
    fail(node, 'ref on an annotation of a match', 'none: matches refer to it')
  if (type !== 'comment') return
  if ((value === undefined) === (ref === undefined))
    fail(node, 'a comment with both value and ref, or neither', 'one of the two')
  if (ref === undefined) return
  const [, unit, note] = /^#(?:\/?(?:f=[^/]+\/)?(?:g=[^/]+\/)?u=([^/]+)\/)?n=([^/]+)$/.exec(ref) ?? []
  if (note === undefined || (unit === undefined && !noteIds.has(note)))
    fail(node, `a comment's ref ${quote(ref)}`, 'a note of this unit, such as "#n=n1"')
}

/** A copy names its base, which may be copied and has no original data: with data, the copy would use the same. */
function checkCopies(nodes: readonly XmlNode[], fail: Fail): void {
  const codes = new Map<string, XmlNode>()
  for (const node of nodes) {
    const id = attribute(node, 'id')
    if (id !== undefined && CODES.includes(node.local) && !codes.has(id)) codes.set(id, node)
  }
  for (const node of nodes) {
    const copyOf = attribute(node, 'copyOf')
    if (copyOf === undefined || !CODES.includes(node.local)) continue
    const base = codes.get(copyOf)
    if (base === undefined || attribute(base, 'canCopy') === 'no')
      fail(node, `copyOf ${quote(copyOf)}, which is not there or may not be copied`, 'the id of a code that may be')
    if (hasData(node) || (base && hasData(base)))
      fail(node, 'copyOf and original data', 'copyOf for codes without data, the same dataRef for others')
  }
}

function hasData(node: XmlNode): boolean {
  return ['dataRef', 'dataRefStart', 'dataRefEnd'].some((name) => attribute(node, name) !== undefined)
}
