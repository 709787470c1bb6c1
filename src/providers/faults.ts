/** Every kind of fault a provider can have: its code, what the engine does about it, and what a person is told. */
import { ProviderFault, type FaultAction, type FaultOptions } from '../errors.ts'

export interface FaultKind {
  readonly action: FaultAction
  /** What happened, and where a person can do something about it, what. */
  readonly words: string
}

/** Codes are permanent: scripts match on them. */
export const faultKinds = {
  'quota-minute': { action: 'wait', words: 'the quota of the minute is used up' },
  'quota-day': { action: 'stop', words: 'the quota of the day or month is used up; run again when it begins anew' },
  credit: { action: 'stop', words: 'the account has no credit left; see to its billing' },
  key: { action: 'stop', words: 'the key or the credentials are not accepted; check them in the environment or .env' },
  forbidden: {
    action: 'stop',
    words: 'not allowed: check billing, that the service is enabled, and the rights of the key or account',
  },
  settings: {
    action: 'stop',
    words: 'the service does not accept the settings; check model, languages, glossary and region',
  },
  redirected: { action: 'stop', words: 'the service sends elsewhere; check the endpoint' },
  crashed: {
    action: 'stop',
    words: 'the program ends again and again; run it by hand, and see what it writes to standard error',
  },
  'too-long': { action: 'split', words: 'the request is too long' },
  'cut-off': { action: 'split', words: 'the answer was cut off' },
  count: { action: 'split', words: 'the answers do not match the texts' },
  text: { action: 'skip', words: 'the service refuses the text' },
  unavailable: { action: 'retry', words: 'the service does not answer as it should' },
  timeout: { action: 'split', words: 'no answer in time' },
  garbled: { action: 'retry', words: 'the answer cannot be read' },
  unknown: { action: 'retry', words: 'an error that is not known' },
} as const satisfies Readonly<Record<string, FaultKind>>

export type FaultCode = keyof typeof faultKinds

/** One row of a provider's table: what the service says, and what it means. The first row that fits counts. */
export interface FaultRow {
  readonly code: FaultCode
  /** HTTP statuses. */
  readonly http?: readonly number[]
  /** gRPC codes. */
  readonly grpc?: readonly number[]
  /** In the message or among the reasons of the error; without it any. */
  readonly says?: RegExp
  /** More exact words than the kind's own. */
  readonly words?: string
  /** How long to wait where the service does not say. */
  readonly delaySeconds?: number
}

/** What a service said, as far as it can be read. */
export interface Said {
  readonly http?: number
  readonly grpc?: number
  /** Message, reason and the like, for matching. */
  readonly text: string
  /** For people; cleaned of addresses and keys here. */
  readonly message?: string
  readonly delaySeconds?: number | undefined
  /** A service that answered with an error has billed nothing; a connection that broke tells nothing. */
  readonly billed?: 'no' | 'maybe'
}

/** Rows that are true of every service over HTTP, for the end of a table. */
export const COMMON_HTTP: readonly FaultRow[] = [
  { code: 'quota-minute', http: [429] },
  { code: 'key', http: [401] },
  { code: 'credit', http: [402] },
  { code: 'forbidden', http: [403] },
  { code: 'redirected', http: [301, 302, 303, 307, 308] },
  { code: 'settings', http: [404, 405, 410] },
  { code: 'too-long', http: [413, 414] },
  { code: 'unavailable', http: [408, 425, 500, 502, 503, 504, 507, 508, 509, 520, 521, 522, 523, 524, 529] },
  { code: 'text', http: [400, 422] },
]

/** The fault that a table makes of what a service said. */
export function faultFrom(rows: readonly FaultRow[], said: Said, cause?: unknown): ProviderFault {
  const row = rows.find(({ http, grpc, says }) => {
    const status = http === undefined && grpc === undefined ? true : fits(http, said.http) || fits(grpc, said.grpc)
    return status && (says === undefined || says.test(said.text))
  })
  const { message = '', delaySeconds = row?.delaySeconds, billed = 'no' } = said
  return faultOf(row?.code ?? 'unknown', message, {
    ...(row?.words ? { words: row.words } : {}),
    cause,
    delaySeconds,
    billed,
  })
}

/** A fault of a kind, with what the service said of it. */
export function faultOf(
  code: FaultCode,
  message: string,
  { words, ...options }: FaultOptions & { readonly words?: string } = {},
): ProviderFault {
  const kind = faultKinds[code]
  const said = withoutSecrets(message)
  return new ProviderFault(code, kind.action, `${words ?? kind.words}${said === '' ? '' : ` (${said})`}`, options)
}

const LONGEST_MESSAGE = 240

/** A service's words without addresses, keys, tokens and markup: they may have been echoed. */
export function withoutSecrets(message: string): string {
  return (
    message
      .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, 'the service')
      .replace(/\?\S+/g, '?…')
      .replace(
        /\b(?:Bearer|Basic|DeepL-Auth-Key|api[-_ ]?key|key|token|secret|authorization)\b(["']?\s*[:=]\s*["']?|\s+(?=\S*\d))\S+/gi,
        '…',
      )
      .replace(/\b(?:sk|pk|AIza|ya29)[-_.\w]{6,}/g, '…')
      .replace(/\b[A-Za-z0-9_-]{32,}\b/g, '…')
      // Secrets of 30 bytes in base 64 have slashes and plus signs; names of resources are seldom in both cases.
      .replace(/(?<![\w/+-])(?=[\w/+-]*\d)(?=[\w/+-]*[A-Z])(?=[\w/+-]*[a-z])[\w/+-]{32,}/g, '…')
      .replace(/<[^>]*>/g, ' ')
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
      .replace(/\.$/, '')
      .slice(0, LONGEST_MESSAGE)
  )
}

function fits(statuses: readonly number[] | undefined, status: number | undefined): boolean {
  return status !== undefined && statuses !== undefined && statuses.includes(status)
}
