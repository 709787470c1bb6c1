/** Moving a chip of markup without a keyboard. */
import type { JSX } from 'preact'
import type { SegmentView } from '../../../api.ts'
import { sidesOf } from '../side.ts'
import { useSession } from '../use-session.ts'
import { Section } from './section.tsx'

/** For who has no keyboard: the caret stays where it is. */
export function Chips({ segment }: { readonly segment: SegmentView }): JSX.Element | null {
  const session = useSession()
  if (!session.isEditing.value || !segment.source.some((part) => typeof part === 'object')) return null
  const { target } = sidesOf(session.project.value)
  const [left, right] = target.dir === 'ltr' ? (['back', 'on'] as const) : (['on', 'back'] as const)
  const button = (towards: 'back' | 'on', words: string): JSX.Element => (
    <button
      type="button"
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => session.draft.current?.move?.(towards)}
    >
      {words}
    </button>
  )
  return (
    <Section name="The chip beside the cursor">
      <p class="buttons">
        {button(left, '← Move it left')}
        {button(right, 'Move it right →')}
      </p>
    </Section>
  )
}
