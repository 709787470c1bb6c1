/** Whether everything that was written is kept. */
import type { JSX } from 'preact'
import { sendAgain } from '../state/saving.ts'
import { useSession } from './use-session.ts'

export function SaveMark(): JSX.Element {
  const session = useSession()
  const waiting = session.waiting.value.size
  const conflicts = session.conflicts.value.size
  const isUnsent = session.isUnsent.value
  const isLost = !session.isConnected.value
  return (
    <p class={`save-mark${isLost || conflicts > 0 ? ' warns' : ''}`}>
      <span role="status">{wordsFor(isUnsent ? Math.max(1, waiting) : waiting, conflicts, isLost)}</span>
      {isLost ? (
        <button type="button" class="link" onClick={() => sendAgain(session)}>
          Try now
        </button>
      ) : null}
    </p>
  )
}

function wordsFor(waiting: number, conflicts: number, isLost: boolean): string {
  if (isLost)
    return waiting === 0
      ? 'Connection lost; what you write is kept here and sent later.'
      : `Connection lost; ${waiting === 1 ? '1 edit is' : `${waiting} edits are`} kept here and sent later.`
  if (conflicts > 0)
    return conflicts === 1
      ? 'Two versions of a sentence: choose one.'
      : `${conflicts} sentences with two versions: choose.`
  return waiting > 0 ? 'Saving…' : 'All saved'
}
