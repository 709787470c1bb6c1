/** A document's tree as units: every block with text is one, everything else is carried. */
import type { Element, ElementContent, ElementData, Root } from 'hast'
import type {
  KeptBlock,
  LeftOut,
  Metadata,
  Picture,
  SourceDocument,
  SourceFinding,
  SourceForm,
} from '../bitext/source.ts'
import { attributeUnits } from './attribute-units.ts'
import { copyChildren, type Found } from './copy-blocks.ts'
import { distrustedLanguages } from './distrusted-languages.ts'
import { findFurniture } from './furniture.ts'
import { metadataUnits } from './metadata-units.ts'
import { placeFinder } from './unit-place.ts'

export interface ExtractOptions {
  /** Relative to the project. */
  readonly path: string
  readonly language: string
  /** Lines that look like web furniture and belong to the text. */
  readonly keep?: readonly string[]
  /** Lines that do not belong to the text, wherever they stand. */
  readonly leaveOut?: readonly string[]
  /** What the reader left out already. */
  readonly leftOut?: readonly LeftOut[]
  readonly frontMatter?: Readonly<Record<string, unknown>>
  readonly decisions?: readonly string[]
  readonly findings?: readonly SourceFinding[]
  /** What the source says of itself outside of its text. */
  readonly metadata?: readonly Metadata[]
  readonly form?: SourceForm
  /** That the source brings along, by name. */
  readonly pictures?: Readonly<Record<string, Picture>>
}

/** Rows in document order, then the texts that are none; and the skeleton they are to be laid into again. */
export function extractUnits(tree: Root, options: ExtractOptions): SourceDocument {
  const found: Found[] = []
  const findPlace = options.form ? { findPlace: placeFinder(options.form) } : {}
  const kept: KeptBlock[] = []
  const said = new Set<Element>()
  const children = copyChildren(tree.children, {
    ancestors: [],
    found,
    kept,
    said,
    language: options.language,
    isTranslated: true,
    pages: [],
    ...findPlace,
  })
  const { leftOut, dropped } = findFurniture(
    found.map(({ unit }) => unit),
    options,
    (index) => isTitle(found[index]),
  )
  const promoted = promoteTitle(found, dropped)
  const gone = new Set<Element>()
  const left: Found[] = []
  for (const [place, each] of found.entries()) {
    if (dropped.has(place)) gone.add(each.element)
    // The parser's own member of it, which it declares as required, is the parser's.
    else each.element.data = { unit: left.push(each) - 1 } as ElementData
  }
  const skeleton: Root = { type: 'root', children: withoutDropped(children, gone) }
  const { rows, attributes } = attributeUnits(
    skeleton,
    left.map(({ unit }) => unit),
    {
      language: options.language,
      elements: left.map(({ codeElements }) => codeElements),
      ...(options.form ? { form: options.form } : {}),
    },
  )
  return {
    path: options.path,
    language: options.language,
    units: [...rows, ...attributes, ...metadataUnits(options.metadata ?? [], options.language)],
    leftOut: [...(options.leftOut ?? []), ...leftOut],
    skeleton,
    decisions: [...(options.decisions ?? []), ...promoted, ...distrustedLanguages(tree, options.language)],
    ...(kept.length > 0 ? { kept } : {}),
    ...(options.findings ? { findings: options.findings } : {}),
    ...(options.frontMatter ? { frontMatter: options.frontMatter } : {}),
    ...(options.form ? { form: withoutLines(options.form, found, dropped) } : {}),
    ...(options.pictures ? { pictures: options.pictures } : {}),
  }
}

/** What is left out is left out of the source's own form too: no line of it stands there as if it were translated. */
function withoutLines(form: SourceForm, found: readonly Found[], dropped: ReadonlySet<number>): SourceForm {
  const lines = [...dropped].flatMap((index) => {
    const place = found[index]?.unit.place
    if (place === undefined) return []
    const mark = MARK.exec(form.text.slice(form.text.lastIndexOf('\n', place.start - 1) + 1, place.start))
    return [{ start: place.start - (mark?.[0].length ?? 0), end: place.end }]
  })
  return lines.length === 0 ? form : { ...form, leftOut: lines }
}

/** Of a heading, an item, a task, in front of its words: '## ', '- [ ] '. */
const MARK = /(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?$/

/** Where the line that a reader took for the title is left out, the first that stays is the title if its reader says that it then would be. */
function promoteTitle(found: Found[], dropped: ReadonlySet<number>): readonly string[] {
  const lost = found.some(({ element }, place) => dropped.has(place) && element.tagName === 'h1')
  const place = found.findIndex((_, each) => !dropped.has(each))
  const first = found[place]
  if (!lost || first?.element.properties.dataGuessed === undefined) return []
  first.element.tagName = 'h1'
  found[place] = { ...first, unit: { ...first.unit, kind: 'heading', depth: 1 } }
  return first.unit.line === undefined ? [] : [`line ${first.unit.line} is the title: what stands above it is left out`]
}

/** A heading of the first order that the source itself marks, not one that its reader took for it. */
function isTitle(found: Found | undefined): boolean {
  return found?.element.tagName === 'h1' && found.element.properties.dataGuessed === undefined
}

function withoutDropped(nodes: readonly ElementContent[], gone: ReadonlySet<Element>): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    if (gone.has(node)) return []
    if (gone.size > 0) {
      const before = node.children.length
      node.children = withoutDropped(node.children, gone)
      if (before > 0 && node.children.length === 0 && node.data?.unit === undefined) return []
    }
    return [node]
  })
}
