/** Hostile sources: each is read in a time and a memory that grow as its length does, or refused by a limit that a setting raises. */
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import type { Job, Taken } from './torture-child.ts'
import { tortureCases } from './torture-cases.ts'

/** For four times as much: linear is 4, the square 16. */
const COMPARE = { factor: 4, ratio: 9 }
/** Smaller than the defaults, so that what is refused is refused early. */
const LIMITS = { rows: 3_000, nesting: 40, markup: 600 }
/** Starting a process takes longer than most cases. */
const TOGETHER = 20
/** In milliseconds: many times what it takes, for machines that do other things. */
const TIMEOUT = 280_000

function take(jobs: readonly Job[], heap: readonly string[] = []): readonly Taken[] {
  const child = spawnSync(process.execPath, [...heap, 'tests/document/torture-child.ts', JSON.stringify(jobs)], {
    encoding: 'utf8',
    timeout: TIMEOUT,
  })
  if (child.status !== 0) throw new Error(`${jobs.map(({ name }) => name).join(', ')}: ${child.signal ?? child.stderr}`)
  return JSON.parse(child.stdout) as readonly Taken[]
}

const names = Object.keys(tortureCases)
const groups = Array.from({ length: Math.ceil(names.length / TOGETHER) }, (_, index) =>
  names.slice(index * TOGETHER, (index + 1) * TOGETHER),
)

describe.each(groups.map((group) => [group] as const))('%j', (group) => {
  test('are read or refused in a time that grows as they do', { timeout: TIMEOUT }, () => {
    const taken = take(
      group.map((name) => ({ name, count: tortureCases[name]?.count ?? 0, limits: LIMITS, compare: COMPARE })),
    )
    expect(taken.map(({ name, refused }) => [name, refused?.code])).toEqual(
      group.map((name) => [name, tortureCases[name]?.refused]),
    )
    expect(taken.filter(({ ratio = 0 }) => ratio >= COMPARE.ratio)).toEqual([])
    // The one at the border says where: markup by its line, rows by the line they begin in.
    for (const { refused } of taken)
      if (refused)
        expect(refused.message).toMatch(/^a\.(?:html|md|srt|txt):\d+: Unexpected .+ in the configuration\. \[/)
  })
})

/** Ten times the source and 300 MB, in millions of bytes. */
const bound = (megabytes: number): number => 10 * megabytes + 300
/** What a process takes beside its heap; all of the rest is the heap's, which the engine would else let grow as it likes. */
const BESIDE_HEAP = 150
const heapOf = (megabytes: number): readonly string[] => [
  `--max-old-space-size=${Math.floor(bound(megabytes) - BESIDE_HEAP)}`,
  '--max-semi-space-size=8',
]

function inBounds(job: Job): Taken | undefined {
  const { file = 'a.txt', make } = tortureCases[job.name] ?? {}
  const megabytes = Buffer.byteLength(make?.(job.count * (job.compare?.factor ?? 1)) ?? '') / 1e6
  const [taken] = take([job], heapOf(megabytes))
  expect(taken?.megabytes, file).toBe(megabytes)
  expect(taken?.memory).toBeLessThan(bound(megabytes))
  return taken
}

describe('memory', () => {
  test.each([
    ['text: one paragraph', 60_000, 'read'],
    ['text: a line a paragraph', 49_000, 'read'],
    ['text: more rows than the limit', 300_000, 'document-too-long'],
    ['paragraph of words', 25_000, 'read'],
    ['a table of many columns', 5_000, 'read'],
    ['notes', 2_500, 'read'],
    ['page: paragraphs', 49_000, 'read'],
    ['page: marks in every paragraph', 24_000, 'read'],
    ['page: more elements than rows may have', 500_000, 'document-too-long'],
  ] as const)('%s: at most ten times the source and 300 MB', { timeout: TIMEOUT }, (name, count, outcome) => {
    expect(inBounds({ name, count })?.refused?.code ?? 'read').toBe(outcome)
  })

  test(
    'a book takes about four times as long as a quarter of it, and its share of memory',
    { timeout: TIMEOUT },
    () => {
      const taken = inBounds({
        name: 'a book',
        count: 260,
        limits: { rows: 1e6 },
        compare: { ...COMPARE, turns: 1 },
      })
      expect(taken?.megabytes).toBeGreaterThan(0.9)
      expect(taken?.units).toBeGreaterThan(8_000)
      expect(taken?.ratio).toBeLessThan(COMPARE.ratio)
    },
  )
})
