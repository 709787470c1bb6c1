/** What every stand-in for a translation service has: a meter, quotas, scripted faults, and a translation of its own. */
import { setTimeout as wait } from 'node:timers/promises'

/** What the service does with a request instead of answering it well. */
export type Fault =
  /** The service's own error; `grpc` for the way that has such codes, `reason` where errors name one. */
  | {
      readonly kind: 'status'
      readonly http: number
      readonly grpc?: number
      readonly message: string
      readonly reason?: string
      readonly delaySeconds?: number
    }
  /** The connection breaks before a byte of the answer, or in the middle of it. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'reset-inside' }
  /** No byte ever comes, or one every so many milliseconds. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'drip'; readonly milliseconds: number }
  /** A well-formed beginning, then the end. */
  | { readonly kind: 'truncated' }
  | { readonly kind: 'html-page'; readonly http?: number }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'no-json' }
  | { readonly kind: 'answers'; readonly change: (answers: string[], texts: readonly string[]) => string[] }
  /** The answer is billed and then lost. */
  | { readonly kind: 'lost' }

/** Counted as a real service counts: what it accepts. */
export interface StandInQuota {
  readonly characters?: number
  readonly requests?: number
  /** Length of the sliding window in milliseconds: a minute at real services. */
  readonly windowMilliseconds: number
  /** Told with the refusal, as Retry-After or RetryInfo. */
  readonly tellsDelay?: boolean
  readonly message?: string
}

export interface StandInOptions {
  /** Milliseconds before an answer, and for every thousand code points beside it. */
  readonly latency?: number
  readonly latencyPerThousand?: number
  readonly quota?: StandInQuota
  /** A fault for the n-th request, counted from 0. */
  readonly faults?: (request: number, texts: readonly string[]) => Fault | undefined
  /** The answer to a text; `standInTranslation` by default. */
  readonly translate?: (text: string) => string
}

/** What was billed. */
export interface Meter {
  requests: number
  /** Requests that were refused or failed. */
  rejected: number
  /** Code points of all texts that were accepted. */
  characters: number
  /** How often each text was billed. */
  texts: Map<string, number>
  /** Requests that it has not done with yet: what they are billed is not counted so far. */
  underWay: number
  /** The most requests that were under way at once. */
  mostAtOnce: number
}

export interface Outcome {
  readonly fault?: Fault
  readonly answers: readonly string[]
  /** Code points billed for this request. */
  readonly billed: number
}

/** The part of a stand-in that is the same for every protocol. */
export interface StandInCore {
  readonly meter: Meter
  decide(texts: readonly string[]): Promise<Outcome>
}

/** Every Arabic word as a Latin one of its own; everything else, tags included, stays. */
export function standInTranslation(text: string): string {
  return text
    .replace(
      /[\u0620-\u065F\u0670-\u06D3]+/g,
      (word) => `w${[...word].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 46_655, 7).toString(36)}`,
    )
    .replaceAll('\u060C', ',')
    .replaceAll('\u061F', '?')
    .replaceAll('\u061B', ';')
}

export function createStandIn(options: StandInOptions): StandInCore {
  const { latency = 0, latencyPerThousand = 0, quota, faults, translate = standInTranslation } = options
  const meter: Meter = { requests: 0, rejected: 0, characters: 0, texts: new Map(), underWay: 0, mostAtOnce: 0 }
  const accepted: { readonly at: number; readonly characters: number }[] = []
  let count = 0

  /** Undefined: there is room for it. */
  function overQuota(characters: number): Fault | undefined {
    if (quota === undefined) return undefined
    const now = performance.now()
    while (accepted[0] && accepted[0].at <= now - quota.windowMilliseconds) accepted.shift()
    const sum = accepted.reduce((total, each) => total + each.characters, 0)
    const full = sum + characters > (quota.characters ?? Infinity) || accepted.length + 1 > (quota.requests ?? Infinity)
    if (!full) {
      accepted.push({ at: now, characters })
      return undefined
    }
    const delay = ((accepted[0]?.at ?? now) + quota.windowMilliseconds - now) / 1000
    return {
      kind: 'status',
      http: 429,
      grpc: 8,
      message: quota.message ?? 'Quota exceeded for quota metric and limit per minute',
      reason: 'rateLimitExceeded',
      ...(quota.tellsDelay ? { delaySeconds: delay } : {}),
    }
  }

  return {
    meter,
    async decide(texts) {
      const characters = texts.reduce((sum, text) => sum + [...text].length, 0)
      const fault = faults?.(count++, texts) ?? overQuota(characters)
      meter.requests++
      meter.underWay++
      meter.mostAtOnce = Math.max(meter.mostAtOnce, meter.underWay)
      const time = fault?.kind === 'status' ? 0 : latency + (latencyPerThousand * characters) / 1000
      if (time > 0) await wait(time)
      meter.underWay--
      if (isRefusal(fault)) meter.rejected++
      else {
        meter.characters += characters
        for (const text of texts) meter.texts.set(text, (meter.texts.get(text) ?? 0) + 1)
      }
      const answers = texts.map(translate)
      return {
        ...(fault ? { fault } : {}),
        answers: fault?.kind === 'answers' ? fault.change(answers, texts) : answers,
        billed: isRefusal(fault) ? 0 : characters,
      }
    },
  }
}

/** Billed is what the service translated, whatever became of the answer on its way. */
function isRefusal(fault: Fault | undefined): boolean {
  return fault !== undefined && ['status', 'hang', 'html-page', 'redirect', 'reset'].includes(fault.kind)
}
