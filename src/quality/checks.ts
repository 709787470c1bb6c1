/** Checks of one segment: what a reader would call wrong. */
import { countCodePoints, encodeContent, plainText } from '../bitext/content.ts'
import type { Finding, Severity } from '../bitext/finding.ts'
import type { RecordSegment } from '../bitext/record.ts'
import type { SourceDocument, SourceFinding } from '../bitext/source.ts'
import { quote } from '../errors.ts'
import { foldDigits } from '../text/digits.ts'
import { scriptOf, shareOfScript } from '../text/letters.ts'
import { readNumbers } from '../text/read-numbers.ts'

export interface CheckInput {
  readonly segment: RecordSegment
  /** Nothing to show on the target side. */
  readonly missing: boolean
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** The configuration's, by check. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
}

type SegmentFinding = Omit<Finding, 'file'>

interface Check {
  readonly id: string
  readonly severity: Severity
  /** A message, or undefined when all is well. */
  readonly check: (source: string, target: string, input: CheckInput) => string | undefined
}

/** Checks of a segment that has a target; `missing` and `stale` come before them. */
const CHECKS: readonly Check[] = [
  {
    id: 'codes',
    severity: 'error',
    check: (_source, _target, { segment }) => {
      const codes = (content: RecordSegment['source'] | undefined): string =>
        (content ?? [])
          .flatMap((part) => (typeof part === 'string' ? [] : [`${part.kind} ${part.id}`]))
          .toSorted()
          .join(', ')
      return codes(segment.source) === codes(segment.target)
        ? undefined
        : 'Unexpected inline codes in the translation, expected those of the source'
    },
  },
  {
    id: 'same-as-source',
    severity: 'error',
    check: (source, target, { segment, sourceLanguage }) =>
      encodeContent(segment.source) === encodeContent(segment.target ?? []) && shareOfScript(sourceLanguage, source) > 0
        ? `Unexpected source text as its own translation, expected another language than in ${quote(target)}`
        : undefined,
  },
  {
    id: 'source-language-left',
    severity: 'error',
    check: (_source, target, { sourceLanguage, targetLanguage }) =>
      scriptOf(sourceLanguage) !== scriptOf(targetLanguage) && shareOfScript(sourceLanguage, target) > 0.5
        ? 'Unexpected translation in the script of the source, expected the target language'
        : undefined,
  },
  {
    id: 'numbers',
    severity: 'warning',
    check: (source, target) => {
      const missing = missingDigits(source, target).find((digits) => !sameValue(digits, source, target))
      return missing === undefined
        ? undefined
        : `Unexpected absence of the number ${missing}, expected it in the translation`
    },
  },
  {
    id: 'length-ratio',
    severity: 'info',
    check: (source, target) =>
      countCodePoints(target) > 4 * countCodePoints(source) + 40
        ? 'Unexpected length of the translation, expected at most four times its source'
        : undefined,
  },
]

/** Runs of two digits or more that stand in the source alone. */
function missingDigits(source: string, target: string): readonly string[] {
  const runs = (text: string): readonly string[] =>
    (foldDigits(text).match(/\d+/g) ?? []).filter((digits) => digits.length > 1)
  const given = runs(target)
  return runs(source).filter((digits) => !given.includes(digits))
}

/** Whether the number that holds the digits is in the target, written otherwise: ١٥ and fifteen, 1250 and 1,250. */
function sameValue(digits: string, source: string, target: string): boolean {
  const values = new Set(readNumbers(target).flatMap(({ value, other = value }) => [value, other]))
  const holding = readNumbers(source).filter(({ start, end }) => foldDigits(source.slice(start, end)).includes(digits))
  return holding.length > 0 && holding.every(({ value, other = value }) => values.has(value) || values.has(other))
}

/** Checks of a source, which its reader makes. */
const SOURCE_CHECKS: Readonly<Record<SourceFinding['ruleId'], Severity>> = {
  directive: 'error',
  'lost-character': 'warning',
  'unclosed-markup': 'warning',
  'unused-note': 'warning',
}

/** Names of all checks. */
export const checkNames: readonly string[] = [
  'missing',
  'stale',
  'needs-work',
  ...CHECKS.map(({ id }) => id),
  ...Object.keys(SOURCE_CHECKS),
]

/** What its reader found in a source, as severe as it is set. */
export function sourceFindings(
  { path, findings = [] }: SourceDocument,
  severities: CheckInput['severities'],
): readonly Finding[] {
  return findings.flatMap((finding): Finding[] => {
    const severity = severities[finding.ruleId] ?? SOURCE_CHECKS[finding.ruleId]
    return severity === 'off' ? [] : [{ ...finding, severity, file: path }]
  })
}

export function findingsOf(input: CheckInput): readonly SegmentFinding[] {
  const { segment, missing, severities } = input
  const finding = (ruleId: string, severity: Severity, message: string): SegmentFinding[] => {
    const own = severities[ruleId] ?? severity
    return own === 'off' ? [] : [{ ruleId, severity: own, message }]
  }
  if (missing)
    return finding('missing', 'error', 'Unexpected row without a translation, expected one; run muqabil build')
  const marks =
    segment.mark === 'stale'
      ? finding('stale', 'error', 'Unexpected translation of an older wording, expected one of the source as it is')
      : segment.mark === 'needs-work'
        ? finding(
            'needs-work',
            'warning',
            `Unexpected note that this needs work${segment.reason ? ` (${segment.reason})` : ''}, expected a settled translation`,
          )
        : []
  const [source, target] = [plainText(segment.source), plainText(segment.target ?? [])]
  return [
    ...marks,
    ...CHECKS.flatMap(({ id, severity, check }) => {
      const message = check(source, target, input)
      return message === undefined ? [] : finding(id, severity, message)
    }),
  ]
}
