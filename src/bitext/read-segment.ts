/** A segment of a record: whose its target is, and whether its approval still holds. */
import { encodeContent, type Content } from './content.ts'
import { waivedIn, type Facts } from './facts.ts'
import { fromXliff, type Bases } from './from-xliff.ts'
import { hashContent, hashPair } from './hash-content.ts'
import { MARKS, type Mark, type Origin, type RecordSegment } from './record.ts'
import type { State } from './states.ts'
import type { Attributes } from './xliff/model.ts'
import { childElements, type XmlElement } from './xml.ts'

export interface SegmentInput {
  readonly id: string
  readonly attributes: Attributes
  readonly source: Content
  readonly target?: Content
  readonly facts: Facts
  /** Matches of the unit, all segments'. */
  readonly matches: readonly XmlElement[]
}

/**
 * A target that another tool made or changed is a person's. One whose staleness was taken back by
 * such a tool is for the source as it is now. An approval holds for the words that were approved.
 */
export function readSegment(input: SegmentInput): RecordSegment {
  const { id, attributes, source, target, facts } = input
  const state = (attributes.state ?? 'initial') as State // the schema allows no other
  const [machineMatch, oldMatch] = (['machine', 'old'] as const).map((kind) => matchOf(input, kind))
  const marked = ownMark(attributes.subState ?? '')
  const settled = oldMatch !== undefined && marked !== 'stale'
  const oldSource = oldMatch && marked === 'stale' ? sideOf(oldMatch, 'source') : undefined
  const machineHash = facts.get('machine')
  const same = target !== undefined && machineHash === hashContent(target)
  const machine = machineMatch ? sideOf(machineMatch, 'target') : same ? target : undefined
  if (target === undefined) return withoutTarget(input, marked, machine)
  const claimed = originOf(facts)
  const isMachines = claimed !== undefined && claimed.kind !== 'person'
  const retouched = isMachines ? machine === undefined : claimed === undefined && isTyped(input, oldSource)
  const origin: Origin | undefined = retouched ? { kind: 'person' } : claimed
  const mark = retouched && (marked === 'pseudo' || marked === 'failed') ? undefined : marked
  const sourceHash = settled ? hashContent(source) : facts.get('source')
  const reason = mark === undefined ? undefined : facts.get('reason')
  const waived = waivedIn(facts)
  const terms = facts.get('terms')
  const segment: RecordSegment = {
    id,
    source,
    target,
    state,
    ...(mark === undefined ? {} : { mark }),
    ...(origin ? { origin } : {}),
    ...(sourceHash === undefined ? {} : { sourceHash }),
    ...(machine === undefined ? {} : { machine }),
    ...(oldSource === undefined ? {} : { oldSource }),
    ...(reason === undefined ? {} : { reason }),
    ...(terms === undefined ? {} : { terms }),
    ...(waived === undefined ? {} : { waived }),
  }
  return withApproval(segment, settled ? undefined : facts.get('approved'))
}

/** Our own mark in a subState; undefined for another tool's. */
export function ownMark(subState: string): Mark | undefined {
  return MARKS.find((mark) => subState === `muqabil:${mark}`)
}

/** What was said of a target that is no longer there says nothing. */
function withoutTarget(
  { id, source, facts }: SegmentInput,
  mark: Mark | undefined,
  machine: Content | undefined,
): RecordSegment {
  const reason = facts.get('reason')
  return {
    id,
    source,
    state: 'initial',
    ...(mark === undefined || mark === 'stale' || mark === 'pseudo' ? {} : { mark }),
    ...(machine === undefined ? {} : { machine }),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** A target that nobody said anything of, and that is not the source carried across: someone typed it. */
function isTyped({ source, target }: SegmentInput, oldSource: Content | undefined): boolean {
  if (target === undefined) return false
  const text = encodeContent(target)
  return text !== encodeContent(source) && (oldSource === undefined || text !== encodeContent(oldSource))
}

/** An approval counts for the words that were approved. */
function withApproval(segment: RecordSegment, approved: string | undefined): RecordSegment {
  const { target = [], state, oldSource, source } = segment
  if (state !== 'reviewed' && state !== 'final') return approved === undefined ? segment : { ...segment, approved }
  const now = hashPair(oldSource ?? source, target)
  if (approved === undefined || approved === now) return { ...segment, approved: now }
  return {
    ...segment,
    state: 'translated',
    mark: segment.mark ?? 'needs-work',
    reason: 'changed after it was approved',
  }
}

function originOf(facts: Facts): Origin | undefined {
  const types = ['origin', 'provider', 'model', 'variant', 'person', 'imported'] as const
  const [kind, provider = 'unknown', model, variant, person, imported] = types.map((type) => facts.get(type))
  if (kind === 'machine')
    return { kind, provider, ...(model === undefined ? {} : { model }), ...(variant === undefined ? {} : { variant }) }
  if (kind === 'person') return { kind, ...(person === undefined ? {} : { name: person }) }
  if (kind === 'imported') return { kind, ...(imported === undefined ? {} : { name: imported }) }
  return kind === 'pseudo' ? { kind } : undefined
}

function matchOf({ id, matches }: SegmentInput, kind: 'machine' | 'old'): XmlElement | undefined {
  return matches.find(({ attributes }) => attributes.ref === `#${id}` && attributes.subType === `muqabil:${kind}`)
}

function sideOf(match: XmlElement, side: 'source' | 'target'): Content {
  const element = childElements(match).find(({ name }) => name === side)
  return element ? fromXliff(element.children, copiesIn(element)) : []
}

/** Codes that our own writing gave an id like their base's, because it stood there twice. */
function copiesIn(element: XmlElement): Bases {
  const bases = new Map<string, string>()
  const visit = ({ attributes: { id, copyOf }, children }: XmlElement): void => {
    if (id !== undefined && copyOf !== undefined) bases.set(id, copyOf)
    childElements({ children }).forEach(visit)
  }
  visit(element)
  return bases
}
