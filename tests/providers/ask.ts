/** A provider asked as the engine asks it, and tables of faults tried row by row. */
import { ProviderFault } from '../../src/errors.ts'
import { faultFrom, type FaultRow, type Said } from '../../src/providers/faults.ts'
import type { Answer, Provider, TranslateRequest } from '../../src/providers/provider.ts'

/** The answer, or the fault that came in its place. */
export async function ask(
  provider: Provider,
  texts: readonly string[],
  more: Partial<TranslateRequest> = {},
): Promise<Answer | ProviderFault> {
  try {
    const answer = await provider.translate({
      texts,
      sourceLanguage: 'ar',
      targetLanguage: 'en',
      signal: new AbortController().signal,
      ...more,
    })
    return 'texts' in answer ? answer : { texts: answer }
  } catch (error) {
    if (error instanceof ProviderFault) return error
    throw error
  }
}

/** The rows of a table that decide nothing: without them every example comes out as it did. */
export function idleRows(rows: readonly FaultRow[], examples: readonly Said[]): readonly FaultRow[] {
  const outcome = (some: readonly FaultRow[], said: Said): string => {
    const { code, message, delaySeconds } = faultFrom(some, said)
    return JSON.stringify([code, message, delaySeconds])
  }
  return rows.filter((row) =>
    examples.every(
      (said) =>
        outcome(
          rows.filter((each) => each !== row),
          said,
        ) === outcome(rows, said),
    ),
  )
}
