/** Terms of the glossary that the sentence has. */
import type { JSX } from 'preact'
import type { Beside } from '../../../api.ts'
import { setFilter } from '../../state/session.ts'
import { sidesOf } from '../side.ts'
import { useSession } from '../use-session.ts'
import { Section } from './section.tsx'

export function Terms({ found }: { readonly found: Beside }): JSX.Element | null {
  const session = useSession()
  const { source, target } = sidesOf(session.project.value)
  if (found.terms.length === 0) return null
  return (
    <Section name="Glossary">
      <ul class="cards">
        {found.terms.map((term) => (
          <li class={term.isForbidden ? 'error' : ''}>
            <p>
              <bdi class={source.dir} {...source}>
                {term.source}
              </bdi>
              {' → '}
              <bdi class={target.dir} {...target}>
                {term.target}
              </bdi>
            </p>
            <p class="quiet">
              {term.isForbidden ? 'not to be used' : term.inTarget.length > 0 ? 'used here' : 'not used here'}
              {term.note === undefined ? '' : ' · '}
              <bdi>{term.note ?? ''}</bdi>
            </p>
            <p class="buttons">
              <button
                type="button"
                class="link"
                onClick={() => setFilter(session, { ...session.filter.peek(), words: term.source })}
              >
                Show rows with it
              </button>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
