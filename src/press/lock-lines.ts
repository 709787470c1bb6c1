/** Makes each line of a text a block of its own, inside the page. This function is sent to the browser as it is. */

/**
 * A browser breaks lines again when it prints, and keeps soft hyphens in the text of a PDF: here the
 * lines stay as they were measured, with a hyphen where a word is parted and none anywhere else.
 */
export function lockLines(block: Element): void {
  const soft = '\u00AD'
  const style = getComputedStyle(block)
  const lineHeight = Number.parseFloat(style.lineHeight)
  const frame = block.getBoundingClientRect()
  const top = frame.top + Number.parseFloat(style.borderTopWidth) + Number.parseFloat(style.paddingTop)
  const height = frame.bottom - top - Number.parseFloat(style.borderBottomWidth)
  const count = Math.max(1, Math.round(height / lineHeight))
  const range = document.createRange()
  const lineAt = (rects: DOMRectList): number | undefined => {
    // The first letter behind a break has an empty one at the end of the line before, too.
    const rect = [...rects].findLast((each) => each.height > 0)
    if (rect === undefined) return undefined
    return Math.min(count - 1, Math.max(0, Math.floor((rect.top + rect.height / 2 - top) / lineHeight)))
  }
  /** Of the first character from `at` on that is drawn. */
  const lineOf = (text: Text, at: number): number | undefined => {
    for (let index = at; index < text.length; index++) {
      range.setStart(text, index)
      range.setEnd(text, index + 1)
      const line = text.data[index] === soft ? undefined : lineAt(range.getClientRects())
      if (line !== undefined) return line
    }
    return undefined
  }
  /** Where each line begins in a text: `starts[line]`. */
  const startsOf = (text: Text): readonly number[] => {
    const starts: number[] = []
    let from = 0
    for (let line = 0; line < count; line++) {
      starts.push(from)
      let [low, high] = [from, text.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((lineOf(text, middle) ?? Infinity) > line) high = middle
        else low = middle + 1
      }
      from = low
    }
    // What is drawn nowhere at the end of a text goes with its last line.
    return [...starts, text.length]
  }
  const starts = new Map<Node, readonly number[]>()
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  for (let text = walker.nextNode(); text; text = walker.nextNode())
    if (text instanceof Text) starts.set(text, startsOf(text))

  const cutText = (text: Text, line: number): Node | undefined => {
    const own = starts.get(text) ?? []
    let [from, to] = [own[line] ?? 0, own[line + 1] ?? 0]
    const lastLine = own.findLastIndex((start, index) => index < count && start < text.length)
    if (line === lastLine) to = text.length
    if (line > lastLine) return undefined
    let words = text.data.slice(from, to)
    const isParted = line < lastLine && (words.endsWith(soft) || text.data[to] === soft)
    words = words.replaceAll(soft, '')
    if (isParted) words += '-'
    return words === '' ? undefined : document.createTextNode(words)
  }
  const used = new Set<Node>()
  const cutNode = (node: Node, line: number): Node | undefined => {
    if (node instanceof Text) return cutText(node, line)
    if (!(node instanceof Element) || node.tagName === 'BR') return undefined
    if (node.childNodes.length === 0)
      return (lineAt(node.getClientRects()) ?? 0) === line ? node.cloneNode(true) : undefined
    const parts = [...node.childNodes].map((child) => cutNode(child, line)).filter((child) => child !== undefined)
    if (parts.length === 0) return undefined
    const copy = node.cloneNode(false) as Element // of an element
    if (used.has(node)) copy.removeAttribute('id')
    used.add(node)
    copy.append(...parts)
    return copy
  }
  const lines = Array.from({ length: count }, (_, line) => {
    const element = document.createElement('span')
    element.className = 'line'
    element.append(...[...block.childNodes].map((child) => cutNode(child, line)).filter((child) => child !== undefined))
    return element
  })
  block.replaceChildren(...lines.filter((line) => line.childNodes.length > 0))
}

export type LockLines = typeof lockLines
