/** One provider's part of a run: its queue of requests, at its pace, through its faults. */
import pLimit from 'p-limit'
import { countCodePoints } from '../bitext/content.ts'
import { MuqabilError, ProviderFault } from '../errors.ts'
import type { Answer, Provider, RequestContext } from '../providers/provider.ts'
import type { Clock } from './clock.ts'
import { createGauge, type ConcurrencyGauge } from './concurrency.ts'
import { withinBudget } from './estimate.ts'
import { judge, type Judged, type Languages } from './judge.ts'
import type { Ledger, Reservation, Size } from './ledger.ts'
import { createPacer, type Pacer } from './pacer.ts'
import { request } from './request.ts'
import {
  CONCURRENCY,
  requestsOf,
  shareOf,
  sizeOfRequest,
  TIMEOUT_SECONDS,
  type ContextOf,
  type Item,
  type Share,
  type Task,
} from './work.ts'

/** Why a provider was asked no more, or nobody was. */
export interface Stop {
  readonly code: string
  readonly message: string
  /** False: another provider may go on. */
  readonly all: boolean
}

export interface LaneOptions extends Languages {
  readonly provider: Provider
  readonly clock: Clock
  readonly ledger: Ledger
  readonly contextOf?: ContextOf
  /** Notes a request before it goes out, durably; the ticket is given back with its end. */
  readonly begin: (size: Size) => Promise<number> | number
  /** Shared with others; one of its own without. */
  readonly pacer?: Pacer
  /** Whatever came of the request; accepted answers are durable when it resolves. */
  readonly settle: (ticket: number, accepted: readonly Judged[]) => Promise<void>
  readonly onFault: (fault: { readonly code: string; readonly message: string }) => void
  /** Aborted: nothing new is sent, what is in flight is finished. */
  readonly signal: AbortSignal
  /** Aborted: what is in flight is cut off. */
  readonly stopNow: AbortSignal
}

/** What the provider left: refused items with the reason, and those it was not asked for. */
export interface Left {
  readonly refused: readonly { readonly item: Item; readonly code: string; readonly reason: string }[]
  readonly unasked: readonly Item[]
  readonly stop?: Stop
}

interface Job {
  readonly tasks: readonly Task[]
  readonly retries: number
  readonly waits: number
}

/** A job that the budget has room for, with the context that it was sized with: neighbours are translated meanwhile. */
interface ReadyJob extends Job {
  readonly reservation: Reservation
  readonly size: Size
  readonly context: RequestContext | undefined
}

const MOST_RETRIES = 4
/** An error nobody knows, and one that halving did not mend, is tried a little. */
const FEW_RETRIES = 2
const MOST_WAITS = 12
const FIRST_BACKOFF_MILLISECONDS = 500
const LONGEST_BACKOFF_MILLISECONDS = 30_000
const WAIT_MILLISECONDS = 10_000
/** So many requests in a row given up, with no answer in between, are an outage. */
const OUTAGE = 3
const LATE_FACTOR = 4
const LEAST_LATE_MILLISECONDS = 1_000

/** Asks for everything, in order, and resolves when all was answered, refused, or is not to be asked any more. */
export async function runLane(items: readonly Item[], options: LaneOptions): Promise<Left> {
  return new Lane(items, options).run()
}

class Lane {
  readonly #options: LaneOptions
  readonly #pacer: Pacer
  readonly #gauge: ConcurrencyGauge
  readonly #batches: Iterator<readonly Task[]>
  readonly #again: Job[] = []
  readonly #refused: Left['refused'][number][] = []
  readonly #unasked: Item[] = []
  #stop: Stop | undefined
  #running = 0
  #givenUp = 0
  #silent = 0
  #usualMilliseconds: number | undefined
  #bug: unknown
  #turns: Promise<void> = Promise.resolve()

  constructor(items: readonly Item[], options: LaneOptions) {
    const { provider, clock } = options
    this.#options = options
    this.#pacer = options.pacer ?? createPacer({ ...provider.quota, clock })
    this.#gauge = createGauge(provider.concurrency ?? CONCURRENCY, provider.slowStart ? 'slow' : 'full')
    this.#batches = requestsOf(items, provider, (task) => this.#tooLong(task))
  }

