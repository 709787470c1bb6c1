/** What is wrong with the layout of a page, measured in the browser: every row, in one go. */
import type { Page } from 'playwright-core'

export interface Expected {
  readonly wide: boolean
  readonly arabicOnLeft?: boolean
}

/** Sides, order, languages, baselines, ends of lines, order inside isolates, room. */
export async function geometryFaults(
  page: Pick<Page, 'evaluate'>,
  { wide, arabicOnLeft = false }: Expected,
): Promise<readonly string[]> {
  return page.evaluate(
    ({ isWide, isMirrored }) => {
      const faults: string[] = []
      const say = (row: Element, what: string): number =>
        faults.push(`${row.id || row.textContent?.trim().slice(0, 40)}: ${what}`)
      if (document.documentElement.scrollWidth > window.innerWidth)
        faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} in ${window.innerWidth}`)
      const rows = [...document.querySelectorAll('.row:has(> .spine)')].map((row) => {
        const [source, target, spine] = ['source', 'target', 'spine'].map((part) =>
          row.querySelector(`:scope > .${part}`),
        )
        return { row, source, target, spine, number: row.querySelector('.n-ltr') }
      })
      if (rows.length === 0) faults.push('no rows')
      for (const table of document.querySelectorAll('.table')) apart(table)

      const baselines = baselinesOf(rows.map(({ source, target, number }) => [source, target, number]))
      for (const [index, { row, source, target, spine }] of rows.entries()) {
        if (!source || !target || !spine) {
          say(row, 'a part is missing')
          continue
        }
        languages(row, source, target)
        const table = row.closest<HTMLElement>('.table.shaped')
        const isFacing = table ? shows(row, '.n-ltr') && shows(row, '.n-rtl') && sideBySide(source, target) : isWide
        if (isFacing) {
          facing(row, source, spine, target)
          const [s = NaN, t = NaN, n = NaN] = baselines[index] ?? []
          if (!(Math.max(s, t, n) - Math.min(s, t, n) <= 1)) say(row, `baselines ${s} ${t} ${n}`)
        } else stacked(row, source, spine, target)
        for (const cell of [source, target])
          for (const block of cell.querySelectorAll(':scope > :is(p,h1,h2,h3,h4,h5,h6,ul,ol,blockquote)'))
            lineEnd(row, cell, block)
        for (const run of row.querySelectorAll('.source bdi[dir=ltr], .target bdi[dir=rtl], code')) inOrder(row, run)
        arabicOutside(row, target)
      }
      return faults

      /** Nothing of a table lies over something else of it. */
      function apart(table: Element): void {
        const cells = [...table.querySelectorAll('.row>:is(.source,.target)>*')]
          .map((cell) => ({ row: cell.closest('.row'), box: cell.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && box.height > 0)
        for (const [index, { row, box }] of cells.entries()) {
          const other = cells
            .slice(index + 1)
            .find(
              ({ box: { top, bottom, left, right } }) =>
                Math.min(bottom, box.bottom) - Math.max(top, box.top) > 1 &&
                Math.min(right, box.right) - Math.max(left, box.left) > 1,
            )
          if (row && other) say(row, `lies over ${other.row?.id}`)
        }
      }

      function languages(row: Element, source: Element, target: Element): void {
        if (!(source.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)) say(row, 'order')
        if (source.getAttribute('lang') !== 'ar' || source.getAttribute('dir') !== 'rtl')
          say(row, 'language of the source')
        if (!/^en(?:-x-mtfrom-ar)?$/.test(target.getAttribute('lang') ?? '') || target.getAttribute('dir') !== 'ltr')
          say(row, 'language of the target')
      }

      function facing(row: Element, source: Element, spine: Element, target: Element): void {
        const [s, t, m] = [source, target, spine].map((part) => part.getBoundingClientRect()) as [
          DOMRect,
          DOMRect,
          DOMRect,
        ]
        const [left, right] = isMirrored ? [s, t] : [t, s]
        if (right.left < m.right - 0.5 || m.left < left.right - 0.5) say(row, 'sides')
      }

      function stacked(row: Element, source: Element, spine: Element, target: Element): void {
        const [s, t, m] = [source, target, spine].map((part) => part.getBoundingClientRect()) as [
          DOMRect,
          DOMRect,
          DOMRect,
        ]
        if (m.bottom > s.top + 0.5 || s.bottom > t.top + 0.5) say(row, 'the Arabic is not between number and English')
        const link = row.querySelector('a.no')
        if (!isWide && link && link.getBoundingClientRect().height < 44) say(row, 'its number is hard to touch')
      }

      function sideBySide(source: Element, target: Element): boolean {
        const [s, t] = [source.getBoundingClientRect(), target.getBoundingClientRect()]
        return s.left >= t.right || t.left >= s.right
      }

      function firstText(cell: Element): Node | null {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
        let node = walker.nextNode()
        while (node && (node.textContent?.trim() === '' || isUnseen(node))) node = walker.nextNode()
        return node
      }

      /** For the ear alone, a picture's mark, or the other form of a word with tashkeel. */
      function isUnseen({ parentElement: parent }: Node): boolean {
        return (
          parent !== null && (parent.closest('.hide, .picture-mark') !== null || parent.getClientRects().length === 0)
        )
      }

      function shows(row: Element, part: string): boolean {
        return (row.querySelector(part)?.getBoundingClientRect().width ?? 0) > 0
      }

      /** By boxes of no size before the first characters: all are put in, then all are measured. */
      function baselinesOf(
        cells: readonly (readonly (Element | null | undefined)[])[],
      ): readonly (readonly number[])[] {
        // All are looked for before the first is put in: each one in asks for a layout of its own.
        const firsts = cells.map((row) => row.map((cell) => firstText(cell ?? document.body)))
        const probes = firsts.map((row) =>
          row.map((node) => {
            const probe = document.createElement('span')
            probe.style.display = 'inline-block'
            node?.parentNode?.insertBefore(probe, node)
            return probe
          }),
        )
        const measured = probes.map((row) => row.map((probe) => probe.getBoundingClientRect().bottom))
        for (const probe of probes.flat()) probe.remove()
        return measured
      }

      /** Where a reader expects the last character: at the left end of an Arabic line, at the right end of an English one. */
      function lineEnd(row: Element, cell: Element, block: Element): void {
        const text = block.textContent ?? ''
        const isSource = cell.classList.contains('source')
        // An author may turn a text, a box and a code have words of both, and a text of Latin letters alone ends where these do.
        if (/[\u202A-\u202E]/.test(text) || block.querySelector('.missing-box, code') || block.matches('.missing-box'))
          return
        if (!(isSource ? /(?=\p{L})\p{Script=Arabic}/u : /\p{Script=Latin}/u).test(text)) return
        const line = lastLine(block)
        // A number at the end runs from left to right in every language: all of it is the end.
        const digits = /\p{Nd}*$/u.exec(text.trimEnd())?.[0].length ?? 0
        const end = line.slice(0, Math.max(1, digits))
        if (end.length === 0) return
        const last = {
          left: Math.min(...end.map(({ left }) => left)),
          right: Math.max(...end.map(({ right }) => right)),
        }
        const isBeyond = isSource
          ? line.some(({ left }) => left < last.left - 1)
          : line.some(({ right }) => right > last.right + 1)
        if (isBeyond) say(row, `the last character of the ${isSource ? 'source' : 'target'} is not at its end`)
      }

      /** Boxes of the characters of the last line, the last first. */
      function lastLine(element: Element): DOMRect[] {
        const nodes: Node[] = []
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          if (!node.parentElement?.closest('.hide, sup, .picture-mark')) nodes.push(node)
        const boxes: DOMRect[] = []
        for (const node of nodes.toReversed()) {
          const value = node.textContent ?? ''
          for (let at = value.length - 1; at >= 0; at--) {
            const box = boxOf(node, at)
            if (box.width === 0 || value[at]?.trim() === '') continue
            const last = boxes[0]
            if (last && Math.abs((box.top + box.bottom) / 2 - (last.top + last.bottom) / 2) > 8) return boxes
            boxes.push(box)
          }
        }
        return boxes
      }

      function boxOf(node: Node, at: number): DOMRect {
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        return range.getBoundingClientRect()
      }

      function inOrder(row: Element, run: Element): void {
        const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const text = node.textContent ?? ''
          const isRtl = run.getAttribute('dir') === 'rtl'
          if (!isRtl && /\p{Script=Arabic}/u.test(text)) continue
          const boxes = Array.from({ length: text.length }, (_, at) => boxOf(node, at)).filter(({ width }) => width > 0)
          const isSound = boxes.every((box, at) => {
            const before = boxes[at - 1]
            // Digits run from left to right inside Arabic too.
            return (
              !before ||
              box.top > before.top + 4 ||
              (isRtl ? box.left <= before.left + 1 || /\d/.test(text) : box.left >= before.left - 1)
            )
          })
          if (!isSound) say(row, `"${text}" is out of order`)
        }
      }

      function arabicOutside(row: Element, target: Element): void {
        const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          if (
            /\p{Script=Arabic}/u.test(node.textContent ?? '') &&
            node.parentElement?.closest('[lang]')?.getAttribute('lang') !== 'ar'
          )
            say(row, `Arabic in the translation: ${node.textContent?.slice(0, 40)}`)
      }
    },
    { isWide: wide, isMirrored: arabicOnLeft },
  )
}
