/** Whether two records are written as the same text, without writing them. */
import type { CodeTable } from './code-data.ts'
import type { DocumentRecord, RecordUnit } from './record.ts'

/** True only where they are; of two that are not the same data it may be false all the same. */
export function isSameRecord(a: DocumentRecord, b: DocumentRecord): boolean {
  const { units, gone, ...facts } = a
  const { units: otherUnits, gone: otherGone, ...others } = b
  return isSameData(facts, others) && areSameUnits(units, otherUnits) && areSameUnits(gone, otherGone)
}

function areSameUnits(a: readonly RecordUnit[], b: readonly RecordUnit[]): boolean {
  return a.length === b.length && a.every((unit, index) => isSameUnit(unit, b[index]))
}

function isSameUnit(a: RecordUnit, b: RecordUnit | undefined): boolean {
  if (b === undefined) return false
  if (a === b) return true
  const { codes, ...facts } = a
  const { codes: otherCodes, ...others } = b
  return isSameData(facts, others) && areSameCodes(codes, otherCodes)
}

/** In as much of them as a record has: their attributes and what is in them are the source's alone. */
function areSameCodes(a: CodeTable, b: CodeTable): boolean {
  if (a === b) return true
  const [ids, others] = [Object.keys(a), Object.keys(b)]
  return (
    ids.length === others.length &&
    ids.every((id, index) => {
      const [one, other] = [a[id], b[id]]
      return (
        id === others[index] &&
        one?.kind === other?.kind &&
        one?.tagName === other?.tagName &&
        one?.open === other?.open &&
        one?.close === other?.close &&
        one?.shown === other?.shown
      )
    })
  )
}

/** Of plain data; a member that is undefined is one that is not there, and their order says nothing. */
function isSameData(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, at) => isSameData(each, b[at]))
    )
  const [one, other]: Record<string, unknown>[] = [{ ...a }, { ...b }]
  if (one === undefined || other === undefined) return false
  for (const name in other) if (other[name] !== undefined && one[name] === undefined) return false
  for (const name in one) if (!isSameData(one[name], other[name])) return false
  return true
}
