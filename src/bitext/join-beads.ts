/** Pieces of a row cut anew: those that are one segment in its record are joined again. */
import { encodeContent, glue, plainText, renameCodes, type Content } from './content.ts'
import type { Piece } from './cut-rows.ts'
import type { RecordSegment } from './record.ts'
import { segmentKey } from './segment-key.ts'
import { wordsOf } from './similarity.ts'

/** An edited bead must be as like its sentences together as an edited row is. */
const ALIKE = 0.5

/** A segment of several sentences stays one while all of them still stand there together. */
export function joinBeads(pieces: readonly Piece[], old: readonly RecordSegment[]): readonly Piece[] {
  const left = new Map<string, number>()
  for (const { source } of old) left.set(segmentKey(source), (left.get(segmentKey(source)) ?? 0) + 1)
  const joined: Piece[] = []
  for (let index = 0; index < pieces.length;) {
    const runs = knownRuns(pieces, index, left)
    // The longest that is still to be found again; where all of it was found, the shortest.
    const run = runs.findLast(({ key }) => (left.get(key) ?? 0) > 0) ?? runs[0]
    if (run) left.set(run.key, (left.get(run.key) ?? 0) - 1)
    const end = run?.end ?? index + 1
    joined.push(...joinedRun(pieces, index, end))
    index = end
  }
  return joined
}

/** The runs of pieces from `start` on that are a segment of before, the shortest first. */
function knownRuns(
  pieces: readonly Piece[],
  start: number,
  known: ReadonlyMap<string, number>,
): readonly { readonly key: string; readonly end: number }[] {
  const runs: { readonly key: string; readonly end: number }[] = []
  const ids = new Map<string, string>()
  let keys = [...known.keys()]
  let at = 0
  for (let index = start; index < pieces.length; index++) {
    const content = [(index > start && pieces[index - 1]?.after) || '', ...(pieces[index]?.source ?? [])]
    for (const part of content)
      if (typeof part !== 'string' && !ids.has(part.id)) ids.set(part.id, String(ids.size + 1))
    const more = encodeContent(renameCodes(content, ids)).normalize('NFC')
    keys = keys.filter((key) => key.startsWith(more, at))
    if (keys.length === 0) break
    at += more.length
    for (const key of keys) if (key.length === at) runs.push({ key, end: index + 1 })
  }
  return runs
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
  const bags = pieces.map((piece) => (isNew(piece) ? wordsOf(plainText(piece.source)) : undefined))
  const sizes = bags.map((bag) => sizeOf(bag ?? new Map()))
  const all = sizeOf(words)
  let best: { readonly start: number; readonly end: number; readonly score: number } | undefined
  for (let start = 0; start < pieces.length; start++) {
    const longest = Math.min(pieces.length, start + count + 1)
    const reach = Math.min(all, sum(sizes.slice(start, longest)))
    const least = (): number => Math.max(ALIKE, best?.score ?? 0)
    if ((2 * reach) / (reach + all) < least()) continue
    const bag = new Map<string, number>()
    let [common, size] = [0, 0]
    for (let index = start; index < longest; index++) {
      const more = bags[index]
      if (more === undefined) break
      for (const [word, times] of more) {
        const [before, wanted] = [bag.get(word) ?? 0, words.get(word) ?? 0]
        common += Math.min(before + times, wanted) - Math.min(before, wanted)
        bag.set(word, before + times)
      }
      size += sizes[index] ?? 0
      const score = (2 * common) / (size + all)
      if (score >= ALIKE && score > (best?.score ?? 0)) best = { start, end: index + 1, score }
      if (size > all && (2 * all) / (size + all) < least()) break
    }
  }
  if (best === undefined) return pieces
  return [...pieces.slice(0, best.start), ...joinedRun(pieces, best.start, best.end), ...pieces.slice(best.end)]
}

function sizeOf(bag: ReadonlyMap<string, number>): number {
  return sum([...bag.values()])
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Pieces as one, with the white space behind the last. */
function joinedRun(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  const run = pieces.slice(start, end)
  const last = run.at(-1)
  if (last === undefined || run.length === 1) return run
  const source = glue(run.flatMap((piece) => [...piece.source, (piece !== last && piece.after) || '']))
  return [{ source, ...(last.after === undefined ? {} : { after: last.after }) }]
}
