/** How often a property is tried: more, and with other cases, under `MUQABIL_TRIALS=20`, for a night or a suspicion. */
import process from 'node:process'

export function trials(runs: number): { readonly numRuns: number } {
  return { numRuns: runs * Number(process.env.MUQABIL_TRIALS ?? 1) }
}
