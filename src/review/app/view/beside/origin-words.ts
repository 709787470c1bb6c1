/** Whose words a translation has. */
import type { Origin } from '../../../../bitext/record.ts'

export function originWords(origin: Origin): string {
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
