/** Where the text of an attribute stands in a Markdown source. */
import type { Range, UnitPlace } from '../bitext/source.ts'

type AttributePlace = Omit<UnitPlace, 'codes'>

/** ` alt="…"`, ` title=…`: white space, the name, the value with its quotation marks. */
const ATTRIBUTE = /\s([A-Za-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>=`]+)/g
/** At the end of a link or picture: white space, the title with its marks, the closing bracket. */
const TITLE_AT_END = /\s("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\))\s*\)$/
/** `[label]: address "title"` */
const DEFINITION =
  /^[ >]*\[[^\]\n]+\]:[ \t]*\n?[ \t>]*\S+[ \t\n>]+("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\((?:[^()\\\n]|\\.)*\))[ \t]*$/gm

/**
 * Undefined where it is not written as a text of its own.
 *
 * @param range Of the element, in `text`.
 */
export function findAttribute(text: string, range: Range, name: string, value: string): AttributePlace | undefined {
  if (text.charAt(range.start) === '<') return inTag(text, range, name)
  if (text.startsWith(':::', range.start)) return inDirective(text, range, name)
  if (name === 'alt') return text.startsWith('![', range.start) ? inBrackets(text, range) : undefined
  const own = text.slice(range.start, range.end)
  const [whole, title] = TITLE_AT_END.exec(own) ?? []
  if (whole !== undefined && title !== undefined) {
    const start = range.end - whole.length + whole.indexOf(title)
    return { start, end: start + title.length, syntax: 'title' }
  }
  return inDefinition(text, value)
}

function inTag(text: string, { start, end }: Range, name: string): AttributePlace | undefined {
  const own = text.slice(start, end)
  // A bracket in a quoted value does not end the tag.
  const [tag = ''] = /^<(?:"[^"]*"|'[^']*'|[^"'>])*>/.exec(own) ?? []
  return inAttributes(tag, start, name)
}

/** `:::image source="…" alt-text="…":::` */
function inDirective(text: string, { start, end }: Range, name: string): AttributePlace | undefined {
  return inAttributes(text.slice(start, end), start, name === 'alt' ? 'alt-text' : name)
}

/** @param start Of `own` in the source. */
function inAttributes(own: string, start: number, name: string): AttributePlace | undefined {
  for (const { 0: found, 1: key = '', 2: value = '', index } of own.matchAll(ATTRIBUTE)) {
    if (key.toLowerCase() !== name) continue
    const at = start + index + found.length - value.length
    return { start: at, end: at + value.length, syntax: 'value' }
  }
  return undefined
}

function inBrackets(text: string, range: Range): AttributePlace | undefined {
  const start = range.start + 2
  let depth = 1
  for (let at = start; at < range.end; at++) {
    const character = text.charAt(at)
    if (character === '\\') at++
    else if (character === '[') depth++
    else if (character === ']' && --depth === 0) return { start, end: at, syntax: 'alt' }
  }
  return undefined
}

/** Of pictures and links that name one definition all have its title. */
function inDefinition(text: string, value: string): AttributePlace | undefined {
  for (const { 0: whole, 1: title = '', index } of text.matchAll(DEFINITION)) {
    if (title.slice(1, -1).replace(/\\([!-/:-@[-`{-~])/g, '$1') !== value) continue
    const start = index + whole.lastIndexOf(title)
    return { start, end: start + title.length, syntax: 'title' }
  }
  return undefined
}
