/** Other people's code that heeds no signal, with an end to it. What it does afterwards is nobody's concern. */

/**
 * @throws what `promise` rejects with; an `Error` 'none found' when the time is over, 'interrupted' when the
 *   signal aborts.
 */
export async function within<Value>(
  promise: Promise<Value>,
  { milliseconds, signal }: { readonly milliseconds: number; readonly signal: AbortSignal },
): Promise<Value> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(new Error('none found')), milliseconds)
  try {
    return await untilAborted(promise, AbortSignal.any([limit.signal, signal]))
  } catch (error) {
    throw signal.aborted ? new Error('interrupted', { cause: error }) : error
  } finally {
    clearTimeout(timer)
  }
}

/** @throws what `promise` rejects with, or the signal's reason when it aborts first. */
export async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  promise.catch(() => undefined) // its end must not end the process
  let onAbort = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
