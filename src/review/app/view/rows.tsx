/** The document: rows that face each other, of which only those in view are drawn. */
import type { JSX } from 'preact'
import { useCallback, useLayoutEffect, useMemo } from 'preact/hooks'
import { plainText } from '../../../bitext/content.ts'
import type { RowView } from '../../api.ts'
import { nameOfPlace } from '../state/place.ts'
import { rowAt, type Session } from '../state/session.ts'
import { Row } from './row.tsx'
import { useSession } from './use-session.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

export function Rows(): JSX.Element {
  const session = useSession()
  const book = session.book.value
  const shown = session.shown.value
  const pinned = useMemo(() => new Map(shown.map((unit, index) => [unit, index])), [shown])
  const here = session.here.value
  // Asked again for every row below one that is measured: guessed once.
  const estimates = useMemo(() => shown.map((unit) => estimateOf(rowAt(session, unit))), [shown])
  const estimate = useCallback((index: number) => estimates[index] ?? LINE, [estimates])
  const { scroller, virtualizer } = useVirtualRows({
    keys: shown,
    pinned: here ? (pinned.get(here.unit) ?? -1) : -1,
    estimate,
  })
  useWishes(session, pinned, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }))
  return (
    <div ref={scroller} class="scroller" id="rows">
      <div
        role="grid"
        aria-label="Rows of the document"
        aria-rowcount={shown.length}
        aria-colcount={3}
        class="rows"
        style={{ height: `${virtualizer.getTotalSize()}px` }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = book?.rows.get(shown[index] ?? '')
          return row ? (
            <Row key={key} row={row} index={index} start={start} measure={virtualizer.measureElement} />
          ) : null
        })}
      </div>
      {shown.length === 0 ? <p class="nothing">No row fits the filter.</p> : null}
    </div>
  )
}

/** Letters on a line of a column, and a line's height: good enough until a row is drawn and measured. */
const LETTERS = 52
const LINE = 40

function estimateOf(row: RowView | undefined): number {
  const lines = (row?.segments ?? []).map(({ source, target = [] }) =>
    Math.max(1, Math.ceil(plainText(source).length / LETTERS), Math.ceil(plainText(target).length / (LETTERS * 1.4))),
  )
  return 18 + LINE * lines.reduce((sum, count) => sum + count, 0)
}

const TRIES = 30

/** Brings a place into view when something asks for it, and puts the focus there. */
function useWishes(session: Session, indexes: ReadonlyMap<string, number>, scrollTo: (index: number) => void): void {
  const wish = session.wish.value
  useLayoutEffect(() => {
    if (!wish) return undefined
    const index = indexes.get(wish.here.unit)
    if (index === undefined) return undefined
    let frame = 0
    let tries = 0
    const look = (): void => {
      const line = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(nameOfPlace(wish.here))}"]`)
      if (line && isInView(line)) {
        line.scrollIntoView({ block: 'nearest' })
        if (wish.focus && !session.isEditing.peek()) line.focus({ preventScroll: true })
      } else if (tries++ < TRIES) {
        scrollTo(index)
        frame = requestAnimationFrame(look)
      }
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [wish?.number])
}

/** Partly at least: a drawn row may be far off while it is only kept. */
function isInView(line: HTMLElement): boolean {
  const box = line.getBoundingClientRect()
  const frame = line.closest('.scroller')?.getBoundingClientRect()
  return frame !== undefined && box.bottom > frame.top && box.top < frame.bottom
}
