/** A row of the source as pieces: at the cuts its record has, or at today's with its beads whole. */
import { encodeContent, glue, plainText, type Code, type Content } from './content.ts'
import type { RecordSegment, RecordUnit } from './record.ts'
import { segmentKey } from './segment-key.ts'
import { similarity, wordsOf } from './similarity.ts'
import { unitContent } from './unit-key.ts'

/** A sentence of the source without the white space behind it. */
export interface Piece {
  readonly source: Content
  readonly after?: string
}

/** An edited bead must be as like its sentences together as an edited row is. */
const ALIKE = 0.5

/** Sentences with their white space, as the cutter gives them → pieces. */
export function piecesOf(sentences: readonly Content[]): readonly Piece[] {
  return sentences.map((sentence, index) => {
    const last = sentence.at(-1)
    if (index === sentences.length - 1 || typeof last !== 'string') return { source: sentence }
    const text = last.trimEnd()
    const after = last.slice(text.length)
    const source = text === '' ? sentence.slice(0, -1) : [...sentence.slice(0, -1), text]
    return after === '' ? { source: sentence } : { source, after }
  })
}

/** An unchanged text at its old cuts. Where only markup, white space or the form of letters changed, the cuts are at the same places of the text. */
export function cutAsBefore(content: Content, before: RecordUnit): readonly Piece[] {
  if (encodeContent(content) === encodeContent(unitContent(before)))
    return before.segments.map(({ source, after }) => ({ source, ...(after === undefined ? {} : { after }) }))
  const ends = endsIn(plainText(content), before.segments)
  return piecesOf(cutAt(content, ends).filter((sentence) => sentence.length > 0))
}

/** Where each segment but the last ends, white space behind it included, in another writing of the same text. */
function endsIn(text: string, segments: readonly RecordSegment[]): readonly number[] {
  const counts: number[] = []
  let count = 0
  for (const { source } of segments.slice(0, -1)) {
    count += visibleLength(plainText(source))
    counts.push(count)
  }
  const ends: number[] = []
  let seen = 0
  let at = 0
  for (const character of text) {
    while (ends.length < counts.length && seen >= (counts[ends.length] ?? 0) && visibleLength(character) > 0)
      ends.push(at)
    seen += visibleLength(character)
    at += character.length
  }
  while (ends.length < counts.length) ends.push(at)
  return ends
}

/** Characters that are not white space, each taken apart into letter and marks: the same for every form of a text. */
function visibleLength(text: string): number {
  return text.replace(/\s+/g, '').normalize('NFD').length
}

/** Cuts the text at offsets. Codes that open go to what follows them, all others stay with what they follow. */
function cutAt(content: Content, ends: readonly number[]): readonly Content[] {
  const sentences: (string | Code)[][] = [[]]
  let at = 0
  let next = 0
  const isCut = (): boolean => next < ends.length && at >= (ends[next] ?? 0)
  for (const part of content) {
    if (typeof part !== 'string') {
      if (part.kind === 'open') for (; isCut(); next++) sentences.push([])
      sentences.at(-1)?.push(part)
      continue
    }
    let from = 0
    while (from < part.length) {
      for (; isCut(); next++) sentences.push([])
      const to = next < ends.length ? Math.min(part.length, (ends[next] ?? 0) - at + from) : part.length
      sentences.at(-1)?.push(part.slice(from, to))
      at += to - from
      from = to
    }
  }
  return sentences
}

/** A segment of several sentences stays one while all of them still stand there together. */
export function joinBeads(pieces: readonly Piece[], old: readonly RecordSegment[]): readonly Piece[] {
  const whole = new Set(old.map(({ source }) => segmentKey(source)))
  const longest = Math.max(0, ...[...whole].map((key) => key.length))
  const joined: Piece[] = []
  for (let index = 0; index < pieces.length; index++) {
    let bead = pieces[index]
    if (bead === undefined) continue
    if (!whole.has(segmentKey(bead.source))) {
      let longer = bead
      for (let next = index + 1; next < pieces.length; next++) {
        const piece = pieces[next]
        if (piece === undefined) break
        longer = glued(longer, piece)
        const key = segmentKey(longer.source)
        if (key.length > longest) break
        if (!whole.has(key)) continue
        bead = longer
        index = next
        break
      }
    }
    joined.push(bead)
  }
  return joined
}

/**
 * A segment of several sentences of which one was edited stays one too: the run of new pieces that
 * is most like it is joined, so that its translation faces all that it translates.
 *
 * @param sentencesIn How many sentences the cutter finds in a source.
 */
export function joinEditedBeads(
  pieces: readonly Piece[],
  old: readonly RecordSegment[],
  sentencesIn: (source: Content) => number,
): readonly Piece[] {
  const known = new Set(pieces.map(({ source }) => segmentKey(source)))
  const beads = old.filter(({ source }) => !known.has(segmentKey(source)))
  const keys = new Set(old.map(({ source }) => segmentKey(source)))
  let joined = pieces
  for (const bead of beads) {
    const count = sentencesIn(bead.source)
    if (count > 1) joined = joinMostAlike(joined, bead, count, (piece) => !keys.has(segmentKey(piece.source)))
  }
  return joined
}

function joinMostAlike(
  pieces: readonly Piece[],
  bead: RecordSegment,
  count: number,
  isNew: (piece: Piece) => boolean,
): readonly Piece[] {
  const words = wordsOf(plainText(bead.source))
  let best: { readonly from: number; readonly to: number; readonly piece: Piece; readonly score: number } | undefined
  for (const [from, first] of pieces.entries()) {
    let piece = first
    for (let to = from; to < Math.min(pieces.length, from + count + 1); to++) {
      const next = pieces[to]
      if (next === undefined || !isNew(next)) break
      if (to > from) piece = glued(piece, next)
      const score = similarity(words, wordsOf(plainText(piece.source)))
      if (score >= ALIKE && score > (best?.score ?? 0)) best = { from, to, piece, score }
    }
  }
  return best === undefined ? pieces : [...pieces.slice(0, best.from), best.piece, ...pieces.slice(best.to + 1)]
}

function glued(a: Piece, b: Piece): Piece {
  const source = glue([...a.source, a.after ?? '', ...b.source])
  return { source, ...(b.after === undefined ? {} : { after: b.after }) }
}
