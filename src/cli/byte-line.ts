/** How far a fetch is: a line that is drawn again on a terminal, and nothing in a log. */
import type { FetchProgress } from '../project/models/get-model.ts'
import { cutToWidth } from '../text/display-width.ts'
import { megabytes } from './numbers.ts'
import { CLEAR_LINE, drawsAgain } from './show-progress.ts'

const REDRAW_MILLISECONDS = 80
const DEFAULT_COLUMNS = 80

export function byteLine(stream: NodeJS.WriteStream): {
  readonly show: (progress: FetchProgress) => void
  readonly clear: () => void
} {
  if (!drawsAgain(stream)) return { show: () => undefined, clear: () => undefined }
  let [isShown, last] = [false, -Infinity]
  return {
    show(progress) {
      const now = performance.now()
      if (progress.done !== progress.total && now - last < REDRAW_MILLISECONDS) return
      last = now
      stream.write(CLEAR_LINE + cutToWidth(bytesOf(progress), Math.max(1, (stream.columns || DEFAULT_COLUMNS) - 1)))
      isShown = true
    },
    clear() {
      if (isShown) stream.write(CLEAR_LINE)
      isShown = false
    },
  }
}

/** 'model.bin 12.3 of 30.5 MB' */
function bytesOf({ file, done, total }: FetchProgress): string {
  return total === undefined
    ? `${file} ${megabytes(done)}`
    : `${file} ${megabytes(done).replace(/ MB$/, '')} of ${megabytes(total)}`
}
