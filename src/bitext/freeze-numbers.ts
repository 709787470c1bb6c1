/** Numbers of rows as they were printed: what is put between two of them is 12a, and nothing moves. */
import type { DocumentRecord, RecordUnit } from './record.ts'
import { isRowKind } from './source.ts'

/**
 * Gives every row a number that it keeps for life, through edits and moves. A row at the end has the
 * next free number; one that comes in elsewhere has that of the row before it with a letter: 12a, 12b,
 * between these two 12aa, before the first row 0a. No number is given twice, also not that of a row
 * that is gone; where two branches gave the same one, the first row of the two keeps it.
 */
export function freezeNumbers(record: DocumentRecord): DocumentRecord {
  const { units, gone } = onceEach(record)
  const taken = new Set([...units, ...gone].flatMap(({ number }) => number ?? []))
  let highest = Math.max(0, ...[...taken].map((number) => partsOf(number).whole))
  const following: (string | undefined)[] = [] // of each row, the next number that is given
  for (let index = units.length - 1, next: string | undefined; index >= 0; index--) {
    following[index] = next
    next = units[index]?.number ?? next
  }
  let before = '0'
  const numbered = units.map((unit, index): RecordUnit => {
    if (isUnnumbered(unit)) return unit
    const next = following[index]
    const number = unit.number ?? (next === undefined ? String(++highest) : between(before, next, taken))
    taken.add(number)
    before = number
    return unit.number === number ? unit : { ...unit, number }
  })
  return { ...record, units: numbered, gone }
}

/** Of rows with one number all but the first are without it. */
function onceEach({ units, gone }: DocumentRecord): Pick<DocumentRecord, 'units' | 'gone'> {
  const given = new Set<string>()
  const once = (unit: RecordUnit): RecordUnit => {
    if (unit.number === undefined) return unit
    if (given.has(unit.number)) return withoutNumber(unit)
    given.add(unit.number)
    return unit
  }
  return { units: units.map(once), gone: gone.map(once) }
}

/** The record with numbers that run from 1 again. */
export function runNumbers(record: DocumentRecord): DocumentRecord {
  const has = [...record.units, ...record.gone].some(({ number }) => number !== undefined)
  return has ? { ...record, units: record.units.map(withoutNumber), gone: record.gone.map(withoutNumber) } : record
}

function withoutNumber({ number: _, ...unit }: RecordUnit): RecordUnit {
  return unit
}

/** In no row of the edition. */
function isUnnumbered({ kind }: RecordUnit): boolean {
  return !isRowKind(kind)
}

function partsOf(number: string): { readonly whole: number; readonly letters: string } {
  const [, whole = '0', letters = ''] = /^(\d*)(.*)$/s.exec(number) ?? []
  return { whole: Number(whole), letters }
}

/** The first free number behind `before`, where it can be in front of `next`. */
function between(before: string, next: string, taken: ReadonlySet<string>): string {
  const { whole, letters } = partsOf(before)
  const following = partsOf(next)
  const end = following.whole === whole && following.letters > letters ? following.letters : undefined
  let candidate = letters
  do {
    const after = successor(candidate)
    candidate = end !== undefined && after >= end ? `${candidate}a` : after
  } while (taken.has(`${whole}${candidate}`))
  return `${whole}${candidate}`
}

/** '' → 'a' → 'b' … 'z' → 'za'. */
function successor(letters: string): string {
  const code = letters.charCodeAt(letters.length - 1)
  return letters === '' || letters.endsWith('z') ? `${letters}a` : letters.slice(0, -1) + String.fromCharCode(code + 1)
}
