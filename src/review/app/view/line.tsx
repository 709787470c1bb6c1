/** A sentence and its translation, with its state between them. */
import type { JSX } from 'preact'
import type { RowView, SegmentView } from '../../api.ts'
import { toArabicIndic } from '../../../text/digits.ts'
import { hitsIn } from '../state/filter.ts'
import { isSamePlace, nameOfPlace } from '../state/place.ts'
import { conflictAt, goTo, type Session } from '../state/session.ts'
import { standingOf, standingWords } from '../state/standing.ts'
import { ConflictBox } from './conflict-box.tsx'
import { Field } from './field.tsx'
import { sidesOf, type Side } from './side.ts'
import { useSession } from './use-session.ts'
import { Words, type Light } from './words.tsx'

interface LineProps {
  readonly row: RowView
  readonly segment: SegmentView
  /** Of the segment in its row. */
  readonly at: number
  /** Of the row among those that are shown. */
  readonly index: number
}

export function Line({ row, segment, at, index }: LineProps): JSX.Element {
  const session = useSession()
  const here = { unit: row.unit, segment: segment.id }
  const name = nameOfPlace(here)
  const isHere = isSamePlace(session.here.value, here)
  const isEditing = isHere && session.isEditing.value
  const conflict = conflictAt(session, here)
  const { source, target } = sidesOf(session.project.value)
  const place = row.segments.length > 1 ? `row ${row.number}, sentence ${at + 1}` : `row ${row.number}`
  const heading = row.kind === 'heading' ? ' heading-words' : ''
  const edit = (): void => {
    goTo(session, here, 'look')
    session.isEditing.value = true
  }
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isHere}
      tabIndex={isHere ? 0 : -1}
      data-place={name}
      class={`line${isHere ? ' here' : ''}`}
      onFocus={() => {
        // Without scrolling: the click that brings the focus would miss its cell.
        if (!isSamePlace(session.here.peek(), here)) session.here.value = here
      }}
    >
      <div
        role="gridcell"
        class={`cell source ${source.dir}${heading}`}
        {...source}
        onClick={() => goTo(session, here)}
      >
        <Words content={segment.source} codes={row.codes} lights={lightsOf(session, segment, 'source', isHere)} />
      </div>
      <Spine row={row} segment={segment} isFirst={at === 0} place={place} />
      <div
        role="gridcell"
        class={`cell target ${target.dir}${heading}`}
        {...target}
        onClick={isEditing ? undefined : edit}
      >
        {isEditing ? (
          <Field row={row} segment={segment} label={`Translation of ${place}`} />
        ) : (
          <Target row={row} segment={segment} lights={lightsOf(session, segment, 'target', isHere)} side={target} />
        )}
        {conflict ? <ConflictBox conflict={conflict} row={row} /> : null}
      </div>
    </div>
  )
}

function Target({
  row,
  segment,
  lights,
  side,
}: Pick<LineProps, 'row' | 'segment'> & { readonly lights: readonly Light[]; readonly side: Side }): JSX.Element {
  if (segment.target === undefined)
    return (
      <span class="missing-box" lang="en" dir="ltr">
        {segment.reason ?? 'Not translated'}
      </span>
    )
  const isPseudo = standingOf(segment) === 'pseudo'
  return (
    <span class={isPseudo ? 'pseudo-text' : undefined} {...side}>
      <Words content={segment.target} codes={row.codes} lights={lights} />
    </span>
  )
}

function Spine({
  row,
  segment,
  isFirst,
  place,
}: {
  readonly row: RowView
  readonly segment: SegmentView
  readonly isFirst: boolean
  readonly place: string
}): JSX.Element {
  const session = useSession()
  const standing = standingOf(segment)
  const isWaiting = session.waiting.value.has(`${row.unit}/${segment.id}`)
  const arabic = session.project.value?.sourceLanguage.startsWith('ar') === true
  return (
    <div role="rowheader" class="spine">
      <span class="hide">{`${place}: ${standingWords(segment)}`}</span>
      <span class="numbers" aria-hidden="true">
        <span class="n-ltr">{isFirst ? row.number : ''}</span>
        <span class={`bead ${standing}`} title={standingWords(segment)} />
        <span class="n-rtl">{isFirst ? (arabic ? toArabicIndic(row.number) : row.number) : ''}</span>
      </span>
      <span class="signs" aria-hidden="true">
        {segment.mark === 'needs-work' ? <span class="sign">needs work</span> : null}
        {segment.findings.length > 0 ? (
          <span class="sign" title={segment.findings.map(({ message }) => message).join('\n')}>
            {segment.findings.length === 1 ? '1 finding' : `${segment.findings.length} findings`}
          </span>
        ) : null}
        {isWaiting ? <span class="sign quiet">…</span> : null}
      </span>
    </div>
  )
}

function lightsOf(
  session: Session,
  segment: SegmentView,
  side: 'source' | 'target',
  isHere: boolean,
): readonly Light[] {
  const content = segment[side]
  if (content === undefined) return []
  const hits = hitsIn(content, session.filter.value.words).map((span): Light => ({ ...span, kind: 'hit' }))
  if (!isHere) return hits
  const beside = session.beside.value
  const here = session.here.value
  if (!beside || !here || beside.name !== nameOfPlace(here)) return hits
  const terms = beside.found.terms.flatMap(({ inSource, inTarget, isForbidden }) =>
    (side === 'source' ? inSource : inTarget).map((span): Light => ({
      ...span,
      kind: isForbidden && side === 'target' ? 'forbidden' : 'term',
    })),
  )
  return [...hits, ...terms]
}
