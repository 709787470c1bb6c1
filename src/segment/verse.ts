/** Verse in a paragraph: lines of two halves, whatever parts the halves. */
import type { Element, ElementContent } from 'hast'
import { HALF, splitVerse } from '../text/verse-line.ts'

/**
 * The same text with one kind of break between the halves and another between the lines; undefined when some line
 * has no two halves of like length, or there is markup in it.
 */
export function asVerse(nodes: readonly ElementContent[]): readonly ElementContent[] | undefined {
  const lines: string[] = ['']
  for (const node of nodes) {
    if (node.type === 'element' && node.tagName === 'br') lines.push('')
    else if (node.type !== 'text') return undefined
    else {
      const [first = '', ...others] = node.value.split('\n')
      lines.push(`${lines.pop() ?? ''}${first}`, ...others)
    }
  }
  const written = lines.filter((line) => line.trim() !== '')
  const halves = written.flatMap((line) => {
    const pair = splitVerse(line)
    return pair ? [pair] : []
  })
  if (halves.length === 0 || halves.length < written.length) return undefined
  return halves.flatMap(([first, second], index) => [
    ...(index === 0 ? [] : [lineBreak()]),
    { type: 'text' as const, value: first },
    lineBreak(HALF),
    { type: 'text' as const, value: second },
  ])
}

function lineBreak(name?: string): Element {
  return { type: 'element', tagName: 'br', properties: name === undefined ? {} : { className: [name] }, children: [] }
}
