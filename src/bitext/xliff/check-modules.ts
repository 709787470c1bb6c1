/** The rules of XLIFF's modules, as far as their schemas and constraints can be held against a file. */
import { quote } from '../../errors.ts'
import { attribute, elements, type Fail } from './node.ts'
import { patterns } from './core-schema.ts'
import type { XmlNode } from './parse-xml.ts'

const BASE = 'urn:oasis:names:tc:xliff:'
const INTEGER = /^\d+$/

interface ModuleContext {
  readonly srcLang: string | undefined
  readonly fail: Fail
}

/** Elements of the modules, by namespace's name: those the schema has. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  metadata: ['metadata', 'metaGroup', 'meta'],
  matches: ['matches', 'match'],
  glossary: ['glossary', 'glossEntry', 'term', 'translation', 'definition'],
  validation: ['validation', 'rule'],
}

/** HTML elements that a format style may name (fs.xsd). */
const HTML = new Set(
  (
    'a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 head hr html i img label legend li ol p pre q s samp select small ' +
    'span strike strong sub sup table tbody td tfoot th thead title tr tt u ul'
  ).split(' '),
)

/** @see XLIFF 2.1, chapter 5 "Modules". */
export function checkModules(root: XmlNode, srcLang: string | undefined, fail: Fail): void {
  const visit = (node: XmlNode): void => {
    const name = node.uri.startsWith(BASE) ? (node.uri.slice(BASE.length).split(':')[0] ?? '') : ''
    if (name !== '' && name !== 'document') {
      if (ELEMENTS[name] !== undefined && !ELEMENTS[name].includes(node.local))
        fail(node, `element <${node.name}>`, 'an element of that module')
      checks[`${name} ${node.local}`]?.(node, { srcLang, fail })
    }
    checkStyle(node, fail)
    checkSize(node, fail)
    elements(node).forEach(visit)
  }
  visit(root)
}

const checks: Readonly<Record<string, (node: XmlNode, context: ModuleContext) => void>> = {
  'metadata metadata': (node, { fail }) => {
    only(node, ['id'], fail)
    if (elements(node).length === 0 || elements(node).some(({ local }) => local !== 'metaGroup'))
      fail(node, '<metadata> without a metaGroup', 'metaGroup elements')
    unique(deepOf(node), fail)
  },
  'metadata metaGroup': (node, { fail }) => {
    only(node, ['id', 'category', 'appliesTo'], fail)
    oneOf(node, 'appliesTo', ['source', 'target', 'ignorable'], fail)
    if (elements(node).length === 0) fail(node, 'empty <metaGroup>', 'meta or metaGroup elements')
  },
  'metadata meta': (node, { fail }) => {
    only(node, ['type'], fail)
    if (attribute(node, 'type') === undefined) fail(node, '<meta> without type', 'a type')
  },
  'matches matches': (node, { fail }) => unique(elements(node), fail),
  'matches match': (node, { fail }) => {
    oneOf(node, 'type', ['am', 'mt', 'icm', 'idm', 'tb', 'tm', 'other'], fail)
    if (node.attributes.some(({ name }) => name === 'xml:lang'))
      fail(node, 'xml:lang on <match>', 'none: the document says it')
    if (attribute(node, 'subType') !== undefined && attribute(node, 'type') === undefined)
      fail(node, 'subType without type', 'a type beside it')
    if (!attribute(node, 'ref')?.startsWith('#')) fail(node, '<match> without a reference', 'a ref such as "#s1"')
  },
  'glossary glossary': (node, { fail }) => unique(deepOf(node), fail),
  'glossary glossEntry': (node, { fail }) => {
    if (!elements(node).some(({ local }) => local === 'translation' || local === 'definition'))
      fail(node, '<glossEntry> without translation and definition', 'one of the two')
  },
  'resourcedata resourceData': (node, { fail }) => unique(deepOf(node), fail),
  'resourcedata source': resource,
  'resourcedata target': resource,
  'validation rule': (node, { fail }) => {
    const kinds = node.attributes.filter(
      ({ name, uri }) =>
        ['isPresent', 'isNotPresent', 'startsWith', 'endsWith'].includes(name) ||
        (uri !== '' && !uri.startsWith('http://www.w3.org/')),
    )
    if (kinds.length !== 1) fail(node, `${kinds.length} conditions on <rule>`, 'exactly one')
    if (attribute(node, 'occurs') !== undefined && !/^[1-9]\d*$/.test(attribute(node, 'occurs') ?? ''))
      fail(node, `occurs ${quote(attribute(node, 'occurs') ?? '')}`, 'a number from 1')
    oneOf(node, 'caseSensitive', ['yes', 'no'], fail)
    oneOf(node, 'existsInSource', ['yes', 'no'], fail)
    oneOf(node, 'normalization', ['none', 'nfc', 'nfd'], fail)
    if (attribute(node, 'existsInSource') !== undefined && attribute(node, 'isNotPresent') !== undefined)
      fail(node, 'existsInSource with isNotPresent', 'isPresent, startsWith or endsWith')
  },
}

