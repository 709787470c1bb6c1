/** All checks, and what they find in the segments of a document. */
import { plainText, type Content } from '../bitext/content.ts'
import type { Finding, Severity } from '../bitext/finding.ts'
import type { RecordSegment } from '../bitext/record.ts'
import type { SourceDocument, SourceFinding } from '../bitext/source.ts'
import type { TermUse } from '../bitext/term.ts'
import { arabicLeft } from './arabic-left.ts'
import { brackets } from './brackets.ts'
import type { Check, Fault, Pair } from './check.ts'
import { codes } from './codes.ts'
import { doubledWords } from './doubled-words.ts'
import { endPunctuation } from './end-punctuation.ts'
import { fixOf } from './fixes.ts'
import { honorifics } from './honorifics.ts'
import { inconsistentSource } from './inconsistent-source.ts'
import { inconsistentTarget } from './inconsistent-target.ts'
import { invisible } from './invisible.ts'
import { kashida } from './kashida.ts'
import { lengthRatio } from './length-ratio.ts'
import { markup } from './markup.ts'
import { mojibake } from './mojibake.ts'
import { names } from './names.ts'
import { numbers } from './numbers.ts'
import { placeholders } from './placeholders.ts'
import { quotes } from './quotes.ts'
import { repetition } from './repetition.ts'
import { sameAsSource } from './same-as-source.ts'
import { sentenceCount } from './sentence-count.ts'
import { termForbidden } from './term-forbidden.ts'
import { termMissing } from './term-missing.ts'
import { typography } from './typography.ts'
import { urls } from './urls.ts'
import { whitespace } from './whitespace.ts'
import { years } from './years.ts'

export interface CheckInput {
  readonly segment: RecordSegment
  /** Nothing to show on the target side. */
  readonly missing: boolean
  /** Nothing in it is of the source's language: it went across as it stands. */
  readonly isCarried: boolean
  /** The other segments of its row, itself among them. */
  readonly row: readonly RecordSegment[]
  readonly terms: readonly TermUse[]
}

export interface CheckOptions {
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** The configuration's, by check. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
}

export interface SegmentFinding extends Pick<Finding, 'ruleId' | 'severity' | 'message'> {
  /** Where it stands in the plain text of the segment's source, in UTF-16 units. */
  readonly start?: number
  /** What the check would put in place of the target. */
  readonly fix?: Content
}

/** Checks of a segment that has a target; `missing`, `stale` and `needs-work` come before them. */
const CHECKS: readonly Check[] = [
  codes,
  sameAsSource,
  arabicLeft,
  numbers,
  years,
  urls,
  placeholders,
  markup,
  mojibake,
  repetition,
  termMissing,
  termForbidden,
  names,
  honorifics,
  inconsistentTarget,
  inconsistentSource,
  brackets,
  quotes,
  endPunctuation,
  doubledWords,
  whitespace,
  typography,
  invisible,
  kashida,
  lengthRatio,
  sentenceCount,
]

/** What the record itself says of a segment. */
const OF_RECORD: Readonly<Record<string, Severity>> = {
  missing: 'error',
  stale: 'error',
  'needs-work': 'warning',
  'waiver-unused': 'info',
}

/** Checks of a source, which its reader makes. */
const SOURCE_CHECKS: Readonly<Record<SourceFinding['ruleId'], Severity>> = {
  directive: 'error',
  'lost-character': 'warning',
  'unclosed-markup': 'warning',
  'unused-note': 'warning',
}

/** Every check with its severity, unless it is set. */
export const checkSeverities: Readonly<Record<string, Severity>> = {
  ...OF_RECORD,
  ...Object.fromEntries(CHECKS.map(({ id, severity }) => [id, severity])),
  ...SOURCE_CHECKS,
}

/** Names of all checks. */
export const checkNames: readonly string[] = Object.keys(checkSeverities)

/** What its reader found in a source, as severe as it is set. */
export function sourceFindings(
  { path, findings = [] }: SourceDocument,
  severities: CheckOptions['severities'],
): readonly Finding[] {
  return findings.flatMap((finding): Finding[] => {
    const severity = severities[finding.ruleId] ?? SOURCE_CHECKS[finding.ruleId]
    return severity === 'off' ? [] : [{ ...finding, severity, file: path }]
  })
}

/** For each segment of a document, in its order, what is found in it. */
export function findingsOf(
  inputs: readonly CheckInput[],
  options: CheckOptions,
): readonly (readonly SegmentFinding[])[] {
  return inputs.map(judgeOf(inputs, options))
}

