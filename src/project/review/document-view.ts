/** A document as the review app sees it: rows with what the checks say of them, and how far they are. */
import { baseOf } from '../../bitext/base-of.ts'
import { plainText, type CodeFacts } from '../../bitext/content.ts'
import { hashContent } from '../../bitext/hash-content.ts'
import { isPersons } from '../../bitext/is-persons.ts'
import type { RecordSegment, RecordUnit } from '../../bitext/record.ts'
import { segmentVersion } from '../../bitext/segment-version.ts'
import type { CodeView, Counts, DocumentSummary, DocumentView, RowView, SegmentView } from '../../review/api.ts'
import type { Draft } from '../drafts.ts'
import type { Glossary } from '../glossary.ts'
import { documentJudge, type JudgedSegment } from '../judge-segments.ts'
import type { Project } from '../project.ts'

export function documentView(draft: Draft, project: Project, glossary: Glossary): DocumentView {
  const judge = documentJudge(project, glossary)(draft)
  return viewOf(
    draft,
    draft.units.map((_, index) => judge(index)),
  )
}

/** @param judged The segments of each row. */
export function viewOf(draft: Draft, judged: readonly (readonly JudgedSegment[])[]): DocumentView {
  const numbers = numbersOf(draft.units)
  return {
    summary: summaryOf(draft, judged),
    rows: draft.units.map((_, index) => rowView(draft, index, { judged: judged[index] ?? [], numbers })),
  }
}

export interface RowFacts {
  readonly judged: readonly JudgedSegment[]
  readonly numbers: readonly string[]
}

export function rowView({ units, source }: Draft, index: number, { judged, numbers }: RowFacts): RowView {
  const unit = units[index]
  const line = source.units[index]?.line
  return {
    unit: unit?.id ?? '',
    kind: unit?.kind ?? 'paragraph',
    ...(unit?.depth === undefined ? {} : { depth: unit.depth }),
    number: numbers[index] ?? '',
    ...(line === undefined ? {} : { line }),
    segments: judged.map(segmentView),
    codes: Object.fromEntries(Object.entries(unit?.codes ?? {}).map(([id, facts]) => [id, codeView(facts)])),
    notes: (unit?.notes ?? []).map(({ text }) => text),
  }
}

/** What stands beside each row in the edition; a value of the front matter is in no row. */
export function numbersOf(units: readonly RecordUnit[]): readonly string[] {
  let number = 0
  return units.map((unit) => (unit.kind === 'metadata' ? '' : (unit.number ?? String(++number))))
}

function codeView({ kind, tagName, shown, open, close }: CodeFacts): CodeView {
  return {
    kind,
    tagName,
    ...(shown === undefined ? {} : { shown }),
    markup: kind === 'pair' ? `${open}…${close ?? ''}` : open,
  }
}

interface Hashes {
  readonly version: string
  readonly sourceHash: string
  readonly exported: string
}

const hashes = new WeakMap<RecordSegment, Hashes>()

/** Worked out once for each segment as it stands. */
function hashesOf(segment: RecordSegment): Hashes {
  const known = hashes.get(segment) ?? {
    version: segmentVersion(segment),
    sourceHash: hashContent(segment.source),
    exported: baseOf(segment),
  }
  hashes.set(segment, known)
  return known
}

function segmentView({ segment, isCarried, findings, doubt }: JudgedSegment): SegmentView {
  const { id, source, after, target, state, mark, origin, oldSource, reason, waived } = segment
  return {
    id,
    source,
    ...(after === undefined ? {} : { after }),
    ...(target === undefined ? {} : { target }),
    state,
    ...(mark === undefined ? {} : { mark }),
    ...(origin === undefined ? {} : { origin }),
    isPersons: isPersons(segment),
    isCarried,
    ...(oldSource === undefined ? {} : { oldSource }),
    ...(reason === undefined ? {} : { reason }),
    findings: findings.map(({ ruleId, severity, message, fix }) => ({
      ruleId,
      severity,
      message,
      ...(fix === undefined ? {} : { fix }),
    })),
    ...(waived === undefined ? {} : { waived }),
    doubt,
    ...hashesOf(segment),
  }
}

export function summaryOf(draft: Draft, judged: readonly (readonly JudgedSegment[])[]): DocumentSummary {
  const heading = draft.units.find(({ kind }) => kind === 'heading')
  const sourceTitle = heading && textOf(heading.segments.map(({ source }) => source))
  const isTranslated = heading?.segments.every(({ target }) => target !== undefined) === true
  const title = isTranslated ? textOf(heading.segments.map(({ target = [] }) => target)) : undefined
  return {
    path: draft.source.path,
    ...(title === undefined ? {} : { title }),
    ...(sourceTitle === undefined ? {} : { sourceTitle }),
    counts: countsOf(judged),
  }
}

function textOf(contents: readonly RecordSegment['source'][]): string {
  return contents.map(plainText).join(' ')
}

function countsOf(judged: readonly (readonly JudgedSegment[])[]): Counts {
  const counts = { segments: 0, missing: 0, translated: 0, reviewed: 0, final: 0, stale: 0, needsWork: 0, doubtful: 0 }
  for (const row of judged)
    for (const { segment, findings } of row) {
      counts.segments++
      counts[segment.target === undefined ? 'missing' : segment.state === 'initial' ? 'translated' : segment.state]++
      if (segment.mark === 'stale') counts.stale++
      if (segment.mark === 'needs-work') counts.needsWork++
      if (findings.length > 0) counts.doubtful++
    }
  return counts
}
