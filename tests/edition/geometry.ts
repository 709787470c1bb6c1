/** What is wrong with the layout of a page, measured in the browser. */
import type { Page } from 'playwright-core'

/** Every row: sides, order, languages, edges; where they stand side by side, first baselines too. */
export async function geometryFaults(
  page: Page,
  { wide, arabicOnLeft }: { readonly wide: boolean; readonly arabicOnLeft: boolean },
): Promise<readonly string[]> {
  const faults = await page.evaluate(
    ({ isWide, isMirrored }) => {
      const found: string[] = []
      if (document.documentElement.scrollWidth > window.innerWidth)
        found.push(`scrolls sideways: ${document.documentElement.scrollWidth}`)
      const rows = [...document.querySelectorAll('.row:has(> .spine)')]
      if (rows.length === 0) found.push('no rows')
      for (const row of rows) {
        const name = row.id === '' ? 'a row' : row.id
        const [source, target, spine] = ['.source', '.target', '.spine'].map((part) => row.querySelector(part))
        if (!source || !target || !spine) {
          found.push(`${name}: a part is missing`)
          continue
        }
        const [s, t, m] = [
          source.getBoundingClientRect(),
          target.getBoundingClientRect(),
          spine.getBoundingClientRect(),
        ]
        if (!(source.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)) found.push(`${name}: order`)
        if (source.getAttribute('lang') !== 'ar' || source.getAttribute('dir') !== 'rtl')
          found.push(`${name}: language of the source`)
        if (!/^en(?:-x-mtfrom-ar)?$/.test(target.getAttribute('lang') ?? '') || target.getAttribute('dir') !== 'ltr')
          found.push(`${name}: language of the target`)
        const [first, last] = isMirrored ? [s, t] : [t, s]
        if (isWide && (last.left < m.right - 0.5 || m.left < first.right - 0.5)) found.push(`${name}: sides`)
        if (!isWide && (m.bottom > s.top + 0.5 || s.bottom > t.top + 0.5))
          found.push(`${name}: the Arabic is not between number and English`)
        const link = row.querySelector('a.no')
        if (!isWide && link && link.getBoundingClientRect().height < 44)
          found.push(`${name}: its number is hard to touch`)
        for (const [cell, edge] of [
          [source, 'left'],
          [target, 'right'],
        ] as const) {
          const paragraph = cell.querySelector(':scope > p:not(.missing-box)')
          // Digits alone run from left to right in every language, a box has words of both, and an author may turn the text.
          const end =
            paragraph &&
            /\p{L}/u.test(paragraph.textContent ?? '') &&
            !/[\u202A-\u202E]/.test(paragraph.textContent ?? '') &&
            !paragraph.querySelector('.missing-box')
              ? lastCharacter(paragraph)
              : undefined
          if (!paragraph || !end) continue
          const others = lineOf(paragraph, end)
          if (
            edge === 'left'
              ? others.some(({ left }) => left < end.left - 1)
              : others.some(({ right }) => right > end.right + 1)
          )
            found.push(`${name}: the last character of the ${edge === 'left' ? 'source' : 'target'} is not at its end`)
        }
      }
      return found

      function lastCharacter(element: Element): DOMRect | undefined {
        const boxes = characters(element)
        return boxes.at(-1)
      }
      function lineOf(element: Element, end: DOMRect): DOMRect[] {
        return characters(element).filter(
          ({ top, bottom }) =>
            top < end.bottom - 2 &&
            bottom > end.top + 2 &&
            Math.abs((top + bottom) / 2 - (end.top + end.bottom) / 2) < 8,
        )
      }
      function characters(element: Element): DOMRect[] {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
        const boxes: DOMRect[] = []
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (node.parentElement?.closest('.hide')) continue
          for (let at = 0; at < (node.textContent ?? '').length; at++) {
            const range = document.createRange()
            range.setStart(node, at)
            range.setEnd(node, at + 1)
            const box = range.getBoundingClientRect()
            if (box.width > 0 && (node.textContent ?? '')[at]?.trim() !== '') boxes.push(box)
          }
        }
        return boxes
      }
    },
    { isWide: wide, isMirrored: arabicOnLeft },
  )
  return wide ? [...faults, ...(await baselineFaults(page))] : faults
}

/** First baselines of both sides and of the number, by a box of no size before the first character. */
export async function baselineFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.row:has(> .spine)')].flatMap((row) => {
      const [source, target, number] = ['.source', '.target', '.n-ltr'].map((part) => {
        const cell = row.querySelector(part)
        return cell ? baseline(cell) : Number.NaN
      }) as [number, number, number]
      const apart = Math.max(source, target, number) - Math.min(source, target, number)
      return apart <= 1 ? [] : [`${row.id}: baselines ${source} ${target} ${number}`]

      function baseline(cell: Element): number {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
        let node = walker.nextNode()
        while (node && (node.textContent ?? '').trim() === '') node = walker.nextNode()
        // A note's mark, a code or a word in another face may be the first: the line's own baseline is its block's.
        const probe = document.createElement('span')
        probe.style.display = 'inline-block'
        node?.parentNode?.insertBefore(probe, node)
        const { bottom } = probe.getBoundingClientRect()
        probe.remove()
        return bottom
      }
    }),
  )
}

/** In each isolated Latin run of an Arabic cell the characters run from left to right. */
export async function orderFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.source :is(bdi[dir=ltr], code)')].flatMap((run) => {
      const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT)
      const node = walker.nextNode()
      const text = node?.textContent ?? ''
      if (!node || /\p{Script=Arabic}/u.test(text)) return []
      const places = Array.from(text).map((_, at) => {
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        return range.getBoundingClientRect()
      })
      const ordered = places.every(
        ({ left, top }, at) => at === 0 || left >= (places[at - 1]?.left ?? 0) || top > (places[at - 1]?.top ?? 0),
      )
      return ordered ? [] : [text]
    }),
  )
}
