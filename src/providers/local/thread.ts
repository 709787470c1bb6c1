/** A worker seen from outside: started, asked one thing at a time, ended. */
import { Worker } from 'node:worker_threads'
import type { EngineParts } from './engine.ts'
import { engineFault } from './faults.ts'
import type { Translated } from './join-sentences.ts'
import type { FromWorker } from './worker.ts'

interface Asked {
  readonly done: (message: FromWorker) => void
  readonly fail: (error: unknown) => void
}

/** As packed it is JavaScript: the compiler rewrites imports, not addresses. */
const CODE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

export class Thread {
  readonly #worker: Worker
  #asked: Asked | undefined
  #fault: Error | undefined

  private constructor(parts: EngineParts) {
    this.#worker = new Worker(CODE, { workerData: parts, execArgv: [], env: {} })
    this.#worker.on('message', (message: FromWorker) => {
      if (message.kind === 'stopped') return this.#break(engineFault(message.said, message.detail))
      const asked = this.#asked
      this.#asked = undefined
      asked?.done(message)
    })
    this.#worker.on('error', (error) => this.#break(engineFault('ended', error.message)))
    this.#worker.on('exit', (code) => this.#break(engineFault('ended', `its thread ended with ${code}`)))
  }

  /** Resolves when the model is loaded. @throws {ProviderFault} when it cannot be. */
  static async start(parts: EngineParts): Promise<Thread> {
    const thread = new Thread(parts)
    await thread.#next()
    return thread
  }

  /** It ended, and is of no use any more. */
  get isBroken(): boolean {
    return this.#fault !== undefined
  }

  /** One answer for each text. @throws {ProviderFault} when the engine ends. */
  async translate(texts: readonly string[]): Promise<readonly Translated[]> {
    const answer = this.#next()
    this.#worker.postMessage(texts)
    const message = await answer
    return message.kind === 'translated' ? message.answers : []
  }

  /** At once, whatever it is doing. */
  kill(): void {
    this.#break(engineFault('ended', 'stopped from outside'))
  }

  async close(): Promise<void> {
    this.kill()
    await this.#worker.terminate()
  }

  #next(): Promise<FromWorker> {
    return new Promise((done, fail) => {
      if (this.#fault !== undefined) return fail(this.#fault)
      this.#asked = { done, fail }
    })
  }

  /** The first reason counts; whoever waits is told. */
  #break(fault: Error): void {
    if (this.#fault !== undefined) return
    this.#fault = fault
    void this.#worker.terminate()
    this.#asked?.fail(fault)
    this.#asked = undefined
  }
}
