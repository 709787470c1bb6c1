/** Reads every hostile source of the tests at its full size, each in a process of its own whose memory is bounded. Run: node scripts/torture-trial.ts [part of a name] */
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { tortureCases } from '../tests/document/torture-cases.ts'
import type { Taken } from '../tests/document/torture-child.ts'

/** What TORTURE asks for, unless a case has a size of its own. */
const COUNT = 100_000
const COUNTS: Readonly<Record<string, number>> = {
  'text: one paragraph': 1_500_000,
  'text: one paragraph without a mark': 3_000_000,
  'text: a line a paragraph': 1_000_000,
  'paragraph of words': 400_000,
  'lists in each other': 3_000,
  'code without an end': 3_000,
  'a table of many columns': 10_000,
  'a table of many columns and short rows': 10_000,
  'HTML: a long attribute': 10_000_000,
  'a book': 6_000,
}
const MINUTES = 10
/** In millions of bytes: a process without its heap. */
const BESIDE_HEAP = 150

let failed = 0
for (const [name, { make }] of Object.entries(tortureCases)) {
  if (!name.includes(process.argv[2] ?? '')) continue
  const count = COUNTS[name] ?? COUNT
  const megabytes = Buffer.byteLength(make(count)) / 1e6
  const bound = 10 * megabytes + 300
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [
      `--max-old-space-size=${Math.floor(bound - BESIDE_HEAP)}`,
      '--max-semi-space-size=8',
      'tests/document/torture-child.ts',
      JSON.stringify([{ name, count }]),
    ],
    { encoding: 'utf8', timeout: MINUTES * 60_000, maxBuffer: 1e8 },
  )
  const [taken] = status === 0 ? (JSON.parse(stdout) as readonly Taken[]) : []
  const inBounds = taken !== undefined && taken.memory < bound
  if (!inBounds) failed++
  const outcome = taken
    ? (taken.refused?.code ?? `${taken.units} rows`)
    : `${signal ?? stderr.split('\n').find((line) => /error/i.test(line))}`
  const [seconds = '', memory = ''] = taken ? [taken.seconds.toFixed(1), taken.memory.toFixed(0)] : []
  process.stdout.write(
    `${inBounds ? ' ' : '!'} ${name.padEnd(42)} ${megabytes.toFixed(2).padStart(7)} MB ${seconds.padStart(6)} s ${memory.padStart(5)} of ${bound.toFixed(0)} MB  ${outcome}\n`,
  )
}
process.exitCode = failed === 0 ? 0 : 1