/** What is found in a segment of the document that the judge was made for. */
export type Judge = (input: CheckInput) => readonly SegmentFinding[]

/**
 * Looks at all segments of a document once. A waiver of a check takes its findings away; one that takes nothing away
 * is itself found. A judge that is made again of mostly the same inputs is made of what was worked out for them before.
 */
export function judgeOf(inputs: readonly CheckInput[], options: CheckOptions): Judge {
  const { severities } = options
  const finding = (ruleId: string, { message, start, fix }: Found): SegmentFinding[] => {
    const severity = severities[ruleId] ?? checkSeverities[ruleId] ?? 'warning'
    const more = { ...(start === undefined ? {} : { start }), ...(fix === undefined ? {} : { fix }) }
    return severity === 'off' ? [] : [{ ruleId, severity, message, ...more }]
  }
  const all = inputs.flatMap((input) => pairOf(input, options) ?? [])
  const run = CHECKS.flatMap((check, place) =>
    severities[check.id] === 'off' ? [] : [{ id: check.id, find: finderOf(check, all, place) }],
  )
  return (input) => {
    if (input.missing)
      return finding('missing', {
        message: 'Unexpected row without a translation, expected one; run muqabil build',
      })
    const pair = pairOf(input, options)
    const found: SegmentFinding[] = []
    if (pair) for (const { id, find } of run) for (const fault of find(pair)) found.push(...finding(id, fault))
    const { waived = {} } = input.segment
    const unused = Object.keys(waived).filter((id) => !found.some(({ ruleId }) => ruleId === id))
    return [
      ...markFindings(input.segment).flatMap(([id, message]) => finding(id, { message })),
      ...found.filter(({ ruleId }) => waived[ruleId] === undefined),
      ...unused.flatMap((id) =>
        finding('waiver-unused', {
          message: `Unexpected waiver of ${id} where it finds nothing, expected none; remove it`,
        }),
      ),
    ]
  }
}

function markFindings({ mark, reason }: RecordSegment): readonly (readonly [string, string])[] {
  switch (mark) {
    case 'stale':
      return [['stale', 'Unexpected translation of an older wording, expected one of the source as it is']]
    case 'needs-work': {
      const because = reason ? ` (${reason})` : ''
      return [['needs-work', `Unexpected note that this needs work${because}, expected a settled translation`]]
    }
    default:
      return []
  }
}

interface Found extends Fault {
  readonly fix?: Content
}

/** By the place of a check in the list, what it finds in a pair whatever else the document has; most find nothing. */
const known = new WeakMap<Pair, (readonly Found[])[]>()
const NOTHING: readonly Found[] = []

function finderOf({ id, create }: Check, all: readonly Pair[], place: number): (pair: Pair) => readonly Found[] {
  const check = create(all)
  if (create.isOfPair !== true) return check
  return (pair) => {
    const found = known.get(pair) ?? []
    const before = found[place]
    if (before) return before
    if (found.length === 0) known.set(pair, found)
    const faults = check(pair)
    return (found[place] = faults.length === 0 ? NOTHING : faults.map((fault) => withFix(fault, id, pair, check)))
  }
}

/** A fix is offered when the check finds nothing in it any more. */
function withFix(fault: Fault, id: string, pair: Pair, check: (pair: Pair) => readonly Fault[]): Found {
  const target = fixOf(id, pair)
  if (target === undefined) return fault
  const fixed = { ...pair, segment: { ...pair.segment, target }, target: plainText(target) }
  return check(fixed).length === 0 ? { ...fault, fix: target } : fault
}

const pairs = new WeakMap<CheckInput, Pair>()

/** One object for each input, so that what checks work out of it is found again; undefined where there is nothing to compare. */
function pairOf(input: CheckInput, options: CheckOptions): Pair | undefined {
  if (input.missing || input.isCarried) return undefined
  const pair = pairs.get(input) ?? newPair(input, options)
  pairs.set(input, pair)
  return pair
}

function newPair({ segment, row, terms }: CheckInput, options: CheckOptions): Pair {
  const join = (side: (each: RecordSegment) => string): string => row.map(side).join(' ')
  const isWhole = row.every(({ target }) => target !== undefined)
  return {
    segment,
    source: plainText(segment.source),
    target: plainText(segment.target ?? []),
    row: {
      source: join(({ source }) => plainText(source)),
      ...(isWhole ? { target: join(({ target = [] }) => plainText(target)) } : {}),
      isFirst: row[0] === segment,
    },
    sourceLanguage: options.sourceLanguage,
    targetLanguage: options.targetLanguage,
    terms,
  }
}
