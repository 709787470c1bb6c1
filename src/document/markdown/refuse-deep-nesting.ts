/** Refuses what is nested deeper than it can be read, before a parser takes its time and stack for it. */
import type { Nodes, Root } from 'mdast'
import { MuqabilError } from '../../errors.ts'
import { openElements } from '../open-elements.ts'

/** Columns that one level of a nested list takes at least. */
const LEAST_INDENT = 2
/** `- - -` and `* * *` are rules, not lists in lists. */
const RULE = /^[ \t]*([-*])[ \t]*(?:\1[ \t]*){2,}$/

/** A quotation may run on in a line without its mark; each time it does takes the parser longer than the last. */
const RUNS_A_LEVEL = 10
const INK = /\S/

/**
 * Lines that begin so many quotations and items at once, an item so far to the right, or, without a
 * blank line between them, lines in and out of quotations so often.
 *
 * @throws {MuqabilError} `document-too-deep`, with the line.
 */
export function refuseDeepNesting(text: string, limit: number, file: string): void {
  const mostRuns = limit * RUNS_A_LEVEL
  let [line, runs, quoted] = [1, 0, false]
  for (let start = 0; start < text.length; line++) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const isQuoted = text.charAt(start) === '>'
    if (isQuoted !== quoted && ++runs > mostRuns)
      throw new MuqabilError('document-too-deep', { limit: mostRuns }, { file, line })
    quoted = isQuoted
    if (end - start < LONGEST_BLANK && !INK.test(text.slice(start, end))) runs = 0
    if (end - start > limit && depthOf(text, start, end) > limit && !RULE.test(text.slice(start, end)))
      throw new MuqabilError('document-too-deep', { limit }, { file, line })
    start = end + 1
  }
}

const LONGEST_BLANK = 1_000

/** Marks of containers at the beginning of a line, and the levels that its indent has room for. */
function depthOf(text: string, start: number, end: number): number {
  let [marks, indent, at] = [0, 0, start]
  for (; at < end; at++) {
    const character = text.charAt(at)
    if (character === ' ' || character === '\t') indent += marks === 0 ? (character === '\t' ? 4 : 1) : 0
    else if (character === '>') marks++
    else {
      const after = itemEnd(text, at, end)
      if (after === -1) break
      marks++
      at = after - 1
    }
  }
  return marks === 0 ? 0 : marks + Math.floor(indent / LEAST_INDENT)
}

/** Offset after an item's mark; -1 if there is none. */
function itemEnd(text: string, at: number, end: number): number {
  let after = at
  while (after < end && after - at < 10 && /[0-9]/.test(text.charAt(after))) after++
  const isMark = after === at ? /[-*+]/.test(text.charAt(at)) : /[.)]/.test(text.charAt(after))
  return isMark && (after + 1 >= end || /[ \t]/.test(text.charAt(after + 1))) ? after + 1 : -1
}

const TAG = /<(\/?)([A-Za-z][\w:.-]*)[^<>]*/g

/**
 * Raw HTML that leaves too many elements open.
 *
 * @throws {MuqabilError} `document-too-deep`, with the line.
 */
export function refuseDeepHtml(tree: Root, limit: number, file: string): void {
  const take = openElements(limit)
  const parents: Nodes[] = [tree]
  for (let node = parents.pop(); node !== undefined; node = parents.pop()) {
    if ('children' in node) for (const child of node.children.toReversed()) parents.push(child)
    if (node.type !== 'html') continue
    for (const [tag, slash, name = ''] of node.value.matchAll(TAG)) {
      const crossed = take({ tag, closes: slash === '/', name: name.toLowerCase() })
      if (crossed === undefined) continue
      const place = { file, ...(node.position ? { line: node.position.start.line } : {}) }
      throw new MuqabilError('document-too-deep', { limit: crossed }, place)
    }
  }
}
