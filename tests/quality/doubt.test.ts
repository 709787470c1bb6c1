/** The order in which an editor reads: what is missing first, what was approved last. */
import { expect, test } from 'vitest'
import type { DoubtInput } from '../../src/quality/doubt.ts'
import { doubtOf } from '../../src/quality/doubt.ts'

const machine = { target: ['Coffee.'], state: 'translated', origin: { kind: 'machine', provider: 'google' } } as const
const warning = { ruleId: 'numbers', severity: 'warning' } as const
const error = { ruleId: 'codes', severity: 'error' } as const

const inOrder: readonly DoubtInput[] = [
  { segment: { ...machine, state: 'final' }, findings: [] },
  { segment: { ...machine, origin: { kind: 'person' } }, findings: [] },
  { segment: machine, findings: [] },
  { segment: { ...machine, state: 'reviewed' }, findings: [warning] },
  { segment: machine, findings: [warning] },
  { segment: machine, findings: [warning, warning] },
  { segment: { ...machine, mark: 'needs-work' }, findings: [{ ruleId: 'needs-work', severity: 'warning' }] },
  { segment: machine, findings: [error, error, warning] },
  { segment: { ...machine, mark: 'stale' }, findings: [{ ruleId: 'stale', severity: 'error' }] },
  { segment: { state: 'initial' }, findings: [{ ruleId: 'missing', severity: 'error' }] },
]

test('more reasons are more doubt', () => {
  const doubts = inOrder.map(doubtOf)
  expect(doubts).toEqual(doubts.toSorted((a, b) => a - b))
  expect(new Set(doubts).size).toBe(doubts.length)
  expect([doubts.at(0), doubts.at(-1)]).toEqual([0, 1])
})
