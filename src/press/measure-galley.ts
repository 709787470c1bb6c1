/** Measures of a galley, taken inside the page. This function is sent to the browser as it is. */
import type { CutRun } from './cut-run.ts'

export interface Size {
  readonly height: number
  readonly baseline: number
}

/** What the galley says of an item, and how high each of its runs is: `runs[from][length - 1]`. In CSS pixels. */
export interface ItemMeasures {
  readonly index: number
  readonly flow: 'contents' | 'text'
  readonly keep: boolean
  readonly gap: number
  readonly row?: string
  readonly number?: string
  readonly runs: readonly (readonly { readonly source: Size; readonly target: Size }[])[]
}

export interface Measures {
  readonly height: number
  readonly items: readonly ItemMeasures[]
}

/** Runs that are higher than a page are left out, but for single sentences. */
export function measureGalley(cut: CutRun): Measures {
  const bench = document.body.appendChild(document.createElement('div'))
  bench.className = 'measure'
  const box = bench.appendChild(document.createElement('div'))
  box.className = 'box'
  const height = box.getBoundingClientRect().height
  box.remove()
  const point = document.createElement('div')
  point.style.height = 'calc(1000 * var(--u))'
  bench.append(point)
  const unit = point.getBoundingClientRect().height / 1000
  point.remove()

  const sizeOf = (item: Element, cell: Element): Size => {
    const holder = document.createElement('div')
    holder.className = item.className
    holder.append(cell)
    bench.append(holder)
    const all = cell.getBoundingClientRect()
    const first = cell.querySelector('[data-lock],pre')
    const probe = document.createElement('span')
    probe.style.cssText = 'display:inline-block;width:0;height:0'
    first?.prepend(probe)
    const baseline = first ? probe.getBoundingClientRect().bottom - all.top : 0
    holder.remove()
    return { height: all.height, baseline }
  }

  const runsOf = (item: Element): ItemMeasures['runs'] => {
    const [source, target] = [item.querySelector(':scope>.source'), item.querySelector(':scope>.target')]
    if (!source || !target) return []
    const count = Math.max(1, source.querySelectorAll('[data-s]').length, target.querySelectorAll('[data-s]').length)
    return Array.from({ length: count }, (_, from) => {
      const runs: { readonly source: Size; readonly target: Size }[] = []
      for (let to = from + 1; to <= count; to++) {
        const run = { source: sizeOf(item, cut(source, from, to)), target: sizeOf(item, cut(target, from, to)) }
        const isOver = Math.max(run.source.height, run.target.height) > height
        if (isOver && to > from + 1) break
        runs.push(run)
        if (isOver) break
      }
      return runs
    })
  }

  const items = [...document.querySelectorAll<HTMLElement>('.galley .item')].map((item, index): ItemMeasures => {
    const { gap = '0', keep, row, number } = item.dataset
    return {
      index,
      flow: item.closest('[data-flow=contents]') ? 'contents' : 'text',
      keep: keep === 'true',
      gap: Number(gap) * unit,
      ...(row === undefined ? {} : { row }),
      ...(number === undefined ? {} : { number }),
      runs: runsOf(item),
    }
  })
  bench.remove()
  return { height, items }
}
