/** What a unit is recognised by: its words, in the order they stand, whatever the markup. */
import { sha256Hex } from '../text/hash.ts'
import { plainText, type Content } from './content.ts'
import type { RecordUnit, UnitId } from './record.ts'

/** NFC, white space collapsed, codes left out: the same text in another format has the same key. */
export function unitKey(content: Content): string {
  return plainText(content).normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** All of a record unit's source, white space between its sentences included. */
export function unitContent(unit: RecordUnit): Content {
  return unit.segments.flatMap((segment) => [
    ...segment.source,
    ...(segment.after === undefined ? [] : [segment.after]),
  ])
}

/** `p-` and 8 hex digits of SHA-256 of the key, with the next free counter if that is taken. */
export function newUnitId(key: string, taken: Set<string>): UnitId {
  const id = `p-${sha256Hex(key).slice(0, 8)}`
  let free = id
  for (let counter = 2; taken.has(free); counter++) free = `${id}-${counter}`
  taken.add(free)
  return free
}
