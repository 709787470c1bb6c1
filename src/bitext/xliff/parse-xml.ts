/** XML as a tree with places and namespaces, refusing what a data file has no use for. */
import { SaxesParser } from 'saxes'
import { MuqabilError } from '../../errors.ts'

export interface XmlAttribute {
  /** As written, with its prefix. */
  readonly name: string
  readonly uri: string
  readonly local: string
  readonly value: string
}

export interface XmlNode {
  readonly name: string
  readonly uri: string
  readonly local: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: (XmlNode | string)[]
  /** 1-based. */
  readonly line: number
}

/** saxes' namespace look-up grows with depth, so nesting is quadratic: a limit that no real file meets. */
const DEEPEST = 256
const LONGEST_TEXT = 50_000_000

/**
 * Parses a whole document. Nothing outside it is ever read: entity declarations and subsets are
 * refused, a bare DOCTYPE is passed over.
 *
 * @throws {MuqabilError} `record-conflict`, `xml-syntax`, `xml-refused`, each with its line.
 */
export function parseXml(text: string, file: string): XmlNode {
  refuseConflictMarks(text, file)
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: XmlNode[] = []
  let root: XmlNode | undefined
  let buffer = ''
  const flush = (): void => {
    if (buffer !== '') open.at(-1)?.children.push(buffer)
    buffer = ''
  }
  parser.on('error', (error) => {
    const problem = error.message.replace(/^(?:.*?:)?\d+:\d+:\s*/, '').replace(/\.$/, '')
    throw new MuqabilError(
      'xml-syntax',
      { problem },
      { file, line: parser.line, column: parser.column + 1 },
      { cause: error },
    )
  })
  parser.on('doctype', (doctype) => {
    if (/[[]|<!/.test(doctype))
      throw new MuqabilError(
        'xml-refused',
        { problem: 'a document type with declarations of its own' },
        { file, line: parser.line },
      )
  })
  parser.on('text', (chunk) => {
    if (buffer.length + chunk.length > LONGEST_TEXT)
      throw new MuqabilError(
        'xml-refused',
        { problem: `text of over ${LONGEST_TEXT} characters` },
        { file, line: parser.line },
      )
    buffer += chunk
  })
  parser.on('cdata', (chunk) => {
    buffer += chunk
  })
  let line = 1
  parser.on('opentagstart', () => {
    line = parser.line
  })
  parser.on('opentag', (tag) => {
    flush()
    if (open.length >= DEEPEST)
      throw new MuqabilError(
        'xml-refused',
        { problem: `elements nested over ${DEEPEST} deep` },
        { file, line: parser.line },
      )
    const attributes = Object.values(tag.attributes).map(({ name, uri, local, value }) => ({ name, uri, local, value }))
    const node: XmlNode = { name: tag.name, uri: tag.uri, local: tag.local, attributes, children: [], line }
    open.at(-1)?.children.push(node)
    open.push(node)
    root ??= node
  })
  parser.on('closetag', () => {
    flush()
    open.pop()
  })
  parser.write(text).close()
  if (root === undefined) throw new MuqabilError('xml-syntax', { problem: 'nothing in it' }, { file, line: 1 })
  return root
}

const CONFLICT = /^(?:<{7} .*|={7}|>{7} .*|\|{7} .*)$/m

function refuseConflictMarks(text: string, file: string): void {
  const found = /^<{7} /m.test(text) ? CONFLICT.exec(text) : null
  if (!found) return
  const line = text.slice(0, found.index).split('\n').length
  throw new MuqabilError('record-conflict', { mark: found[0].trim().slice(0, 7) }, { file, line })
}
