/** The check of numbers: a number that stands in the source alone is found, one that is written otherwise is not. */
import { expect, test } from 'vitest'
import { findingsOf } from '../../src/quality/checks.ts'

function findings(source: string, target: string): readonly string[] {
  const segment = { id: 's1', source: [source], target: [target], state: 'translated' } as const
  return findingsOf([{ segment, row: [segment], missing: false, isCarried: false, terms: [] }], {
    sourceLanguage: 'ar',
    targetLanguage: 'en',
    severities: {},
  })
    .flat()
    .filter(({ ruleId }) => ruleId === 'numbers')
    .map(({ message }) => message)
}

test.each([
  ['حضر ١٥ رجلاً.', 'Fifteen men came.'],
  ['بلغ 1250 ديناراً.', 'It came to 1,250 dinars.'],
  ['بلغ 1,250 ديناراً.', 'It came to 1250 dinars.'],
  ['بلغ ٢٥ ألفاً.', 'It came to 25,000.'],
  ['عددهم ٢٠ مليوناً.', 'They number twenty million.'],
  ['في 12/08/2014', 'On 12/08/2014'],
])('%s = %s', (source, target) => expect(findings(source, target)).toEqual([]))

test.each([
  ['حضر ١٥ رجلاً.', 'Fifty men came.'],
  ['بلغ 1250 ديناراً.', 'It came to 12,500 dinars.'],
  ['عددهم ٢٠ مليوناً.', 'They number twelve million.'],
  ['الإصدار 2.0.15', 'The version'],
])('%s ≠ %s', (source, target) => expect(findings(source, target)).toHaveLength(1))
