/** Runs inside the page: a side of an item with some of its sentences only. This function is sent to the browser as it is. */

/** Sentences `from` up to and without `to` of `cell`, counted from 0, as a copy. */
export function cutRun(cell: Element, from: number, to: number): Element {
  const copy = cell.cloneNode(true) as Element // of an element
  const sentences = [...copy.querySelectorAll('[data-s]')]
  const isLast = to >= sentences.length
  for (const sentence of sentences) {
    const index = Number(sentence.getAttribute('data-s')) - 1
    if (index >= from && index < to) continue
    const space = sentence.nextSibling
    if (space?.nodeType === Node.TEXT_NODE && space.textContent?.trim() === '') space.remove()
    sentence.remove()
  }
  if (from > 0) {
    copy.classList.add('goes-on')
    for (const mark of copy.querySelectorAll('.note-number')) mark.remove()
    for (const named of copy.querySelectorAll('[id]')) if (!named.closest('[data-s]')) named.removeAttribute('id')
  }
  if (!isLast && sentences.length > 0) for (const remark of copy.querySelectorAll('.remark')) remark.remove()
  return copy
}

export type CutRun = typeof cutRun
