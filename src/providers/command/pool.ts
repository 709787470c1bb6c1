/** Programs that are kept running: as many as may work at once, started when they are needed, again when they end. */
import { ProviderFault } from '../../errors.ts'
import { programFault } from './faults.ts'
import { DRAIN_MILLISECONDS, MOST_DEATHS } from './limits.ts'
import type { Program } from './program.ts'

export interface PoolOptions {
  /** Most programs at once. */
  readonly size: number
  /** Resolves when it is ready to be asked. */
  readonly start: () => Promise<Program>
}

interface Waiter {
  readonly done: (program: Program) => void
  readonly fail: (error: unknown) => void
}

/**
 * Hands out programs, first come, first served.
 *
 * A program that ends is replaced when the next one is needed. After `MOST_DEATHS` ends in a row,
 * with no answer in between, nobody is handed one any more: the fault is then that of the command,
 * not of the texts. Ends that were wished for, at a time limit or at the close, do not count.
 */
export class Pool {
  readonly #options: PoolOptions
  readonly #all = new Set<Program>()
  readonly #idle: Program[] = []
  readonly #waiting = new Set<Waiter>()
  #starting = 0
  #deaths = 0
  #over: Error | undefined
  #isClosed = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /**
   * Hands a program to `work` and takes it back afterwards. A program that failed its work is killed: nobody knows
   * what it would answer next. Cut off at a time limit it is killed too; otherwise it may finish, unheard.
   *
   * @throws what `work` throws; the signal's reason; `crashed` when the programs end again and again.
   */
  async use<Value>(signal: AbortSignal, work: (program: Program) => Promise<Value>): Promise<Value> {
    const program = await this.#acquire(signal)
    let [isCut, drain] = [false, undefined as NodeJS.Timeout | undefined]
    const working = work(program).then(
      (value) => {
        this.#deaths = 0
        return value
      },
      (error: unknown) => {
        program.kill()
        if (!isCut) this.#noteDeath(error)
        throw error
      },
    )
    let onAbort = (): void => undefined
    const release = (): void => {
      clearTimeout(drain)
      // At once: whoever asked twice cuts off the winner too, as soon as it has answered.
      signal.removeEventListener('abort', onAbort)
      this.#release(program)
    }
    working.then(release, release)
    return new Promise((done, fail) => {
      onAbort = () => {
        isCut = true
        fail(signal.reason)
        if (signal.reason instanceof ProviderFault || this.#isClosed) program.kill()
        else drain = setTimeout(() => program.kill(), DRAIN_MILLISECONDS).unref()
      }
      signal.addEventListener('abort', onAbort, { once: true })
      working.then(done, fail)
      if (signal.aborted) onAbort()
    })
  }

  /** Nobody is handed a program any more. Resolves when all are gone. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#over ??= programFault('ended', 'closed')
    this.#refuse(this.#over)
    await Promise.all(
      [...this.#all].map((program) => (this.#idle.includes(program) ? program.close() : program.kill())),
    )
    this.#all.clear()
    this.#idle.length = 0
  }

  #acquire(signal: AbortSignal): Promise<Program> {
    return new Promise((done, fail) => {
      if (this.#over !== undefined) return fail(this.#over)
      if (signal.aborted) return fail(signal.reason)
      const onAbort = (): void => {
        this.#waiting.delete(waiter)
        fail(signal.reason)
      }
      const settled = (): void => signal.removeEventListener('abort', onAbort)
      const waiter: Waiter = {
        done: (program) => (settled(), done(program)),
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
      const program = this.#takeIdle()
      if (program === undefined) break
      this.#waiting.delete(waiter)
      waiter.done(program)
    }
    while (this.#waiting.size > this.#starting && this.#all.size + this.#starting < this.#options.size) this.#startOne()
  }

  #takeIdle(): Program | undefined {
    for (let program = this.#idle.pop(); program !== undefined; program = this.#idle.pop()) {
      if (!program.isBroken) return program
      this.#all.delete(program)
    }
    return undefined
  }

  #startOne(): void {
    this.#starting++
    this.#options.start().then(
      (program) => {
        this.#starting--
        if (this.#isClosed) return program.kill()
        this.#all.add(program)
        this.#idle.push(program)
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

  #release(program: Program): void {
    if (program.isBroken || this.#isClosed) this.#all.delete(program)
    else this.#idle.push(program)
    this.#serve()
  }

  #noteDeath(error: unknown): void {
    this.#deaths++
    if (this.#deaths < MOST_DEATHS) return
    const last = error instanceof Error ? error.message : String(error)
    this.#over ??= programFault('ended again and again', last)
    this.#refuse(this.#over)
  }

  #refuse(error: Error): void {
    for (const waiter of this.#waiting) waiter.fail(error)
    this.#waiting.clear()
  }
}
