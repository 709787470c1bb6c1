/** What stands round the sentences of a request: title, neighbours, terms. */
import { countCodePoints, plainText } from '../bitext/content.ts'
import type { RecordSegment } from '../bitext/record.ts'
import type { Example, Neighbour, RequestContext, TextNote } from '../providers/provider.ts'
import type { ContextOf } from '../translate/work.ts'
import type { Draft, Pending } from './drafts.ts'
import type { Glossary } from './glossary.ts'

const MOST_NEIGHBOURS = 6
const MOST_CHARACTERS = 1_200

/**
 * What of a text is not shown stands in none of what is shown round it either.
 *
 * @param examplesFor Sentences like those with these keys, with their translations.
 */
export function contextOfQuestions(
  first: (key: string) => Pending | undefined,
  { findTerms, sacred }: Pick<Glossary, 'findTerms' | 'sacred'>,
  examplesFor: (keys: readonly string[]) => readonly Example[],
): ContextOf {
  const veil = sacred?.veil ?? ((text: string) => text)
  const flat = new Map<Draft, Flat>()
  const flatOf = (draft: Draft): Flat => {
    const known = flat.get(draft) ?? flatten(draft)
    flat.set(draft, known)
    return known
  }
  return (items): RequestContext => {
    const [start, end] = [first(items[0]?.key ?? ''), first(items.at(-1)?.key ?? '')]
    const texts = items.map(({ source }) => plainText(source)).join('\n')
    const terms = findTerms(texts)
    const notes = items.flatMap(({ key, source }) =>
      notesOf(first(key), plainText(source)).map((each) => ({ ...each, note: veil(each.note) })),
    )
    const examples = examplesFor(items.map(({ key }) => key)).filter(({ source }) => veil(source) === source)
    const said = { ...(notes.length === 0 ? {} : { notes }), ...(examples.length === 0 ? {} : { examples }) }
    if (start === undefined || end === undefined) return { before: [], after: [], terms, ...said }
    const { draft } = start
    const { places, index } = flatOf(draft)
    const indexOf = ({ unit, segment }: Pending): number => index.get(`${unit}/${segment}`) ?? 0
    const segments = (from: number, to: number): readonly RecordSegment[] =>
      places
        .slice(Math.max(0, from), Math.max(0, to))
        .flatMap(({ unit, segment }) => draft.units[unit]?.segments[segment] ?? [])
    const [from, to] = [indexOf(start), end.draft === draft ? indexOf(end) : indexOf(start)]
    const title = veil(titleOf(draft))
    return {
      ...(title === '' ? {} : { title }),
      before: within(segments(from - MOST_NEIGHBOURS, from).toReversed(), veil).toReversed(),
      after: within(segments(to + 1, to + 1 + MOST_NEIGHBOURS), veil),
      terms,
      ...said,
    }
  }
}

/** What the source says of the row that a sentence stands in; what people noted in the record is between them. */
function notesOf(pending: Pending | undefined, source: string): readonly TextNote[] {
  const notes = pending?.draft.source.units[pending.unit]?.notes ?? []
  return notes.map((note) => ({ source, note }))
}

/** The sentences of a document in order, and where each stands among them. */
interface Flat {
  readonly places: readonly { readonly unit: number; readonly segment: number }[]
  readonly index: ReadonlyMap<string, number>
}

function flatten(draft: Draft): Flat {
  const places = draft.units.flatMap(({ segments }, unit) => segments.map((_, segment) => ({ unit, segment })))
  return { places, index: new Map(places.map(({ unit, segment }, place) => [`${unit}/${segment}`, place])) }
}

function titleOf(draft: Draft): string {
  const heading = draft.units.find(({ kind }) => kind === 'heading')
  return heading?.segments.map(({ source }) => plainText(source)).join(' ') ?? ''
}

/** The nearest ones first, as many as leave room for the texts themselves. */
function within(segments: readonly RecordSegment[], veil: (text: string) => string): readonly Neighbour[] {
  const neighbours: Neighbour[] = []
  let characters = 0
  for (const { source, target, origin } of segments) {
    const [whole, shown] = [plainText(source), veil(plainText(source))]
    const isShown = target !== undefined && origin?.kind !== 'pseudo' && shown === whole
    const neighbour = { source: shown, ...(isShown ? { target: plainText(target) } : {}) }
    characters += countCodePoints(neighbour.source) + countCodePoints(neighbour.target ?? '')
    if (characters > MOST_CHARACTERS) break
    neighbours.push(neighbour)
  }
  return neighbours
}
