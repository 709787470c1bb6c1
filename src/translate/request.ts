/** One request with its time limit. */
import { ProviderFault } from '../errors.ts'
import type { Provider } from '../providers/provider.ts'
import type { Clock } from './clock.ts'

export interface RequestOptions {
  readonly provider: Provider
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly timeoutSeconds: number
  readonly clock: Clock
  /** Aborted: the request is cut off at once. */
  readonly stopNow: AbortSignal
}

/** @throws {ProviderFault} `timeout` when no answer came in time; else what the provider throws. */
export async function request(
  texts: readonly string[],
  { provider, sourceLanguage, targetLanguage, timeoutSeconds, clock, stopNow }: RequestOptions,
): Promise<readonly string[]> {
  const cutOff = new AbortController()
  const timer = new AbortController()
  const signal = AbortSignal.any([cutOff.signal, stopNow])
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener(
      'abort',
      () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted')),
      { once: true },
    )
  })
  aborted.catch(() => undefined)
  const limit = clock.sleep(timeoutSeconds * 1000, timer.signal).then(
    () => cutOff.abort(new ProviderFault('timeout', 'retry', `no answer within ${timeoutSeconds} seconds`)),
    () => undefined,
  )
  try {
    stopNow.throwIfAborted()
    return await Promise.race([provider.translate({ texts, sourceLanguage, targetLanguage, signal }), aborted])
  } finally {
    timer.abort()
    await limit
  }
}
