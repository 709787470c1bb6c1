/** Which rows are drawn: those in view, some around them, and the one that is worked on. */
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core'
import { useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'

export interface VirtualRows {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>
}

export interface RowsOptions {
  readonly keys: readonly string[]
  /** Index that stays drawn wherever the reader scrolls. */
  readonly pinned: number
  /** In pixels. */
  readonly estimate: (index: number) => number
}

export function useVirtualRows({ keys, pinned, estimate }: RowsOptions): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null)
  const [, drawAgain] = useReducer<number, void>((count) => count + 1, 0)
  // The same functions from frame to frame: others would make all rows be measured anew.
  const options = useMemo(
    (): VirtualizerOptions<HTMLDivElement, HTMLDivElement> => ({
      count: keys.length,
      getScrollElement: () => scroller.current,
      estimateSize: estimate,
      getItemKey: (index) => keys[index] ?? index,
      overscan: 3,
      paddingStart: 8,
      paddingEnd: 160,
      scrollPaddingStart: 24,
      scrollPaddingEnd: 96,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      rangeExtractor: (range) => withPinned(defaultRangeExtractor(range), pinned, keys.length),
      onChange: () => drawAgain(),
    }),
    [keys, pinned, estimate],
  )
  const [virtualizer] = useState(() => new Virtualizer<HTMLDivElement, HTMLDivElement>(options))
  virtualizer.setOptions(options)
  useLayoutEffect(() => virtualizer._didMount(), [])
  useLayoutEffect(() => virtualizer._willUpdate())
  return { scroller, virtualizer }
}

function withPinned(indexes: number[], pinned: number, count: number): number[] {
  if (pinned < 0 || pinned >= count || indexes.includes(pinned)) return indexes
  return [...indexes, pinned].toSorted((a, b) => a - b)
}
