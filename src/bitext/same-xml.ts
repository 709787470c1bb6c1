/** Whether two pieces of XML say the same: the order of attributes aside. */
import { isElement, isRemark, type XmlChild, type XmlElement } from './xml.ts'

export function sameChildren(a: readonly XmlChild[], b: readonly XmlChild[]): boolean {
  return a.length === b.length && a.every((child, index) => sameChild(child, b[index]))
}

function sameElement(a: XmlElement, b: XmlElement): boolean {
  return a.name === b.name && sameAttributes(a.attributes, b.attributes) && sameChildren(a.children, b.children)
}

function sameChild(a: XmlChild, b: XmlChild | undefined): boolean {
  if (b === undefined) return false
  if (isElement(a)) return isElement(b) && sameElement(a, b)
  if (isRemark(a)) return isRemark(b) && a.kind === b.kind && a.text === b.text
  return a === b
}

function sameAttributes(a: XmlElement['attributes'], b: XmlElement['attributes']): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}
