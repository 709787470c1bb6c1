/** The session, for every part of the page. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Session } from '../state/session.ts'

export const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('a part of the page outside its session')
  return session
}