function resource(node: XmlNode, { srcLang, fail }: ModuleContext): void {
  const content = node.children.some((child) => typeof child !== 'string' || child.trim() !== '')
  if (content === (attribute(node, 'href') !== undefined))
    fail(node, `<${node.name}> with both content and href, or neither`, 'one of the two')
  const lang = attribute(node, 'xml:lang')
  if (node.local === 'source' && lang !== undefined && lang.toLowerCase() !== srcLang?.toLowerCase())
    fail(node, `xml:lang ${quote(lang)}`, 'the language of the sources')
}

/** fs:fs names an HTML element; fs:subFs needs it; an end code has its start's. */
function checkStyle(node: XmlNode, fail: Fail): void {
  const own = node.attributes.filter(({ uri }) => uri === `${BASE}fs:2.0`)
  const [fs, subFs] = ['fs', 'subFs'].map((local) => own.find((each) => each.local === local))
  const other = own.find(({ local }) => local !== 'fs' && local !== 'subFs')
  if (other) fail(node, `attribute ${other.name}`, 'fs or subFs')
  if (fs && !HTML.has(fs.value)) fail(node, `${fs.name} ${quote(fs.value)}`, 'the name of an HTML element')
  if (subFs && !fs) fail(node, `${subFs.name} without fs`, 'fs beside it')
  if (own.length > 0 && node.local === 'ec' && attribute(node, 'isolated') !== 'yes')
    fail(node, `${own[0]?.name} on an <ec> that has a start`, 'it on the <sc>')
}

/** Size and length restriction: numbers are numbers, and of two ways one. */
function checkSize(node: XmlNode, fail: Fail): void {
  const own = new Map(
    node.attributes.filter(({ uri }) => uri === `${BASE}sizerestriction:2.0`).map(({ local, value }) => [local, value]),
  )
  if (own.size === 0) return
  if (own.has('sizeInfo') && own.has('sizeInfoRef')) fail(node, 'sizeInfo and sizeInfoRef', 'one of the two')
  if (own.has('equivStorage') && !INTEGER.test(own.get('equivStorage') ?? ''))
    fail(node, `equivStorage ${quote(own.get('equivStorage') ?? '')}`, 'a whole number')
  for (const name of ['storageRestriction', 'sizeRestriction'])
    if (own.has(name) && !/^(?:\*|\d+(?:,(?:\d+|\*))?|)$/.test(own.get(name) ?? ''))
      fail(node, `${name} ${quote(own.get(name) ?? '')}`, '"*", a number, or two with a comma')
  if (
    node.local === 'ec' &&
    attribute(node, 'isolated') !== 'yes' &&
    ['equivStorage', 'sizeInfo', 'sizeInfoRef'].some((name) => own.has(name))
  )
    fail(node, 'a size on an <ec> that has a start', 'it on the <sc>')
}

function only(node: XmlNode, names: readonly string[], fail: Fail): void {
  const other = node.attributes.find(({ name, uri }) => uri === '' && name !== 'xmlns' && !names.includes(name))
  if (other) fail(node, `attribute ${other.name} on <${node.name}>`, names.join(', '))
}

function oneOf(node: XmlNode, name: string, values: readonly string[], fail: Fail): void {
  const value = attribute(node, name)
  if (value !== undefined && !values.includes(value)) fail(node, `${name} ${quote(value)}`, values.join(', '))
}

function unique(nodes: readonly XmlNode[], fail: Fail): void {
  const seen = new Set<string>()
  for (const node of nodes) {
    const id = attribute(node, 'id')
    if (id === undefined) continue
    if (!patterns.NMTOKEN.test(id)) fail(node, `id ${quote(id)}`, 'an XML name token')
    if (seen.has(id)) fail(node, `id ${quote(id)} twice`, 'ids that are unique')
    seen.add(id)
  }
}

function deepOf(node: XmlNode): XmlNode[] {
  return [node, ...elements(node).flatMap(deepOf)]
}
