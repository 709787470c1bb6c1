/** The pages of a book from the measures of its galley. */
import { MuqabilError } from '../../errors.ts'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import { planSpreads, type Item, type Placed } from './plan-spreads.ts'

/** One side of a run, in pixels. */
export interface SideSize {
  readonly height: number
  /** From its top to its first baseline. */
  readonly baseline: number
}

export interface MeasuredItem {
  /** Its place among all items of the galley. */
  readonly index: number
  readonly flow: 'contents' | 'text'
  readonly keep: boolean
  readonly gap: number
  /** Of the row that it begins with. */
  readonly row?: string
  /** As it is shown. */
  readonly number?: string
  /** `runs[from][length - 1]`, as `Item` has it. */
  readonly runs: readonly (readonly { readonly source: SideSize; readonly target: SideSize }[])[]
}

export interface GalleyMeasures {
  /** Of a page's text, in pixels. */
  readonly height: number
  readonly items: readonly MeasuredItem[]
}

export interface BookPage {
  /** Even pages are the verso: the source stands there. */
  readonly side: 'source' | 'target'
  /** Names of parts of the galley that have a page for themselves; none on a page of the text. */
  readonly whole: readonly string[]
  /** Absent on title pages, which are counted all the same. */
  readonly folio?: string
  /** `item` is the place among all items of the galley. */
  readonly placed: readonly Placed[]
}

export interface Book {
  readonly pages: readonly BookPage[]
  /** Where a row begins, as the contents say it on either page. */
  readonly entries: readonly { readonly row: string; readonly source: string; readonly target: string }[]
}

export interface BookFacts {
  /** For messages: the source, and the size of the page. */
  readonly file: string
  readonly paper: string
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** Half-title; both titles; contents; text with its notes; colophon. Every spread has the source on its verso. */
const FRONT = 3

/** @throws {MuqabilError} `facing-tall` for a sentence that fits on no page. */
export function composeBook(measures: GalleyMeasures, facts: BookFacts): Book {
  const contents = spreadsOf(measures, 'contents', facts)
  const text = spreadsOf(measures, 'text', facts)
  const folio = (side: BookPage['side'], page: number): string =>
    directionOf(side === 'source' ? facts.sourceLanguage : facts.targetLanguage) === 'rtl'
      ? toArabicIndic(page)
      : String(page)
  const spreads = [...contents, ...text]
  const start = new Map<string, number>()
  for (const [index, spread] of spreads.entries())
    for (const { item, from } of spread) {
      const row = measures.items[item]?.row
      if (index >= contents.length && from === 0 && row !== undefined) start.set(row, FRONT + 2 * index + 1)
    }
  const last = FRONT + 2 * spreads.length + 1
  return {
    pages: [
      { side: 'target', whole: ['half-title-source', 'half-title-target'], placed: [] },
      { side: 'source', whole: ['title-source'], placed: [] },
      { side: 'target', whole: ['title-target'], placed: [] },
      ...spreads.flatMap((placed, index): BookPage[] => {
        const page = FRONT + 2 * index + 1
        return [
          { side: 'source', whole: [], folio: folio('source', page), placed },
          { side: 'target', whole: [], folio: folio('target', page + 1), placed },
        ]
      }),
      { side: 'source', whole: ['colophon-source'], folio: folio('source', last), placed: [] },
      { side: 'target', whole: ['colophon-target'], folio: folio('target', last + 1), placed: [] },
    ],
    entries: [...start].map(([row, page]) => ({
      row,
      source: folio('source', page),
      target: folio('target', page + 1),
    })),
  }
}

function spreadsOf(
  { items, height }: GalleyMeasures,
  flow: MeasuredItem['flow'],
  { file, paper }: BookFacts,
): readonly (readonly Placed[])[] {
  const own = items.filter((item) => item.flow === flow)
  const plan = planSpreads(own.map(toItem), height)
  if (plan.kind === 'too-tall') {
    const number = own[plan.item]?.number
    throw new MuqabilError('facing-tall', { ...(number === undefined ? {} : { row: number }), paper }, { file })
  }
  return plan.spreads.map((spread) => spread.map((each) => ({ ...each, item: own[each.item]?.index ?? 0 })))
}

/** The greater of both sides, their first baselines being one. */
function toItem({ runs, keep, gap }: MeasuredItem): Item {
  return {
    keep,
    gap,
    runs: runs.map((from) =>
      from.map(({ source, target }) => ({
        above: Math.max(source.baseline, target.baseline),
        below: Math.max(source.height - source.baseline, target.height - target.baseline),
      })),
    ),
  }
}
