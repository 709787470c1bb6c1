/** What the sentence's translation was before, by the history of its record. */
import type { JSX } from 'preact'
import { plainText } from '../../../../bitext/content.ts'
import type { Beside, RowView } from '../../../api.ts'
import { Diff } from '../diff.tsx'
import { sidesOf } from '../side.ts'
import { useSession } from '../use-session.ts'
import { Words } from '../words.tsx'
import { originWords } from './origin-words.ts'
import { Section } from './section.tsx'

export function Past({ row, found }: { readonly row: RowView; readonly found: Beside }): JSX.Element | null {
  const session = useSession()
  const { target } = sidesOf(session.project.value)
  if (found.history.length === 0) return null
  return (
    <Section name="History">
      <ol class="cards">
        {found.history.map(({ target: words, state, origin, by, when, commit }, index) => {
          const older = found.history[index + 1]?.target
          return (
            <li>
              <p class="quiet">
                {[when?.slice(0, 10), by, state, origin && originWords(origin), commit?.slice(0, 8)]
                  .filter((part) => part !== undefined)
                  .join(' · ')}
              </p>
              <p class={target.dir} {...target}>
                {words === undefined ? (
                  <em>no translation</em>
                ) : older === undefined ? (
                  <Words content={words} codes={row.codes} />
                ) : (
                  <Diff before={plainText(older)} now={plainText(words)} side={target} />
                )}
              </p>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
