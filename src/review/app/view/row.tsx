/** A row of the document: its sentences, each facing its translation. */
import type { Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { memo } from './memo.ts'
import type { RowView } from '../../api.ts'
import { Line } from './line.tsx'

interface RowProps {
  readonly row: Signal<RowView>
  readonly index: number
  readonly start: number
  readonly measure: (element: HTMLDivElement | null) => void
}

export const Row = memo(function Row({ row, index, start, measure }: RowProps): JSX.Element {
  const { unit, kind, depth, segments, notes } = row.value
  return (
    <div
      ref={measure}
      data-index={index}
      role="rowgroup"
      class={`row ${kind}${depth === undefined ? '' : ` depth-${depth}`}`}
      style={{ transform: `translateY(${start}px)` }}
    >
      {segments.map((segment, at) => (
        <Line key={segment.id} row={row.value} segment={segment} at={at} index={index} />
      ))}
      {notes.length > 0 ? (
        <div role="row" class="line notes-line">
          <div role="gridcell" class="row-notes" aria-colspan={3} data-unit={unit}>
            {notes.map((note) => (
              <p dir="auto">
                <span class="label">Note</span> {note}
              </p>
            ))}
          </div>
        </div>
      ) : null}
    </div>
  )
})
