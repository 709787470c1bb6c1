/** Runs of the other direction inside a text, each in a `bdi` of its own. */
import type { Element, ElementContent } from 'hast'
import { toString } from 'hast-util-to-string'
import { directionOf } from '../text/letters.ts'
import { arabicRuns, latinRuns, mayBeArabic, mayBeLatin, type Run } from './foreign-runs.ts'

/** Read from left to right in every language. */
const CODE = new Set(['code', 'kbd', 'samp'])

/** Wraps the runs in a sentence whose cell's language is `language`. Text that is isolated already is left. */
export function isolateForeign(nodes: readonly ElementContent[], language: string): ElementContent[] {
  const [only, second] = nodes
  // Most sentences are one text with nothing foreign in it.
  if (only?.type === 'text' && second === undefined && only.value !== '' && !mayBeForeign(only.value, language))
    return [only]
  const text = toString({ type: 'root', children: [...nodes] })
  // A sentence of nothing but Latin has its own marks at its own end.
  if (
    directionOf(language) === 'rtl' &&
    /\p{Script=Latin}/u.test(text) &&
    !/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)
  )
    return [{ type: 'element', tagName: 'bdi', properties: { lang: 'en', dir: 'ltr' }, children: [...nodes] }]
  return isolateIn(nodes, language)
}

function isolateIn(nodes: readonly ElementContent[], language: string): ElementContent[] {
  const isolated = nodes.flatMap((node): ElementContent | ElementContent[] => {
    if (node.type === 'text') return isolateText(node.value, language)
    if (node.type !== 'element' || node.tagName === 'bdi') return node
    if (CODE.has(node.tagName)) return isolateCode(node, language)
    return { ...node, children: isolateIn(node.children, language) }
  })
  return directionOf(language) === 'rtl' ? joinRuns(joinKeys(isolated)) : isolated
}

/** Letters and digits that are read from left to right, with no space and no Arabic among them. */
const ONE_WORD = /^[\p{Script=Latin}\d.,+\-\u2212/()[\]=]+$/u

/** What may stand between two parts of a word or a formula. */
const BETWEEN = /^[=+\-\u2212/]+$/

/** A word with markup inside is one run: H<sub>2</sub>O in three would be read O2H. */
function joinRuns(nodes: readonly ElementContent[]): ElementContent[] {
  const joined: ElementContent[] = []
  let run: ElementContent[] = []
  const close = (): void => {
    const end = run.findLastIndex(({ type }) => type === 'element') + 1
    const word = run.slice(0, end)
    if (word.length < 2 || !word.some(isIsolate)) joined.push(...run)
    else {
      const children = word.flatMap((node) => (isIsolate(node) ? node.children : [node]))
      joined.push({ type: 'element', tagName: 'bdi', properties: { lang: 'en', dir: 'ltr' }, children })
      joined.push(...run.slice(end))
    }
    run = []
  }
  for (const node of nodes) {
    const isBetween = node.type === 'text' && run.length > 0 && BETWEEN.test(node.value)
    if (isIsolate(node) || isBetween || isWordPart(node)) run.push(node)
    else {
      close()
      joined.push(node)
    }
  }
  close()
  return joined
}

/** Between keys that are pressed together. */
const PLUS = /^[ \u00A0]?\+[ \u00A0]?$/

/** Keys that are pressed together are one run: <kbd>Ctrl</kbd>+<kbd>C</kbd> in three would be read C+Ctrl. */
function joinKeys(nodes: readonly ElementContent[]): ElementContent[] {
  const joined: ElementContent[] = []
  for (let at = 0; at < nodes.length; at++) {
    let end = at
    while (isKey(nodes[end]) && isPlus(nodes[end + 1]) && isKey(nodes[end + 2])) end += 2
    const keys = nodes.slice(at, end + 1)
    if (keys.length === 1) joined.push(...keys)
    else {
      const children = keys.flatMap((node) => (isIsolate(node) ? node.children : [node]))
      joined.push({ type: 'element', tagName: 'bdi', properties: { lang: 'en', dir: 'ltr' }, children })
    }
    at = end
  }
  return joined
}

function isPlus(node: ElementContent | undefined): boolean {
  return node?.type === 'text' && PLUS.test(node.value)
}

function isKey(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && (CODE.has(node.tagName) || isIsolate(node)) && !mayBeArabic(toString(node))
}

function isIsolate(node: ElementContent): node is Element {
  return node.type === 'element' && node.tagName === 'bdi' && node.properties.dir === 'ltr'
}

function isWordPart(node: ElementContent): boolean {
  return node.type === 'element' && !CODE.has(node.tagName) && ONE_WORD.test(toString(node))
}

/** The same for a part of a text without markup. */
export function isolateText(text: string, language: string): ElementContent[] {
  return directionOf(language) === 'rtl'
    ? wrap(text, latinRuns(text), 'en', 'ltr')
    : wrap(text, arabicRuns(text), 'ar', 'rtl')
}

function mayBeForeign(text: string, language: string): boolean {
  return directionOf(language) === 'rtl' ? mayBeLatin(text) : mayBeArabic(text)
}

/** Code keeps its own order; only words of Arabic in it are marked as such beside a language that is not. */
function isolateCode(node: Element, language: string): Element {
  const children = directionOf(language) === 'rtl' ? node.children : isolateIn(node.children, language)
  return { ...node, properties: { dir: 'ltr', ...node.properties }, children }
}

function wrap(text: string, runs: readonly Run[], lang: string, dir: 'ltr' | 'rtl'): ElementContent[] {
  const nodes: ElementContent[] = []
  const push = (value: string): void => {
    if (value !== '') nodes.push({ type: 'text', value })
  }
  let at = 0
  for (const { start, end } of runs) {
    push(text.slice(at, start))
    const children: ElementContent[] = [{ type: 'text', value: text.slice(start, end) }]
    nodes.push({ type: 'element', tagName: 'bdi', properties: { lang, dir }, children })
    at = end
  }
  push(text.slice(at))
  return nodes
}
