/** Gives the nodes of a piece their places in the document, and counts what the limits count. */
import type { Nodes, Root } from 'mdast'
import { MuqabilError } from '../../errors.ts'
import type { Limits } from '../limits.ts'

export interface PiecePlace {
  /** UTF-16 units and lines before it. */
  readonly offset: number
  readonly lines: number
  /** Named in errors. */
  readonly file: string
  readonly limits: Limits
  /** Whether inline nodes keep their places, and blocks their ends. */
  readonly places?: boolean
}

const INLINE = new Set<Nodes['type']>([
  'break',
  'delete',
  'emphasis',
  'footnoteReference',
  'image',
  'imageReference',
  'inlineCode',
  'link',
  'linkReference',
  'strong',
  'text',
])
/** A container's line without its partner is carried as it is. */
const ROWS = new Set<Nodes['type']>([
  'code',
  'containerLine',
  'heading',
  'html',
  'paragraph',
  'tableCell',
  'thematicBreak',
])

/**
 * Changes the tree in place: lines and offsets count from the document's beginning. Unless `places` says otherwise, where a block
 * ends and where inline nodes stand is forgotten: no one asks, and it is most of a tree's memory.
 *
 * @returns How many rows it has, at most.
 * @throws {MuqabilError} `document-too-deep`.
 */
export function settlePiece(tree: Root, { offset, lines, file, limits, places = false }: PiecePlace): number {
  let rows = 0
  let level: readonly Nodes[] = [tree]
  for (let depth = 0; level.length > 0; depth++) {
    const next: Nodes[] = []
    for (const node of level) {
      if (depth > limits.nesting) {
        const line = (node.position?.start.line ?? 1) + lines
        throw new MuqabilError('document-too-deep', { limit: limits.nesting }, { file, line })
      }
      if (ROWS.has(node.type)) rows++
      if (INLINE.has(node.type) && !places) delete node.position
      else if (node.position) {
        const { start, end } = node.position
        shift(start, offset, lines)
        if (places) shift(end, offset, lines)
        else node.position.end = start
      }
      if ('children' in node) for (const child of node.children) next.push(child)
    }
    level = next
  }
  return rows
}

function shift(point: NonNullable<Nodes['position']>['start'], offset: number, lines: number): void {
  point.line += lines
  if (point.offset !== undefined) point.offset += offset
}
