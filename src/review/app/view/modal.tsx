/** A dialog of the page: the focus stays in it and goes back to the row afterwards. */
import type { ComponentChildren, JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { goTo, type Session } from '../state/session.ts'
import { useSession } from './use-session.ts'

export function Modal({
  name,
  children,
  wide = '',
}: {
  readonly name: string
  readonly children: ComponentChildren
  readonly wide?: '' | 'wide'
}): JSX.Element {
  const session = useSession()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={wide}
      aria-labelledby="dialog-name"
      onClose={() => closeDialog(session)}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="dialog-head">
        <h2 id="dialog-name">{name}</h2>
        <button type="button" onClick={() => closeDialog(session)}>
          Close <kbd>Esc</kbd>
        </button>
      </div>
      {children}
    </dialog>
  )
}

export function closeDialog(session: Session): void {
  session.dialog.value = undefined
  const here = session.here.peek()
  if (here) goTo(session, here)
}
