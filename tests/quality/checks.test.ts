/** Every check is whole: code, section in the guide, examples that behave; and all together are right often enough. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/project/load-config.ts'
import { checkNames, checkSeverities, findingsOf, type CheckInput } from '../../src/quality/checks.ts'
import { foundIn, measureChecks, readCases } from './measure-checks.ts'

const guide = readFileSync('docs/checks.md', 'utf8')
const sections = new Map(
  guide
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^`([\w-]+)`/.exec(section)?.[1] ?? '', section] as const),
)
const ownFiles = readdirSync('src/quality')
  .filter((file) => /id: '[\w-]+'/.test(readFileSync(`src/quality/${file}`, 'utf8')))
  .map((file) => file.replace('.ts', ''))
/** Whose fault no plain pair of texts shows. */
const NEED_MORE = ['codes', 'term-missing', 'term-forbidden']
const cases = readCases()

test('a check has a file of its name, a row in the table and a section in the guide', () => {
  for (const id of ownFiles) expect(checkNames).toContain(id)
  expect([...sections.keys()].toSorted()).toEqual([...checkNames].toSorted())
})

test.each(checkNames.map((id) => [id]))(
  '%s: the guide says its severity, and the configuration takes its name',
  (id) => {
    expect(sections.get(id)).toContain(`Severity: ${checkSeverities[id]}.`)
    expect(parseConfig({ checks: { [id]: 'off' } }, 'test').checks).toEqual({ [id]: 'off' })
  },
)

describe.each(ownFiles.filter((id) => !NEED_MORE.includes(id)).map((id) => [id]))('%s', (id) => {
  test('finds what the guide says it finds', () => {
    const [, example = ''] = /```text\n([^]*?)```/.exec(sections.get(id) ?? '') ?? []
    const lines = example.trim().split('\n')
    const context = lines
      .filter((line) => line.startsWith('= '))
      .map((line) => [lines[0] ?? '', line.slice(2)] as const)
    const source = lines.at(-3) ?? ''
    const pairsWith = (target = ''): readonly (readonly [string, string])[] => [...context, [source, target.slice(2)]]
    expect(foundIn({ pairs: pairsWith(lines.at(-2)) })).toContain(id)
    expect(foundIn({ pairs: pairsWith(lines.at(-1)) })).toEqual([])
  })

  test('has cases in the set', () => {
    expect(cases.filter(({ expected }) => expected.includes(id)).length).toBeGreaterThan(0)
  })

  test('is silent when it is off, and as severe as it is set', () => {
    const own = cases.find(({ expected }) => expected.includes(id))
    const inputs = (own?.pairs ?? []).map(([source, target]): CheckInput => {
      const segment = { id: 's1', source: [source], target: [target], state: 'translated' } as const
      return { segment, row: [segment], missing: false, isCarried: false, terms: [] }
    })
    const severities = (severity: 'off' | 'info' | 'error'): readonly string[] =>
      findingsOf(inputs, { sourceLanguage: 'ar', targetLanguage: 'en', severities: { [id]: severity } })
        .flat()
        .filter(({ ruleId }) => ruleId === id)
        .map((finding) => finding.severity)
    expect(severities('off')).toEqual([])
    expect(new Set(severities('error'))).toEqual(new Set(['error']))
    expect(new Set(severities('info'))).toEqual(new Set(['info']))
  })
})

describe('the set of pairs', () => {
  const { precision, recall, mistakes } = measureChecks(cases)

  test('is large, and half of it is clean', () => {
    const clean = cases.filter(({ expected }) => expected.length === 0).length
    expect(cases.length).toBeGreaterThanOrEqual(150)
    expect(clean / cases.length).toBeGreaterThanOrEqual(0.5)
  })

  test('is judged right nineteen times in twenty', () => {
    expect([precision >= 0.95, recall >= 0.95, mistakes.length / cases.length < 0.1], mistakes.join('\n')).toEqual([
      true,
      true,
      true,
    ])
  })
})

describe('a waiver', () => {
  const segment = { id: 's1', source: ['حضر ١٥ رجلاً.'], target: ['Fifty men came.'], state: 'translated' } as const
  const found = (waived: Readonly<Record<string, string>>): readonly string[] => {
    const own = { ...segment, waived }
    return findingsOf([{ segment: own, row: [own], missing: false, isCarried: false, terms: [] }], { sourceLanguage: 'ar', targetLanguage: 'en', severities: {} }).flat().map(({ ruleId, severity }) => `${severity} ${ruleId}`) // prettier-ignore
  }

  test('takes the findings of its check away', () => {
    expect(found({})).toEqual(['warning numbers'])
    expect(found({ numbers: 'as in the print' })).toEqual([])
  })

  test('that takes nothing away is told', () => {
    expect(found({ urls: 'a dead link', numbers: 'as in the print' })).toEqual(['info waiver-unused'])
  })
})
