/** What the memory knows of sentences like it, and what the source said before. */
import type { JSX } from 'preact'
import { plainText } from '../../../../bitext/content.ts'
import type { Beside, SegmentView } from '../../../api.ts'
import { putTarget } from '../../state/commands.ts'
import { Diff } from '../diff.tsx'
import { sidesOf } from '../side.ts'
import { useSession } from '../use-session.ts'
import { Words } from '../words.tsx'
import { originWords } from './origin-words.ts'
import type { PanelProps } from './panel-props.ts'
import { Section } from './section.tsx'

export function Stale({ segment }: { readonly segment: SegmentView }): JSX.Element | null {
  const session = useSession()
  if (segment.oldSource === undefined) return null
  const { source } = sidesOf(session.project.value)
  return (
    <Section name="The source has changed">
      <p class={source.dir}>
        <Diff before={plainText(segment.oldSource)} now={plainText(segment.source)} side={source} />
      </p>
    </Section>
  )
}

export function Matches({ here, row, segment, found }: PanelProps & { readonly found: Beside }): JSX.Element | null {
  const session = useSession()
  const { source, target } = sidesOf(session.project.value)
  if (found.matches.length === 0) return null
  return (
    <Section name="Memory">
      <ol class="cards">
        {found.matches.map((match, index) => (
          <li>
            <p class="quiet">
              {match.similarity === 1 ? 'the same' : `${Math.floor(match.similarity * 100)} % alike`}
              {match.origin ? ` · ${originWords(match.origin)}` : ''}
              {match.document === undefined ? '' : ` · ${match.document}`}
            </p>
            <p>
              <Diff before={plainText(match.source)} now={plainText(segment.source)} side={source} />
            </p>
            <p class={target.dir} {...target}>
              <Words content={match.target} codes={row.codes} />
            </p>
            <p class="buttons">
              <button type="button" onClick={() => putTarget(session, here, match.target, 'Match')}>
                Take it {index === 0 ? <kbd>1</kbd> : null}
              </button>
            </p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
