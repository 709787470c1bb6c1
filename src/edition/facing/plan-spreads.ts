/** Which sentences stand on which spread: as few spreads as can be, evenly filled. */

/** A run of sentences of one row as it was measured, the greater of both sides; in the page's own unit. */
export interface RunSize {
  /** From its top to its first baseline. */
  readonly above: number
  readonly below: number
}

/** What is set as one: a row, a line of a table, a block of code. */
export interface Item {
  /** `runs[from][length - 1]`, `from` counted from 0; those that are higher than a page may be absent. */
  readonly runs: readonly (readonly RunSize[])[]
  /** It may not stand last on a spread, nor be cut: headings. */
  readonly keep: boolean
  /** The least white above it, where it is not the first of its page. */
  readonly gap: number
}

/** Sentences `from` up to and without `to` of an item, counted from 0. */
export interface Placed {
  readonly item: number
  readonly from: number
  readonly to: number
  /** Of its first baseline, from the top of the text. The same on both pages. */
  readonly baseline: number
}

export type Plan =
  | { readonly kind: 'planned'; readonly spreads: readonly (readonly Placed[])[] }
  /** This sentence fits on no page, or not together with the heading before it. */
  | { readonly kind: 'too-tall'; readonly item: number; readonly sentence: number }

/** Added to the cost of a spread that ends inside a row; the cost is the square of its empty share. */
const CUT = 0.05
/** What a gap may gain of a page's rest, in the same unit as all: 8 pt of CSS. */
const MOST_GAIN = 8 * (96 / 72)
/** Sizes come in 64ths of a pixel and are added up. */
const ROUNDING = 0.01

/** A sentence of the whole text. */
interface Position {
  readonly item: number
  readonly sentence: number
}

/** The best way to break all that comes before a position. */
interface Best {
  readonly spreads: number
  readonly cost: number
  readonly from: number
}

/**
 * Dynamic programming over the places between two sentences: first the number of spreads, which is
 * the one that filling each as far as it goes would need, then the sum of costs.
 *
 * @param height Of a page's text.
 */
export function planSpreads(items: readonly Item[], height: number): Plan {
  const positions = items.flatMap(({ runs }, item) => runs.map((_, sentence): Position => ({ item, sentence })))
  const best: (Best | undefined)[] = [{ spreads: 0, cost: 0, from: 0 }]
  let reached = 0
  for (let from = 0; from < positions.length; from++) {
    const before = best[from]
    if (before === undefined) continue
    for (const { to, used } of fits(items, positions, from, height)) {
      if (!mayBreak(items, positions, to)) continue
      reached = Math.max(reached, to)
      const cut = (positions[to]?.sentence ?? 0) > 0 ? CUT : 0
      const now = { spreads: before.spreads + 1, cost: before.cost + (1 - used / height) ** 2 + cut, from }
      if (isBetter(now, best[to])) best[to] = now
    }
  }
  if (best[positions.length] === undefined) return { kind: 'too-tall', ...tallest(items, positions, reached, height) }
  const spreads: (readonly Placed[])[] = []
  for (let to = positions.length; to > 0;) {
    const from = best[to]?.from ?? 0
    spreads.push(placed(items, pieces(positions, from, to), height))
    to = from
  }
  return { kind: 'planned', spreads: spreads.toReversed() }
}

function isBetter(now: Best, known: Best | undefined): boolean {
  if (known === undefined || now.spreads !== known.spreads) return known === undefined || now.spreads < known.spreads
  return now.cost < known.cost
}

function mayBreak(items: readonly Item[], positions: readonly Position[], at: number): boolean {
  const last = positions[at - 1]
  return at === positions.length || last === undefined || items[last.item]?.keep !== true
}

/** How far a spread that begins at `from` can go, and how much of the page is used then. */
function* fits(
  items: readonly Item[],
  positions: readonly Position[],
  from: number,
  height: number,
): Generator<{ readonly to: number; readonly used: number }> {
  let closed = 0
  let start = positions[from]
  for (let to = from + 1; start !== undefined && to <= positions.length; to++) {
    const last = positions[to - 1]
    if (last === undefined) return
    if (last.item !== start.item) {
      closed = heightOf(items, { ...start, to: items[start.item]?.runs.length ?? 0 }, closed)
      start = last
    }
    const used = heightOf(items, { ...start, to: last.sentence + 1 }, closed)
    if (used > height + ROUNDING) return
    yield { to, used }
  }
}

/** The height with this run under what is there already; infinite for a run that is higher than a page. */
function heightOf(items: readonly Item[], run: Position & { readonly to: number }, there: number): number {
  const item = items[run.item]
  const size = item?.runs[run.sentence]?.[run.to - run.sentence - 1]
  if (item === undefined || size === undefined) return Infinity
  return there + (there > 0 ? item.gap : 0) + size.above + size.below
}

/** The first sentence that cannot be reached: too high itself, or with what must stand before it. */
function tallest(items: readonly Item[], positions: readonly Position[], reached: number, height: number): Position {
  const alone = positions.findIndex(
    (position, at) =>
      at >= reached && heightOf(items, { ...position, to: position.sentence + 1 }, 0) > height + ROUNDING,
  )
  return positions[alone === -1 ? reached : alone] ?? { item: 0, sentence: 0 }
}

interface Piece {
  readonly item: number
  readonly from: number
  readonly to: number
}

function pieces(positions: readonly Position[], from: number, to: number): readonly Piece[] {
  const groups = Map.groupBy(positions.slice(from, to), ({ item }) => item)
  return [...groups].map(([item, group]) => {
    const first = group[0]?.sentence ?? 0
    return { item, from: first, to: first + group.length }
  })
}

/** The rest of the page goes into its gaps, all alike. */
function placed(items: readonly Item[], run: readonly Piece[], height: number): readonly Placed[] {
  const sizes = run.map(({ item, from, to }) => items[item]?.runs[from]?.[to - from - 1] ?? { above: 0, below: 0 })
  const gaps = run.map(({ item }, index) => (index === 0 ? 0 : (items[item]?.gap ?? 0)))
  const used = sizes.reduce((sum, { above, below }, index) => sum + above + below + (gaps[index] ?? 0), 0)
  const gain = Math.max(0, Math.min(MOST_GAIN, (height - used) / Math.max(1, run.length - 1)))
  let y = 0
  return run.map((piece, index) => {
    const { above, below } = sizes[index] ?? { above: 0, below: 0 }
    y += index === 0 ? 0 : (gaps[index] ?? 0) + gain
    const baseline = y + above
    y += above + below
    return { ...piece, baseline }
  })
}
