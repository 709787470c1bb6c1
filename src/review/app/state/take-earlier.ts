/** An edit of another version of the page, as one of this. */
import { batch } from '@preact/signals'
import type { EarlierEdit } from '../../api.ts'
import { putRow, putSummary, tell, type Session } from './session.ts'

export function takeEarlier(session: Session, edit: EarlierEdit): void {
  const result = session.desk.takeEarlier?.(edit)
  if (result === undefined) return
  if (result.kind !== 'saved') return tell(session, result.message)
  batch(() => {
    putRow(session, result.row)
    putSummary(session, result.summary)
    session.undo.value = [...session.undo.peek(), { label: 'the earlier edit', edits: [result.undo] }]
    session.redo.value = []
  })
}
