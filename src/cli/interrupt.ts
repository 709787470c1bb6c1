/** Ctrl-C: once, finish what is in flight; twice, stop at once. Nothing that was answered is lost either way. */
import process from 'node:process'

export interface Interrupts {
  readonly signal: AbortSignal
  readonly stopNow: AbortSignal
  dispose(): void
}

export function catchInterrupts(): Interrupts {
  const [finish, stop] = [new AbortController(), new AbortController()]
  const onSignal = (): void => {
    if (!finish.signal.aborted) {
      process.stderr.write('\nFinishing what is in flight and saving it. Press Ctrl-C again to stop at once.\n')
      finish.abort(new Error('interrupted'))
    } else stop.abort(new Error('interrupted'))
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal: finish.signal,
    stopNow: stop.signal,
    dispose() {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
