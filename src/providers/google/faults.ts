/** Every error of Google Cloud Translation, on each of its three ways, and what it means. */
import type { ProviderFault } from '../../errors.ts'
import { faultFrom, type FaultRow } from '../faults.ts'
import { list, record } from '../http.ts'

const DAY = 'the quota of the day is used up; run again after midnight Pacific time'

/** By gRPC (v3). A quota of the day and one of the minute have one code: the limit's name tells them apart. */
const V3: readonly FaultRow[] = [
  { code: 'quota-day', grpc: [8], says: /per ?day|daily/i, words: DAY },
  { code: 'quota-minute', grpc: [8] },
  { code: 'too-long', grpc: [3], says: /too long|codepoints|too large|exceeds|too many/i },
  { code: 'key', grpc: [3], says: /API key/i },
  { code: 'key', grpc: [16] },
  { code: 'forbidden', grpc: [7] },
  { code: 'settings', grpc: [3], says: /glossary|model|location|parent|language|label|project|dataset/i },
  { code: 'settings', grpc: [5, 12] },
  { code: 'text', grpc: [3, 9, 11] },
  { code: 'unavailable', grpc: [1, 2, 4, 10, 13, 14, 15] },
]

/** By HTTP (v2). A 403 is three things: the reason tells which. */
const V2: readonly FaultRow[] = [
  { code: 'quota-day', http: [403, 429], says: /dailyLimitExceeded|Daily Limit|per ?day/i, words: DAY },
  { code: 'quota-minute', http: [403], says: /userRateLimitExceeded|rateLimitExceeded|Rate Limit|Quota exceeded/i },
  { code: 'too-long', http: [400], says: /too long|too large|too many|exceeds|limit/i },
  {
    code: 'key',
    http: [400, 403],
    says: /API key (?:not valid|expired|not found)|API_KEY_INVALID|missing a valid API key/i,
  },
  { code: 'settings', http: [400], says: /language pair|invalid value|model|glossary/i },
]

/** gRPC codes by which a service says no: INVALID_ARGUMENT, NOT_FOUND, PERMISSION_DENIED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION, UNIMPLEMENTED, UNAUTHENTICATED. */
const REFUSALS: ReadonlySet<number> = new Set([3, 5, 7, 8, 9, 12, 16])

/** The tables, by way, for the guide. */
export const faults = { 'v3 (gRPC and REST)': V3, v2: V2 }

/** The fault behind what the client of v3 throws. Never quotes addresses, keys or tokens. */
export function faultBehind(error: unknown): ProviderFault {
  const own = record(error)
  const code = Number(own.code)
  const message = error instanceof Error ? error.message : ''
  const text = [message, ...reasonsOf(own)].join(' ')
  // What the service itself refuses it does not bill; of a call that ended in between nobody knows.
  const answered = REFUSALS.has(code) || /No connection established|ECONNREFUSED|ENOTFOUND/.test(message)
  const billed = answered ? ('no' as const) : ('maybe' as const)
  // Without a status it never came to an answer: the connection broke.
  const rows: readonly FaultRow[] = Number.isInteger(code) ? V3 : [{ code: 'unavailable' }]
  return faultFrom(rows, { grpc: code, text, message, delaySeconds: delayOf(own), billed }, error)
}

/** ErrorInfo's reason and QuotaFailure's violations. */
function reasonsOf(own: Readonly<Record<string, unknown>>): readonly unknown[] {
  return [
    own.reason,
    ...list(own.statusDetails).flatMap((each) => [
      record(each).reason,
      ...list(record(each).violations).flatMap((violation) => [
        record(violation).subject,
        record(violation).description,
      ]),
    ]),
  ]
}

/** RetryInfo of google.rpc. */
function delayOf(own: Readonly<Record<string, unknown>>): number | undefined {
  for (const detail of list(own.statusDetails)) {
    const delay = record(record(detail).retryDelay)
    if ('seconds' in delay || 'nanos' in delay) return Number(delay.seconds ?? 0) + Number(delay.nanos ?? 0) / 1e9
  }
  return undefined
}
