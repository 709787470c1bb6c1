/** Every error of Google Cloud Translation, on each of its three ways, and what is to be done about it. */
import { ProviderFault, type FaultAction } from '../../errors.ts'

interface Row {
  readonly code: string
  readonly action: FaultAction
  /** gRPC code of v3. */
  readonly status?: readonly number[]
  /** HTTP status of v2. */
  readonly http?: readonly number[]
  /** In the message, or as the reason of an error. */
  readonly says?: RegExp
  readonly words: string
}

/** First row that fits. A 403 is three things; the reason or the limit's name tells which. */
const FAULTS: readonly Row[] = [
  {
    code: 'quota-day',
    action: 'stop',
    status: [8],
    says: /per day|daily|PerDay/i,
    words: 'the quota of the day is used up; run again after midnight Pacific time',
  },
  {
    code: 'quota-day',
    action: 'stop',
    http: [403, 429],
    says: /dailyLimitExceeded|Daily Limit|per day/i,
    words: 'the quota of the day is used up; run again after midnight Pacific time',
  },
  { code: 'quota-minute', action: 'wait', status: [8], words: 'the quota of the minute is used up' },
  { code: 'quota-minute', action: 'wait', http: [429], words: 'the quota of the minute is used up' },
  {
    code: 'quota-minute',
    action: 'wait',
    http: [403],
    says: /userRateLimitExceeded|rateLimitExceeded|Rate Limit|Quota exceeded/i,
    words: 'the quota of the minute is used up',
  },
  {
    code: 'too-long',
    action: 'split',
    status: [3],
    says: /too long|codepoints|too large|exceeds/i,
    words: 'a request is too long',
  },
  {
    code: 'too-long',
    action: 'split',
    http: [400, 413],
    says: /too long|too large|too many|exceeds|limit/i,
    words: 'a request is too long',
  },
  {
    code: 'key',
    action: 'stop',
    http: [400, 401],
    says: /API key|API_KEY|credential|unauthenticated|UNAUTHENTICATED/i,
    words: 'the key is not accepted; check GOOGLE_API_KEY',
  },
  {
    code: 'key',
    action: 'stop',
    status: [16],
    words: 'the credentials are not accepted; check GOOGLE_APPLICATION_CREDENTIALS',
  },
  {
    code: 'key',
    action: 'stop',
    http: [401],
    words: 'the credentials are not accepted; check GOOGLE_APPLICATION_CREDENTIALS or GOOGLE_API_KEY',
  },
  {
    code: 'forbidden',
    action: 'stop',
    status: [7],
    words: 'not allowed: check billing, that the Cloud Translation API is enabled, and the role of the account',
  },
  {
    code: 'forbidden',
    action: 'stop',
    http: [403],
    words: 'not allowed: check billing, that the Cloud Translation API is enabled, and the key\u2019s restrictions',
  },
  {
    code: 'bad-request',
    action: 'stop',
    status: [3],
    says: /glossary|model|location|parent|language|label|project/i,
    words: 'the service does not accept the settings',
  },
  {
    code: 'bad-request',
    action: 'stop',
    status: [5, 12],
    words: 'the service has no such model, glossary or location',
  },
  { code: 'bad-request', action: 'stop', http: [404], words: 'the service has no such method or model' },
  { code: 'bad-text', action: 'skip', status: [3, 9, 11], words: 'the service refuses the text' },
  { code: 'bad-text', action: 'skip', http: [400], words: 'the service refuses the text' },
  {
    code: 'outage',
    action: 'retry',
    status: [1, 2, 4, 10, 13, 14, 15],
    words: 'the service does not answer as it should',
  },
  {
    code: 'outage',
    action: 'retry',
    http: [408, 500, 502, 503, 504],
    words: 'the service does not answer as it should',
  },
]

/** The fault behind what a Google client throws. Never quotes addresses, keys or tokens. */
export function faultOf(error: unknown, way: 'v2' | 'v3'): ProviderFault {
  const details = detailsOf(error)
  const row = FAULTS.find(({ status, http, says }) => {
    const codes = way === 'v3' ? status : http
    return codes?.includes(details.code) && (says === undefined || says.test(details.text))
  }) ?? {
    code: details.code === -1 ? 'outage' : 'unknown',
    action: 'retry' as const,
    words: 'the service does not answer as it should',
  }
  const said = details.message === '' ? '' : ` (${details.message})`
  return new ProviderFault(row.code, row.action, `${row.words}${said}`, {
    cause: error,
    delaySeconds: details.delaySeconds,
  })
}

interface Details {
  /** -1: no status at all, such as a connection that broke. */
  readonly code: number
  readonly message: string
  /** Message and reasons, for matching. */
  readonly text: string
  readonly delaySeconds: number | undefined
}

function detailsOf(error: unknown): Details {
  const own = record(error)
  const code = Number(own.code)
  const message = error instanceof Error ? error.message : ''
  const reasons = [
    own.reason,
    ...list(own.errors).map((each) => record(each).reason),
    ...list(own.statusDetails).flatMap((each) => [
      record(each).reason,
      ...list(record(each).violations).map((violation) => record(violation).description),
    ]),
  ]
  const shown = message
    .replace(/https?:\/\/\S+/g, 'the service')
    .replace(/\b(?:key|token|Bearer)[=: ]+\S+/gi, '…')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
  return {
    code: Number.isInteger(code) ? code : -1,
    message: shown,
    text: [message, ...reasons].join(' '),
    delaySeconds: delayOf(own),
  }
}

/** RetryInfo of google.rpc, or the header Retry-After in seconds. */
function delayOf(own: Readonly<Record<string, unknown>>): number | undefined {
  for (const detail of list(own.statusDetails)) {
    const delay = record(record(detail).retryDelay)
    if ('seconds' in delay || 'nanos' in delay) return Number(delay.seconds ?? 0) + Number(delay.nanos ?? 0) / 1e9
  }
  const headers = record(own.response).headers
  const get = record(headers).get
  const value =
    typeof get === 'function'
      ? String(Reflect.apply(get, headers, ['retry-after']) ?? '')
      : String(record(headers)['retry-after'] ?? '')
  const seconds = Number.parseFloat(value)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
