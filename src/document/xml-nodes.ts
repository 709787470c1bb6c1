/** Looks things up in XML by local names, whichever version of a namespace they are in. */
import { parseXml, type OnEnd, type XmlNode } from '../bitext/xliff/parse-xml.ts'
import { MuqabilError, quote } from '../errors.ts'

/** @throws {MuqabilError} `source-damaged` where the text is no XML, or XML that no such file has use for. */
export function parseEntry(text: string, name: string, file: string, onEnd?: OnEnd): XmlNode {
  try {
    return parseXml(text, file, onEnd).root
  } catch (error) {
    if (!(error instanceof MuqabilError) || !(error.is('xml-syntax') || error.is('xml-refused'))) throw error
    const { problem } = error.facts
    throw new MuqabilError('source-damaged', { problem: `${quote(name)} with ${problem}` }, { file }, { cause: error })
  }
}

/** The elements in it. */
export function elementsIn(node: XmlNode | undefined): readonly XmlNode[] {
  return (node?.children ?? []).filter((child): child is XmlNode => typeof child !== 'string' && 'local' in child)
}

/** The first element of that name in it. */
export function childOf(node: XmlNode | undefined, local: string): XmlNode | undefined {
  return elementsIn(node).find((child) => child.local === local)
}

/** Of that name, in the order of the document, at any depth but not in each other. */
export function allNamed(node: XmlNode, local: string): readonly XmlNode[] {
  return elementsIn(node).flatMap((child) => (child.local === local ? [child] : allNamed(child, local)))
}

/** The value of an attribute, whatever its prefix. */
export function valueOf(node: XmlNode | undefined, local: string): string | undefined {
  return node?.attributes.find((each) => each.local === local)?.value
}

export function wordsOf(node: XmlNode): string {
  return node.children
    .map((child) => (typeof child === 'string' ? child : 'local' in child ? wordsOf(child) : ''))
    .join('')
}
