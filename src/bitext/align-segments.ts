/** The sentences of one row as they are now, with what is known of them from before. */
import { encodeContent, plainText, renameCodes, renumberCodes, type Content } from './content.ts'
import type { RecordSegment } from './record.ts'
import { similarity, wordsOf } from './similarity.ts'

/** A sentence of the source without the white space behind it. */
export interface Piece {
  readonly source: Content
  readonly after?: string
}

export interface Aligned {
  readonly segments: readonly RecordSegment[]
  /** Segments of before that no sentence took. */
  readonly left: readonly RecordSegment[]
}

const ALIKE = 0.4

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

/** Equal sentences keep everything; changed ones keep their id and, if they have one, the old translation as stale; `known` gives what stands elsewhere. */
export function alignSegments(
  pieces: readonly Piece[],
  old: readonly RecordSegment[],
  known: (key: string) => RecordSegment | undefined,
): Aligned {
  const free = new Set(old)
  const taken = new Set(old.map(({ id }) => id))
  const result: (RecordSegment | undefined)[] = pieces.map(() => undefined)
  const byKey = new Map<string, RecordSegment[]>()
  for (const segment of old)
    byKey.set(segmentKey(segment.source), [...(byKey.get(segmentKey(segment.source)) ?? []), segment])
  for (const [index, piece] of pieces.entries()) {
    const same = byKey.get(segmentKey(piece.source))?.shift()
    if (same === undefined) continue
    free.delete(same)
    result[index] = carried(same, piece)
  }
  for (const [index, piece] of pieces.entries()) {
    if (result[index] !== undefined) continue
    const back = [...free].find(
      (segment) => segment.oldSource !== undefined && segmentKey(segment.oldSource) === segmentKey(piece.source),
    )
    const found = back ?? known(segmentKey(piece.source)) ?? mostAlike(piece, free)
    if (found === undefined) continue
    if (free.delete(found)) result[index] = back ? restored(back, piece) : changed(found, piece)
    else result[index] = { ...carried(found, piece), id: freeId(taken) }
  }
  const segments = pieces.map(
    (piece, index) => result[index] ?? { id: freeId(taken), ...bare(piece), state: 'initial' as const },
  )
  return { segments, left: [...free] }
}

/** What two sentences must share to be the same to a translator: text and codes, the codes' numbers aside. */
export function segmentKey(source: Content): string {
  return encodeContent(renumberCodes(source).content).normalize('NFC')
}

function bare({ source, after }: Piece): Pick<RecordSegment, 'source' | 'after'> {
  return { source, ...(after === undefined ? {} : { after }) }
}

/** The same sentence at its new place: its codes have the numbers they have there. */
function carried(segment: RecordSegment, piece: Piece): RecordSegment {
  const { after: _after, ...rest } = segment
  const from = [...renumberCodes(segment.source).ids.keys()]
  const to = [...renumberCodes(piece.source).ids.keys()]
  const names = new Map(from.map((id, index) => [id, to[index] ?? id]))
  return {
    ...rest,
    ...bare(piece),
    ...(rest.target ? { target: renameCodes(rest.target, names) } : {}),
    ...(rest.machine ? { machine: renameCodes(rest.machine, names) } : {}),
  }
}

/** The source is again what the stale translation was made for. */
function restored(segment: RecordSegment, piece: Piece): RecordSegment {
  const {
    mark: _mark,
    oldSource: _old,
    reason: _reason,
    ...rest
  } = carried({ ...segment, source: segment.oldSource ?? segment.source }, piece)
  return rest
}

function changed(segment: RecordSegment, piece: Piece): RecordSegment {
  const { after: _after, reason: _reason, mark, ...rest } = segment
  if (segment.target === undefined)
    return { ...rest, ...bare(piece), ...(mark === 'failed' || mark === undefined ? {} : { mark }) }
  if (segment.origin?.kind === 'pseudo') {
    const { target: _target, origin: _origin, machine: _machine, sourceHash: _hash, ...empty } = rest
    return { ...empty, ...bare(piece), state: 'initial' }
  }
  return { ...rest, ...bare(piece), mark: 'stale', oldSource: segment.oldSource ?? segment.source }
}

function mostAlike(piece: Piece, free: ReadonlySet<RecordSegment>): RecordSegment | undefined {
  const own = wordsOf(plainText(piece.source))
  let best: { segment: RecordSegment; score: number } | undefined
  for (const segment of free) {
    const score = similarity(own, wordsOf(plainText(segment.source)))
    if (score >= ALIKE && score > (best?.score ?? 0)) best = { segment, score }
  }
  return best?.segment
}

function freeId(taken: Set<string>): string {
  let number = 1
  while (taken.has(`s${number}`)) number++
  taken.add(`s${number}`)
  return `s${number}`
}
