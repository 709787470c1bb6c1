/** What a benchmark prints: what was measured, a figure, and its unit. */

export type Row = readonly [what: string, value: number, unit: string]

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

export function print(rows: readonly Row[], write: (line: string) => void): void {
  for (const [what, value, unit] of rows) write(`${what.padEnd(72)} ${value.toFixed(2).padStart(10)} ${unit}\n`)
}
