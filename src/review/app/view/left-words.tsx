/** Words that could not be kept and have no row on the page beside which they could stand. */
import type { JSX } from 'preact'
import type { Conflict, Session } from '../state/session.ts'
import { dropConflict, openDocument, rowAt } from '../state/session.ts'
import { segmentOf } from '../state/place.ts'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'
import { Words } from './words.tsx'

export function LeftWords(): JSX.Element | null {
  const session = useSession()
  const book = session.book.value
  const left = [...session.conflicts.value.values()].filter(
    ({ document, here }) =>
      document !== book?.path || segmentOf(book.rows.get(here.unit)?.value, here.segment) === undefined,
  )
  if (left.length === 0) return null
  return (
    <section class="left-words" aria-label="Words without a row">
      {left.map((conflict) => (
        <Left key={`${conflict.document} ${conflict.here.unit}`} session={session} conflict={conflict} />
      ))}
    </section>
  )
}

function Left({ session, conflict }: { readonly session: Session; readonly conflict: Conflict }): JSX.Element {
  const { document, here, mine, message } = conflict
  const { target } = sidesOf(session.project.value)
  const isElsewhere = document !== session.book.value?.path
  return (
    <div class="conflict" role="group" aria-label="Your words">
      <p class="message">
        {message} {isElsewhere ? <bdi>{document}</bdi> : null}
      </p>
      <p class={target.dir} {...target}>
        <Words content={mine} codes={rowAt(session, here.unit)?.codes ?? {}} />
      </p>
      <p class="buttons">
        {isElsewhere ? (
          <button type="button" onClick={() => void openDocument(session, document)}>
            Open its document
          </button>
        ) : (
          <button type="button" onClick={() => dropConflict(session, conflict)}>
            Let these words go
          </button>
        )}
      </p>
    </div>
  )
}
