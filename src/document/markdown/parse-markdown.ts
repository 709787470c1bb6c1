/** Markdown as a tree: parsed in pieces, in a time that grows as its length does. */
import type { Nodes, Root, RootContent } from 'mdast'
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import { MuqabilError } from '../../errors.ts'
import { frontMatterLength } from '../front-matter.ts'
import type { Limits } from '../limits.ts'
import { dialectSyntax, dialectTrees } from './dialects.ts'
import { findCut, isCutSound, type Cut } from './find-cuts.ts'
import { guessLabels } from './guess-labels.ts'
import { joinPieces } from './join-pieces.ts'
import { labelSession, type LabelSession, type LabelSets } from './labels.ts'
import { findMathBlocks } from './math.ts'
import { openMarkdownAttributes } from './markdown-attribute.ts'
import type { TreeExtension } from './micromark.ts'
import { markupLimit } from './markup-limit.ts'
import { rowLimit } from './row-limit.ts'
import { settlePiece } from './settle-piece.ts'

export interface ParseOptions {
  /** Named in errors. */
  readonly file: string
  readonly limits: Limits
  /** Least length of a piece, in UTF-16 units. */
  readonly pieceLength?: number
  /** Whether inline nodes keep their places, and blocks their ends. */
  readonly places?: boolean
}

/** Larger pieces take more time a character, smaller ones more time a piece. */
const PIECE_LENGTH = 4_096

interface Piece {
  readonly text: string
  readonly tree: Root
  readonly labels: LabelSession
  /** Where it stands in the document: UTF-16 units and lines before it. */
  readonly offset: number
  readonly lines: number
  /** Whether a blank line parts it from the piece before it. */
  readonly afterBlank: boolean
}

/**
 * The tree that the parser makes of the whole text but its front matter; blocks know where they begin, inline nodes do not.
 *
 * The parser's time grows with the square of a document, so it gets the document in pieces, cut
 * where one block is closed and another begins. Links and notes may be defined in another piece:
 * the labels are guessed from the text first, and a piece that the guess misled is parsed again.
 *
 * @throws {MuqabilError} `document-too-deep`, `document-too-long`, `markup-too-dense`: over a limit.
 */
export function parseMarkdown(text: string, options: ParseOptions): Root {
  const pieces = cutIntoPieces(text, guessLabels(text), options)
  const known: LabelSets = {
    links: new Set(pieces.flatMap(({ labels }) => [...labels.own.links])),
    notes: new Set(pieces.flatMap(({ labels }) => [...labels.own.notes])),
  }
  const blocks: RootContent[] = []
  for (const piece of pieces) {
    const tree = isMisled(piece.labels, known) ? parseAgain(piece, known, options) : piece.tree
    joinPieces(blocks, tree.children, text, piece.afterBlank)
  }
  const tree: Root = { type: 'root', children: blocks }
  openMarkdownAttributes(tree, (part, lines, offset) => {
    const { file, limits, places = false } = options
    const { tree: inner } = parsePiece(part, known, { file, limits, lines })
    settlePiece(inner, { offset, lines, file, limits, places })
    return inner.children
  })
  return tree
}

function cutIntoPieces(text: string, guess: LabelSets, options: ParseOptions): readonly Piece[] {
  const { file, limits, pieceLength = PIECE_LENGTH, places = false } = options
  const pieces: Piece[] = []
  const formulas = findMathBlocks(text)
  let from = frontMatterLength(text)
  let [lines, rows, passed, afterBlank] = [countLines(text, 0, from), 0, 0, false]
  while (from < text.length) {
    let cut: Cut | undefined
    let piece: Pick<Piece, 'text' | 'tree' | 'labels'>
    let reach = from + pieceLength
    for (;;) {
      cut = findCut(text, reach)
      for (; cut && (formulas[passed]?.from ?? Infinity) < cut.at; passed++) {
        const end = formulas[passed]?.to ?? 0
        if (cut.at < end) cut = findCut(text, end)
      }
      const own = cut === undefined ? text.slice(from) : withoutBlankRun(text.slice(from, cut.at))
      piece = { text: own, ...parsePiece(own, guess, { file, limits, lines }) }
      if (cut === undefined || isCutSound(own, piece.tree, cut)) break
      reach = from + 2 * (cut.at - from) // twice as far each time: what is parsed in vain stays below what is parsed
    }
    rows += settlePiece(piece.tree, { offset: from, lines, file, limits, places })
    if (rows > limits.rows)
      throw new MuqabilError('document-too-long', { limit: limits.rows }, { file, line: lines + 1 })
    pieces.push({ ...piece, offset: from, lines, afterBlank })
    const end = cut?.at ?? text.length
    lines += countLines(text, from, end)
    from = end
    afterBlank = cut?.afterBlank ?? false
  }
  return pieces
}

