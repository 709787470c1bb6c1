/** Findings as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), which code hosts show on the lines of a change. */
import type { FindingLine, Severity } from './finding-lines.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

export function toSarif(findings: readonly FindingLine[], version: string): string {
  const rules = [...new Set(findings.map(({ ruleId }) => ruleId ?? ''))].toSorted()
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'muqabil', version, rules: rules.map((id) => ({ id })) } },
        // Lines and columns are counted as the sources' parsers count them.
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          PROJECT: { description: { text: 'The folder of the project; on GitHub the repository.' } },
        },
        results: findings.map((finding) => resultOf(finding, rules)),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function resultOf(
  { file, line, column, ruleId = '', severity, unit, segment, message }: FindingLine,
  rules: readonly string[],
): object {
  const region =
    line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }
  const uri = file.split('/').map(encodeURIComponent).join('/')
  return {
    ruleId,
    ruleIndex: rules.indexOf(ruleId),
    level: LEVEL[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: 'PROJECT' }, ...region } }],
    // The same finding is known again when lines have moved.
    ...(unit === undefined
      ? {}
      : { partialFingerprints: { 'muqabil/v1': [ruleId, file, unit, segment ?? ''].join(' ') } }),
  }
}
