/** What is tried on every way of every service: what goes wrong, and how a run must end. */
import type { Content } from '../../src/bitext/content.ts'
import type { Fault } from '../servers/stand-in.ts'
import { fastClock } from '../translate/clocks.ts'
import { runEngine, type Ran } from '../translate/run-engine.ts'
import { providerOf, type Service } from './services.ts'

export interface Trouble {
  readonly name: string
  readonly fault: (request: number, texts: readonly string[]) => Fault | undefined
  /** Answers are late on purpose. */
  readonly late?: true
  /** `complete`: every segment has its translation. `missing`: only the culprit has none. `stops`: with one of these codes, and what was answered is kept. */
  readonly ends:
    | { readonly kind: 'complete' }
    | { readonly kind: 'missing' }
    | { readonly kind: 'stops'; readonly codes: readonly string[] }
}

const complete = { kind: 'complete' } as const
const once =
  (fault: Fault) =>
  (request: number): Fault | undefined =>
    request === 1 ? fault : undefined
const from =
  (first: number, fault: Fault) =>
  (request: number): Fault | undefined =>
    request >= first ? fault : undefined
const status = (
  http: number,
  grpc: number,
  message: string,
  more: { readonly reason?: string; readonly delaySeconds?: number } = {},
): Fault => ({ kind: 'status', http, grpc, message, ...more })

/** Every sentence has this word; the culprit of the troubles that are about one has the other. */
const CULPRIT = '\u0632\u0646\u062C\u0628\u064A\u0644'
const about = (change: (answer: string, text: string) => string) => (): Fault => ({
  kind: 'answers',
  change: (answers, texts) =>
    answers.map((answer, index) => (texts[index]?.includes(CULPRIT) ? change(answer, texts[index]) : answer)),
})

export const troubles: readonly Trouble[] = [
  { name: 'nothing', fault: () => undefined, ends: complete },
  { name: '503 once', fault: once(status(503, 14, 'The service is currently unavailable.')), ends: complete },
  { name: '500 once', fault: once(status(500, 13, 'Internal error')), ends: complete },
  {
    name: '503 for good',
    fault: from(1, status(503, 14, 'The service is currently unavailable.')),
    ends: { kind: 'stops', codes: ['outage'] },
  },
  {
    name: '429 without a delay',
    fault: once(status(429, 8, 'Rate limit per minute exceeded', { reason: 'rateLimitExceeded' })),
    ends: complete,
  },
  {
    name: '429 with a delay',
    fault: once(status(429, 8, 'Rate limit per minute exceeded', { reason: 'rateLimitExceeded', delaySeconds: 2 })),
    ends: complete,
  },
  { name: 'reset before the answer', fault: once({ kind: 'reset' }), ends: complete },
  { name: 'reset in the answer', fault: once({ kind: 'reset-inside' }), ends: complete },
  { name: 'answer billed, then lost', fault: once({ kind: 'lost' }), ends: complete },
  { name: 'truncated body', fault: once({ kind: 'truncated' }), ends: complete },
  { name: 'slow drip', late: true, fault: once({ kind: 'drip', milliseconds: 40 }), ends: complete },
  { name: 'hang', late: true, fault: once({ kind: 'hang' }), ends: complete },
  { name: 'hang for good', late: true, fault: from(1, { kind: 'hang' }), ends: { kind: 'stops', codes: ['outage'] } },
  { name: 'HTML page once', fault: once({ kind: 'html-page' }), ends: complete },
  { name: 'HTML error page once', fault: once({ kind: 'html-page', http: 502 }), ends: complete },
  { name: 'too few answers', fault: once({ kind: 'answers', change: (answers) => answers.slice(1) }), ends: complete },
  {
    name: 'too many answers',
    fault: once({ kind: 'answers', change: (answers) => [...answers, 'more'] }),
    ends: complete,
  },
  { name: 'an empty answer', fault: about(() => ''), ends: { kind: 'missing' } },
  { name: 'the source again', fault: about((_, text) => text), ends: { kind: 'missing' } },
  {
    name: 'an answer in Arabic',
    fault: about(() => '\u062C\u0648\u0627\u0628 \u0639\u0631\u0628\u064A \u0622\u062E\u0631'),
    ends: { kind: 'missing' },
  },
  { name: 'control characters', fault: about((answer) => `${answer}\u0007`), ends: { kind: 'missing' } },
  { name: 'a thousand times as long', fault: about((answer) => `${answer} `.repeat(1000)), ends: { kind: 'missing' } },
  {
    name: 'an empty answer once',
    fault: once({ kind: 'answers', change: (answers) => answers.map((answer, index) => (index === 0 ? '' : answer)) }),
    ends: complete,
  },
  {
    name: 'key refused in mid-run',
    fault: from(2, status(401, 16, 'Request had invalid authentication credentials.')),
    ends: { kind: 'stops', codes: ['key'] },
  },
  {
    name: 'not allowed in mid-run',
    fault: from(2, status(403, 7, 'The caller does not have permission', { reason: 'forbidden' })),
    ends: { kind: 'stops', codes: ['forbidden', 'key'] },
  },
  { name: 'an error nobody knows', fault: once(status(418, 2, 'I am a teapot')), ends: complete },
]

/** Two dozen sentences with codes, Latin runs and digits of both kinds, one of them the culprit. */
export const SOURCES: readonly Content[] = Array.from({ length: 24 }, (_, index): Content => [
  `\u0627\u0644\u062C\u0645\u0644\u0629 \u0631\u0642\u0645 ${index} `,
  { kind: 'open', id: '1' },
  '\u0642\u0648\u064A\u0629',
  { kind: 'close', id: '1' },
  ` \u0648\u0641\u064A\u0647\u0627 Node.js \u0648\u0663\u0664${index === 17 ? ` ${CULPRIT}` : ''}.`,
])

export interface Tried extends Ran {
  readonly billed: number
  /** Of the same run without trouble. */
  readonly requests: number
}

const TIMES = 40
/** On a busy machine a first answer may take a second: only who is late on purpose is given up soon. */
const [SOON, LATE] = [60, 1200]

/** A run through the trouble, forty times as fast as the clock says. */
export async function tryTrouble(service: Service, { fault, late }: Trouble): Promise<Tried> {
  const server = await service.start({ faults: fault })
  const settings = { batchCharacters: 300, concurrency: 2, timeoutSeconds: late ? SOON : LATE }
  const provider = await providerOf(service, server.url, settings)
  try {
    // As a build does: what is loaded only now must not count as a late answer.
    await provider.prepare?.(new AbortController().signal)
    const ran = await runEngine(SOURCES, [provider], { clock: fastClock(TIMES) })
    return { ...ran, billed: server.meter.characters, requests: server.meter.requests }
  } finally {
    await provider.close?.()
    await server.close()
  }
}

/** Where it stands how a service's runs end, for the table of the guide. */
export function endsFile({ name }: Pick<Service, 'name'>): string {
  return `tests/fixtures/matrix/${name.replaceAll(/[^a-z0-9]+/g, '-').replace(/-$/, '')}.json`
}

/** In words, for the table of the guide. */
export function endOf({ sent, failed, targets }: Ran): string {
  if (sent.stopped) return `stops: ${sent.stopped.code}`
  if (failed.size > 0) return `${failed.size} left missing`
  return targets.size === SOURCES.length ? 'complete' : 'incomplete'
}
