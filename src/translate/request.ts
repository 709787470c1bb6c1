/** One request with its time limit; a late one is sent a second time where that costs nothing. */
import { ProviderFault } from '../errors.ts'
import type { Answer, Provider, RequestContext } from '../providers/provider.ts'
import type { Clock } from './clock.ts'
import { inTurn } from './in-turn.ts'

export interface RequestOptions {
  readonly provider: Provider
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly context?: RequestContext
  readonly timeoutSeconds: number
  /** Without an answer for so long the request is sent again, and the first answer counts: only where that is not billed twice. */
  readonly late?: {
    readonly afterMilliseconds: number
    /** Waits for its turn; false: it is not to be sent again. */
    readonly mayRepeat: (signal: AbortSignal) => Promise<boolean>
  }
  readonly clock: Clock
  /** Aborted: the request is cut off at once. */
  readonly stopNow: AbortSignal
}

/** @throws {ProviderFault} `timeout` when no answer came in time; else what the provider throws. */
export async function request(texts: readonly string[], options: RequestOptions): Promise<Answer> {
  const { provider, sourceLanguage, targetLanguage, context, timeoutSeconds, late, clock, stopNow } = options
  stopNow.throwIfAborted()
  const cutOff = new AbortController()
  const signal = AbortSignal.any([cutOff.signal, stopNow])
  const over = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true })
  })
  const after = (milliseconds: number, act: () => void): void => {
    clock.sleep(milliseconds, over.signal).then(act, () => undefined)
  }
  after(timeoutSeconds * 1000, () =>
    cutOff.abort(new ProviderFault('timeout', 'split', `no answer within ${timeoutSeconds} seconds`)),
  )
  // A provider of one's own may throw before it has a promise to give.
  const ask = async (): Promise<readonly string[] | Answer> =>
    inTurn(provider, { texts, sourceLanguage, targetLanguage, signal, ...(context ? { context } : {}) })
  const first = ask()
  const second = new Promise<readonly string[] | Answer>((done) => {
    if (late === undefined) return
    after(late.afterMilliseconds, () => {
      void late.mayRepeat(over.signal).then((may) => (may ? ask().then(done, () => undefined) : undefined))
    })
  })
  try {
    const answer = await Promise.race([first, second, aborted])
    return 'texts' in answer ? answer : { texts: answer }
  } finally {
    over.abort()
    cutOff.abort(new Error('over')) // whichever copy is still under way
    first.catch(() => undefined)
    aborted.catch(() => undefined)
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted')
}
