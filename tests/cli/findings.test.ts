/** Findings for machines: SARIF, annotations and the summary of a job. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FindingLine } from '../../src/cli/findings/finding-lines.ts'
import { toAnnotations, toSummary } from '../../src/cli/findings/github.ts'
import { toSarif } from '../../src/cli/findings/sarif.ts'
import type { Account } from '../../src/project/events.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const FINDING: FindingLine = {
  file: 'input/قهوة, 100%: و.md',
  line: 3,
  column: 7,
  ruleId: 'numbers',
  severity: 'warning',
  unit: 'p-1',
  segment: 's2',
  message: 'Unexpected 50% | of "١٢",\nexpected 12',
}

const ACCOUNT: Account = { event: 'account', documents: 5, units: 29, segments: 41, recalled: 30, translated: 0, human: 9, carried: 0, stale: 0, states: { initial: 2, translated: 30, reviewed: 6, final: 3 }, failed: 0, staleDrafts: 0, untranslated: 2, leftOut: 0, charactersSent: 0, requests: 0, cost: 0, currency: 'USD', providers: [], seconds: 0.8, refused: 0 } // prettier-ignore

interface Sarif {
  readonly version: string
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly level: string
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string }
          readonly region?: { readonly startLine: number }
        }
      }[]
      readonly partialFingerprints?: Readonly<Record<string, string>>
    }[]
  }[]
}

describe('SARIF', () => {
  test('a result each: rule, level, address, place; without a place no region', () => {
    const { line: _line, column: _column, ...rest } = FINDING
    const placeless: FindingLine = {
      ...rest,
      line: undefined,
      column: undefined,
      ruleId: 'outdated',
      severity: 'error',
    }
    const log = JSON.parse(toSarif([FINDING, placeless, { ...FINDING, severity: 'info' }], '1.2.3')) as Sarif
    const [run] = log.runs
    expect(log.version).toBe('2.1.0')
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['numbers', 'outdated'])
    expect(run?.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ['numbers', 0, 'warning'],
      ['outdated', 1, 'error'],
      ['numbers', 0, 'note'],
    ])
    const [first, second] = run?.results.map(({ locations }) => locations[0]?.physicalLocation) ?? []
    expect(decodeURIComponent(first?.artifactLocation.uri ?? '')).toBe(FINDING.file)
    expect(first?.artifactLocation.uri).toMatch(/^input\/[\w%.!~*'()-]+$/)
    expect(first?.region).toEqual({ startLine: 3, startColumn: 7 })
    expect(second).not.toHaveProperty('region')
  })

  test('of a project: the same finding is known again when its line has moved; nothing found is a log too', async () => {
    const root = temporaryProject({
      'input/a.txt': 'عنوان\n\nقال الرجل نعم.\n',
      'muqabil.config.json': '{"provider":"pseudo"}',
    })
    const findings = async (): Promise<Sarif['runs'][number]['results']> => {
      await muqabil(root, ['build', '--offline'])
      const { status, stdout } = await muqabil(root, ['check', '--sarif'])
      expect(status).toBe(1)
      return (JSON.parse(stdout) as Sarif).runs[0]?.results ?? []
    }
    const before = (await findings()).at(-1)
    writeFileSync(join(root, 'input/a.txt'), 'عنوان\n\nفقرة جديدة هنا.\n\nقال الرجل نعم.\n')
    const after = (await findings()).at(-1)
    expect(after?.partialFingerprints).toEqual(before?.partialFingerprints)
    expect(after?.locations[0]?.physicalLocation.region?.startLine).toBe(5)
    const empty = JSON.parse(toSarif([], '1')) as Sarif
    expect(empty.runs[0]?.results).toEqual([])
    expect((await muqabil(root, ['check', '--sarif', '--json'])).status).toBe(2)
  })
})

describe('GitHub', () => {
  test('a message is one line, and neither it nor a name ends the command', () => {
    expect(toAnnotations([FINDING, { ...FINDING, severity: 'info', line: undefined, column: undefined }])).toBe(
      '::warning file=input/قهوة%2C 100%25%3A و.md,line=3,col=7,title=numbers::Unexpected 50%25 | of "١٢",%0Aexpected 12\n' +
        '::notice file=input/قهوة%2C 100%25%3A و.md,title=numbers::Unexpected 50%25 | of "١٢",%0Aexpected 12\n',
    )
  })

  test('the table has a row a document, whatever its name holds', () => {
    const summary = toSummary([FINDING, { ...FINDING, severity: 'error' }, { ...FINDING, file: '<b>|x`' }], ACCOUNT)
    const rows = summary.split('\n').filter((line) => line.startsWith('|'))
    expect(rows).toHaveLength(4)
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6)
    expect(rows[2]).toContain('| 1 | 1 | 0 |')
    expect(rows[3]).toContain('\\<b\\>\\|x\\`')
    expect(summary).toContain(
      '5 documents, 3 findings. 41 segments: 2 initial, 30 translated, 6 reviewed, 3 final; of these 2 missing.',
    )
    expect(toSummary([], { ...ACCOUNT, documents: 1 })).toContain('1 document, 0 findings.')
  })

  test('the table of an archive is one that GitHub still shows; what has no room is counted', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({ ...FINDING, file: `input/${at}.txt` }))
    const summary = toSummary(many, ACCOUNT)
    expect(Buffer.byteLength(summary)).toBeLessThan(2 ** 20)
    expect(summary).toContain('20,000 findings.')
    expect(summary).toMatch(/\| 19,000 more documents \|/)
  })

  test('is told only on its machines', async () => {
    const root = temporaryProject({ 'input/a.txt': 'عنوان\n\nقال الرجل نعم.\n' })
    await muqabil(root, ['build', '--offline'])
    const summary = join(root, 'summary.md')
    expect((await muqabil(root, ['check'], { GITHUB_STEP_SUMMARY: summary })).stdout).not.toContain('::error')
    expect(existsSync(summary)).toBe(false)
    const told = await muqabil(root, ['check'], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary })
    expect(told.stdout).toMatch(/^::error file=input\/a\.txt,line=3,col=1,title=missing::Unexpected row/m)
    expect(readFileSync(summary, 'utf8')).toContain('| input/a.txt |')
  })
})
