/** What a person decides about the sentence: its state, its notes, its borders. */
import type { JSX } from 'preact'
import { approve, approveAndGoOn, can, clearNotes, join, markNeedsWork, takeApproval } from '../../state/commands.ts'
import { openBoundary } from '../../state/keys.ts'
import { isOpen, standingWords } from '../../state/standing.ts'
import { useSession } from '../use-session.ts'
import { originWords } from './origin-words.ts'
import type { PanelProps } from './panel-props.ts'
import { Section } from './section.tsx'

export function Decide({ here, row, segment }: PanelProps): JSX.Element {
  const session = useSession()
  const isApproved = !isOpen(segment) && !segment.isCarried
  const at = row.segments.findIndex(({ id }) => id === segment.id)
  const hasNext = at < row.segments.length - 1
  return (
    <Section name={row.segments.length > 1 ? `Row ${row.number}, sentence ${at + 1}` : `Row ${row.number}`}>
      <p class="quiet">
        {standingWords(segment)}
        {segment.origin ? ` · ${originWords(segment.origin)}` : ''}
        {row.line === undefined ? '' : ` · line ${row.line} of the source`}
      </p>
      <p class="buttons">
        <button type="button" class="main" onClick={() => approveAndGoOn(session, here)}>
          Approve, next doubtful <kbd>a</kbd>
        </button>
        {isApproved ? (
          <button type="button" onClick={() => takeApproval(session, here)}>
            Take approval back
          </button>
        ) : null}
        {segment.state === 'final' ? null : (
          <button type="button" onClick={() => approve(session, here, 'final')}>
            Final
          </button>
        )}
        {segment.mark === 'needs-work' ? (
          <button type="button" onClick={() => markNeedsWork(session, here, undefined)}>
            No more work needed
          </button>
        ) : (
          <button type="button" onClick={() => (session.dialog.value = { kind: 'note', here, for: 'needs-work' })}>
            Needs work… <kbd>w</kbd>
          </button>
        )}
        <button type="button" onClick={() => (session.dialog.value = { kind: 'note', here, for: 'next person' })}>
          Note… <kbd>n</kbd>
        </button>
        {row.notes.length > 0 && !session.desk.download ? (
          <button type="button" onClick={() => clearNotes(session, here)}>
            Take the notes away
          </button>
        ) : null}
        {can(session, 'cut') ? (
          <>
            <button type="button" onClick={() => void openBoundary(session, here, 'split')}>
              Split… <kbd>s</kbd>
            </button>
            {hasNext ? (
              <>
                <button type="button" onClick={() => void openBoundary(session, here, 'move')}>
                  Move boundary… <kbd>m</kbd>
                </button>
                <button type="button" onClick={() => void join(session, here)}>
                  Join with next <kbd>+</kbd>
                </button>
              </>
            ) : null}
          </>
        ) : null}
      </p>
    </Section>
  )
}
