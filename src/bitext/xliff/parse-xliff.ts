/** Reads XLIFF 2.0, 2.1 and 2.2; refuses what their schemas and rules call an error. */
import { MuqabilError } from '../../errors.ts'
import type { XmlElement } from '../xml.ts'
import { checkRules } from './check-rules.ts'
import { checkSchema } from './check-schema.ts'
import { CORE_NAMESPACES } from './core-schema.ts'
import type { Attributes, Bitext, BitextFile, BitextGroup, BitextPart, BitextUnit } from './model.ts'
import { parseXml, type XmlNode } from './parse-xml.ts'

/**
 * @param text The whole file.
 * @param options `file` is named in errors.
 * @throws {MuqabilError} `record-conflict`, `xml-syntax`, `xml-refused`, `xliff-version`,
 *   `xliff-schema`, `xliff-rule`, with file and line.
 * @see XLIFF Version 2.1, OASIS Standard, section 4.
 */
export function parseXliff(text: string, { file = 'XLIFF' }: { readonly file?: string } = {}): Bitext {
  const root = parseXml(text.replace(/^\uFEFF/, ''), file)
  const version = root.attributes.find(({ name }) => name === 'version')?.value ?? ''
  if (root.local !== 'xliff' || !Object.hasOwn(CORE_NAMESPACES, root.uri)) {
    if (root.local === 'xliff' && version.startsWith('1'))
      throw new MuqabilError('xliff-version', { version }, { file, line: root.line })
    throw new MuqabilError('xliff-schema', { problem: `root <${root.name}>` }, { file, line: root.line })
  }
  const known = CORE_NAMESPACES[root.uri] === '2.2' ? ['2.2'] : ['2.0', '2.1']
  if (!known.includes(version)) throw new MuqabilError('xliff-version', { version }, { file, line: root.line })
  checkSchema(root, { file, core: root.uri })
  checkRules(root, { file, core: root.uri })
  return bitextOf(root)
}

function bitextOf(root: XmlNode): Bitext {
  const attributes = attributesOf(root)
  return {
    version: attributes.version ?? '',
    sourceLanguage: attributes.srcLang ?? '',
    ...(attributes.trgLang === undefined ? {} : { targetLanguage: attributes.trgLang }),
    attributes,
    files: elementsOf(root).map((node): BitextFile => ({
      id: idOf(node),
      attributes: attributesOf(node),
      ...bodyOf(node, root.uri),
    })),
  }
}

function bodyOf(node: XmlNode, core: string): Pick<BitextFile, 'before' | 'entries'> {
  const isEntry = (child: XmlNode): boolean => child.uri === core && (child.local === 'unit' || child.local === 'group')
  const children = elementsOf(node)
  return {
    before: children.filter((child) => !isEntry(child)).map((child) => plain(child, core)),
    entries: children
      .filter(isEntry)
      .map((child) => (child.local === 'unit' ? unitOf(child, core) : groupOf(child, core))),
  }
}

function groupOf(node: XmlNode, core: string): BitextGroup {
  return { kind: 'group', id: idOf(node), attributes: attributesOf(node), ...bodyOf(node, core) }
}

function unitOf(node: XmlNode, core: string): BitextUnit {
  const isPart = (child: XmlNode): boolean =>
    child.uri === core && (child.local === 'segment' || child.local === 'ignorable')
  const children = elementsOf(node)
  return {
    kind: 'unit',
    id: idOf(node),
    attributes: attributesOf(node),
    before: children.filter((child) => !isPart(child)).map((child) => plain(child, core)),
    parts: children.filter(isPart).map((child): BitextPart => {
      const [source, target] = elementsOf(child).map((content) => plain(content, core))
      return {
        kind: child.local === 'segment' ? 'segment' : 'ignorable',
        attributes: attributesOf(child),
        source: source ?? { name: 'source', attributes: {}, children: [] },
        ...(target ? { target } : {}),
      }
    }),
  }
}

/** Namespaces of XLIFF's own modules: white space between their elements means nothing. */
const MODULES = 'urn:oasis:names:tc:xliff:'

/** Elements of the core lose their prefix: the root we write declares the core as default. */
function plain(node: XmlNode, core: string): XmlElement {
  const name = node.uri === core ? node.local : node.name
  const children = node.children.map((child) => (typeof child === 'string' ? child : plain(child, core)))
  const structural = node.uri === core ? ['originalData', 'notes'].includes(node.local) : node.uri.startsWith(MODULES)
  const blank =
    structural &&
    children.every((child) => typeof child !== 'string' || child.trim() === '') &&
    elementsOf(node).length > 0
  return {
    name,
    attributes: attributesOf(node),
    children: blank ? children.filter((child) => typeof child !== 'string') : children,
  }
}

function attributesOf(node: XmlNode): Attributes {
  return Object.fromEntries(node.attributes.map(({ name, value }) => [name, value]))
}

function idOf(node: XmlNode): string {
  return node.attributes.find(({ name }) => name === 'id')?.value ?? ''
}

function elementsOf(node: XmlNode): XmlNode[] {
  return node.children.filter((child) => typeof child !== 'string')
}
