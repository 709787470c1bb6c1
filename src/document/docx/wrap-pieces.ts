/** Runs of text as elements round them: one for all runs beside each other that are alike. */
import type { Element, ElementContent } from 'hast'

export interface Piece {
  readonly format: {
    readonly href?: string
    readonly strong?: boolean
    readonly em?: boolean
    readonly del?: boolean
    readonly position?: 'sub' | 'sup'
  }
  readonly node: ElementContent
}

type Format = Piece['format']

/** From the outermost in; each gives the element's name, if there is one round the piece. */
const LAYERS: readonly ((format: Format) => string | undefined)[] = [
  ({ href }) => (href === undefined ? undefined : 'a'),
  ({ strong }) => (strong ? 'strong' : undefined),
  ({ em }) => (em ? 'em' : undefined),
  ({ del }) => (del ? 'del' : undefined),
  ({ position }) => position,
]

export function wrapPieces(pieces: readonly Piece[], layer = 0): ElementContent[] {
  const nameOf = LAYERS[layer]
  if (nameOf === undefined) return joinTexts(pieces.map(({ node }) => node))
  const groups: { name: string | undefined; pieces: Piece[] }[] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    const name = nameOf(piece.format)
    const isSame = last?.name === name && last?.pieces[0]?.format.href === piece.format.href
    if (last && isSame) last.pieces.push(piece)
    else groups.push({ name, pieces: [piece] })
  }
  return groups.flatMap(({ name, pieces: own }) => {
    const children = wrapPieces(own, layer + 1)
    if (name === undefined) return children
    const href = own[0]?.format.href
    const properties: Element['properties'] = name === 'a' && href !== undefined ? { href } : {}
    return [{ type: 'element', tagName: name, properties, children } satisfies Element]
  })
}

/** Word cuts a text wherever it was edited. */
function joinTexts(nodes: readonly ElementContent[]): ElementContent[] {
  const joined: ElementContent[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.type === 'text' && last?.type === 'text')
      joined[joined.length - 1] = { ...last, value: last.value + node.value }
    else joined.push(node)
  }
  return joined
}
