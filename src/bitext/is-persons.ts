/** Whether a translation is a person's work, which is never overwritten. */
import { isSameContent } from './content.ts'
import type { RecordSegment } from './record.ts'

/** Its state is reviewed or final, a person wrote it, or it is not what the machine wrote. */
export function isPersons({ target, state, origin, machine }: RecordSegment): boolean {
  if (target === undefined) return false
  if (state === 'reviewed' || state === 'final' || origin?.kind === 'person') return true
  return machine !== undefined && !isSameContent(machine, target)
}
