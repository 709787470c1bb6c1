/** Times compared with each other: what else the machine does is left out by trying again. */

/** Enough for a machine that does three other things. */
const TURNS = 60

/**
 * The least time of each run over the least time of the first, once all are below their limits, or
 * after many turns: work that takes no longer than it should is caught at it once, work that does
 * takes long in every turn.
 *
 * @param runs What is timed; the first is the measure of the others.
 * @param limits For each run after the first the ratio to stay below.
 * @param turns How many there are at least: in the first the measure is slow, as nothing is compiled yet.
 */
export function leastRatios(runs: readonly (() => void)[], limits: readonly number[], turns = 2): readonly number[] {
  const least = runs.map(() => Infinity)
  let ratios: readonly number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [index, run] of runs.entries()) {
      const start = performance.now()
      run()
      least[index] = Math.min(least[index] ?? Infinity, performance.now() - start)
    }
    ratios = least.slice(1).map((time) => time / (least[0] ?? 1))
    if (turn + 1 >= turns && ratios.every((ratio, index) => ratio < (limits[index] ?? 0))) break
  }
  return ratios
}