interface PieceOptions extends Pick<ParseOptions, 'file' | 'limits'> {
  /** Lines before it. */
  readonly lines: number
}

/** The second line of a table. Without one the parser need not try every first line as a row, which takes it a token a word. */
const DELIMITER_ROW = /^[ \t>|:]*-[ \t>|:-]*$/m

function parsePiece(text: string, known: LabelSets, options: PieceOptions): Pick<Piece, 'tree' | 'labels'> {
  const { file, limits, lines } = options
  const labels = labelSession(known)
  const counting = [
    markupLimit({ markup: limits.markup, length: text.length, file, lines }),
    rowLimit({ rows: limits.rows, file, lines }),
  ]
  const { micromarkExtensions = [], fromMarkdownExtensions = [] } = gfm
  const withoutTables = DELIMITER_ROW.test(text) ? [] : [{ disable: { null: ['table'] } }]
  const parser = remark().data({
    micromarkExtensions: [
      ...micromarkExtensions,
      ...dialectSyntax(text),
      labels.extension,
      ...counting,
      ...withoutTables,
    ],
    fromMarkdownExtensions: [...fromMarkdownExtensions.flat().map(whereNeeded), ...dialectTrees],
  })
  return { tree: parser.parse(text), labels }
}

/** GitHub's flavour, put together once for all pieces. */
const gfm = remark().use(remarkGfm).freeze().data()

/**
 * What looks for addresses does so by four patterns in each text of a tree, which takes a third of the time of making it:
 * it is called where there may be one.
 */
function whereNeeded(extension: TreeExtension): TreeExtension {
  const transforms = extension.transforms ?? []
  if (transforms.length === 0) return extension
  return {
    ...extension,
    transforms: transforms.map((transform) => (tree) => (mayHaveAddress(tree) ? transform(tree) : undefined)),
  }
}

/** What no address is without. */
const ADDRESS = /@|:\/\/|www\./i

function mayHaveAddress(node: Nodes): boolean {
  if (node.type === 'text') return ADDRESS.test(node.value)
  return 'children' in node && node.children.some(mayHaveAddress)
}

/** With the labels of the whole document, which are known now. */
function parseAgain({ text, offset, lines }: Piece, known: LabelSets, options: ParseOptions): Root {
  const { file, limits, places = false } = options
  const { tree } = parsePiece(text, known, { file, limits, lines })
  settlePiece(tree, { offset, lines, file, limits, places })
  return tree
}

/** Whether a label that its text asked for was taken for known and is not, or the other way round. */
function isMisled(labels: LabelSession, known: LabelSets): boolean {
  return (['links', 'notes'] as const).some((kind) =>
    [...labels.asked[kind]].some(
      (label) => known[kind].has(label) !== (labels[kind].has(label) || labels.own[kind].has(label)),
    ),
  )
}

/** A few blank lines are kept, as what they stand after may hold them; a million of them would take the parser long. */
function withoutBlankRun(piece: string): string {
  let end = piece.length
  while (end > 0 && /\s/.test(piece.charAt(end - 1))) end--
  return piece.length - end > LONGEST_BLANK ? piece.slice(0, end + LONGEST_BLANK) : piece
}

const LONGEST_BLANK = 1_000

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
