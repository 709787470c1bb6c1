/** What the styles and lists of a Word document mean: headings, emphasis, bullets and numbers. */
import type { XmlNode } from '../../bitext/xliff/parse-xml.ts'
import { allNamed, childOf, elementsIn, valueOf } from '../xml-nodes.ts'

export interface ListPlace {
  readonly list: string
  /** 0-based. */
  readonly level: number
}

export interface Style {
  /** 1–6. */
  readonly heading?: number
  readonly isContents: boolean
  readonly list?: ListPlace
  /** Properties of its runs. */
  readonly run?: XmlNode
}

export interface Styles {
  readonly styleOf: (id: string | undefined) => Style
  /** Undefined where a level has neither bullets nor numbers. */
  readonly listLevelOf: (place: ListPlace) => ListLevel | undefined
}

export interface ListLevel {
  readonly kind: 'ol' | 'ul'
  /** What it counts with: lists may be parts of one count. */
  readonly count: string
  readonly start: number
  /** Where a list of the same count begins anew. */
  readonly restart?: number
}

const PLAIN: Style = { isContents: false }
/** The names that Word gives them in every language. */
const HEADING = /^heading ([1-9])$/i
const TITLE = /^title$/i
const CONTENTS = /^toc (?:\d|heading)$/i
const DEEPEST_HEADING = 6
/** Styles that are based on each other in a circle are damage. */
const MOST_BASES = 20

export function readStyles(styles: XmlNode | undefined, numbering: XmlNode | undefined): Styles {
  const byId = new Map(
    elementsIn(styles)
      .filter(({ local }) => local === 'style')
      .map((style) => [valueOf(style, 'styleId') ?? '', style]),
  )
  const known = new Map<string, Style>()
  const styleOf = (id: string | undefined): Style => {
    if (id === undefined) return PLAIN
    const style = known.get(id) ?? readStyle(id, byId)
    known.set(id, style)
    return style
  }
  const levels = listLevels(numbering)
  return { styleOf, listLevelOf: ({ list, level }) => levels.get(`${list} ${level}`) }
}

function readStyle(id: string, byId: ReadonlyMap<string, XmlNode>): Style {
  const chain = basesOf(id, byId)
  const names = chain.map((style) => valueOf(childOf(style, 'name'), 'val') ?? '')
  const named = names
    .map((name) => (TITLE.test(name) ? 1 : Number(HEADING.exec(name)?.[1] ?? 0)))
    .find((level) => level > 0)
  const outlines = chain.map((style) => outlineOf(childOf(style, 'pPr'))).filter((level) => level !== undefined)
  const heading = named ?? outlines[0]
  const lists = chain.map((style) => listPlaceOf(childOf(style, 'pPr'))).filter((list) => list !== undefined)
  const run = chain.map((style) => childOf(style, 'rPr')).find((properties) => properties !== undefined)
  return {
    isContents: names.some((name) => CONTENTS.test(name)),
    ...(heading === undefined ? {} : { heading: Math.min(heading, DEEPEST_HEADING) }),
    ...(lists[0] ? { list: lists[0] } : {}),
    ...(run ? { run } : {}),
  }
}

/** The style and those that it is based on, one after another. */
function basesOf(id: string, byId: ReadonlyMap<string, XmlNode>): readonly XmlNode[] {
  const chain: XmlNode[] = []
  let style = byId.get(id)
  while (style !== undefined && chain.length < MOST_BASES) {
    chain.push(style)
    style = byId.get(valueOf(childOf(style, 'basedOn'), 'val') ?? '')
  }
  return chain
}

/** The level of a heading, 1 to 9, that properties of a paragraph say; nine and more are the text itself. */
export function outlineOf(properties: XmlNode | undefined): number | undefined {
  const value = valueOf(childOf(properties, 'outlineLvl'), 'val')
  const level = Number(value ?? Number.NaN)
  return level >= 0 && level < 9 ? level + 1 : undefined
}

/** The list and level that properties of a paragraph name. List "0" is none. */
export function listPlaceOf(properties: XmlNode | undefined): ListPlace | undefined {
  const numbering = childOf(properties, 'numPr')
  const list = valueOf(childOf(numbering, 'numId'), 'val')
  if (list === undefined) return undefined
  return { list, level: Number(valueOf(childOf(numbering, 'ilvl'), 'val') ?? 0) }
}

function listLevels(numbering: XmlNode | undefined): ReadonlyMap<string, ListLevel> {
  const levels = new Map<string, ListLevel>()
  if (numbering === undefined) return levels
  const abstracts = new Map(allNamed(numbering, 'abstractNum').map((each) => [valueOf(each, 'abstractNumId'), each]))
  const byStyle = new Map(
    [...abstracts.values()].map((each) => [valueOf(childOf(each, 'styleLink'), 'val'), each] as const),
  )
  for (const list of elementsIn(numbering)) {
    const named = abstracts.get(valueOf(childOf(list, 'abstractNumId'), 'val'))
    // One without levels of its own has those of a style.
    const link = valueOf(childOf(named, 'numStyleLink'), 'val')
    const abstract = link === undefined ? named : (byStyle.get(link) ?? named)
    if (list.local !== 'num' || abstract === undefined) continue
    const overrides = new Map(
      elementsIn(list)
        .filter(({ local }) => local === 'lvlOverride')
        .map((each) => [valueOf(each, 'ilvl'), each]),
    )
    for (const level of elementsIn(abstract)) {
      const index = valueOf(level, 'ilvl')
      const override = overrides.get(index)
      const own = childOf(override, 'lvl') ?? level
      const format = valueOf(childOf(own, 'numFmt'), 'val')
      if (level.local !== 'lvl' || format === undefined || format === 'none') continue
      const restart = numberIn(childOf(override, 'startOverride'))
      levels.set(`${valueOf(list, 'numId')} ${index}`, {
        kind: format === 'bullet' ? 'ul' : 'ol',
        count: valueOf(abstract, 'abstractNumId') ?? '',
        start: numberIn(childOf(own, 'start')) ?? 1,
        ...(restart === undefined ? {} : { restart }),
      })
    }
  }
  return levels
}

function numberIn(node: XmlNode | undefined): number | undefined {
  const value = Number.parseInt(valueOf(node, 'val') ?? '', 10)
  return Number.isNaN(value) ? undefined : value
}
