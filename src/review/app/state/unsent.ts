/** Texts that have not reached the desk, kept in the browser so that closing the window does not lose them. */
import type { Edit } from '../../api.ts'

export type TargetEdit = Edit & { readonly kind: 'target' }

const KEY = 'muqabil:unsent'

export function keepUnsent(edits: readonly TargetEdit[]): void {
  try {
    if (edits.length === 0) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(edits))
  } catch {
    // A browser may refuse its storage: the window still has them.
  }
}

export function unsentOf(): readonly TargetEdit[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as readonly TargetEdit[] // written by `keepUnsent`
  } catch {
    return []
  }
}
