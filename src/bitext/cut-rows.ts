/** A row of the source as pieces: at the cuts its record has, or at today's. */
import { encodeContent, plainText, type Code, type Content } from './content.ts'
import type { RecordSegment, RecordUnit } from './record.ts'
import { unitContent } from './unit-key.ts'

/** A sentence of the source without the white space behind it. */
export interface Piece {
  readonly source: Content
  readonly after?: string
}

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
