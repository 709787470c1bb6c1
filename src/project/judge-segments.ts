/** What the checks find in each segment of a document, and how doubtful it is for that. */
import { plainText } from '../bitext/content.ts'
import type { RecordSegment, RecordUnit } from '../bitext/record.ts'
import { judgeOf, type CheckInput, type CheckOptions, type SegmentFinding } from '../quality/checks.ts'
import { doubtOf } from '../quality/doubt.ts'
import { fateOf, type Draft } from './drafts.ts'
import type { Glossary } from './glossary.ts'
import type { Project } from './project.ts'

export interface JudgedSegment {
  readonly unit: RecordUnit
  /** Index of the unit in the document. */
  readonly index: number
  readonly segment: RecordSegment
  readonly isCarried: boolean
  readonly findings: readonly SegmentFinding[]
  /** 0 to 1, see `doubtOf`. */
  readonly doubt: number
}

/** In document order. */
export function judgeSegments(draft: Draft, project: Project, glossary: Glossary): readonly JudgedSegment[] {
  const judged = documentJudge(project, glossary)(draft)
  return draft.units.flatMap((_, index) => judged(index))
}

/** The judged segments of one row of the document, by its index. */
export type RowJudge = (index: number) => readonly JudgedSegment[]

/** Judges a document again and again: of rows that are the same objects as before, what was worked out is kept. */
export function documentJudge({ config }: Project, glossary: Glossary): (draft: Draft) => RowJudge {
  const known = new WeakMap<RecordUnit, readonly CheckInput[]>()
  const options: CheckOptions = {
    sourceLanguage: config.sourceLanguage,
    targetLanguage: config.targetLanguage,
    severities: config.checks,
  }
  return (draft) => {
    const inputsOf = (unit: RecordUnit): readonly CheckInput[] => {
      const inputs = known.get(unit) ?? unit.segments.map((segment) => inputOf(draft, unit, segment, glossary))
      known.set(unit, inputs)
      return inputs
    }
    const judge = judgeOf(draft.units.flatMap(inputsOf), options)
    return (index) => {
      const unit = draft.units[index]
      if (unit === undefined) return []
      return inputsOf(unit).map((input) => {
        const { segment, isCarried } = input
        const findings = judge(input)
        return { unit, index, segment, isCarried, findings, doubt: doubtOf({ segment, findings }) }
      })
    }
  }
}

function inputOf(draft: Draft, unit: RecordUnit, segment: RecordSegment, glossary: Glossary): CheckInput {
  const fate = fateOf(draft, unit.id, segment, { pseudoCounts: false })
  return {
    segment,
    row: unit.segments,
    missing: fate === 'untranslated' && segment.mark !== 'stale',
    isCarried: fate === 'carried',
    terms: glossary.usesIn(plainText(segment.source), plainText(segment.target ?? [])),
  }
}
