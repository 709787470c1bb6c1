/** The bar on top: where one is, whether all is kept, and what the page can do. */
import type { JSX } from 'preact'
import { saveDraft, undo } from '../state/commands.ts'
import { closeDocument, type Session } from '../state/session.ts'
import { Progress } from './progress.tsx'
import { SaveMark } from './save-mark.tsx'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'

export function Bar(): JSX.Element {
  const session = useSession()
  const summary = session.summary.value
  const { source, target } = sidesOf(session.project.value)
  const isOpen = session.book.value !== undefined
  const isAlone = (session.project.value?.documents.length ?? 0) < 2
  return (
    <header class="bar">
      {isOpen && !isAlone ? (
        <button type="button" onClick={() => leave(session)}>
          All documents
        </button>
      ) : null}
      {isOpen ? (
        <div class="where">
          <h1>
            <span class={target.dir} {...target}>
              {summary?.title ?? session.book.value?.path}
            </span>
            <span class={source.dir} {...source}>
              {summary?.sourceTitle ?? ''}
            </span>
          </h1>
          {summary ? <Progress counts={summary.counts} /> : null}
        </div>
      ) : (
        <p class="where">muqabil review</p>
      )}
      <SaveMark />
      <div class="tools">
        {isOpen ? (
          <>
            <Toggle session={session} panel="outline" words="Outline" />
            <Toggle session={session} panel="beside" words="Beside" />
            <button type="button" disabled={session.undo.value.length === 0} onClick={() => void undo(session, 'undo')}>
              Undo
            </button>
            <button type="button" disabled={session.redo.value.length === 0} onClick={() => void undo(session, 'redo')}>
              Redo
            </button>
            <button type="button" onClick={() => (session.dialog.value = { kind: 'keys' })}>
              Keys <kbd>?</kbd>
            </button>
          </>
        ) : null}
        {session.desk.download ? (
          <button type="button" class="main" onClick={() => download(session)}>
            Save my edits as a file
          </button>
        ) : null}
      </div>
    </header>
  )
}

function Toggle({
  session,
  panel,
  words,
}: {
  readonly session: Session
  readonly panel: 'outline' | 'beside'
  readonly words: string
}): JSX.Element {
  const isOpen = session.panels[panel]
  return (
    <button type="button" aria-pressed={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
      {words}
    </button>
  )
}

function leave(session: Session): void {
  saveDraft(session)
  closeDocument(session)
}

function download(session: Session): void {
  saveDraft(session)
  const file = session.desk.download?.()
  if (!file) return
  const address = URL.createObjectURL(new Blob([file.text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  // A browser may read it a little later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
