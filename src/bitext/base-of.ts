/** What a segment said when it left the project, so that what comes back can be compared with it. */
import { renameCodes, renumberCodes, type Content } from './content.ts'
import { hashPair } from './hash-content.ts'
import type { RecordSegment } from './record.ts'

/** 16 hex digits over source and target, then the state: '0123456789abcdef:reviewed'. */
export function baseOf({ source, target, state }: Pick<RecordSegment, 'source' | 'target' | 'state'>): string {
  return `${hashWords(source, target)}:${state}`
}

/** Whatever their codes are called: other tools number them anew, and equal sentences may have other ones. */
export function hashWords(source: Content, target: Content = []): string {
  const { ids } = renumberCodes([...source, ...target])
  return hashPair(renameCodes(source, ids), renameCodes(target, ids))
}

/** The same for formats in which a mark can be taken off or put on: '0123456789abcdef:translated:needs-work'. */
export function exportedBaseOf(segment: Pick<RecordSegment, 'source' | 'target' | 'state' | 'mark'>): string {
  return baseOf(segment) + (segment.mark === undefined ? '' : ':needs-work')
}
