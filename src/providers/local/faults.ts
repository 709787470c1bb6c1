/** Everything that can be wrong with the engine, and what it means. */
import type { ProviderFault } from '../../errors.ts'
import { faultFrom, type FaultRow } from '../faults.ts'

/** What is said begins with 'engine'. */
const WEB_ASSEMBLY: readonly FaultRow[] = [
  {
    code: 'crashed',
    says: /^engine ended again and again/,
    words: 'the engine ends again and again; fetch the model anew, or free some memory',
  },
  { code: 'too-long', says: /^engine ran out of memory/, words: 'there is not enough memory for this' },
  { code: 'count', says: /^engine left out/, words: 'the engine left a sentence out' },
  { code: 'cut-off', says: /^engine ended/, words: 'the engine ended before it answered' },
]

/** The table, for the guide. */
export const faults = { WebAssembly: WEB_ASSEMBLY }

/** What happened to it. */
export type Mishap = 'ended' | 'ended again and again' | 'ran out of memory' | 'left out a sentence'

/** @param detail For people. */
export function engineFault(said: Mishap, detail: string): ProviderFault {
  return faultFrom(WEB_ASSEMBLY, { text: `engine ${said}`, message: detail })
}
