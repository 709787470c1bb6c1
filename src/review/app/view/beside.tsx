/** What helps with the sentence that is worked on. */
import type { ComponentChildren, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { plainText } from '../../../bitext/content.ts'
import type { Origin } from '../../../bitext/record.ts'
import type { Beside, RowView, SegmentView } from '../../api.ts'
import {
  approve,
  approveAndGoOn,
  clearNotes,
  can,
  join,
  markNeedsWork,
  putTarget,
  takeApproval,
  waive,
} from '../state/commands.ts'
import { setFilter, type Session } from '../state/session.ts'
import { openBoundary } from '../state/keys.ts'
import { nameOfPlace, segmentOf, type Here } from '../state/place.ts'
import { isOpen, standingWords } from '../state/standing.ts'
import { Again } from './again.tsx'
import { Diff } from './diff.tsx'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'
import { Words } from './words.tsx'

/** So that who walks through the rows does not ask for all of them. */
const PAUSE_MILLISECONDS = 150

export function BesidePanel(): JSX.Element {
  const session = useSession()
  const here = session.here.value
  const row = here && session.book.value?.rows.get(here.unit)?.value
  const segment = segmentOf(row, here?.segment)
  useBeside(session, here, segment?.version)
  return (
    <aside class="beside" aria-label="Beside the sentence">
      {here && row && segment ? <Panel here={here} row={row} segment={segment} /> : <p>No sentence is chosen.</p>}
    </aside>
  )
}

interface PanelProps {
  readonly here: Here
  readonly row: RowView
  readonly segment: SegmentView
}

function Panel({ here, row, segment }: PanelProps): JSX.Element {
  const session = useSession()
  const beside = session.beside.value
  const found = beside?.name === nameOfPlace(here) ? beside.found : undefined
  return (
    <>
      <Decide here={here} row={row} segment={segment} />
      <Chips segment={segment} />
      <Checks here={here} segment={segment} />
      <Stale segment={segment} />
      {found ? <Matches here={here} row={row} segment={segment} found={found} /> : null}
      {found ? <Terms found={found} /> : null}
      {session.desk.estimate ? <Again key={nameOfPlace(here)} here={here} row={row} segment={segment} /> : null}
      {found ? <Past row={row} found={found} /> : null}
    </>
  )
}

function Section({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <section>
      <h2>{name}</h2>
      {children}
    </section>
  )
}

function Decide({ here, row, segment }: PanelProps): JSX.Element {
  const session = useSession()
  const isApproved = !isOpen(segment) && !segment.isCarried
  const at = row.segments.findIndex(({ id }) => id === segment.id)
  const hasNext = at < row.segments.length - 1
  return (
    <Section name={row.segments.length > 1 ? `Row ${row.number}, sentence ${at + 1}` : `Row ${row.number}`}>
      <p class="quiet">
        {standingWords(segment)}
        {segment.origin ? ` · ${originWords(segment.origin)}` : ''}
        {row.line === undefined ? '' : ` · line ${row.line} of the source`}
      </p>
      <p class="buttons">
        <button type="button" class="main" onClick={() => approveAndGoOn(session, here)}>
          Approve, next doubtful <kbd>a</kbd>
        </button>
        {isApproved ? (
          <button type="button" onClick={() => takeApproval(session, here)}>
            Take approval back
          </button>
        ) : null}
        {segment.state === 'final' ? null : (
          <button type="button" onClick={() => approve(session, here, 'final')}>
            Final
          </button>
        )}
        {segment.mark === 'needs-work' ? (
          <button type="button" onClick={() => markNeedsWork(session, here, undefined)}>
            No more work needed
          </button>
        ) : (
          <button type="button" onClick={() => (session.dialog.value = { kind: 'note', here, for: 'needs-work' })}>
            Needs work… <kbd>w</kbd>
          </button>
        )}
        <button type="button" onClick={() => (session.dialog.value = { kind: 'note', here, for: 'next person' })}>
          Note… <kbd>n</kbd>
        </button>
        {row.notes.length > 0 && !session.desk.download ? (
          <button type="button" onClick={() => clearNotes(session, here)}>
            Take the notes away
          </button>
        ) : null}
        {can(session, 'cut') ? (
          <>
            <button type="button" onClick={() => void openBoundary(session, here, 'split')}>
              Split… <kbd>s</kbd>
            </button>
            {hasNext ? (
              <>
                <button type="button" onClick={() => void openBoundary(session, here, 'move')}>
                  Move boundary… <kbd>m</kbd>
                </button>
                <button type="button" onClick={() => void join(session, here)}>
                  Join with next <kbd>+</kbd>
                </button>
              </>
            ) : null}
          </>
        ) : null}
      </p>
    </Section>
  )
}

/** For who has no keyboard: the caret stays where it is. */
function Chips({ segment }: { readonly segment: SegmentView }): JSX.Element | null {
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

function Checks({ here, segment }: { readonly here: Here; readonly segment: SegmentView }): JSX.Element | null {
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

function Stale({ segment }: { readonly segment: SegmentView }): JSX.Element | null {
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

function Matches({ here, row, segment, found }: PanelProps & { readonly found: Beside }): JSX.Element | null {
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

function Terms({ found }: { readonly found: Beside }): JSX.Element | null {
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

function Past({ row, found }: { readonly row: RowView; readonly found: Beside }): JSX.Element | null {
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

function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'machine':
      return [origin.provider, origin.model].filter((part) => part !== undefined).join(' ')
    case 'person':
      return origin.name ?? 'a person'
    case 'imported':
      return origin.name ?? 'a translation memory'
    case 'pseudo':
      return 'placeholder'
  }
}

function useBeside(session: Session, here: Here | undefined, version: string | undefined): void {
  const document = session.book.value?.path
  useEffect(() => {
    const { beside } = session.desk
    if (!here || document === undefined || !beside) return undefined
    let isWanted = true
    const timer = setTimeout(() => {
      beside({ document, ...here }).then(
        (found) => {
          if (isWanted) session.beside.value = { name: nameOfPlace(here), found }
        },
        () => undefined, // The connection's loss is told elsewhere.
      )
    }, PAUSE_MILLISECONDS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [document, here?.unit, here?.segment, version])
}
