/** XML as a tree with places and namespaces, refusing what a data file has no use for. */
import { SaxesParser } from 'saxes'
import { MuqabilError } from '../../errors.ts'
import type { XmlRemark } from '../xml.ts'
import { findConflict } from './find-conflict.ts'

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
  readonly children: (XmlNode | XmlRemark | string)[]
  /** 1-based; where the tag begins. */
  readonly line: number
}

export interface XmlDocument {
  readonly root: XmlNode
  /** Comments and instructions before the root, and after it. */
  readonly prolog: readonly XmlRemark[]
  readonly epilog: readonly XmlRemark[]
}

/**
 * Told of every element that has ended, with the open ones round it, the root first. It may take
 * the element's children away: a file of any size is then read in the room that is left.
 */
export type OnEnd = (node: XmlNode, open: readonly XmlNode[]) => void

/** saxes' namespace look-up grows with depth, so nesting is quadratic: a limit that no real file meets. */
const DEEPEST = 256
const LONGEST_TEXT = 50_000_000
const XINCLUDE = 'http://www.w3.org/2001/XInclude'

/**
 * Parses a whole document. Nothing outside it is ever read: entity declarations, subsets and
 * inclusions are refused, a bare DOCTYPE is passed over.
 *
 * @throws {MuqabilError} `record-conflict`, `xml-syntax`, `xml-refused`, each with its line.
 */
export function parseXml(text: string, file: string, onEnd: OnEnd = () => undefined): XmlDocument {
  const parser = new SaxesParser({ xmlns: true, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const open: XmlNode[] = []
  const prolog: XmlRemark[] = []
  const epilog: XmlRemark[] = []
  let root: XmlNode | undefined
  let buffer = ''
  let line = 1
  const refuse = (problem: string): never => {
    throw new MuqabilError('xml-refused', { problem }, { file, line: parser.line })
  }
  const flush = (): void => {
    if (buffer !== '') open.at(-1)?.children.push(buffer)
    buffer = ''
  }
  const add = (chunk: string): void => {
    if (buffer.length + chunk.length > LONGEST_TEXT) refuse(`text of over ${LONGEST_TEXT} characters`)
    buffer += chunk
  }
  const remark = (each: XmlRemark): void => {
    flush()
    ;(open.at(-1)?.children ?? (root === undefined ? prolog : epilog)).push(each)
  }
  parser.on('error', (error) => {
    const conflict = findConflict(text)
    if (conflict) throw new MuqabilError('record-conflict', { mark: conflict.mark }, { file, line: conflict.line })
    const problem = error.message.replace(/^(?:.*?:)?\d+:\d+:\s*/, '').replace(/\.$/, '')
    const place = { file, line: parser.line, column: parser.column + 1 }
    throw new MuqabilError('xml-syntax', { problem }, place, { cause: error })
  })
  parser.on('doctype', (doctype) => {
    if (/[[]|<!/.test(doctype)) refuse('a document type with declarations of its own')
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('comment', (comment) => remark({ kind: 'comment', text: comment }))
  parser.on('processinginstruction', ({ target, body }) =>
    remark({ kind: 'instruction', text: body === '' ? target : `${target} ${body}` }),
  )
  parser.on('opentagstart', () => {
    line = parser.line
  })
  parser.on('opentag', ({ name, uri, local, attributes }) => {
    flush()
    if (open.length >= DEEPEST) refuse(`elements nested over ${DEEPEST} deep`)
    if (uri === XINCLUDE) refuse('an inclusion of another file')
    const own = Object.values(attributes).map((each) => ({
      name: each.name,
      uri: each.uri,
      local: each.local,
      value: each.value,
    }))
    const node: XmlNode = { name, uri, local, attributes: own, children: [], line }
    open.at(-1)?.children.push(node)
    open.push(node)
    root ??= node
  })
  parser.on('closetag', () => {
    flush()
    const node = open.pop()
    if (node) onEnd(node, open)
  })
  parser.write(text).close()
  if (root === undefined) throw new MuqabilError('xml-syntax', { problem: 'nothing in it' }, { file, line: 1 })
  return { root, prolog, epilog }
}
