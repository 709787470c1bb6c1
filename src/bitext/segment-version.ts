/** A fingerprint of a segment, so that an edit of an older version of it is found out. */
import { sha256Hex } from '../text/hash.ts'
import { compareCodePoints } from '../text/collate.ts'
import { encodeContent, type Content } from './content.ts'
import type { Origin, RecordSegment } from './record.ts'

const DIGITS = 16

/** 16 hex digits over all that an edit may change, and the source; what other tools left in it does not count. */
export function segmentVersion(segment: RecordSegment): string {
  const { id, source, after, target, state, mark, origin, reason, oldSource, waived = {} } = segment
  const facts = [
    id,
    encodeContent(source),
    after ?? null,
    encoded(target),
    state,
    mark ?? null,
    origin === undefined ? null : partsOf(origin),
    mark === undefined ? null : (reason ?? null),
    encoded(oldSource),
    Object.entries(waived).toSorted(([a], [b]) => compareCodePoints(a, b)),
  ]
  return sha256Hex(JSON.stringify(facts)).slice(0, DIGITS)
}

function encoded(content: Content | undefined): string | null {
  return content === undefined ? null : encodeContent(content)
}

function partsOf(origin: Origin): readonly (string | null)[] {
  switch (origin.kind) {
    case 'machine':
      return [origin.kind, origin.provider, origin.model ?? null, origin.variant ?? null]
    case 'person':
      return [origin.kind, origin.name ?? null]
    case 'imported':
      return [origin.kind, origin.name ?? null]
    case 'pseudo':
      return [origin.kind]
  }
}
