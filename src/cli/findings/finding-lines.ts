/** What a check found, one finding after the other, in the words that machines are told. */
import type { VFile } from 'vfile'

export type Severity = (typeof LEVELS)[number]

/** From the least to the most serious. */
export const LEVELS = ['info', 'warning', 'error'] as const

/** A finding with its file; 1-based line and column in the source where they are known. */
export interface FindingLine {
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined
  readonly ruleId: string | undefined
  readonly severity: Severity
  readonly unit?: string
  readonly segment?: string
  /** Of the segment, 0 to 1: what to read first has the highest. */
  readonly doubt?: number
  readonly message: string
}

export function findingLines(files: readonly VFile[]): readonly FindingLine[] {
  return files.flatMap(({ path, messages }) =>
    messages.map((message): FindingLine => {
      const { line, column, ruleId, reason } = message
      return {
        file: path,
        line,
        column,
        ruleId,
        severity: severityOf(message),
        ...('unit' in message && message.unit !== undefined ? { unit: String(message.unit) } : {}),
        ...('segment' in message && message.segment !== undefined ? { segment: String(message.segment) } : {}),
        ...('doubt' in message && typeof message.doubt === 'number' ? { doubt: message.doubt } : {}),
        message: reason,
      }
    }),
  )
}

function severityOf({ fatal }: VFile['messages'][number]): Severity {
  return fatal === true ? 'error' : fatal === false ? 'warning' : 'info'
}
