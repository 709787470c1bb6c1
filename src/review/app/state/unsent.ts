/** Edits that have not reached the desk, kept in the browser so that closing the window does not lose them. */
import type { Edit } from '../../api.ts'
import { WINDOW_NAME } from '../desk/window-name.ts'

/** What is sent again by another window: a cut or an undo is about rows as this one has them. */
export type KeptEdit = Exclude<Edit, { readonly kind: 'cut' | 'restore' }>
export type TargetEdit = Edit & { readonly kind: 'target' }

const PREFIX = 'muqabil:unsent'
/** Each window has its own: one that has sent everything must not take away what another one still holds. */
const OWN = `${PREFIX}:${WINDOW_NAME}`

export function keepUnsent(edits: readonly KeptEdit[]): void {
  try {
    if (edits.length === 0) localStorage.removeItem(OWN)
    else localStorage.setItem(OWN, JSON.stringify(edits))
  } catch {
    // A browser may refuse its storage: the window still has them.
  }
}

export interface Unsent {
  readonly edits: readonly KeptEdit[]
  /** To be called once this window keeps them. */
  readonly forget: () => void
}

/** Of windows that were closed. Where a browser cannot tell which are open, of all others. */
export async function unsentOf(): Promise<Unsent> {
  // Held as long as this window is open.
  void locks?.request(OWN, () => new Promise(() => undefined))
  const open = new Set((await locks?.query().catch(() => undefined))?.held?.map(({ name }) => name))
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key !== OWN && !open.has(key))
    return {
      edits: keys.toSorted().flatMap(editsIn),
      forget: () => keys.forEach((key) => localStorage.removeItem(key)),
    }
  } catch {
    return { edits: [], forget: () => undefined }
  }
}

/** Absent on pages that a browser does not trust. */
const { locks } = navigator as Partial<Pick<Navigator, 'locks'>>

function editsIn(key: string): readonly KeptEdit[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as readonly KeptEdit[] // written by `keepUnsent`
  } catch {
    return []
  }
}
