/** What is said in passing: it is heard, seen for a while, and goes. */
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { useSession } from './use-session.ts'

/** Long enough to be read twice. */
const SEEN_MILLISECONDS = 8000

export function Told(): JSX.Element {
  const session = useSession()
  const words = session.told.value
  useEffect(() => {
    if (words === '') return undefined
    const timer = setTimeout(() => (session.told.value = ''), SEEN_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <p class={`told${words === '' ? ' hide' : ''}`} role="status">
      <bdi>{words}</bdi>
    </p>
  )
}
