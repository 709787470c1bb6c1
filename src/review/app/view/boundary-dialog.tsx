/** Where a sentence is split, or where it parts from the next one: a bar on each side, moved by keyboard. */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import type { Content } from '../../../bitext/content.ts'
import type { RowView } from '../../api.ts'
import { cut, neighbours } from '../state/commands.ts'
import type { Here } from '../state/place.ts'
import { rowAt, type Session } from '../state/session.ts'
import { atomsOf, contentOf, hasText } from '../text/atoms.ts'
import { joined, likelyStop, nextStop } from '../text/boundary.ts'
import { closeDialog, Modal } from './modal.tsx'
import { sidesOf, type Side } from './side.ts'
import { useSession } from './use-session.ts'
import { Words } from './words.tsx'

export function BoundaryDialog({ here, how }: { readonly here: Here; readonly how: 'split' | 'move' }): JSX.Element {
  const session = useSession()
  const first = partsOf(session, here, how)
  const parts = useRef(first).current
  const sourceAt = useSignal(parts.sourceAt)
  const targetAt = useSignal(parts.targetAt)
  const { source, target } = sidesOf(session.project.value)
  const codes = rowAt(session, here.unit)?.codes ?? {}
  const isCut = sourceAt.value > 0 && sourceAt.value < atomsOf(parts.source).length
  const done = (): void => {
    if (!isCut) return
    cut(session, here, { ...parts, sourceAt: sourceAt.value, targetAt: targetAt.value })
    closeDialog(session)
  }
  return (
    <Modal name={how === 'split' ? 'Split the sentence' : 'Move the boundary'} wide="wide">
      <p class="quiet">← and → move the bar by a word, Tab goes to the other side, Enter keeps it.</p>
      <form
        class="boundaries"
        onSubmit={(event) => {
          event.preventDefault()
          done()
        }}
      >
        <Bar
          name="Source"
          content={parts.source}
          at={sourceAt.value}
          codes={codes}
          side={source}
          isFirst
          onMove={(at) => (sourceAt.value = at)}
          onDone={done}
        />
        {hasText(parts.target) ? (
          <Bar
            name="Translation"
            content={parts.target}
            at={targetAt.value}
            codes={codes}
            side={target}
            isFirst={false}
            onMove={(at) => (targetAt.value = at)}
            onDone={done}
          />
        ) : null}
        <p class="buttons">
          <button type="submit" class="main" disabled={!isCut}>
            {how === 'split' ? 'Split' : 'Part here'} <kbd>Enter</kbd>
          </button>
        </p>
      </form>
    </Modal>
  )
}

interface BarProps {
  readonly name: string
  readonly content: Content
  readonly at: number
  readonly codes: RowView['codes']
  readonly side: Side
  readonly isFirst: boolean
  readonly onMove: (at: number) => void
  readonly onDone: () => void
}

/** A slider over the words; each value is said as the words on both sides of the bar. */
function Bar({ name, content, at, codes, side, isFirst, onMove, onDone }: BarProps): JSX.Element {
  const atoms = atomsOf(content)
  const [before, after] = [contentOf(atoms.slice(0, at)), contentOf(atoms.slice(at))]
  const text = (part: Content): string =>
    part
      .filter((one) => typeof one === 'string')
      .join('')
      .trim()
  const onKey = (event: KeyboardEvent): void => {
    const isOn = (event.key === 'ArrowRight') === (side.dir === 'ltr')
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') onMove(nextStop(content, at, isOn ? 'on' : 'back'))
    else if (event.key === 'Home') onMove(0)
    else if (event.key === 'End') onMove(atoms.length)
    else if (event.key === 'Enter') onDone()
    else return
    event.preventDefault()
  }
  return (
    <div
      role="slider"
      autofocus={isFirst}
      tabIndex={0}
      aria-label={`${name}: where the first part ends`}
      aria-valuemin={0}
      aria-valuemax={atoms.length}
      aria-valuenow={at}
      aria-valuetext={`“${text(before).slice(-40)}” | “${text(after).slice(0, 40)}”`}
      class={`cut ${side.dir}`}
      {...side}
      onKeyDown={onKey}
    >
      <Words content={before} codes={codes} />
      <span class="cut-bar" aria-hidden="true" />
      <Words content={after} codes={codes} />
    </div>
  )
}

function partsOf(session: Session, here: Here, how: 'split' | 'move'): Parameters<typeof cut>[2] {
  const both = neighbours(session, here)
  const segments = how === 'split' ? both.slice(0, 1) : both
  const between = segments[0]?.after ?? ''
  const source = joined(
    segments.map((segment) => segment.source),
    segments.length > 1 ? between : '',
  )
  const targets = segments.flatMap(({ target }) => (target === undefined ? [] : [target]))
  const target = joined(targets, ' ')
  if (how === 'split') return { segments, source, sourceAt: likelyStop(source), target, targetAt: likelyStop(target) }
  const sourceAt = atomsOf(segments[0]?.source ?? []).length + between.length
  const targetAt =
    segments[0]?.target === undefined ? 0 : atomsOf(segments[0].target).length + (targets.length > 1 ? 1 : 0)
  return { segments, source, sourceAt, target, targetAt }
}
