/** Cuts neighbours of a row otherwise, as a person wants it: splits, joins, moved boundaries on either side. */
import { codesIn } from './codes-match.ts'
import { encodeContent, glue, plainText, type Code, type Content } from './content.ts'
import { hashContent } from './hash-content.ts'
import { isPersons } from './is-persons.ts'
import type { Origin, RecordSegment } from './record.ts'

export interface CutPiece {
  readonly source: Content
  /** Absent: not translated. */
  readonly target?: Content
}

export interface CutInput {
  /** All of the row. */
  readonly segments: readonly RecordSegment[]
  /** Of the neighbours, in order. */
  readonly ids: readonly string[]
  readonly pieces: readonly CutPiece[]
  /** The person's name, where it is told. */
  readonly by?: string
}

/**
 * Why it is refused. `neighbours`: they do not stand together in the row. `source`: the pieces are not their text.
 * `codes`: the codes of the targets are not those that were there. `empty`: a piece without a word.
 */
export type CutRefusal = 'neighbours' | 'source' | 'codes' | 'empty'

export type Cut =
  | { readonly kind: 'cut'; readonly segments: readonly RecordSegment[]; readonly made: readonly RecordSegment[] }
  | { readonly kind: 'refused'; readonly why: CutRefusal }

/**
 * What a piece has not changed stays as it is, its approval included; the others are translated at most. The first
 * keep their ids, new ones get free ones. Words that a machine wrote stay its own as long as they are the same.
 */
export function cutSegments({ segments, ids, pieces, by }: CutInput): Cut {
  const from = segments.findIndex(({ id }) => id === ids[0])
  const olds = segments.slice(from, from + ids.length)
  const isRun = from !== -1 && ids.length > 0 && olds.length === ids.length
  if (!isRun || olds.some(({ id }, index) => id !== ids[index])) return { kind: 'refused', why: 'neighbours' }
  if (pieces.length === 0 || pieces.some(({ source }) => plainText(source).trim() === ''))
    return { kind: 'refused', why: 'empty' }
  const sources = sourcesOf(olds, pieces)
  if (sources === undefined) return { kind: 'refused', why: 'source' }
  const targets = pieces.map(({ target }) => (target && !isBlank(target) ? trimmed(target) : undefined))
  if (!hasSameCodes(olds, targets)) return { kind: 'refused', why: 'codes' }
  const wanted = sources.map((source, index) => ({ ...source, target: targets[index] }))
  const made = madeOf(olds, wanted, { taken: new Set(segments.map(({ id }) => id)), by })
  return { kind: 'cut', segments: [...segments.slice(0, from), ...made, ...segments.slice(from + ids.length)], made }
}

interface Wanted {
  readonly source: Content
  readonly after?: string
  readonly target: Content | undefined
}

type Atom = string | Code

/** The pieces' sources as they stand in the row, white space between them aside; undefined when they do not. */
function sourcesOf(
  olds: readonly RecordSegment[],
  pieces: readonly CutPiece[],
): readonly Pick<Wanted, 'source' | 'after'>[] | undefined {
  const last = olds.at(-1)
  const whole = atomsOf(olds.flatMap(({ source, after }) => [...source, after ?? '']))
  const end = whole.length - (last?.after?.length ?? 0)
  const ranges: { readonly from: number; readonly to: number }[] = []
  let at = 0
  for (const { source } of pieces) {
    const atoms = withoutEdges(atomsOf(source))
    while (at < end && isSpace(whole[at])) at++
    // A letter is not parted from its marks.
    if (ranges.length > 0 && /^\p{M}/u.test(plainText(source))) return undefined
    const from = at
    for (const atom of atoms) if (at >= end || !isSame(whole[at++], atom)) return undefined
    ranges.push({ from, to: at })
  }
  while (at < end && isSpace(whole[at])) at++
  if (at < end) return undefined
  return ranges.map(({ from, to }, index) => {
    const next = ranges[index + 1]
    const after = next ? textOf(whole.slice(to, next.from)) : (last?.after ?? '')
    const source = glue(whole.slice(index === 0 ? 0 : from, next ? to : end))
    return after === '' ? { source } : { source, after }
  })
}

/** Text a UTF-16 unit each, and codes. */
function atomsOf(content: Content): readonly Atom[] {
  return content.flatMap((part): readonly Atom[] => (typeof part === 'string' ? part.split('') : [part]))
}

function withoutEdges(atoms: readonly Atom[]): readonly Atom[] {
  const first = atoms.findIndex((atom) => !isSpace(atom))
  return atoms.slice(first, atoms.findLastIndex((atom) => !isSpace(atom)) + 1)
}

function isSpace(atom: Atom | undefined): boolean {
  return typeof atom === 'string' && atom.trim() === ''
}

function isSame(one: Atom | undefined, other: Atom): boolean {
  if (typeof one !== 'object' || typeof other === 'string') return one === other
  return one.kind === other.kind && one.id === other.id
}

function textOf(atoms: readonly Atom[]): string {
  return plainText(atoms)
}

function isBlank(target: Content): boolean {
  return target.every((part) => typeof part === 'string' && part.trim() === '')
}

function trimmed(target: Content): Content {
  return glue(withoutEdges(atomsOf(target)))
}

