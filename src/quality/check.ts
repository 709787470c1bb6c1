/** What a check is: a name, how serious its findings are, and a function from a pair of texts to its faults. */
import type { Severity } from '../bitext/finding.ts'
import type { RecordSegment } from '../bitext/record.ts'
import type { TermUse } from '../bitext/term.ts'

/** A segment with both its texts. */
export interface Pair {
  readonly segment: RecordSegment
  /** Without codes. */
  readonly source: string
  readonly target: string
  /** Texts of the whole row; a side that is not complete is absent. */
  readonly row: { readonly source: string; readonly target?: string; readonly isFirst: boolean }
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** Entries of the glossary that occur in the source, and whether the target has them. */
  readonly terms: readonly TermUse[]
}

export interface Fault {
  /** One sentence: *Unexpected …, expected …*. */
  readonly message: string
  /** Where it stands in the source's text, in UTF-16 units; absent: it is of the whole segment. */
  readonly start?: number
}

export interface Check {
  readonly id: string
  readonly severity: Severity
  /** Looks at all pairs of a document once, then at each of them. */
  readonly create: Create
}

interface Create {
  (pairs: readonly Pair[]): (pair: Pair) => readonly Fault[]
  /** It needs nothing but the pair: what it says of one holds as long as that is the same. */
  readonly isOfPair?: true
}

/** A check that needs nothing but the pair. */
export function eachPair(check: (pair: Pair) => readonly Fault[]): Create {
  return Object.assign(() => check, { isOfPair: true } as const)
}

/** What a check works out of a pair, once a pair: judges of a document that has changed a little find it again. */
export function oncePerPair<T>(work: (pair: Pair) => T): (pair: Pair) => T {
  const known = new WeakMap<Pair, { readonly value: T }>()
  return (pair) => {
    const found = known.get(pair) ?? { value: work(pair) }
    known.set(pair, found)
    return found.value
  }
}

/** At most one fault, of the whole segment. */
export function faultIf(isWrong: boolean, message: () => string): readonly Fault[] {
  return isWrong ? [{ message: message() }] : []
}
