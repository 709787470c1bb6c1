/** Progress where it is shown: a line that is drawn again on a terminal, a new line now and then elsewhere. */
import process from 'node:process'
import { count } from './numbers.ts'
import { progressLine, type Progress } from './progress-line.ts'

export interface ProgressDisplay {
  show(progress: Progress): void
  /** Takes the line away, so that another can be written in its place. */
  clear(): void
}

const [REDRAW_SECONDS, LINE_SECONDS] = [0.08, 10]
const DEFAULT_COLUMNS = 80
export const CLEAR_LINE = '\r\u001B[2K'

/**
 * A log that is read later, and a terminal that knows no control codes, get lines.
 *
 * @param stream Its width is asked for each line anew: windows change while a run goes on.
 */
export function progressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  return drawsAgain(stream) ? onTerminal(stream) : inLog(stream)
}

export function drawsAgain(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.CI && process.env.TERM !== 'dumb'
}

/** Drawn at most a dozen times a second; the end is always drawn. */
function onTerminal(stream: NodeJS.WriteStream): ProgressDisplay {
  let [isShown, last] = [false, -Infinity]
  const clear = (): void => {
    if (isShown) stream.write(CLEAR_LINE)
    isShown = false
  }
  return {
    clear,
    show(progress) {
      const isDone = progress.done >= progress.total
      if (!isDone && progress.seconds - last < REDRAW_SECONDS) return
      last = progress.seconds
      // The last column stays free: some terminals go on to the next line as soon as it is written.
      stream.write(CLEAR_LINE + progressLine(progress, Math.max(1, (stream.columns || DEFAULT_COLUMNS) - 1)))
      isShown = true
    },
  }
}

/** Nothing for a run that is over soon; then a line every ten seconds. */
function inLog(stream: NodeJS.WriteStream): ProgressDisplay {
  let last = 0
  return {
    clear: () => undefined,
    show({ done, total, more, charactersSent, seconds }) {
      if (seconds - last < LINE_SECONDS) return
      last = seconds
      stream.write(
        `${count(done)} of ${count(total)}${more ? ' or more' : ''} segments, ${count(charactersSent)} characters sent\n`,
      )
    },
  }
}
