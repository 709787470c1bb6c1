/** The dialog that is open, if one is. */
import type { JSX } from 'preact'
import { BoundaryDialog } from './boundary-dialog.tsx'
import { KeySheet } from './key-sheet.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { ReplaceDialog } from './replace-dialog.tsx'
import { useSession } from './use-session.ts'

export function Dialogs(): JSX.Element | null {
  const session = useSession()
  const dialog = session.dialog.value
  switch (dialog?.kind) {
    case undefined:
      return null
    case 'keys':
      return <KeySheet />
    case 'replace':
      return <ReplaceDialog />
    case 'boundary':
      return <BoundaryDialog here={dialog.here} how={dialog.how} />
    case 'note':
    case 'waive':
      return <NoteDialog dialog={dialog} />
  }
}
