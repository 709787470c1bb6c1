/** How right the checks are on a set of pairs: what they find against what is wrong with each. */
import { readFileSync } from 'node:fs'
import type { RecordSegment } from '../../src/bitext/record.ts'
import { findingsOf, type CheckInput } from '../../src/quality/checks.ts'

const CASES = 'tests/fixtures/checks/cases.tsv'

/** A line: names of checks (or "clean"), then source and target, of one pair or of several of a document. */
export interface Case {
  readonly line: number
  readonly expected: readonly string[]
  readonly pairs: readonly (readonly [source: string, target: string])[]
}

export interface Measured {
  readonly precision: number
  readonly recall: number
  /** A sentence for each thing found wrongly or not found. */
  readonly mistakes: readonly string[]
  /** By check: right, wrong, not found. */
  readonly counts: ReadonlyMap<string, readonly [right: number, wrong: number, lost: number]>
}

export function readCases(): readonly Case[] {
  return readFileSync(CASES, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const [rules = '', ...texts] = line.split('\t')
      const pairs = texts.flatMap((text, place) => (place % 2 === 0 ? [[text, texts[place + 1] ?? ''] as const] : []))
      return { line: index + 1, expected: rules === 'clean' ? [] : rules.split(' '), pairs }
    })
}

/** Names of the checks that find something in the pairs of a document. */
export function foundIn({ pairs }: Pick<Case, 'pairs'>): readonly string[] {
  const inputs = pairs.map(([source, target], index): CheckInput => {
    const segment: RecordSegment = { id: `s${index + 1}`, source: [source], target: [target], state: 'translated' }
    return { segment, row: [segment], missing: false, isCarried: false, terms: [] }
  })
  const found = findingsOf(inputs, { sourceLanguage: 'ar', targetLanguage: 'en', severities: {} })
  return [...new Set(found.flat().map(({ ruleId }) => ruleId))]
}

export function measureChecks(cases: readonly Case[]): Measured {
  const counts = new Map<string, [number, number, number]>()
  const mistakes: string[] = []
  const count = (id: string, place: 0 | 1 | 2): void => {
    const own = counts.get(id) ?? [0, 0, 0]
    own[place]++
    counts.set(id, own)
  }
  for (const each of cases) {
    const found = foundIn(each)
    for (const id of new Set([...found, ...each.expected])) {
      const place = found.includes(id) ? (each.expected.includes(id) ? 0 : 1) : 2
      count(id, place)
      if (place > 0)
        mistakes.push(
          `${place === 1 ? 'found' : 'missed'} ${id} in line ${each.line}: ${each.pairs.flat().join(' | ')}`,
        )
    }
  }
  const sum = (place: 0 | 1 | 2): number => [...counts.values()].reduce((total, each) => total + each[place], 0)
  return { precision: sum(0) / (sum(0) + sum(1)), recall: sum(0) / (sum(0) + sum(2)), mistakes, counts }
}
