/** Edits of another version of the page, to be taken over or let go: the file that is saved here does not have them. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { EarlierEdit } from '../../api.ts'
import { segmentAt, rowAt, type Session } from '../state/session.ts'
import { takeEarlier } from '../state/take-earlier.ts'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'
import { Words } from './words.tsx'

export function EarlierEdits(): JSX.Element | null {
  const session = useSession()
  const [, drawAgain] = useState(0)
  // What stands in the page is read again with each edit.
  void session.summary.value
  const edits = session.book.value === undefined ? [] : (session.desk.earlier?.() ?? [])
  if (edits.length === 0) return null
  return (
    <section class="left-words" aria-label="Edits of another version of this page">
      <p class="message">
        This browser has edits of another version of this page. They are not in the file that you save here.
      </p>
      {edits.map((edit) => (
        <Earlier
          key={`${edit.keptAs} ${edit.unit}/${edit.segment}`}
          session={session}
          edit={edit}
          onDrop={() => {
            session.desk.dropEarlier?.(edit)
            drawAgain((count) => count + 1)
          }}
        />
      ))}
    </section>
  )
}

interface EarlierProps {
  readonly session: Session
  readonly edit: EarlierEdit
  readonly onDrop: () => void
}

function Earlier({ session, edit, onDrop }: EarlierProps): JSX.Element {
  const { source, target } = sidesOf(session.project.value)
  const row = rowAt(session, edit.unit)
  const segment = segmentAt(session, edit)
  return (
    <div class="conflict" role="group" aria-label="An earlier edit">
      {segment === undefined ? null : (
        <p class={source.dir} {...source}>
          <Words content={segment.source} codes={row?.codes ?? {}} />
        </p>
      )}
      {edit.target === undefined ? null : (
        <p class={target.dir} {...target}>
          <Words content={edit.target} codes={row?.codes ?? {}} />
        </p>
      )}
      {edit.remarks.map((remark) => (
        <p key={remark}>
          <bdi>{remark}</bdi>
        </p>
      ))}
      {edit.canBeTaken ? null : (
        <p class="message">
          {segment === undefined
            ? 'Its sentence is not here any more.'
            : 'The sentence or its translation has changed since.'}
        </p>
      )}
      <p class="buttons">
        {edit.canBeTaken ? (
          <button type="button" onClick={() => takeEarlier(session, edit)}>
            Take it over
          </button>
        ) : null}
        <button type="button" onClick={onDrop}>
          Let it go
        </button>
      </p>
    </div>
  )
}
