/** Findings as GitHub Actions shows them: on the lines of the sources, and as a table on the job's page. */
import type { Account } from '../../project/events.ts'
import { plural } from '../numbers.ts'
import { stateLine } from '../state-line.ts'
import type { FindingLine, Severity } from './finding-lines.ts'
import { markdownText } from './safe-markdown.ts'

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

/** GitHub shows no summary over 1 MiB. */
const MOST_DOCUMENTS = 1_000

/** Workflow commands (docs.github.com: "Workflow commands for GitHub Actions"), one a line. */
export function toAnnotations(findings: readonly FindingLine[]): string {
  return findings
    .map(({ file, line, column, ruleId, severity, message }) => {
      const properties = [
        ['file', file],
        ['line', line],
        ['col', column],
        ['title', ruleId],
      ] as const
      const written = properties
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${property(String(value))}`)
      return `::${COMMAND[severity]} ${written.join(',')}::${data(message)}\n`
    })
    .join('')
}

/** What was looked at, how far its translations are, and a table of the documents with findings, the first of each in words. */
export function toSummary(findings: readonly FindingLine[], account: Account): string {
  const byFile = [...Map.groupBy(findings, ({ file }) => file)]
  const head = `### muqabil check

${plural(account.documents, 'document')}, ${plural(findings.length, 'finding')}. ${stateLine(account)}

`
  if (byFile.length === 0) return head
  const count = (list: readonly FindingLine[], severity: Severity): number =>
    list.filter((each) => each.severity === severity).length
  const rows = byFile.slice(0, MOST_DOCUMENTS).map(([file, list]) => {
    const first = list[0]?.message ?? ''
    return `| ${markdownText(file)} | ${count(list, 'error')} | ${count(list, 'warning')} | ${count(list, 'info')} | ${markdownText(first)} |\n`
  })
  const left = byFile.length - rows.length
  if (left > 0) rows.push(`| ${plural(left, 'more document')} | | | | |\n`)
  return `${head}| document | errors | warnings | remarks | the first |\n| --- | ---: | ---: | ---: | --- |\n${rows.join('')}\n`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
