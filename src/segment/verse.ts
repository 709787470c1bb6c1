/** Verse in a paragraph: lines of two halves, whatever parts the halves. */
import type { Element, ElementContent } from 'hast'
import { HALF, splitVerse } from '../text/verse-line.ts'
import { areCouplets, type Couplet } from './couplets.ts'

export interface VerseOptions {
  /** The source says that it is verse. */
  readonly isNamed: boolean
}

/**
 * The same text with one kind of break between the halves and another between the lines; undefined when some line
 * has no two halves of like length, or there is markup in it, but for pages that begin before or after. Where nothing
 * parts the halves of a line, each may be a line of its own.
 */
export function asVerse(
  nodes: readonly ElementContent[],
  { isNamed }: VerseOptions,
): readonly ElementContent[] | undefined {
  const start = nodes.findIndex((node) => !isPage(node))
  const end = nodes.findLastIndex((node) => !isPage(node)) + 1
  const broken = linesOf(nodes.slice(start, end))
  if (broken === undefined) return undefined
  const lines = broken.flatMap((line) => line.split('\n')).filter((line) => line.trim() !== '')
  const couplets = partedHalves(lines) ?? halvesInTurn(broken, isNamed)
  if (couplets === undefined) return undefined
  const verse = couplets.flatMap(([first, second], index) => [
    ...(index === 0 ? [] : [lineBreak()]),
    { type: 'text' as const, value: first },
    lineBreak(HALF),
    { type: 'text' as const, value: second },
  ])
  return [...nodes.slice(0, start), ...verse, ...nodes.slice(end)]
}

function isPage(node: ElementContent): boolean {
  return node.type === 'element' && node.properties.dataPage !== undefined
}

/** What stands between breaks; a line end of the source is none. Undefined where there is markup. */
function linesOf(nodes: readonly ElementContent[]): readonly string[] | undefined {
  const lines: string[] = ['']
  for (const node of nodes) {
    if (node.type === 'element' && node.tagName === 'br') lines.push('')
    else if (node.type !== 'text') return undefined
    else lines.push(`${lines.pop() ?? ''}${node.value}`)
  }
  return lines
}

function partedHalves(lines: readonly string[]): readonly Couplet[] | undefined {
  const halves = lines.flatMap((line) => {
    const pair = splitVerse(line)
    return pair ? [pair] : []
  })
  return halves.length === 0 || halves.length < lines.length ? undefined : halves
}

function halvesInTurn(broken: readonly string[], isNamed: boolean): readonly Couplet[] | undefined {
  const halves = broken.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '')
  if (halves.length < 2 || halves.length % 2 === 1) return undefined
  const couplets = halves.flatMap((half, index): readonly Couplet[] =>
    index % 2 === 0 ? [[half, halves[index + 1] ?? '']] : [],
  )
  return areCouplets(couplets, isNamed) ? couplets : undefined
}

function lineBreak(name?: string): Element {
  return { type: 'element', tagName: 'br', properties: name === undefined ? {} : { className: [name] }, children: [] }
}
