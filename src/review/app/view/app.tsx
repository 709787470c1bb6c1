/** The whole page. */
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { runKey } from '../state/keys.ts'
import type { Session } from '../state/session.ts'
import { Bar } from './bar.tsx'
import { BesidePanel } from './beside.tsx'
import { Dialogs } from './dialogs.tsx'
import { Documents } from './documents.tsx'
import { EarlierEdits } from './earlier-edits.tsx'
import { FilterBar } from './filter-bar.tsx'
import { LeftWords } from './left-words.tsx'
import { Outline } from './outline.tsx'
import { Rows } from './rows.tsx'
import { Told } from './told.tsx'
import { SessionContext } from './use-session.ts'

export function App({ session }: { readonly session: Session }): JSX.Element {
  const isOpen = session.book.value !== undefined
  const problem = session.problem.value
  const name = session.summary.value?.title ?? session.book.value?.path
  useEffect(() => {
    document.title = isOpen && name !== undefined ? `${name} · muqabil review` : 'muqabil review'
  }, [isOpen, name])
  return (
    <SessionContext.Provider value={session}>
      <div class="app">
        <a class="skip" href="#rows" onClick={(event) => skip(event)}>
          Skip to the text
        </a>
        <Bar />
        {problem === undefined ? null : (
          <p class="problem" role="alert">
            <bdi>{problem}</bdi>
          </p>
        )}
        {session.desk.volatile === undefined ? null : <p class="problem">{session.desk.volatile}</p>}
        <LeftWords />
        <EarlierEdits />
        {isOpen ? <OpenDocument session={session} /> : <Documents />}
        <Told />
        <p class="hide" id="field-keys">
          Enter keeps and leaves. Alt and an arrow moves a chip.
        </p>
        <Dialogs />
      </div>
    </SessionContext.Provider>
  )
}

function OpenDocument({ session }: { readonly session: Session }): JSX.Element {
  const { outline, beside } = session.panels
  useEffect(() => {
    // Of the whole page: a key means the same wherever the focus was left.
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isField(event.target) || session.dialog.peek()) return
      if (event.target instanceof HTMLButtonElement && event.key === 'Enter') return
      if (runKey(session, event)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <FilterBar />
      <div class={`panes${outline.value ? ' with-outline' : ''}${beside.value ? ' with-beside' : ''}`}>
        {outline.value ? <Outline /> : null}
        <main class="text">
          <Rows />
        </main>
        {beside.value ? <BesidePanel /> : null}
      </div>
    </>
  )
}

/** Where letters are words and no commands. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

function skip(event: MouseEvent): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('.line[tabindex="0"], .document')?.focus()
}
