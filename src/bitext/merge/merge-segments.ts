/** One segment that two sides changed: whose words stand, and which standing they have. */
import { encodeContent } from '../content.ts'
import { isPersons } from '../is-persons.ts'
import type { RecordSegment } from '../record.ts'
import { segmentKey } from '../segment-key.ts'
import { STATES } from '../states.ts'
import { isSame, settle, settleNames, smaller, type Three } from './three.ts'

export type MergedSegment =
  | { readonly kind: 'merged'; readonly segment: RecordSegment }
  /** Two people have written different words: only a person can choose. */
  | { readonly kind: 'conflict'; readonly ours: RecordSegment; readonly theirs: RecordSegment }

/**
 * A side that changed nothing gives way. A person's words go before a machine's, whichever source they are for: the
 * next build holds them against the source. For the same words the higher approval counts, and waivers of both.
 */
export function mergeSegments({
  base,
  ours,
  theirs,
}: Three<RecordSegment> | Three<RecordSegment | undefined>): MergedSegment {
  if (ours === undefined || theirs === undefined) throw new Error('a segment that neither side has')
  const merged = (segment: RecordSegment): MergedSegment => ({ kind: 'merged', segment })
  if (isSame(ours, theirs) || isSame(base, theirs)) return merged(ours)
  if (isSame(base, ours)) return merged(theirs)
  const areSameWords = isSameTarget(ours, theirs)
  if (areSameWords && segmentKey(ours.source) === segmentKey(theirs.source))
    return merged(mergeFacts({ base, ours, theirs }))
  const [oursIsPersons, theirsIsPersons] = [isPersons(ours), isPersons(theirs)]
  if (oursIsPersons && theirsIsPersons && !areSameWords) return { kind: 'conflict', ours, theirs }
  if (oursIsPersons !== theirsIsPersons) return merged(oursIsPersons ? ours : theirs)
  return merged(better({ base, ours, theirs }))
}

/** What is said of the same source and target on both sides. */
function mergeFacts({ base, ours, theirs }: Three<RecordSegment | undefined>): RecordSegment {
  if (ours === undefined || theirs === undefined) throw new Error('a segment that neither side has')
  const three = <Value>(of: (segment: RecordSegment) => Value): Three<Value | undefined> => ({
    base: base && of(base),
    ours: of(ours),
    theirs: of(theirs),
  })
  const state = settle(
    three(({ state: each }) => each),
    (a, b) => (rank(a) > rank(b) ? a : b),
  )
  const higher = rank(ours.state) === rank(theirs.state) ? undefined : rank(ours.state) > rank(theirs.state) ? ours : theirs // prettier-ignore
  const standing = ({ mark, reason, oldSource, sourceHash, source, foreign, after }: RecordSegment) => ({
    source,
    ...(after === undefined ? {} : { after }),
    ...(mark === undefined ? {} : { mark }),
    ...(reason === undefined ? {} : { reason }),
    ...(oldSource === undefined ? {} : { oldSource }),
    ...(sourceHash === undefined ? {} : { sourceHash }),
    ...(foreign === undefined ? {} : { foreign }),
  })
  const approved = [ours, theirs].find((each) => each.state === state && each.approved !== undefined)?.approved
  const origin = settle(
    three((each) => each.origin),
    (a, b) => (a?.kind === b?.kind ? smaller(a, b) : a?.kind === 'person' ? a : b?.kind === 'person' ? b : smaller(a, b)), // prettier-ignore
  )
  const machine = settle(three((each) => each.machine))
  const terms = settle(three((each) => each.terms))
  const waived = settleNames(three((each) => each.waived))
  return {
    id: ours.id,
    ...(settle(three(standing), (a, b) => (higher === undefined ? smaller(a, b) : standing(higher))) ?? standing(ours)),
    ...(ours.target === undefined ? {} : { target: ours.target }),
    state: state ?? ours.state,
    ...(origin === undefined ? {} : { origin }),
    ...(machine === undefined ? {} : { machine }),
    ...(approved === undefined ? {} : { approved }),
    ...(terms === undefined ? {} : { terms }),
    ...(waived === undefined ? {} : { waived }),
  }
}

/** Of two that nobody's work parts: what is a translation, the higher approval, the newer source; else always the same one. */
function better({ base, ours, theirs }: Three<RecordSegment | undefined>): RecordSegment {
  if (ours === undefined || theirs === undefined) throw new Error('a segment that neither side has')
  const orders: readonly ((segment: RecordSegment) => number)[] = [
    ({ target, origin }) => (target === undefined ? 0 : origin?.kind === 'pseudo' ? 1 : 2),
    ({ state }) => rank(state),
    ({ source }) => Number(base === undefined || segmentKey(source) !== segmentKey(base.source)),
  ]
  const order = orders.find((each) => each(ours) !== each(theirs))
  if (order === undefined) return smaller(ours, theirs)
  return order(ours) > order(theirs) ? ours : theirs
}

function isSameTarget(a: RecordSegment, b: RecordSegment): boolean {
  const words = ({ target }: RecordSegment): string | undefined => target && encodeContent(target)
  return words(a) === words(b)
}

function rank(state: RecordSegment['state'] | undefined): number {
  return state === undefined ? -1 : STATES.indexOf(state)
}
