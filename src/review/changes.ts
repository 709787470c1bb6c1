/** The stream of changes that a window listens to. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ReviewSession } from '../project/review/session.ts'
import type { Change } from './api.ts'
import { HEARTBEAT_MILLISECONDS, MOST_WAITING_CHANGES } from './limits.ts'

/** @param ending Aborts when the server ends. */
export function streamChanges(context: Context, session: ReviewSession, ending: AbortSignal): Response {
  return streamSSE(context, async (stream) => {
    let waiting: Change[] = []
    let wake: () => void = () => undefined
    const stop = session.listen((change) => {
      // One that does not read must not fill the memory.
      waiting = waiting.length < MOST_WAITING_CHANGES ? [...waiting, change] : [{ kind: 'reload' }]
      wake()
    }, context.req.query('window'))
    const end = (): void => {
      stop()
      wake()
    }
    stream.onAbort(end)
    ending.addEventListener('abort', end)
    try {
      await stream.write(': listening\n\n')
      while (!stream.aborted && !ending.aborted) {
        const some = waiting
        waiting = []
        for (const change of some) await stream.writeSSE({ data: JSON.stringify(change) })
        if (waiting.length > 0) continue
        await rest((done) => (wake = done))
        if (waiting.length === 0 && !stream.aborted && !ending.aborted) await stream.write(': still here\n\n')
      }
    } finally {
      stop()
      ending.removeEventListener('abort', end)
    }
  })
}

/** Until it is woken, or it is time to say that the stream still lives. */
function rest(onStart: (wake: () => void) => void): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, HEARTBEAT_MILLISECONDS).unref()
    onStart(() => {
      clearTimeout(timer)
      done()
    })
  })
}
