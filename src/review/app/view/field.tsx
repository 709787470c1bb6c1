/** The open editor of one segment. */
import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { RowView, SegmentView } from '../../api.ts'
import { approveAndGoOn, isEqual, saveDraft, step } from '../state/commands.ts'
import { isSamePlace, nameOfPlace, type Here } from '../state/place.ts'
import { conflictAt, goTo, keepConflict, tell, type Draft, type Session } from '../state/session.ts'
import { fitCodes, type Step } from '../text/atoms.ts'
import { createEditField, type EditField } from './edit-field.ts'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'

/** How long a pause is before what was typed is kept. */
const PAUSE_MILLISECONDS = 500

export function Field({
  row,
  segment,
  label,
}: {
  readonly row: RowView
  readonly segment: SegmentView
  readonly label: string
}): JSX.Element {
  const session = useSession()
  const host = useRef<HTMLDivElement>(null)
  const field = useRef<EditField>(undefined)
  const own = useRef<Draft>(undefined)
  const here: Here = { unit: row.unit, segment: segment.id }

  useLayoutEffect(() => {
    if (!host.current) return
    const conflict = conflictAt(session, here)
    const content = fitCodes(conflict?.mine ?? segment.target ?? [], segment.source)
    const draft: Draft = { here, base: segment.version, content, isDirty: false }
    let timer: ReturnType<typeof setTimeout> | undefined
    const made = createEditField(host.current, {
      content,
      codes: row.codes,
      onChange(now) {
        draft.content = now
        draft.isDirty = true
        session.isUnsent.value = true
        const open = conflictAt(session, here)
        if (open) keepConflict(session, { ...open, mine: now })
        clearTimeout(timer)
        timer = setTimeout(() => saveDraft(session, draft), PAUSE_MILLISECONDS)
      },
      onTell: (words) => tell(session, words),
    })
    draft.move = (towards) => moveChip(session, made, towards, 'word')
    session.draft.current = draft
    own.current = draft
    field.current = made
    made.focus()
    return () => {
      clearTimeout(timer)
      saveDraft(session, draft)
      if (session.draft.current === draft) session.draft.current = undefined
      made.close()
    }
  }, [row.unit, segment.id])

  useLayoutEffect(() => {
    const draft = own.current
    if (!draft || draft.isDirty || draft.base === segment.version) return
    // What is under way is not kept yet: should it meet another's words, both are shown.
    if (session.waiting.peek().has(nameOfPlace(here)) || conflictAt(session, here)) return
    draft.base = segment.version
    const now = fitCodes(segment.target ?? [], segment.source)
    if (isEqual(now, draft.content)) return
    draft.content = now
    field.current?.put(now)
  }, [segment.version])

  const { target } = sidesOf(session.project.value)
  return (
    <div
      ref={host}
      class="field"
      contentEditable
      role="textbox"
      aria-multiline="true"
      aria-label={label}
      aria-describedby="field-keys"
      spellcheck
      {...target}
      onKeyDown={(event) => onKey(event, session, here, target.dir, field.current)}
    />
  )
}

function moveChip(session: Session, field: EditField, towards: 'back' | 'on', step: Step): void {
  if (!field.move(towards, step)) tell(session, 'No chip beside the caret can be moved there.')
}

function onKey(
  event: KeyboardEvent,
  session: Session,
  here: Here,
  direction: 'ltr' | 'rtl',
  field: EditField | undefined,
): void {
  if (event.isComposing || event.keyCode === 229 || !field) return
  const isCommand = event.ctrlKey || event.metaKey
  const done = (): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  if (event.key === 'Escape' || (event.key === 'Enter' && !isCommand)) {
    done()
    session.isEditing.value = false
    goTo(session, here)
  } else if (event.key === 'Enter') {
    done()
    approveAndGoOn(session, here)
  } else if (event.key === 'Tab' && !event.altKey && !isCommand) {
    const next = step(session, here, event.shiftKey ? 'back' : 'on')
    if (!next || isSamePlace(next, here)) return
    done()
    goTo(session, next)
  } else if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
    done()
    const isOn = (event.key === 'ArrowRight') === (direction === 'ltr')
    moveChip(session, field, isOn ? 'on' : 'back', event.shiftKey ? 'letter' : 'word')
  } else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !isCommand && !event.shiftKey) {
    event.stopPropagation()
    if (field.pass((event.key === 'ArrowRight') === (direction === 'ltr') ? 'on' : 'back')) event.preventDefault()
  } else if (isCommand && event.code === 'KeyZ') {
    done()
    field.undo(event.shiftKey ? 'redo' : 'undo')
  } else if (isCommand && event.code === 'KeyY') {
    done()
    field.undo('redo')
  } else if (isCommand && (event.code === 'KeyB' || event.code === 'KeyI' || event.code === 'KeyU')) done()
  else event.stopPropagation()
}
