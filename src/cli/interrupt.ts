/** Ctrl-C: once, finish what is in flight; twice, stop at once. Nothing that was answered is lost either way. */
import process from 'node:process'

export interface Interrupts {
  readonly signal: AbortSignal
  readonly stopNow: AbortSignal
  dispose(): void
}

/** 128 and the number of SIGINT, as shells have it. */
const INTERRUPTED = 130
/** Ctrl-C, a machine that shuts down, a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** @param isBusy Whether there is something to finish, and to be told of. */
export function catchInterrupts(isBusy: () => boolean = () => true): Interrupts {
  const [finish, stop] = [new AbortController(), new AbortController()]
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stop.signal.aborted) process.exit(INTERRUPTED) // what was answered is in the memory, files are whole
    if (finish.signal.aborted) return stop.abort(new Error('interrupted'))
    const again = signal === 'SIGINT' ? ' Press Ctrl-C again to stop at once.' : ''
    if (isBusy()) process.stderr.write(`\nFinishing what is in flight and saving it.${again}\n`)
    finish.abort(new Error('interrupted'))
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return {
    signal: finish.signal,
    stopNow: stop.signal,
    dispose() {
      for (const signal of SIGNALS) process.off(signal, onSignal)
    },
  }
}