/** As many of each as before, and none that ends before it begins. */
function hasSameCodes(olds: readonly RecordSegment[], targets: readonly (Content | undefined)[]): boolean {
  const before = olds.flatMap(({ target = [] }) => codesIn(target))
  const now = targets.flatMap((target = []) => codesIn(target))
  if (before.toSorted().join('\n') !== now.toSorted().join('\n')) return false
  const closesFirst = (tokens: readonly string[]): number =>
    tokens.filter((token, index) => {
      const opening = token.replace(/^close/, 'open')
      return opening !== token && tokens.indexOf(opening) > index
    }).length
  return closesFirst(now) <= closesFirst(before)
}

interface Making {
  /** Ids of the row. */
  readonly taken: ReadonlySet<string>
  readonly by: string | undefined
}

function madeOf(olds: readonly RecordSegment[], wanted: readonly Wanted[], making: Making): readonly RecordSegment[] {
  const isKept = (old: RecordSegment | undefined, piece: Wanted | undefined): boolean =>
    old !== undefined && piece !== undefined && keyOf(old) === keyOf(piece)
  const most = Math.min(olds.length, wanted.length)
  let [head, tail] = [0, 0]
  while (head < most && isKept(olds[head], wanted[head])) head++
  while (tail < most - head && isKept(olds.at(-1 - tail), wanted.at(-1 - tail))) tail++
  const changed = olds.slice(head, olds.length - tail)
  const pieces = wanted.slice(head, wanted.length - tail)
  const ids = idsFor(changed, pieces.length, making.taken)
  const spread = (from: readonly RecordSegment[], at: number): readonly RecordSegment[] =>
    from.map((old, index) => withAfter(old, wanted[at + index]?.after))
  return [
    ...spread(olds.slice(0, head), 0),
    ...pieces.map((piece, index) => ({ ...changedPiece(changed, pieces, piece, making.by), id: ids[index] ?? '' })),
    ...spread(olds.slice(olds.length - tail), wanted.length - tail),
  ]
}

function keyOf({ source, target }: { readonly source: Content; readonly target?: Content | undefined }): string {
  return JSON.stringify([encodeContent(source), target === undefined ? null : encodeContent(target)])
}

function withAfter({ after: _after, ...old }: RecordSegment, after: string | undefined): RecordSegment {
  return after === undefined ? old : { ...old, after }
}

function idsFor(olds: readonly RecordSegment[], count: number, taken: ReadonlySet<string>): readonly string[] {
  const used = new Set(taken)
  let number = 1
  return Array.from({ length: count }, (_, index) => {
    const own = olds[index]?.id
    if (own !== undefined) return own
    while (used.has(`s${number}`)) number++
    used.add(`s${number}`)
    return `s${number}`
  })
}

function changedPiece(
  olds: readonly RecordSegment[],
  pieces: readonly Wanted[],
  { source, after, target }: Wanted,
  by: string | undefined,
): Omit<RecordSegment, 'id'> {
  const bare = { source, ...(after === undefined ? {} : { after }) }
  const reasons = [...new Set(olds.flatMap(({ mark, reason }) => (mark === 'needs-work' ? (reason ?? []) : [])))]
  const reason = reasons.length === 0 ? {} : { reason: reasons.join('; ') }
  const needsWork = olds.some(({ mark }) => mark === 'needs-work') ? { mark: 'needs-work' as const, ...reason } : {}
  if (target === undefined) return { ...bare, state: 'initial', ...needsWork }
  const waived = Object.assign({}, ...olds.map((old) => old.waived ?? {})) as Readonly<Record<string, string>>
  const own = originOf(olds, pieces, by)
  const isStale = olds.some(({ mark }) => mark === 'stale')
  const isPseudo = own?.kind === 'pseudo'
  return {
    ...bare,
    target,
    state: isPseudo ? 'initial' : 'translated',
    ...(isStale ? { mark: 'stale', oldSource: oldSourceOf(olds) } : isPseudo ? { mark: 'pseudo' } : needsWork),
    ...(own ? { origin: own } : {}),
    sourceHash: hashContent(isStale ? oldSourceOf(olds) : source),
    ...(own?.kind === 'machine' || isPseudo ? { machine: target } : {}),
    ...(Object.keys(waived).length > 0 ? { waived } : {}),
  }
}

/** What the targets together translate. */
function oldSourceOf(olds: readonly RecordSegment[]): Content {
  return glue(
    olds.flatMap(({ source, oldSource, after }, index) => [
      ...(oldSource ?? source),
      index < olds.length - 1 ? (after ?? ' ') : '',
    ]),
  )
}

/** Whose the words are: whose they were, if all of them had one author and are the same. */
function originOf(
  olds: readonly RecordSegment[],
  pieces: readonly Wanted[],
  by: string | undefined,
): Origin | undefined {
  const words = (targets: readonly (Content | undefined)[]): string =>
    encodeContent(glue(targets.flatMap((target) => target ?? []))).replace(/\s+/g, '')
  const person: Origin = { kind: 'person', ...(by === undefined ? {} : { name: by }) }
  const before = olds.filter(({ target }) => target !== undefined)
  if (words(before.map(({ target }) => target)) !== words(pieces.map(({ target }) => target))) return person
  const origins = new Map(before.map(({ origin }) => [JSON.stringify(origin ?? null), origin]))
  const [first, ...others] = [...origins.values()]
  if (before.some(isPersons)) return others.length === 0 && first?.kind === 'person' ? first : { kind: 'person' }
  return others.length === 0 ? first : { kind: 'person' }
}
