/** The text of a cue, with what of its markup means something to a reader. */
import type { Element, ElementContent } from 'hast'

/** Tags of SubRip and WebVTT, places on the screen ('{\an8}'), times of single words, references. */
const MARKUP =
  /<(\/?)([a-z]+)(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|<\d[\d:.]*>|\{\\[^{}]*\}|&(amp|lt|gt|quot|apos|#39|#34|nbsp|lrm|rlm);/gi
const ELEMENTS: Readonly<Record<string, string>> = { b: 'strong', i: 'em', u: 'u' }
const CHARACTERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#34': '"',
  nbsp: '\u00A0',
  lrm: '\u200E',
  rlm: '\u200F',
}
/** Tags that are dropped; what is no tag of theirs is text. */
const KNOWN = new Set(['c', 'font', 'lang', 'ruby', 'rt', 's', 'span', 'v', ...Object.keys(ELEMENTS)])

/** A speaker's name (`<v سلمى>`) comes before the words. An element that is not closed ends with the cue. */
export function readCueText(cue: string): ElementContent[] {
  const root: ElementContent[] = []
  const open: Element[] = []
  const add = (node: ElementContent): void => void (open.at(-1)?.children ?? root).push(node)
  const text = (value: string): void => {
    for (const [index, line] of value.split('\n').entries()) {
      if (index > 0) add({ type: 'element', tagName: 'br', properties: {}, children: [] })
      if (line !== '') add({ type: 'text', value: line })
    }
  }
  let end = 0
  for (const { 0: markup, 1: slash, 2: name, 3: rest, 4: character, index } of cue.matchAll(MARKUP)) {
    const tag = name?.toLowerCase()
    if (tag !== undefined && !KNOWN.has(tag)) continue
    text(cue.slice(end, index))
    end = index + markup.length
    if (character !== undefined) text(CHARACTERS[character.toLowerCase()] ?? markup)
    else if (tag === 'v' && slash === '' && rest !== undefined && rest.trim() !== '') {
      add({ type: 'element', tagName: 'cite', properties: {}, children: [{ type: 'text', value: `${rest.trim()}:` }] })
      text(' ')
    } else if (tag !== undefined && ELEMENTS[tag] !== undefined) {
      const tagName = ELEMENTS[tag]
      if (slash === '') {
        const element: Element = { type: 'element', tagName, properties: {}, children: [] }
        add(element)
        open.push(element)
      } else if (open.at(-1)?.tagName === tagName) open.pop()
    }
  }
  text(cue.slice(end))
  return root
}
