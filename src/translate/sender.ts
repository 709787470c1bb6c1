/** Sends the requests of a lane at its pace, noted before and after, and a late one a second time. */
import { countCodePoints } from '../bitext/content.ts'
import { MuqabilError, ProviderFault } from '../errors.ts'
import type { Answer, Provider } from '../providers/provider.ts'
import type { Clock } from './clock.ts'
import type { ReadyJob } from './job-queue.ts'
import type { Judged, Languages } from './judge.ts'
import type { Ledger, Size } from './ledger.ts'
import type { Pacer } from './pacer.ts'
import { request } from './request.ts'
import { shareOf, TIMEOUT_SECONDS, type Share } from './work.ts'

export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly ticket: number; readonly milliseconds: number }
  /** Its end is noted. */
  | { readonly kind: 'fault'; readonly fault: ProviderFault; readonly sent: Share & { readonly sentAt: number } }
  /** No minute has room for it. */
  | { readonly kind: 'too-large'; readonly code: string; readonly reason: string }
  /** Nothing was to be sent any more when it was its turn. */
  | { readonly kind: 'unsent' }

/** Where requests go, and where they are noted. */
export interface Sending extends Languages {
  readonly provider: Provider
  readonly clock: Clock
  readonly ledger: Ledger
  /** Notes a request before it goes out, durably; the ticket is given back with its end. */
  readonly begin: (size: Size) => Promise<number> | number
  /** Whatever came of the request; accepted answers are durable when it resolves. */
  readonly settle: (ticket: number, accepted: readonly Judged[]) => Promise<void>
  /** Aborted: nothing new is sent, what is in flight is finished. */
  readonly signal: AbortSignal
  /** Aborted: what is in flight is cut off. */
  readonly stopNow: AbortSignal
}

export interface SenderOptions extends Sending {
  readonly pacer: Pacer
  /** Nothing is to be sent any more. */
  readonly isOver: () => boolean
}

const LATE_FACTOR = 4
const LEAST_LATE_MILLISECONDS = 1_000

export class Sender {
  readonly #options: SenderOptions
  #usualMilliseconds: number | undefined
  #turns: Promise<void> = Promise.resolve()

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /** Its reservation is settled or given back when it resolves; rejects for what is no provider's fault. */
  async send(job: ReadyJob): Promise<Outcome> {
    const { reservation, size } = job
    const { provider, clock, pacer, stopNow, signal, isOver } = this.#options
    const take = shareOf(job.tasks, size, provider)
    try {
      await this.#inTurn()
      await pacer.take({ ...take, signal: AbortSignal.any([signal, stopNow]) })
    } catch (error) {
      reservation.release()
      if (error instanceof MuqabilError) return { kind: 'too-large', code: error.code, reason: error.reason }
      if (isOver()) return { kind: 'unsent' }
      throw error
    }
    if (isOver()) {
      reservation.release()
      return { kind: 'unsent' }
    }
    const ticket = await this.#options.begin(size)
    const sentAt = clock.now()
    let answer: Answer
    try {
      answer = await this.#ask(job, take)
    } catch (error) {
      const fault = asFault(error)
      if (fault.billed === 'no') reservation.refuse()
      else reservation.settle(fault.usage)
      await this.#options.settle(ticket, [])
      return { kind: 'fault', fault, sent: { ...take, sentAt } }
    }
    const milliseconds = clock.now() - sentAt
    this.#noteUsual(milliseconds)
    for (const announced of answer.announced ?? []) pacer.announce(announced)
    reservation.settle(usageOf(answer, provider))
    return { kind: 'answer', answer, ticket, milliseconds }
  }

  /** One request a turn of the event loop: else the first would not leave before the last is made. */
  #inTurn(): Promise<void> {
    const { clock } = this.#options
    return (this.#turns = this.#turns.then(() => clock.turn?.()))
  }

  #ask({ tasks, size, context }: ReadyJob, take: Share): Promise<Answer> {
    const { provider, ledger, sourceLanguage, targetLanguage, clock, stopNow } = this.#options
    const late =
      this.#usualMilliseconds === undefined || !provider.repeatable || ledger.isTight
        ? {}
        : {
            late: {
              afterMilliseconds: Math.max(LEAST_LATE_MILLISECONDS, this.#usualMilliseconds * LATE_FACTOR),
              mayRepeat: (signal: AbortSignal) => this.#mayRepeat(size, take, signal),
            },
          }
    const texts = tasks.flatMap((task) => task.texts)
    return request(texts, {
      provider,
      sourceLanguage,
      targetLanguage,
      clock,
      stopNow,
      timeoutSeconds: provider.timeoutSeconds ?? TIMEOUT_SECONDS,
      ...(context ? { context } : {}),
      ...late,
    })
  }

  /** The second copy of a late request is sent in its turn, at the pace, and counts as sent. */
  async #mayRepeat(size: Size, take: Share, signal: AbortSignal): Promise<boolean> {
    const { ledger, provider } = this.#options
    const copy = ledger.reserve(provider, size)
    if (copy === undefined) return false
    const inTurn = await this.#options.pacer.take({ ...take, signal }).then(
      () => true,
      () => false,
    )
    if (!inTurn || this.#options.isOver() || signal.aborted) {
      copy.release()
      return false
    }
    copy.settle()
    return true
  }

  #noteUsual(milliseconds: number): void {
    const usual = this.#usualMilliseconds
    this.#usualMilliseconds = usual === undefined ? milliseconds : usual * 0.8 + milliseconds * 0.2
  }
}

/** A service that bills answers and does not say how much: their characters. */
function usageOf({ usage, texts }: Answer, { price }: Provider): Answer['usage'] {
  if (price?.unit !== 'characters' || price.perMillionAnswered === undefined || usage?.answered !== undefined)
    return usage
  return { ...usage, answered: texts.reduce((sum, text) => sum + countCodePoints(text), 0) }
}

function asFault(error: unknown): ProviderFault {
  if (error instanceof ProviderFault) return error
  return new ProviderFault('unknown', 'retry', messageOf(error), { cause: error })
}

const LONGEST_MESSAGE = 300

/** Without addresses' query strings, where keys stand. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/\?\S*/g, '?…').replace(/\s+/g, ' ').slice(0, LONGEST_MESSAGE)
}
