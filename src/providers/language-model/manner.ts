/** The way a server is asked, stepped down from where it refuses a parameter: servers differ, and say so only when asked. */
import { ProviderFault } from '../../errors.ts'

/** What may be left out of a request, and the words by which a server refuses it. */
export type Steps<Part extends string> = Readonly<Record<Part, RegExp>>

export interface Manner<Part extends string> {
  /**
   * Asks, and asks again without a part that the server refuses, until it takes the request or refuses something else.
   * What was refused once is not sent any more.
   *
   * @param ask Gets the parts that are left out.
   */
  ask<Answer>(ask: (without: ReadonlySet<Part>) => Promise<Answer>): Promise<Answer>
}

/** @param steps In the order in which they are tried when a message fits several. */
export function createManner<Part extends string>(
  steps: Steps<Part>,
  withoutAtFirst: readonly Part[] = [],
): Manner<Part> {
  const without = new Set<Part>(withoutAtFirst)
  return {
    async ask(ask) {
      for (;;) {
        const now = new Set(without)
        try {
          return await ask(now)
        } catch (error) {
          // A refused parameter is not billed.
          if (!(error instanceof ProviderFault) || error.code !== 'settings') throw error
          const part = (Object.keys(steps) as Part[]).find((each) => !now.has(each) && steps[each].test(error.message))
          if (part === undefined) throw error
          without.add(part)
        }
      }
    },
  }
}
