/** One provider's part of a run: its queue of requests, at its pace, through its faults. */
import pLimit from 'p-limit'
import { MuqabilError, type ProviderFault } from '../errors.ts'
import type { Answer } from '../providers/provider.ts'
import { createGauge, type ConcurrencyGauge } from './concurrency.ts'
import { JobQueue, type Job, type ReadyJob } from './job-queue.ts'
import { judge } from './judge.ts'
import { nextStep } from './next-step.ts'
import { createPacer, type Pacer } from './pacer.ts'
import { Sender, type Sending } from './sender.ts'
import { CONCURRENCY, type ContextOf, type Item, type Task } from './work.ts'

/** Why a provider was asked no more, or nobody was. */
export interface Stop {
  readonly code: string
  readonly message: string
  /** False: another provider may go on. */
  readonly all: boolean
}

export interface LaneOptions extends Sending {
  readonly contextOf?: ContextOf
  /** Shared with others; one of its own without. */
  readonly pacer?: Pacer
  readonly onFault: (fault: { readonly code: string; readonly message: string }) => void
}

/** What the provider left: refused items with the reason, and those it was not asked for. */
export interface Left {
  readonly refused: readonly { readonly item: Item; readonly code: string; readonly reason: string }[]
  readonly unasked: readonly Item[]
  readonly stop?: Stop
}

/** So many requests in a row given up, with no answer in between, are an outage. */
const OUTAGE = 3

/** Asks for everything, in order, and resolves when all was answered, refused, or is not to be asked any more. */
export async function runLane(items: readonly Item[], options: LaneOptions): Promise<Left> {
  return new Lane(items, options).run()
}

class Lane {
  readonly #options: LaneOptions
  readonly #pacer: Pacer
  readonly #gauge: ConcurrencyGauge
  readonly #jobs: JobQueue
  readonly #sender: Sender
  readonly #refused: Left['refused'][number][] = []
  #stop: Stop | undefined
  #running = 0
  #givenUp = 0
  #silent = 0
  #bug: unknown

  constructor(items: readonly Item[], options: LaneOptions) {
    const { provider, clock } = options
    this.#options = options
    this.#pacer = options.pacer ?? createPacer({ ...provider.quota, clock })
    this.#gauge = createGauge(provider.concurrency ?? CONCURRENCY, provider.slowStart ? 'slow' : 'full')
    this.#jobs = new JobQueue(items, { ...options, tooLong: (task) => this.#tooLong(task) })
    this.#sender = new Sender({ ...options, pacer: this.#pacer, isOver: () => this.#isOver })
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
    return { refused: this.#refused, unasked: this.#jobs.unasked, ...(this.#stop ? { stop: this.#stop } : {}) }
  }

  get #isOver(): boolean {
    if (this.#options.signal.aborted || this.#options.stopNow.aborted)
      this.#stopWith('interrupted', 'interrupted', true)
    return this.#stop !== undefined
  }

  #stopWith(code: string, message: string, all: boolean): void {
    this.#stop ??= { code, message, all }
  }

  /** The next request that the budget has room for. */
  #next(): ReadyJob | undefined {
    if (!this.#isOver) {
      const job = this.#jobs.next(this.#running > 0 ? 'beside-others' : 'alone')
      if (job !== 'no-room') return job
      // What is in flight may come to less than was reserved for it.
      if (this.#running > 0) return undefined
      this.#stopWith('budget', 'the budget has no room for the rest', true)
    }
    this.#jobs.leaveAll()
    return undefined
  }

  /** One request and what follows from it. */
  async #work(job: ReadyJob): Promise<void> {
    const outcome = await this.#sender.send(job)
    switch (outcome.kind) {
      case 'answer':
        this.#gauge.answered(outcome.milliseconds)
        this.#givenUp = 0
        this.#silent = 0
        return this.#take(job, outcome.answer, outcome.ticket)
      case 'fault':
        return this.#afterFault(outcome.fault, job, outcome.sent)
      case 'too-large':
        return this.#halve(job, outcome.code, outcome.reason)
      case 'unsent':
        return this.#jobs.leave(job.tasks)
    }
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
      else this.#jobs.alone(next)
    }
  }

  async #afterFault(fault: ProviderFault, job: Job, sent: Parameters<Pacer['slowDown']>[0]): Promise<void> {
    const { clock, provider, signal, stopNow } = this.#options
    const { code, message, action } = fault
    if (this.#isOver) return this.#jobs.leave(job.tasks)
    this.#tell(code, message)
    if (action === 'wait' || action === 'retry') this.#gauge.failed()
    if (action === 'wait') this.#pacer.slowDown(sent)
    if (action === 'split' && code === 'timeout') this.#noteSilence(message)
    if (this.#isOver) return this.#jobs.leave(job.tasks)
    const step = nextStep(fault, job, () => clock.random())
    switch (step.kind) {
      case 'stop':
        this.#stopWith(
          code,
          `${provider.name}: ${message}${step.until === undefined ? '' : `; ${step.until}`}`,
          step.all,
        )
        return this.#jobs.leave(job.tasks)
      case 'halve':
        return this.#halve(job, code, message)
      case 'give-up':
        return this.#giveUp(job, code, message)
      case 'pause':
        this.#pacer.pause(step.milliseconds)
        return this.#jobs.first({ ...job, waits: job.waits + 1 })
      case 'retry':
        if (step.milliseconds !== undefined)
          await clock.sleep(step.milliseconds, AbortSignal.any([signal, stopNow])).catch(() => undefined)
        return this.#jobs.first({ ...job, retries: job.retries + 1 })
    }
  }

  /** One late answer is a large request's; when nothing is answered at all, nobody is there. */
  #noteSilence(message: string): void {
    this.#gauge.failed()
    this.#silent++
    const most = 2 * (this.#options.provider.concurrency ?? CONCURRENCY) + OUTAGE
    if (this.#silent >= most) this.#stopWith('outage', `${this.#options.provider.name}: ${message}`, false)
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
    if (tasks.length === 1 && first) this.#refuse(first.item, code, reason)
    else this.#jobs.halve(tasks)
  }

  #refuse(item: Item, code: string, reason: string): void {
    this.#refused.push({ item, code, reason })
  }

  #tooLong({ item, characters }: Task): void {
    const { limits } = this.#options.provider
    const error = new MuqabilError('segment-too-long', { characters, limit: limits.characters })
    this.#refuse(item, error.code, error.reason)
  }

  #tell(code: string, message: string): void {
    this.#options.onFault({ code, message: `${this.#options.provider.name}: ${message}` })
  }
}
