/** What the checks find in each segment of a document, and how doubtful it is for that. */
import { plainText } from '../bitext/content.ts'
import type { RecordSegment, RecordUnit } from '../bitext/record.ts'
import { findingsOf } from '../quality/checks.ts'
import { doubtOf } from '../quality/doubt.ts'
import { fateOf, type Draft } from './drafts.ts'
import type { Glossary } from './glossary.ts'
import type { Project } from './project.ts'

export interface JudgedSegment {
  readonly unit: RecordUnit
  /** Index of the unit in the document. */
  readonly index: number
  readonly segment: RecordSegment
  readonly findings: ReturnType<typeof findingsOf>[number]
  /** 0 to 1, see `doubtOf`. */
  readonly doubt: number
}

/** In document order. */
export function judgeSegments(draft: Draft, { config }: Project, glossary: Glossary): readonly JudgedSegment[] {
  const rows = draft.units.flatMap((unit, index) => unit.segments.map((segment) => ({ unit, segment, index })))
  const found = findingsOf(
    rows.map(({ unit, segment }) => {
      const fate = fateOf(draft, unit.id, segment, { pseudoCounts: false })
      return {
        segment,
        row: unit.segments,
        missing: fate === 'untranslated' && segment.mark !== 'stale',
        isCarried: fate === 'carried',
        terms: glossary.usesIn(plainText(segment.source), plainText(segment.target ?? [])),
      }
    }),
    {
      sourceLanguage: config.sourceLanguage,
      targetLanguage: config.targetLanguage,
      severities: config.checks,
    },
  )
  return rows.map((row, number) => {
    const findings = found[number] ?? []
    return { ...row, findings, doubt: doubtOf({ segment: row.segment, findings }) }
  })
}
