/** Spreads of a book: laws over random sizes, against a greedy layout of the test's own. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planSpreads, type Item, type Placed, type RunSize } from '../../../src/edition/facing/plan-spreads.ts'

const HEIGHT = 600

/** A row of sentences, each with a height of its own; a run is as high as its sentences, less what they share. */
function itemOf(heights: readonly number[], { keep = false, gap = 9 } = {}): Item {
  const runs = heights.map((_, from) =>
    heights.slice(from).map((_, more): RunSize => {
      const sum = heights.slice(from, from + more + 1).reduce((a, b) => a + b, 0)
      return { above: 12, below: Math.max(1, sum - 12) }
    }),
  )
  return { runs, keep, gap }
}

const items = fc.array(
  fc.record({
    heights: fc.array(fc.integer({ min: 14, max: 280 }), { minLength: 1, maxLength: 7 }),
    keep: fc.boolean(),
    gap: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 25 },
)

/** Headings are short: two of them, their gaps and a sentence fit on a page. */
function made(drawn: typeof items extends fc.Arbitrary<infer Value> ? Value : never): readonly Item[] {
  return drawn.map(({ heights, keep, gap }, index) => {
    const isHeading = keep && drawn[index - 1]?.keep !== true
    return isHeading ? itemOf([Math.min(60, heights[0] ?? 20)], { keep, gap }) : itemOf(heights, { gap })
  })
}

function planned(all: readonly Item[], height = HEIGHT): readonly (readonly Placed[])[] {
  const plan = planSpreads(all, height)
  if (plan.kind !== 'planned') throw new Error(`too tall: ${plan.item}`)
  return plan.spreads
}

function sizeOf(all: readonly Item[], { item, from, to }: Omit<Placed, 'baseline'>): RunSize {
  const size = all[item]?.runs[from]?.[to - from - 1]
  if (size === undefined) throw new Error('a run that was not measured')
  return size
}

/** As far as each spread goes, then the next: the fewest spreads there can be. */
function greedy(all: readonly Item[]): number {
  const sentences = all.flatMap(({ runs }, item) => runs.map((_, from) => ({ item, from })))
  let [spreads, start] = [0, 0]
  while (start < sentences.length) {
    let end = start
    for (let to = start + 1; to <= sentences.length; to++) {
      const last = sentences[to - 1]
      if (used(all, sentences.slice(start, to)) > HEIGHT) break
      if (to === sentences.length || !all[last?.item ?? 0]?.keep) end = to
    }
    start = end
    spreads++
  }
  return spreads
}

function used(all: readonly Item[], run: readonly { readonly item: number; readonly from: number }[]): number {
  return [...Map.groupBy(run, ({ item }) => item)].reduce((sum, [item, own], index) => {
    const from = own[0]?.from ?? 0
    const { above, below } = sizeOf(all, { item, from, to: from + own.length })
    return sum + (index > 0 ? (all[item]?.gap ?? 0) : 0) + above + below
  }, 0)
}

describe('every spread begins and ends at the same sentence', () => {
  test('every sentence once and in order, none over the height of a page, none over another', () => {
    fc.assert(
      fc.property(items, (drawn) => {
        const all = made(drawn)
        const spreads = planned(all)
        const order = spreads.flatMap((spread) =>
          spread.flatMap(({ item, from, to }) =>
            Array.from({ length: to - from }, (_, index) => `${item}.${from + index}`),
          ),
        )
        expect(order).toEqual(all.flatMap(({ runs }, item) => runs.map((_, index) => `${item}.${index}`)))
        for (const spread of spreads) {
          let floor = 0
          for (const [index, placed] of spread.entries()) {
            const { above, below } = sizeOf(all, placed)
            const gap = index === 0 ? 0 : (all[placed.item]?.gap ?? 0)
            expect(placed.baseline - above).toBeGreaterThanOrEqual(floor + gap - 0.001)
            floor = placed.baseline + below
          }
          expect(floor).toBeLessThanOrEqual(HEIGHT + 0.02)
        }
      }),
    )
  })

  test('never more spreads than greed needs, and no heading last on one', () => {
    fc.assert(
      fc.property(items, (drawn) => {
        const all = made(drawn)
        const spreads = planned(all)
        expect(spreads).toHaveLength(greedy(all))
        for (const spread of spreads.slice(0, -1)) expect(all[spread.at(-1)?.item ?? 0]?.keep).not.toBe(true)
      }),
    )
  })

  test('the white is even: rows that greed would put 5 and 1 to are parted 3 and 3', () => {
    const all = Array.from({ length: 6 }, () => itemOf([110], { gap: 5 }))
    expect(planned(all).map((spread) => spread.length)).toEqual([3, 3])
  })

  test('a row is cut only where that makes the white much more even', () => {
    const whole = [itemOf([150, 150]), itemOf([150, 150])]
    expect(planned(whole, 400).map((spread) => spread.map(({ item }) => item))).toEqual([[0], [1]])
    const long = [itemOf([100, 100, 100, 100, 100, 100])]
    expect(planned(long, 400).map((spread) => spread.map(({ from, to }) => [from, to]))).toEqual([[[0, 3]], [[3, 6]]])
  })

  test('no spread more than needed, however many rows must be cut for it', () => {
    const half = itemOf([300], { gap: 0 })
    const all = [half, ...Array.from({ length: 25 }, () => itemOf([300, 300], { gap: 0 })), half]
    expect(planned(all)).toHaveLength(26)
  })

  test('the rest of a page goes into its gaps, alike, and no further than a gap may grow', () => {
    const all = Array.from({ length: 4 }, () => itemOf([140], { gap: 10 }))
    const [spread = []] = planned(all)
    const steps = spread.slice(1).map(({ baseline }, index) => baseline - (spread[index]?.baseline ?? 0))
    for (const step of steps) expect(step).toBeCloseTo(150 + 10 / 3, 5)
    const [loose = []] = planned(all.slice(0, 2))
    expect((loose[1]?.baseline ?? 0) - (loose[0]?.baseline ?? 0)).toBeCloseTo(150 + (8 * 96) / 72, 5)
  })

  test('a sentence that fits on no page is named, and one that does not fit under its heading', () => {
    const tall = [itemOf([100]), itemOf([100, 700, 100])]
    expect(planSpreads(tall, HEIGHT)).toEqual({ kind: 'too-tall', item: 1, sentence: 1 })
    const under = [itemOf([100]), itemOf([50], { keep: true }), itemOf([590])]
    expect(planSpreads(under, HEIGHT)).toMatchObject({ kind: 'too-tall' })
    expect(planSpreads([itemOf([HEIGHT])], HEIGHT)).toMatchObject({ kind: 'planned' })
    expect(planSpreads([itemOf([HEIGHT + 1])], HEIGHT)).toMatchObject({ kind: 'too-tall' })
    expect(planSpreads([], HEIGHT)).toEqual({ kind: 'planned', spreads: [] })
  })

  test('runs that were not measured, since they are higher than a page, are never used', () => {
    const full = itemOf([200, 200, 200, 200])
    const cut = { ...full, runs: full.runs.map((runs) => runs.slice(0, 3)) }
    expect(planned([cut]).map((spread) => spread.map(({ from, to }) => [from, to]))).toEqual(
      planned([full]).map((spread) => spread.map(({ from, to }) => [from, to])),
    )
  })
})
