/** Makes the pages of a book out of its galley, inside the page. This function is sent to the browser as it is. */
import type { CutRun } from './cut-run.ts'
import type { LockLines } from './lock-lines.ts'

/** Sentences `from` up to and without `to` of an item, its first baseline so far below the top of the text, in CSS pixels. */
export interface Run {
  readonly item: number
  readonly from: number
  readonly to: number
  readonly baseline: number
}

export interface Page {
  readonly side: 'source' | 'target'
  readonly whole: readonly string[]
  readonly folio?: string
  readonly placed: readonly Run[]
}

export interface Pages {
  readonly pages: readonly Page[]
  readonly entries: readonly { readonly row: string; readonly source: string; readonly target: string }[]
}

export interface Tools {
  readonly cut: CutRun
  readonly lock: LockLines
}

/** What is not as it was planned: a page, and the number of the row where it is known. */
export interface Fault {
  readonly page: number
  readonly row?: string
}

/** The galley is gone afterwards. */
export function setPages({ book, tools }: { readonly book: Pages; readonly tools: Tools }): readonly Fault[] {
  const { cut, lock } = tools
  const galley = document.querySelector('.galley')
  if (galley === null) throw new Error('a page without a galley')
  const items = [...galley.querySelectorAll<HTMLElement>('.item')]
  for (const { row, ...pages } of book.entries)
    for (const at of galley.querySelectorAll(`[data-entry="${CSS.escape(row)}"]`))
      at.textContent = at.closest('.source') ? pages.source : pages.target
  const make = (...classes: readonly string[]): HTMLElement => {
    const element = document.createElement('div')
    element.className = classes.join(' ')
    return element
  }
  const baselineOf = (cell: Element): number => {
    const first = cell.querySelector('[data-lock],pre')
    if (first === null) return cell.getBoundingClientRect().top
    const probe = document.createElement('span')
    probe.style.cssText = 'display:inline-block;width:0;height:0'
    const line = first.querySelector('.line') ?? first
    line.prepend(probe)
    const { bottom } = probe.getBoundingClientRect()
    probe.remove()
    return bottom
  }
  /** The number beside the row, towards the fold, with the bead of its state. */
  const numberOf = (item: HTMLElement, side: Page['side']): HTMLElement => {
    const number = make('no')
    const cell = item.querySelector(`:scope>.${side}`)
    const digits = make('n', cell?.classList.contains('rtl') ? 'rtl' : 'ltr')
    const text = item.dataset.number ?? ''
    digits.textContent = cell?.classList.contains('rtl')
      ? text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
      : text
    const bead = make('bead', item.dataset.state ?? '')
    bead.ariaHidden = 'true'
    number.append(digits, bead)
    return number
  }

  const faults: Fault[] = []
  const placed: {
    readonly page: number
    readonly row: string | undefined
    readonly cell: Element
    readonly run: Run
  }[] = []
  const main = document.createElement('main')
  document.body.append(main)
  for (const [index, { side, whole, folio, placed: runs }] of book.pages.entries()) {
    const isVerso = side === 'source'
    const page = main.appendChild(make('page', isVerso ? 'verso' : 'recto'))
    const head = whole.length === 0 ? galley.querySelector(`[data-head=${side}]`) : null
    if (head) page.append(head.cloneNode(true))
    const box = page.appendChild(make('box'))
    for (const name of whole) {
      const part = galley.querySelector(`[data-whole="${name}"]`)
      if (part) box.append(part)
    }
    if (whole.length === 1) (box.firstElementChild as HTMLElement | null)?.style.setProperty('height', '100%')
    for (const run of runs) {
      const item = items[run.item]
      const cell = item?.querySelector(`:scope>.${side}`)
      if (!item || !cell) continue
      const holder = box.appendChild(make(item.className, 'placed'))
      const copy = cut(cell, run.from, run.to)
      holder.append(copy)
      if (run.from === 0 && item.dataset.number !== undefined) holder.append(numberOf(item, side))
      placed.push({ page: index + 1, row: item.dataset.number, cell: copy, run })
    }
    if (folio !== undefined) {
      const foot = page.appendChild(
        make('folio', head?.classList.contains('rtl') || /[\u0660-\u0669]/.test(folio) ? 'rtl' : 'ltr'),
      )
      foot.textContent = folio
    }
  }
  galley.remove()
  for (const block of main.querySelectorAll('[data-lock]')) lock(block)

  /** Where what stands above ends, by page. */
  const floors = new Map<number, number>()
  for (const { page, row, cell, run } of placed) {
    const holder = cell.parentElement
    const box = holder?.parentElement
    if (!holder || !box) continue
    const frame = box.getBoundingClientRect()
    const shift = run.baseline - (baselineOf(cell) - frame.top)
    holder.style.top = `${shift}px`
    const number = holder.querySelector<HTMLElement>(':scope>.no')
    if (number) {
      const inner = number.querySelector('.n')
      const probe = make()
      probe.style.cssText = 'display:inline-block;width:0;height:0'
      inner?.prepend(probe)
      number.style.top = `${baselineOf(cell) - probe.getBoundingClientRect().bottom}px`
      probe.remove()
    }
    // Half a pixel: sizes come in 64ths, and a justified line may be one of them too wide.
    const slack = 0.5
    const own = cell.getBoundingClientRect()
    const isOver = own.top < Math.max(frame.top, floors.get(page) ?? 0) - slack || own.bottom > frame.bottom + slack
    const isWide = [cell, ...cell.querySelectorAll('*')].some((each) => {
      const { left, right, width } = each.getBoundingClientRect()
      return width > 0 && (left < frame.left - slack || right > frame.right + slack)
    })
    const isWrapped = [...cell.querySelectorAll<HTMLElement>('.line')].some(
      (line) => line.scrollWidth > line.clientWidth + 1,
    )
    const isOff = Math.abs(baselineOf(cell) - frame.top - run.baseline) > slack
    floors.set(page, own.bottom)
    if (isOver || isWide || isWrapped || isOff) faults.push({ page, ...(row === undefined ? {} : { row }) })
  }
  for (const part of main.querySelectorAll('[data-whole] *')) {
    const [own, box] = [part.getBoundingClientRect(), part.closest('.box')?.getBoundingClientRect()]
    const page = [...main.children].findIndex((each) => each.contains(part)) + 1
    const isOut =
      box && own.width > 0 && (own.bottom > box.bottom + 1 || own.right > box.right + 1 || own.left < box.left - 1)
    if (isOut && !faults.some((fault) => fault.page === page)) faults.push({ page })
  }
  return faults
}
