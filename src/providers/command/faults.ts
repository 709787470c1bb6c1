/** Everything that can be wrong with a program and its answers, and what it means. */
import type { ProviderFault } from '../../errors.ts'
import { faultFrom, faultKinds, type FaultCode, type FaultRow } from '../faults.ts'

const isKnown = (code: string): code is FaultCode => Object.hasOwn(faultKinds, code)

/** What is said begins with 'program', or with the code of the program's own error. */
const JSON_LINES: readonly FaultRow[] = [
  { code: 'crashed', says: /^program cannot be started/, words: 'the program cannot be started' },
  { code: 'crashed', says: /^program ended again and again/ },
  { code: 'unavailable', says: /^program did not start/, words: 'the program ended before it was ready' },
  { code: 'cut-off', says: /^program ended/, words: 'the program ended before it answered' },
  { code: 'garbled', says: /^program/, words: 'what the program wrote is no answer' },
  ...Object.keys(faultKinds)
    .filter(isKnown)
    .map((code) => ({ code, says: new RegExp(`^${code}(?![\\w-])`) })),
]

/** The table, for the guide. */
export const faults = { 'JSON lines': JSON_LINES }

/** What happened to it: 'ended' while it was asked, 'wrote' what is no answer. */
type Mishap = 'cannot be started' | 'did not start' | 'ended' | 'ended again and again' | 'wrote'

/** @param detail For people. */
export function programFault(said: Mishap, detail: string): ProviderFault {
  // Whom it asked in its turn, and what that cost, nobody knows.
  const billed = said === 'ended' || said === 'wrote' ? 'maybe' : 'no'
  return faultFrom(JSON_LINES, { text: `program ${said}`, message: detail, billed })
}

/** The fault of an answer `{ "id", "error": { "code", "message", "delaySeconds" } }`; an error may be a string too. */
export function answeredFault(error: unknown): ProviderFault {
  const { code, message, delaySeconds } =
    typeof error === 'object' && error !== null
      ? { code: undefined, message: undefined, delaySeconds: undefined, ...error }
      : { message: error }
  const seconds = typeof delaySeconds === 'number' && delaySeconds >= 0 ? delaySeconds : undefined
  return faultFrom(JSON_LINES, {
    text: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : typeof code === 'string' && !isKnown(code) ? code : '',
    delaySeconds: seconds,
  })
}
