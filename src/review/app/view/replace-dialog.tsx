/** Replaces words in many rows: what it would do is shown first, and is undone in one step. */
import { useComputed, useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { plainText, type Content } from '../../../bitext/content.ts'
import type { Edit, SegmentView } from '../../api.ts'
import { sendTogether } from '../state/commands.ts'
import { nameOfPlace, type Here } from '../state/place.ts'
import { rowAt, tell, type Session } from '../state/session.ts'
import { replaceIn } from '../text/replace.ts'
import { Diff } from './diff.tsx'
import { closeDialog, Modal } from './modal.tsx'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'

interface Change {
  readonly here: Here
  readonly number: string
  readonly segment: SegmentView
  readonly before: Content
  readonly now: Content
}

/** More than these are replaced too, but not shown. */
const MOST_SHOWN = 200

export function ReplaceDialog(): JSX.Element {
  const session = useSession()
  const find = useSignal('')
  const by = useSignal('')
  const isExact = useSignal(false)
  const left = useSignal<ReadonlySet<string>>(new Set())
  const isBusy = useSignal(false)
  const changes = useComputed(() => changesOf(session, { find: find.value, by: by.value, isExact: isExact.value }))
  const { target } = sidesOf(session.project.value)
  const chosen = changes.value.filter(({ here }) => !left.value.has(nameOfPlace(here)))
  const run = async (): Promise<void> => {
    if (chosen.length === 0 || isBusy.value) return
    isBusy.value = true
    const document = session.book.peek()?.path ?? ''
    const edits = chosen.map(({ here, segment, now }): Edit => ({
      kind: 'target',
      document,
      ...here,
      base: segment.version,
      target: now,
    }))
    const count = await sendTogether(session, edits, `replacing “${find.value}” in ${sentences(edits.length)}`)
    closeDialog(session)
    const missed = edits.length - count
    tell(session, `Replaced in ${sentences(count)}.${missed > 0 ? ` ${sentences(missed)} could not be changed.` : ''}`)
  }
  return (
    <Modal name="Replace in the rows that are shown" wide="wide">
      <form
        class="replace"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <label>
          In translations, find
          <input
            autofocus
            dir="auto"
            value={find.value}
            onInput={(event) => (find.value = event.currentTarget.value)}
          />
        </label>
        <label>
          and put in its place
          <input dir="auto" value={by.value} onInput={(event) => (by.value = event.currentTarget.value)} />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={isExact.value}
            onChange={(event) => (isExact.value = event.currentTarget.checked)}
          />
          Exactly these letters
        </label>
        <p role="status">{find.value === '' ? '' : `${sentences(changes.value.length)} with it.`}</p>
        <ul class="changes">
          {changes.value.slice(0, MOST_SHOWN).map(({ here, number, before, now }) => (
            <li>
              <label class="check">
                <input
                  type="checkbox"
                  checked={!left.value.has(nameOfPlace(here))}
                  onChange={(event) => (left.value = toggled(left.value, here, event.currentTarget.checked))}
                />
                <span class="quiet">{number}</span>{' '}
                <Diff before={plainText(before)} now={plainText(now)} side={target} />
              </label>
            </li>
          ))}
        </ul>
        {changes.value.length > MOST_SHOWN ? <p class="quiet">and {changes.value.length - MOST_SHOWN} more</p> : null}
        <p class="buttons">
          <button type="submit" class="main" disabled={chosen.length === 0 || isBusy.value}>
            {isBusy.value ? 'Replacing…' : `Replace in ${sentences(chosen.length)}`}
          </button>
        </p>
      </form>
    </Modal>
  )
}

function changesOf(session: Session, replacing: Parameters<typeof replaceIn>[1]): readonly Change[] {
  if (replacing.find.trim() === '') return []
  return session.shown.value.flatMap((unit) => {
    const row = rowAt(session, unit)
    return (row?.segments ?? []).flatMap((segment): readonly Change[] => {
      const now = segment.target === undefined ? undefined : replaceIn(segment.target, replacing)
      if (!row || !now || segment.target === undefined || plainText(now) === plainText(segment.target)) return []
      return [{ here: { unit, segment: segment.id }, number: row.number, segment, before: segment.target, now }]
    })
  })
}

function toggled(left: ReadonlySet<string>, here: Here, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(left)
  if (isChosen) next.delete(nameOfPlace(here))
  else next.add(nameOfPlace(here))
  return next
}

function sentences(count: number): string {
  return count === 1 ? '1 sentence' : `${count} sentences`
}
