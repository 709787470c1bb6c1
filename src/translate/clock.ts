/** Time and chance as the engine sees them, so that tests can hold the clock. */

export interface Clock {
  /** Milliseconds that never go back. */
  now(): number
  /** Resolves after `milliseconds`; rejects with the signal's reason when it aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Resolves after what came in and is to go out had its turn; absent where nothing waits for one. */
  turn?(): Promise<void>
  /** From 0 up to, not including, 1. */
  random(): number
}
