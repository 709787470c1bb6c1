/** Asks for a few words: a note, what is still to be done, why a check does not count. */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { addNote, markNeedsWork, waive } from '../state/commands.ts'
import type { Dialog, Session } from '../state/session.ts'
import { closeDialog, Modal } from './modal.tsx'
import { useSession } from './use-session.ts'

type WordsDialog = Dialog & { readonly kind: 'note' | 'waive' }

export function NoteDialog({ dialog }: { readonly dialog: WordsDialog }): JSX.Element {
  const session = useSession()
  const words = useSignal('')
  const isReady = words.value.trim() !== ''
  const done = (): void => {
    if (!isReady) return
    keep(session, dialog, words.value.trim())
    closeDialog(session)
  }
  const { name, label, button } = wordsFor(dialog)
  return (
    <Modal name={name}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          done()
        }}
      >
        <label>
          {label}
          <textarea
            dir="auto"
            rows={3}
            autofocus
            value={words.value}
            onInput={(event) => (words.value = event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
              event.preventDefault()
              done()
            }}
          />
        </label>
        <p class="buttons">
          <button type="submit" class="main" disabled={!isReady}>
            {button} <kbd>Enter</kbd>
          </button>
        </p>
      </form>
    </Modal>
  )
}

function wordsFor(dialog: WordsDialog): { readonly name: string; readonly label: string; readonly button: string } {
  if (dialog.kind === 'waive')
    return { name: `Waive “${dialog.check}”`, label: 'Why it does not count in this sentence', button: 'Waive' }
  return dialog.for === 'needs-work'
    ? { name: 'Needs work', label: 'What is still to be done', button: 'Mark' }
    : { name: 'Note', label: 'For the next person', button: 'Keep the note' }
}

function keep(session: Session, dialog: WordsDialog, words: string): void {
  if (dialog.kind === 'waive') waive(session, dialog.here, dialog.check, words)
  else if (dialog.for === 'needs-work') markNeedsWork(session, dialog.here, words)
  else addNote(session, dialog.here, words)
}
