/** A field's text and chips on the page, and places in both. */
import type { Code } from '../../../bitext/content.ts'
import type { Atom } from '../text/atoms.ts'

/** The code that a chip stands for. */
const codes = new WeakMap<Node, Code>()

/** Text between chips is one text node; a chip that has no text beside it gets an empty picture there, for the caret. */
export function drawAtoms(host: HTMLElement, atoms: readonly Atom[], chip: (code: Code) => HTMLElement): void {
  const nodes: Node[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') nodes.push(document.createTextNode(text))
    else nodes.push(standIn())
    text = ''
  }
  for (const atom of atoms) {
    if (typeof atom === 'string') text += atom
    else {
      flush()
      const element = chip(atom)
      codes.set(element, atom)
      nodes.push(element)
    }
  }
  flush()
  if (text === '' && !(nodes.at(-1) instanceof Text)) nodes.push(document.createElement('br'))
  host.replaceChildren(...nodes)
}

function standIn(): HTMLElement {
  const picture = document.createElement('img')
  picture.alt = ''
  picture.className = 'caret-place'
  return picture
}

/** How many places a node on the page takes. */
function lengthOf(node: Node): number {
  if (codes.has(node)) return 1
  if (node instanceof HTMLImageElement || node instanceof HTMLBRElement) return 0
  return node.textContent?.length ?? 0
}

/** The place in the text for a point on the page. */
export function offsetAt(host: HTMLElement, node: Node, offset: number): number {
  if (node === host) return sum([...host.childNodes].slice(0, offset))
  const child = [...host.childNodes].find((one) => one.contains(node))
  if (!child)
    return host.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING ? 0 : sum([...host.childNodes])
  const before = sum([...host.childNodes].slice(0, [...host.childNodes].indexOf(child)))
  if (codes.has(child)) return before + (offset > 0 ? 1 : 0)
  return before + (node instanceof Text ? Math.min(offset, lengthOf(child)) : 0)
}

function sum(nodes: readonly Node[]): number {
  return nodes.reduce((total, node) => total + lengthOf(node), 0)
}

/** The point on the page for a place in the text: in a text where there is one. */
export function pointAt(host: HTMLElement, place: number): { readonly node: Node; readonly offset: number } {
  let before = 0
  let atBorder: { node: Node; offset: number } | undefined
  for (const [index, node] of host.childNodes.entries()) {
    const length = lengthOf(node)
    if (node instanceof Text && place >= before && place <= before + length) return { node, offset: place - before }
    if (node instanceof HTMLImageElement && place === before) atBorder = { node: host, offset: index }
    before += length
  }
  return atBorder ?? { node: host, offset: host.childNodes.length }
}

/** What stands on the page. */
export function readAtoms(host: HTMLElement): readonly Atom[] {
  return [...host.childNodes].flatMap((node): readonly Atom[] => {
    const code = codes.get(node)
    if (code) return [code]
    return (node.textContent ?? '').split('')
  })
}
