/** Every error of the chat-completions protocol, of OpenAI's and of those who speak it too, and what it means. */
import { COMMON_HTTP, type FaultRow } from '../faults.ts'
import { list, record } from '../http.ts'

const SPEND_LIMIT =
  'the spending limit that is set for the account or project is reached; raise it, or run again next month'
const CREDIT = 'the account has no credit left; see to its billing'

/** A 429 is four things: too fast, too much for one minute, enough for today, nothing left to pay with. */
const ROWS: readonly FaultRow[] = [
  {
    code: 'quota-day',
    http: [402, 403, 429],
    says: /spend_limit_exceeded|usage_limit_exceeded|billing_hard_limit|hard limit/i,
    words: SPEND_LIMIT,
  },
  {
    code: 'credit',
    http: [400, 402, 403, 429],
    says: /insufficient_quota|credit_balance|exceeded your current quota|billing_not_active|not active|insufficient (?:credits|balance)|requires more credits/i,
    words: CREDIT,
  },
  { code: 'too-long', http: [413, 429], says: /request too large|tokens_limit_reached|reduced in order to run/i },
  { code: 'quota-day', http: [429], says: /per[ -_]?day\b|\b[RT]PD\b|PerDay|daily|free-models-per-day/i },
  { code: 'quota-minute', http: [429] },
  // OpenAI: the rate rose too fast. The account's own model of Azure is not meant by it.
  { code: 'quota-minute', http: [503], says: /slow_down|slow down/i },
  {
    code: 'unavailable',
    http: [503],
    says: /loading model/i,
    words: 'the server is still loading the model',
    delaySeconds: 15,
  },
  {
    code: 'text',
    http: [400, 403],
    says: /content_filter|content[ _]management|content_policy|ResponsibleAI|invalid_prompt|flagged|moderation|safety system/i,
  },
  {
    code: 'forbidden',
    http: [400, 401, 403],
    says: /unsupported_country|ip_not_authorized|not supported in your|User location/i,
  },
  {
    code: 'key',
    http: [400, 401, 403],
    says: /API[ _]key (?:not valid|expired|not found|provided)|API_KEY_INVALID|invalid_api_key/i,
  },
  {
    code: 'too-long',
    http: [400, 413, 422, 500],
    says: /context_length|context length|context size|context window|exceed_context|string_above_max_length|too many tokens|maximum.{0,40}tokens|max_tokens must be at least|max_tokens is too large|token_limit_exceeded|string_too_long/i,
  },
  { code: 'garbled', http: [400, 422], says: /json_validate_failed|failed to generate (?:valid )?json/i },
  // What is left of these is a parameter or a name that the server does not take: the next request would fare the same.
  { code: 'settings', http: [400, 404, 405, 409, 415, 422] },
  { code: 'unavailable', http: [498, 499] },
]

/** The tables, by way, for the guide. */
export const faults = { 'chat completions': [...ROWS, ...COMMON_HTTP] }

/** For requests: the rows that are true of every service are added there. */
export const rows = ROWS

/** 'message (parameter)'. Google puts its error into a list, some nest it as text. */
export function readError(body: unknown): string {
  const own = record(list(body)[0] ?? body)
  const error = typeof own.error === 'string' ? { message: own.error } : record(own.error)
  const message = [error.message, own.message, own.detail].find((each) => typeof each === 'string') ?? ''
  const { param } = error
  return typeof param === 'string' && !message.includes(param) ? `${message} (${param})` : message
}
