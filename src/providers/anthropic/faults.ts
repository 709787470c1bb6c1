/** Every error of Anthropic's messages API, and what it means. */
import { COMMON_HTTP, type FaultRow } from '../faults.ts'
import { record } from '../http.ts'

const SPEND_LIMIT =
  'the spending limit that is set for the account or workspace is reached; raise it, or run again next month'
const CREDIT = 'the account has no credit left; see to its billing'

/** Limits of spending come as 400 where one set them oneself and as 429 where the tier has one: neither ends by waiting. */
const ROWS: readonly FaultRow[] = [
  {
    code: 'quota-day',
    http: [400, 403, 429],
    says: /spend_limit|spend limit|usage limits|regain access|monthly/i,
    words: SPEND_LIMIT,
  },
  { code: 'credit', http: [400, 402, 403], says: /credit balance|billing_error/i, words: CREDIT },
  {
    code: 'too-long',
    http: [400, 413],
    says: /prompt is too long|too long|request_too_large|maximum allowed|exceed context|context window/i,
  },
  { code: 'text', http: [400], says: /content filtering|blocked by|flagged|usage policy/i },
  { code: 'forbidden', http: [403], says: /permission_error/i },
  // What is left of these is a parameter or a name that the service does not take: the next request would fare the same.
  { code: 'settings', http: [400, 404, 405, 409, 422] },
  { code: 'unavailable', http: [500, 504, 529] },
]

/** The tables, by way, for the guide. */
export const faults = { messages: [...ROWS, ...COMMON_HTTP] }

/** For requests: the rows that are true of every service are added there. */
export const rows = ROWS

/** `error.message`; its kind stands beside it and is matched too. */
export function readError(body: unknown): string {
  const { message } = record(record(body).error)
  return typeof message === 'string' ? message : ''
}
