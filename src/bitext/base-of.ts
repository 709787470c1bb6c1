/** What a segment said when it left the project, so that what comes back can be compared with it. */
import { hashPair } from './hash-content.ts'
import type { RecordSegment } from './record.ts'

/** 16 hex digits over source and target, then the state: '0123456789abcdef:reviewed'. */
export function baseOf({ source, target, state }: Pick<RecordSegment, 'source' | 'target' | 'state'>): string {
  return `${hashPair(source, target ?? [])}:${state}`
}

/** The same for formats in which a mark can be taken off or put on: '0123456789abcdef:translated:needs-work'. */
export function exportedBaseOf(segment: Pick<RecordSegment, 'source' | 'target' | 'state' | 'mark'>): string {
  return baseOf(segment) + (segment.mark === undefined ? '' : ':needs-work')
}