  async run(): Promise<Left> {
    const limit = pLimit(this.#gauge.limit)
    await new Promise<void>((done) => {
      const pull = (): void => {
        limit.concurrency = this.#gauge.limit
        while (this.#running < limit.concurrency) {
          const job = this.#next()
          if (job === undefined) break
          this.#running++
          void limit(() => this.#work(job))
            .catch((error: unknown) => {
              this.#bug ??= error
              this.#stopWith('bug', 'a bug of ours', true)
            })
            .finally(() => {
              this.#running--
              pull()
            })
        }
        if (this.#running === 0) done()
      }
      pull()
    })
    if (this.#bug !== undefined) throw this.#bug
    return { refused: this.#refused, unasked: this.#unasked, ...(this.#stop ? { stop: this.#stop } : {}) }
  }

  get #isOver(): boolean {
    if (this.#options.signal.aborted || this.#options.stopNow.aborted)
      this.#stopWith('interrupted', 'interrupted', true)
    return this.#stop !== undefined
  }

  #stopWith(code: string, message: string, all: boolean): void {
    this.#stop ??= { code, message, all }
  }

  /** The next request that the budget has room for, reserved. */
  #next(): ReadyJob | undefined {
    for (;;) {
      if (this.#isOver) {
        for (const job of this.#again.splice(0)) this.#leave(job.tasks)
        for (let batch = this.#batches.next(); !batch.done; batch = this.#batches.next()) this.#leave(batch.value)
        return undefined
      }
      const job = this.#again.shift() ?? this.#nextBatch()
      if (job === undefined) return undefined
      const reserved = this.#reserve(job)
      if (reserved !== undefined) return reserved
      this.#again.unshift(job)
      // What is in flight may come to less than was reserved for it.
      if (this.#running > 0) return undefined
      this.#stopWith('budget', 'the budget has no room for the rest', true)
    }
  }

  #nextBatch(): Job | undefined {
    const batch = this.#batches.next()
    return batch.done ? undefined : { tasks: batch.value, retries: 0, waits: 0 }
  }

  #reserve(job: Job): ReadyJob | undefined {
    const { ledger, provider } = this.#options
    let reservation: Reservation | undefined
    let size: Size | undefined
    let context: RequestContext | undefined
    const reserve = (tasks: readonly Task[]): boolean => {
      context = this.#contextOf(tasks)
      size = sizeOfRequest(tasks, provider, context)
      reservation = ledger.reserve(provider, size)
      return reservation !== undefined
    }
    const tasks = this.#running > 0 ? (reserve(job.tasks) ? job.tasks : []) : withinBudget(job.tasks, reserve)
    if (reservation === undefined || size === undefined) return undefined
    if (tasks.length < job.tasks.length) this.#again.unshift({ ...job, tasks: job.tasks.slice(tasks.length) })
    return { ...job, tasks, reservation, size, context }
  }

  #contextOf(tasks: readonly Task[]): RequestContext | undefined {
    return this.#options.provider.context ? this.#options.contextOf?.(tasks.map(({ item }) => item)) : undefined
  }

  /** One request and what follows from it. */
  async #work(job: ReadyJob): Promise<void> {
    const { tasks, reservation, size } = job
    const { provider, clock, stopNow, signal } = this.#options
    const take = shareOf(tasks, size, provider)
    try {
      await this.#inTurn()
      await this.#pacer.take({ ...take, signal: AbortSignal.any([signal, stopNow]) })
    } catch (error) {
      reservation.release()
      if (error instanceof MuqabilError) return this.#halve(job, error.code, error.reason)
      if (this.#isOver) return this.#leave(tasks)
      throw error
    }
    if (this.#isOver) {
      reservation.release()
      return this.#leave(tasks)
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
      return this.#afterFault(fault, job, { ...take, sentAt })
    }
    this.#noteLatency(clock.now() - sentAt)
    this.#givenUp = 0
    this.#silent = 0
    for (const announced of answer.announced ?? []) this.#pacer.announce(announced)
    reservation.settle(usageOf(answer, provider))
    return this.#take(job, answer, ticket)
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
    const inTurn = await this.#pacer.take({ ...take, signal }).then(
      () => true,
      () => false,
    )
    if (!inTurn || this.#isOver || signal.aborted) {
      copy.release()
      return false
    }
    copy.settle()
    return true
  }

  #noteLatency(milliseconds: number): void {
    this.#gauge.answered(milliseconds)
    this.#usualMilliseconds =
      this.#usualMilliseconds === undefined ? milliseconds : this.#usualMilliseconds * 0.8 + milliseconds * 0.2
  }

  /** Takes what may stand; the rest is asked for again, alone, and then in other forms. */
  async #take(job: Job, answer: Answer, ticket: number): Promise<void> {
    const { tasks } = job
    const texts = tasks.reduce((sum, { elements }) => sum + elements, 0)
    if (answer.texts.length !== texts) {
      await this.#options.settle(ticket, [])
      return this.#halve(job, 'count', `${answer.texts.length} answers to ${texts} texts`)
    }
    const { accepted, refused } = judge(tasks, answer.texts, this.#options)
    await this.#options.settle(ticket, accepted)
    for (const { task, next, code, reason } of refused) {
      this.#tell(code, reason)
      if (next === undefined) this.#refuse(task.item, code, reason)
      else this.#again.push({ tasks: [next], retries: 0, waits: 0 })
    }
  }

  async #afterFault(fault: ProviderFault, job: Job, sent: Parameters<Pacer['slowDown']>[0]): Promise<void> {
    const { clock, provider, stopNow } = this.#options
    if (this.#isOver) return this.#leave(job.tasks)
    this.#tell(fault.code, fault.message)
    const { code, message, delaySeconds } = fault
    switch (fault.action) {
      case 'stop':
      case 'stop-all':
        this.#stopWith(code, `${provider.name}: ${message}`, fault.action === 'stop-all')
        return this.#leave(job.tasks)
      case 'skip':
        return this.#halve(job, code, message)
      case 'split':
        if (code === 'timeout') this.#noteSilence(message)
        if (this.#isOver) return this.#leave(job.tasks)
        if (job.tasks.length > 1 || job.retries >= FEW_RETRIES) return this.#halve(job, code, message)
        return this.#retry(job)
      case 'wait':
        this.#gauge.failed()
        this.#pacer.slowDown(sent)
        if (job.waits >= MOST_WAITS) return this.#giveUp(job, code, message)
        this.#pacer.pause(
          delaySeconds === undefined
            ? WAIT_MILLISECONDS * (0.5 + clock.random() / 2) * (job.waits + 1)
            : delaySeconds * 1000,
        )
        this.#again.unshift({ ...job, waits: job.waits + 1 })
        return
      case 'retry': {
        this.#gauge.failed()
        if (job.retries >= (code === 'unknown' ? FEW_RETRIES : MOST_RETRIES)) return this.#giveUp(job, code, message)
        const backoff =
          Math.min(LONGEST_BACKOFF_MILLISECONDS, FIRST_BACKOFF_MILLISECONDS * 2 ** job.retries) *
          (0.5 + clock.random() / 2)
        await clock.sleep(delaySeconds === undefined ? backoff : delaySeconds * 1000, stopNow).catch(() => undefined)
        return this.#retry(job)
      }
    }
  }

  /** One late answer is a large request's; when nothing is answered at all, nobody is there. */
  #noteSilence(message: string): void {
    this.#gauge.failed()
    this.#silent++
    const most = 2 * (this.#options.provider.concurrency ?? CONCURRENCY) + OUTAGE
    if (this.#silent >= most) this.#stopWith('outage', `${this.#options.provider.name}: ${message}`, false)
  }

  #retry(job: Job): void {
    this.#again.unshift({ ...job, retries: job.retries + 1 })
  }

  #giveUp(job: Job, code: string, message: string): void {
    this.#givenUp++
    if (this.#givenUp >= OUTAGE) this.#stopWith('outage', `${this.#options.provider.name}: ${message}`, false)
    if (this.#isOver) for (const { item } of job.tasks) this.#refuse(item, code, message)
    else this.#halve(job, code, message)
  }

  /** The culprit is found by halving; alone, it is refused. */
  #halve({ tasks }: Job, code: string, reason: string): void {
    const [first] = tasks
    if (tasks.length === 1 && first) return this.#refuse(first.item, code, reason)
    const middle = tasks.length >> 1
    for (const half of [tasks.slice(middle), tasks.slice(0, middle)])
      this.#again.unshift({ tasks: half, retries: 0, waits: 0 })
  }

  #refuse(item: Item, code: string, reason: string): void {
    this.#refused.push({ item, code, reason })
  }

  #tooLong({ item, characters }: Task): void {
    const { limits } = this.#options.provider
    const error = new MuqabilError('segment-too-long', { characters, limit: limits.characters })
    this.#refuse(item, error.code, error.reason)
  }

  #leave(tasks: readonly Task[]): void {
    for (const { item } of tasks) this.#unasked.push(item)
  }

  #tell(code: string, message: string): void {
    this.#options.onFault({ code, message: `${this.#options.provider.name}: ${message}` })
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
