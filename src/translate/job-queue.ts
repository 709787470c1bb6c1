/** What is still to be asked of a provider, in order, and what it was not or is not to be asked. */
import type { Provider, RequestContext } from '../providers/provider.ts'
import { withinBudget } from './estimate.ts'
import type { Ledger, Reservation, Size } from './ledger.ts'
import { requestsOf, sizeOfRequest, type ContextOf, type Item, type Task } from './work.ts'

export interface Job {
  readonly tasks: readonly Task[]
  readonly retries: number
  readonly waits: number
}

/** A job that the budget has room for, with the context that it was sized with: neighbours are translated meanwhile. */
export interface ReadyJob extends Job {
  readonly reservation: Reservation
  readonly size: Size
  readonly context: RequestContext | undefined
}

export interface JobQueueOptions {
  readonly provider: Provider
  readonly ledger: Ledger
  readonly contextOf?: ContextOf
  /** Of an item that no request may hold. */
  readonly tooLong: (task: Task) => void
}

export class JobQueue {
  readonly #options: JobQueueOptions
  readonly #batches: Iterator<readonly Task[]>
  readonly #again: Job[] = []
  readonly #unasked: Item[] = []

  constructor(items: readonly Item[], options: JobQueueOptions) {
    this.#options = options
    this.#batches = requestsOf(items, options.provider, options.tooLong)
  }

  /** Those that nobody asked for, since nothing was sent any more. */
  get unasked(): readonly Item[] {
    return this.#unasked
  }

  /**
   * The next request, reserved; undefined when there is none.
   *
   * @param company Alone it is cut to what the budget has room for; beside others it waits for what they come to.
   */
  next(company: 'alone' | 'beside-others'): ReadyJob | 'no-room' | undefined {
    const job = this.#again.shift() ?? this.#nextBatch()
    if (job === undefined) return undefined
    const reserved = this.#reserve(job, company)
    if (reserved === undefined) this.#again.unshift(job)
    return reserved ?? 'no-room'
  }

  /** Goes before all others. */
  first(job: Job): void {
    this.#again.unshift(job)
  }

  /** One item, in another form: goes before what was not sent yet, after what goes again. */
  alone(task: Task): void {
    this.#again.push({ tasks: [task], retries: 0, waits: 0 })
  }

  /** Of several items; the first half goes first. */
  halve(tasks: readonly Task[]): void {
    const middle = tasks.length >> 1
    for (const half of [tasks.slice(middle), tasks.slice(0, middle)]) this.first({ tasks: half, retries: 0, waits: 0 })
  }

  leave(tasks: readonly Task[]): void {
    for (const { item } of tasks) this.#unasked.push(item)
  }

  leaveAll(): void {
    for (const job of this.#again.splice(0)) this.leave(job.tasks)
    for (let batch = this.#batches.next(); !batch.done; batch = this.#batches.next()) this.leave(batch.value)
  }

  #nextBatch(): Job | undefined {
    const batch = this.#batches.next()
    return batch.done ? undefined : { tasks: batch.value, retries: 0, waits: 0 }
  }

  #reserve(job: Job, company: 'alone' | 'beside-others'): ReadyJob | undefined {
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
    const tasks = company === 'alone' ? withinBudget(job.tasks, reserve) : reserve(job.tasks) ? job.tasks : []
    if (reservation === undefined || size === undefined) return undefined
    if (tasks.length < job.tasks.length) this.first({ ...job, tasks: job.tasks.slice(tasks.length) })
    return { ...job, tasks, reservation, size, context }
  }

  #contextOf(tasks: readonly Task[]): RequestContext | undefined {
    return this.#options.provider.context ? this.#options.contextOf?.(tasks.map(({ item }) => item)) : undefined
  }
}
