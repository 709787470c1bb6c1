/** What the checks find in the sentence, and what a person has waived. */
import type { JSX } from 'preact'
import { plainText } from '../../../../bitext/content.ts'
import { putTarget, waive } from '../../state/commands.ts'
import { setFilter, type Session } from '../../state/session.ts'
import { useSession } from '../use-session.ts'
import type { PanelProps } from './panel-props.ts'
import { Section } from './section.tsx'

export function Checks({ here, segment }: Omit<PanelProps, 'row'>): JSX.Element | null {
  const session = useSession()
  const waived = Object.entries(segment.waived ?? {})
  if (segment.findings.length === 0 && waived.length === 0) return null
  const canBeWaived = session.project.value?.checks ?? []
  return (
    <Section name="Checks">
      <ul class="cards">
        {segment.findings.map(({ ruleId, severity, message, fix }) => (
          <li class={severity}>
            <p>
              <span class="label">{ruleId}</span> <span dir="auto">{message}</span>
            </p>
            <p class="buttons">
              {fix === undefined ? null : (
                <button type="button" onClick={() => putTarget(session, here, fix, 'Fix')}>
                  Fix: <bdi>{plainText(fix)}</bdi>
                </button>
              )}
              {canBeWaived.includes(ruleId) ? (
                <button type="button" onClick={() => (session.dialog.value = { kind: 'waive', here, check: ruleId })}>
                  Waive…
                </button>
              ) : null}
              <button type="button" class="link" onClick={() => filterByCheck(session, ruleId)}>
                Show all
              </button>
            </p>
          </li>
        ))}
        {waived.map(([check, reason]) => (
          <li class="waived">
            <p>
              <span class="label">{check}</span> waived: <bdi>{reason}</bdi>
            </p>
            <p class="buttons">
              <button type="button" onClick={() => waive(session, here, check, undefined)}>
                Count it again
              </button>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function filterByCheck(session: Session, check: string): void {
  setFilter(session, { ...session.filter.peek(), check })
}
