/** A fault in a text: the run goes on, the finding is shown with its place. */

export type Severity = 'error' | 'warning' | 'info'

export interface Finding {
  /** The check that found it: 'missing', 'numbers'. */
  readonly ruleId: string
  readonly severity: Severity
  /** One sentence: *Unexpected …, expected …*. */
  readonly message: string
  /** Source file, relative to the project; 1-based line and column in it where known. */
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly unit?: string
  readonly segment?: string
  /** Of the segment, 0 to 1: how much it should be read before others. */
  readonly doubt?: number
}
