/** Engines that are kept running: as many as may work at once, started when they are needed, again when they end. */
import { ProviderFault } from '../errors.ts'

/** A program or a thread that is asked one thing at a time. */
export interface Engine {
  /** It ended or broke its protocol, and is of no use any more. */
  readonly isBroken: boolean
  /** At once. */
  kill(): void
  /** Resolves when it is gone. */
  close(): Promise<void>
}

export interface PoolOptions<Kind extends Engine> {
  /** Most engines at once. */
  readonly size: number
  /** Resolves when it is ready to be asked. */
  readonly start: () => Promise<Kind>
  /** The fault of those that are asked after the end, and of those whose engines end again and again. */
  readonly fault: (said: 'ended' | 'ended again and again', detail: string) => ProviderFault
}

interface Waiter<Kind> {
  readonly done: (engine: Kind) => void
  readonly fail: (error: unknown) => void
}

/** So many ends in a row, with no answer in between, and none is started any more. More than the halvings of one request. */
export const MOST_DEATHS = 12
/** What was asked twice and answered once may be finished for so long, since a start costs more. */
const DRAIN_MILLISECONDS = 5_000

/**
 * Hands out engines, first come, first served.
 *
 * One that ends is replaced when the next one is needed. After `MOST_DEATHS` ends in a row,
 * with no answer in between, nobody is handed one any more: the fault is then that of the engine,
 * not of the texts. Ends that were wished for, at a time limit or at the close, do not count.
 */
export class Pool<Kind extends Engine> {
  readonly #options: PoolOptions<Kind>
  readonly #all = new Set<Kind>()
  readonly #idle: Kind[] = []
  readonly #waiting = new Set<Waiter<Kind>>()
  #starting = 0
  #deaths = 0
  #over: Error | undefined
  #isClosed = false

  constructor(options: PoolOptions<Kind>) {
    this.#options = options
  }

  /**
   * Hands an engine to `work` and takes it back afterwards. One that failed its work is killed: nobody knows
   * what it would answer next. Cut off at a time limit it is killed too; otherwise it may finish, unheard.
   *
   * @throws what `work` throws; the signal's reason; `crashed` when the engines end again and again.
   */
  async use<Value>(signal: AbortSignal, work: (engine: Kind) => Promise<Value>): Promise<Value> {
    const engine = await this.#acquire(signal)
    let [isCut, drain] = [false, undefined as NodeJS.Timeout | undefined]
    const working = work(engine).then(
      (value) => {
        this.#deaths = 0
        return value
      },
      (error: unknown) => {
        engine.kill()
        if (!isCut) this.#noteDeath(error)
        throw error
      },
    )
    let onAbort = (): void => undefined
    const release = (): void => {
      clearTimeout(drain)
      // At once: whoever asked twice cuts off the winner too, as soon as it has answered.
      signal.removeEventListener('abort', onAbort)
      this.#release(engine)
    }
    working.then(release, release)
    return new Promise((done, fail) => {
      onAbort = () => {
        isCut = true
        fail(signal.reason)
        if (signal.reason instanceof ProviderFault || this.#isClosed) engine.kill()
        else drain = setTimeout(() => engine.kill(), DRAIN_MILLISECONDS).unref()
      }
      signal.addEventListener('abort', onAbort, { once: true })
      working.then(done, fail)
      if (signal.aborted) onAbort()
    })
  }

  /** Nobody is handed an engine any more. Resolves when all are gone. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#over ??= this.#options.fault('ended', 'closed')
    this.#refuse(this.#over)
    await Promise.all([...this.#all].map((engine) => (this.#idle.includes(engine) ? engine.close() : engine.kill())))
    this.#all.clear()
    this.#idle.length = 0
  }

  #acquire(signal: AbortSignal): Promise<Kind> {
    return new Promise((done, fail) => {
      if (this.#over !== undefined) return fail(this.#over)
      if (signal.aborted) return fail(signal.reason)
      const onAbort = (): void => {
        this.#waiting.delete(waiter)
        fail(signal.reason)
      }
      const settled = (): void => signal.removeEventListener('abort', onAbort)
      const waiter: Waiter<Kind> = {
        done: (engine) => (settled(), done(engine)),
        fail: (error) => (settled(), fail(error)),
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiting.add(waiter)
      this.#serve()
    })
  }

  /** First come, first served. A start goes on when the one who waited for it has gone: the next one will need it. */
  #serve(): void {
    for (const waiter of this.#waiting) {
      const engine = this.#takeIdle()
      if (engine === undefined) break
      this.#waiting.delete(waiter)
      waiter.done(engine)
    }
    while (this.#waiting.size > this.#starting && this.#all.size + this.#starting < this.#options.size) this.#startOne()
  }

  #takeIdle(): Kind | undefined {
    for (let engine = this.#idle.pop(); engine !== undefined; engine = this.#idle.pop()) {
      if (!engine.isBroken) return engine
      this.#all.delete(engine)
    }
    return undefined
  }

  #startOne(): void {
    this.#starting++
    this.#options.start().then(
      (engine) => {
        this.#starting--
        if (this.#isClosed) return engine.kill()
        this.#all.add(engine)
        this.#idle.push(engine)
        this.#serve()
      },
      (error: unknown) => {
        this.#starting--
        this.#noteDeath(error)
        const [first] = this.#waiting
        if (first === undefined) return
        this.#waiting.delete(first)
        first.fail(error)
        this.#serve()
      },
    )
  }

  #release(engine: Kind): void {
    if (engine.isBroken || this.#isClosed) this.#all.delete(engine)
    else this.#idle.push(engine)
    this.#serve()
  }

  #noteDeath(error: unknown): void {
    this.#deaths++
    if (this.#deaths < MOST_DEATHS) return
    const last = error instanceof Error ? error.message : String(error)
    this.#over ??= this.#options.fault('ended again and again', last)
    this.#refuse(this.#over)
  }

  #refuse(error: Error): void {
    for (const waiter of this.#waiting) waiter.fail(error)
    this.#waiting.clear()
  }
}
