/** White space in XML that does not say that it is kept. */
import { glue, type Content } from '../bitext/content.ts'

/** Runs of it are one space, and none stands at the edges. */
export function settleSpace(content: Content): Content {
  return glue(
    content.map((part, index) => {
      if (typeof part !== 'string') return part
      const single = part.replace(/\s+/g, ' ')
      const start = index === 0 ? single.trimStart() : single
      return index === content.length - 1 ? start.trimEnd() : start
    }),
  )
}
