/** A sentence with its chips, and what is to be found in it lit. */
import type { ComponentChildren, JSX } from 'preact'
import type { Content } from '../../../bitext/content.ts'
import type { RowView } from '../../api.ts'
import type { Span } from '../text/fold.ts'
import { chipText, chipWords } from './chips.ts'

export interface Light extends Span {
  readonly kind: 'hit' | 'term' | 'forbidden'
}

/** @param lights In UTF-16 units of the plain text; where two meet, the first one is shown. */
export function Words({
  content,
  codes,
  lights = [],
}: {
  readonly content: Content
  readonly codes: RowView['codes']
  readonly lights?: readonly Light[]
}): JSX.Element {
  let at = 0
  const parts = content.map((part): ComponentChildren => {
    if (typeof part === 'string') {
      const from = at
      at += part.length
      return lit(part, from, lights)
    }
    const view = codes[part.id]
    return (
      <span
        class={`chip ${part.kind}`}
        dir="auto"
        role="img"
        aria-label={chipWords(view, part)}
        title={view?.markup ?? ''}
      >
        {chipText(view, part)}
      </span>
    )
  })
  return <>{parts}</>
}

function lit(text: string, from: number, lights: readonly Light[]): ComponentChildren {
  const here = lights.filter(({ start, end }) => start < from + text.length && end > from)
  if (here.length === 0) return text
  const inside = here.flatMap(({ start, end }) => [start - from, end - from]).filter((at) => at > 0 && at < text.length)
  const cuts = [...new Set([0, ...inside, text.length])].toSorted((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index): ComponentChildren => {
    const piece = text.slice(start, cuts[index + 1])
    const light = here.find((one) => one.start <= start + from && one.end > start + from)
    return light ? <mark class={light.kind}>{piece}</mark> : piece
  })
}
