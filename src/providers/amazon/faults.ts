/** Every error of Amazon Translate, and what it means. */
import { ProviderFault } from '../../errors.ts'
import { COMMON_HTTP, faultFrom, faultOf, type FaultRow } from '../faults.ts'
import { connectionFault, record } from '../http.ts'

/** By the error's name, which stands first: nearly all of them have the status 400. */
const TRANSLATE_TEXT: readonly FaultRow[] = [
  { code: 'too-long', says: /^TextSizeLimitExceeded/ },
  {
    code: 'too-long',
    says: /^(?:LimitExceeded|InvalidRequest|InvalidParameterValue|Validation)\w* .*\b(?:size|length|bytes)\b/,
  },
  { code: 'quota-minute', says: /^(?:Throttling|Throttled|RequestThrottled|TooManyRequests|LimitExceeded)/ },
  {
    code: 'unavailable',
    says: /^RequestTimeTooSkewed|Signature (?:expired|not yet current)/,
    words: "the clock of this machine is not the service's", // the SDK sets its own right by the answer
  },
  {
    code: 'key',
    says: /^(?:UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|ExpiredToken|TokenRefreshRequired|CredentialsProviderError|TokenProviderError)/,
  },
  { code: 'credit', says: /^(?:OptInRequired|SubscriptionRequired|AccountProblem)/ },
  { code: 'forbidden', says: /^(?:AccessDenied|NotAuthorized|UnauthorizedOperation)/ },
  { code: 'settings', says: /^(?:UnsupportedLanguagePair|ResourceNotFound|UnknownOperation)/ },
  {
    code: 'settings',
    says: /^(?:InvalidRequest|InvalidParameterValue|Validation)\w* .*\b(?:languages?|\w*languageCode|terminolog\w*|settings|formality|profanity|brevity)\b/i,
  },
  { code: 'text', says: /^(?:DetectedLanguageLowConfidence|InvalidRequest|InvalidParameterValue|Validation)/ },
  { code: 'unavailable', says: /^(?:ServiceUnavailable|InternalServer|InternalFailure|ServiceFailure)/ },
  // A 400 of a name that is not known tells nothing about the text.
  ...COMMON_HTTP.filter(({ code }) => code !== 'text'),
]

/** The table, for the guide. */
export const faults = { TranslateText: TRANSLATE_TEXT }

/** The fault behind what the SDK throws. Never quotes addresses, keys or tokens. */
export function faultBehind(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  if (error instanceof ProviderFault) return error
  const own = record(error)
  const response = record(own.$response)
  const status = Number(record(own.$metadata).httpStatusCode ?? response.statusCode ?? Number.NaN)
  const name = error instanceof Error ? error.name : ''
  const isPage = error instanceof SyntaxError // of JSON.parse, inside the SDK
  if (isPage && status < 300) return faultOf('garbled', pageOf(error.message), { cause: error })
  if (typeof own.code === 'string') return connectionFault(error, signal, status < 300 ? 'garbled' : 'unavailable')
  const [said = ''] = error instanceof Error && !isPage ? error.message.split('\n') : []
  const words = said === '' || said === 'UnknownError' ? '' : said
  return faultFrom(
    TRANSLATE_TEXT,
    {
      ...(Number.isInteger(status) ? { http: status } : {}),
      text: `${name} ${words}`,
      message: [isPage ? String(status) : name, words].filter((part) => part !== '').join(': '),
      delaySeconds: delayOf(response),
    },
    error,
  )
}

/** JSON.parse quotes what it met. */
function pageOf(message: string): string {
  return /token '<'/.test(message) ? 'a page in place of an answer' : 'no JSON'
}

function delayOf(response: Readonly<Record<string, unknown>>): number | undefined {
  const seconds = Number(record(response.headers)['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
