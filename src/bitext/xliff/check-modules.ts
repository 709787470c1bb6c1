/** The rules of XLIFF's modules that their schemas cannot say, one function an element. */
import { quote } from '../../errors.ts'
import { checkCodes } from './check-codes.ts'
import { sidesOf, uniqueIds } from './check-parts.ts'
import { MODULES, schemaName } from './namespaces.ts'
import { attribute, descendants, elements, hasText, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

export interface ModuleContext {
  /** The elements round the holder, the root first. */
  readonly open: readonly XmlNode[]
  /** The core's namespace. */
  readonly core: string
  readonly fail: Fail
}

type Check = (node: XmlNode, holder: XmlNode, context: ModuleContext) => void

const INTEGER = /^\d*$/
/** Without a profile a size can be anything but half a code point. */
const NO_FRACTION = /^(?!\d*\.\d+$)/
const RESTRICTION = /^(?:\*|\d+(?:,(?:\d+|\*))?|)$/

/** HTML elements that a format style may name (fs.xsd). */
const HTML = new Set(
  (
    'a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 head hr html i img label legend li ol p pre q s samp select small ' +
    'span strike strong sub sup table tbody td tfoot th thead title tr tt u ul'
  ).split(' '),
)

/**
 * @param node An element of a module, or one that has attributes of modules.
 * @param holder The file, group or unit it stands in.
 * @see XLIFF 2.1, chapter 5 "Modules".
 */
export function checkModule(node: XmlNode, holder: XmlNode, context: ModuleContext): void {
  CHECKS[schemaName(node)]?.(node, holder, context)
  checkStyle(node, context.fail)
  checkSize(node, holder, context)
}

const CHECKS: Readonly<Record<string, Check>> = {
  'mda:metadata': (node, _, { fail }) => void uniqueIds([node, ...descendants(node)], 'metadata', fail),
  'mtc:matches': (node, _, { fail }) => void uniqueIds(elements(node), 'match', fail),
  'mtc:match': checkMatch,
  'gls:glossary': (node, _, { fail }) =>
    void uniqueIds(
      descendants(node).filter(({ uri }) => uri === node.uri),
      'glossary',
      fail,
    ),
  'gls:glossEntry': (node, holder, { fail }) => {
    if (!elements(node).some((each) => ['gls:translation', 'gls:definition'].includes(schemaName(each))))
      fail(node, '<glossEntry> without translation and definition', 'one of the two')
    if (attribute(node, 'ref')?.startsWith('#') === true) checkSpan(node, holder, fail)
  },
  'gls:translation': (node, holder, { fail }) => {
    if (attribute(node, 'ref')?.startsWith('#') === true) checkSpan(node, holder, fail)
  },
  'res:resourceData': (node, _, { fail }) => void uniqueIds(elements(node), 'resource', fail),
  'res:resourceItem': (node, _, { fail }) => {
    const sides = elements(node).filter((each) => ['res:source', 'res:target'].includes(schemaName(each)))
    if (attribute(node, 'mimeType') === undefined && sides.every((each) => elements(each).length === 0))
      fail(node, '<resourceItem> without mimeType', 'a mimeType, or content in its source and target')
  },
  'res:source': (node, holder, { open, fail }) => {
    checkResource(node, fail)
    const [language, expected] = [attribute(node, 'xml:lang'), attribute(open[0] ?? holder, 'srcLang')]
    if (language !== undefined && language.toLowerCase() !== expected?.toLowerCase())
      fail(node, `xml:lang ${quote(language)}`, `${quote(expected ?? '')}, as the document says`)
  },
  'res:target': (node, _, { fail }) => checkResource(node, fail),
  'val:rule': (node, _, { fail }) => {
    const kinds = node.attributes.filter(
      ({ name, uri }) =>
        ['isPresent', 'isNotPresent', 'startsWith', 'endsWith'].includes(name) ||
        (uri !== '' && !uri.startsWith('http://www.w3.org/')),
    )
    if (kinds.length !== 1) fail(node, `${kinds.length} conditions on <rule>`, 'exactly one')
    const kind = kinds[0]?.name
    if (attribute(node, 'occurs') !== undefined && kind !== 'isPresent') fail(node, `occurs with ${kind}`, 'isPresent')
    if (attribute(node, 'existsInSource') !== undefined && kind === 'isNotPresent')
      fail(node, 'existsInSource with isNotPresent', 'isPresent, startsWith or endsWith')
  },
}

/** A candidate is for a span of its unit, and its own content is sound in itself. */
function checkMatch(node: XmlNode, holder: XmlNode, { core, fail }: ModuleContext): void {
  if (attribute(node, 'xml:lang') !== undefined) fail(node, 'xml:lang on <match>', 'none: the document says it')
  if (attribute(node, 'subType') !== undefined && attribute(node, 'type') === undefined)
    fail(node, 'subType without type', 'a type beside it')
  checkSpan(node, holder, fail)
  const data = elements(node)
    .filter(({ uri, local }) => uri === core && local === 'originalData')
    .flatMap(elements)
  checkCodes([sidesOf(node)], new Set(), { dataIds: uniqueIds(data, 'data', fail), noteIds: new Set(), fail })
}

/** `ref`, where there is one, points into the unit it stands in. */
function checkSpan(node: XmlNode, holder: XmlNode, fail: Fail): void {
  const ref = attribute(node, 'ref')
  if (ref === undefined) return
  const [, unit, isTarget, id] = /^#(?:\/?(?:f=[^/]+\/)?(?:g=[^/]+\/)?u=([^/]+)\/)?(t=)?([^/=]+)$/.exec(ref) ?? []
  const here = unit === undefined || unit === attribute(holder, 'id')
  if (id === undefined || !here || !spanIds(holder, isTarget === undefined ? 'source' : 'target').has(id))
    fail(
      node,
      `${node.local} for ${quote(ref)}, which is not there`,
      'a reference to a segment or code of its unit, such as "#s1"',
    )
}

/** Ids of the segments of a unit and of what is inside them on one side. */
function spanIds(unit: XmlNode, side: 'source' | 'target'): ReadonlySet<string> {
  const parts = elements(unit).filter(({ local }) => local === 'segment' || local === 'ignorable')
  const inside = parts.flatMap((part) =>
    elements(part)
      .filter(({ local }) => local === side)
      .flatMap(descendants),
  )
  return new Set([...parts, ...inside].flatMap((each) => attribute(each, 'id') ?? []))
}

function checkResource(node: XmlNode, fail: Fail): void {
  const isEmpty = elements(node).length === 0 && !hasText(node)
  if (isEmpty !== (attribute(node, 'href') !== undefined))
    fail(node, `<${node.name}> with both content and href, or neither`, 'one of the two')
}

/** fs:fs names an HTML element; fs:subFs needs it; an end code has its start's. */
function checkStyle(node: XmlNode, fail: Fail): void {
  const own = node.attributes.filter(({ uri }) => uri === MODULES.fs)
  const [first] = own
  if (first === undefined) return
  const [fs, subFs] = ['fs', 'subFs'].map((local) => own.find((each) => each.local === local))
  const other = own.find(({ local }) => local !== 'fs' && local !== 'subFs')
  if (other) fail(node, `attribute ${other.name}`, 'fs or subFs')
  if (fs && !HTML.has(fs.value)) fail(node, `${fs.name} ${quote(fs.value)}`, 'the name of an HTML element')
  if (subFs && !fs) fail(node, `${subFs.name} without fs`, 'fs beside it')
  if (isPairedEnd(node)) fail(node, `${first.name} on an <ec> that has a start`, 'it on the <sc>')
}

/**
 * Size and length restriction. What a value looks like is the profile's matter: numbers in those
 * of the specification, which also count where no profile is named.
 */
function checkSize(node: XmlNode, holder: XmlNode, { open, fail }: ModuleContext): void {
  const own = new Map(
    node.attributes.filter(({ uri }) => uri === MODULES.slr).map(({ local, value }) => [local, value]),
  )
  if (own.size === 0) return
  const around = [...open, holder]
  const profiles = around.flatMap(elements).find((each) => schemaName(each) === 'slr:profiles')
  const profileOf = (name: string): string => (profiles && attribute(profiles, name)) ?? ''
  const value = (name: string, pattern: RegExp, profile: string, expected: string): void => {
    const text = own.get(name)
    if (text !== undefined && /^(?:xliff:.*)?$/.test(profile) && !pattern.test(text))
      fail(node, `${name} ${quote(text)}`, expected)
  }
  const [storage, general] = [profileOf('storageProfile'), profileOf('generalProfile')]
  value('equivStorage', INTEGER, storage, 'a whole number')
  value('storageRestriction', RESTRICTION, storage, '"*", a number, or two with a comma')
  value('sizeInfo', general === '' ? NO_FRACTION : INTEGER, general, 'a whole number')
  value('sizeRestriction', RESTRICTION, general, '"*", a number, or two with a comma')
  const ref = own.get('sizeInfoRef')
  if (ref !== undefined && own.has('sizeInfo')) fail(node, 'sizeInfo and sizeInfoRef', 'one of the two')
  const data = around.flatMap(elements).filter((each) => schemaName(each) === 'slr:data')
  if (ref !== undefined && !data.flatMap(descendants).some((each) => attribute(each, 'id') === ref))
    fail(node, `sizeInfoRef to ${quote(ref)}, which is not there`, 'the id of an element in a <data> of the module')
  if (isPairedEnd(node) && ['equivStorage', 'sizeInfo', 'sizeInfoRef'].some((name) => own.has(name)))
    fail(node, 'a size on an <ec> that has a start', 'it on the <sc>')
}

function isPairedEnd(node: XmlNode): boolean {
  return node.local === 'ec' && attribute(node, 'isolated') !== 'yes'
}
