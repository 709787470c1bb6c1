/** What helps with the sentence that is worked on. */
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Session } from '../state/session.ts'
import { nameOfPlace, segmentOf, type Here } from '../state/place.ts'
import { Again } from './again.tsx'
import { Checks } from './beside/checks.tsx'
import { Chips } from './beside/chips.tsx'
import { Decide } from './beside/decide.tsx'
import { Matches, Stale } from './beside/matches.tsx'
import type { PanelProps } from './beside/panel-props.ts'
import { Past } from './beside/past.tsx'
import { Terms } from './beside/terms.tsx'
import { useSession } from './use-session.ts'

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
