/** What a unit is recognised by: its words, in the order they stand, whatever the markup. */
import { sha256Hex } from '../text/hash.ts'
import { factsOf, type CodeTable } from './code-data.ts'
import { plainText, type Content } from './content.ts'
import type { RecordUnit, UnitId } from './record.ts'

/** Stands before what codes show, so that a unit of code is not the paragraph of the same words. */
const OBJECT = '\uFFFC'

/**
 * NFC, white space collapsed, codes left out: the same text in another format has the same key. A
 * unit that is nothing but codes is known by what they show, or else by their markup.
 */
export function unitKey(content: Content, codes: CodeTable): string {
  const text = collapsed(plainText(content))
  if (text !== '') return text
  const shown = content.flatMap((part) => {
    if (typeof part === 'string' || part.kind === 'close') return []
    const facts = factsOf(codes, part.id)
    return facts === undefined ? [] : [facts.shown ?? facts.open]
  })
  return shown.length === 0 ? '' : OBJECT + collapsed(shown.join(' '))
}

/** White space other than single spaces between words: a reader has settled that of most texts. */
const LOOSE = /^\s|\s$|[^\S ]|\s\s/

function collapsed(text: string): string {
  const composed = text.normalize('NFC')
  return LOOSE.test(composed) ? composed.replace(/\s+/g, ' ').trim() : composed
}

/** The key of a record's unit. */
export function recordKey(unit: RecordUnit): string {
  return unitKey(unitContent(unit), unit.codes)
}

/** All of a record unit's source, white space between its sentences included. */
export function unitContent(unit: RecordUnit): Content {
  return unit.segments.flatMap((segment) => [
    ...segment.source,
    ...(segment.after === undefined ? [] : [segment.after]),
  ])
}

/** Whether an id is one that `newIds` makes. */
export function isOwnId(id: string): boolean {
  return /^p-[0-9a-f]{8}(?:-\d+)?$/.test(id)
}

/** Makes ids for new units of a record. */
export type NewId = (key: string, mayReturn?: (id: UnitId) => boolean) => UnitId

/**
 * `p-` and 8 hex digits of SHA-256 of the key, with the next free counter if that is taken. An id
 * is free again for a unit that had it before, if `mayReturn` says so.
 *
 * @param taken Every id and alias of the record.
 */
export function newIds(taken: Iterable<string>): NewId {
  const used = new Set(taken)
  const counters = new Map<string, number>()
  return (key, mayReturn = () => false) => {
    const id = `p-${sha256Hex(key).slice(0, 8)}`
    let free = id
    let counter = counters.get(id) ?? 2
    if (mayReturn(id)) return id
    while (used.has(free)) free = `${id}-${counter++}`
    counters.set(id, counter)
    used.add(free)
    return free
  }
}
