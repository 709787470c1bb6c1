/** Two versions of one sentence, and the choice between them. */
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { plainText } from '../../../bitext/content.ts'
import type { RowView } from '../../api.ts'
import { settle } from '../state/commands.ts'
import { segmentOf } from '../state/place.ts'
import type { Conflict } from '../state/session.ts'
import { Diff } from './diff.tsx'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'
import { Words } from './words.tsx'

export function ConflictBox({ conflict, row }: { readonly conflict: Conflict; readonly row: RowView }): JSX.Element {
  const session = useSession()
  const { target } = sidesOf(session.project.value)
  const { here, mine, message } = conflict
  // A sentence that was gone may be there again.
  const theirs = conflict.theirs ?? segmentOf(row, here.segment)
  const stop = (event: Event): void => event.stopPropagation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Once its row has got the room for it.
    const frame = requestAnimationFrame(() => box.current?.scrollIntoView({ block: 'nearest' }))
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <div
      ref={box}
      class="conflict"
      role="group"
      aria-label="Two versions"
      lang="en"
      dir="ltr"
      onClick={stop}
      onKeyDown={stop}
    >
      <p class="message">{message}</p>
      <dl>
        <dt>Yours</dt>
        <dd class={target.dir} {...target}>
          <Words content={mine} codes={row.codes} />
        </dd>
        <dt>There now</dt>
        <dd class={target.dir} {...target}>
          {theirs?.target === undefined ? (
            <em>nothing</em>
          ) : (
            <Diff before={plainText(mine)} now={plainText(theirs.target)} side={target} />
          )}
        </dd>
      </dl>
      <p class="buttons">
        <button type="button" onClick={() => settle(session, conflict, 'mine')}>
          Keep mine
        </button>
        <button type="button" onClick={() => settle(session, conflict, 'theirs')}>
          Take what is there
        </button>
        <button
          type="button"
          onClick={() => {
            settle(session, conflict, 'mine')
            session.here.value = here
            session.isEditing.value = true
          }}
        >
          Go on writing mine
        </button>
      </p>
    </div>
  )
}
