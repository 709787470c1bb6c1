/** Counts the elements that tags leave open, before a parser takes its time and stack for them. */
import { HTML_NAMES } from './data/html-names.ts'

/** Elements that end by themselves where another begins, or hold nothing. */
const FLAT = new Set(
  'area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr track wbr'.split(
    ' ',
  ),
)
/** The parser of HTML opens these again in every block until they are closed: each would stand in every row. */
const FORMATTING = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '))
/** Within drawings and formulas others than these end where they say so, by `/>`; these end the drawing. */
const HTML = new Set(HTML_NAMES)
/** Of these a second one ends the first. */
const ALONE = new Set(['a', 'nobr'])
const FORMATTING_SHARE = 1 / 8

export interface Tag {
  /** As it stands, attributes included. */
  readonly tag: string
  readonly closes: boolean
  /** Lower case. */
  readonly name: string
}

/** Takes the tags of a text one after another; gives the limit that one is over, once it is. */
export type OpenElements = (tag: Tag) => number | undefined

/** @param limit How deep elements may stand in each other. */
export function openElements(limit: number): OpenElements {
  const open = new Map<string, number>()
  const formatting = new Map<string, Set<string>>()
  const mostShapes = Math.ceil(limit * FORMATTING_SHARE)
  let [depth, isDrawing] = [0, false]
  return ({ tag, closes, name }) => {
    if (name === 'svg' || name === 'math') isDrawing = !closes
    else if (HTML.has(name)) isDrawing = false
    if (isDrawing && tag.endsWith('/>')) return undefined
    const count = (open.get(name) ?? 0) + (closes ? -1 : 1)
    if (FLAT.has(name) || count < 0 || (count > 1 && ALONE.has(name))) return undefined
    open.set(name, count)
    depth += closes ? -1 : 1
    if (count === 0) formatting.delete(name)
    else if (!closes && FORMATTING.has(name)) formatting.set(name, (formatting.get(name) ?? new Set()).add(tag))
    const shapes = [...formatting.values()].reduce((sum, tags) => sum + tags.size, 0)
    if (depth > limit) return limit
    return shapes > mostShapes ? mostShapes : undefined
  }
}
