/** A record that no other tool has had, to text and back: its units without a tree of XML, which takes most of the time. */
import { MuqabilError } from '../errors.ts'
import { readPlainUnit } from './read-plain-unit.ts'
import { readUnit } from './read-unit.ts'
import type { DocumentRecord, RecordUnit } from './record.ts'
import { plainUnitText } from './write-plain-unit.ts'
import { readXliff } from './xliff/parse-xliff.ts'

/** What stands before the units, and behind them, in the text of a record. */
export interface Frame {
  readonly head: string
  readonly tail: string
}

const GROUP = { open: '    <group id="gone">\n', close: '    </group>\n' }

/** @param textOf Of a unit outside of the group at the end. */
export function plainRecordText(
  { units, gone }: DocumentRecord,
  { head, tail }: Frame,
  textOf: (unit: RecordUnit) => string = (unit) => plainUnitText(unit, 2),
): string {
  const texts = [head, ...units.map(textOf)]
  // A file has at least one unit or group: a record of nothing has the group for what is gone.
  if (gone.length > 0 || units.length === 0)
    texts.push(GROUP.open, ...gone.map((unit) => plainUnitText(unit, 3)), GROUP.close)
  return texts.join('') + tail
}

/** Where a comment, an instruction or a section begins a line may not be what it looks like. */
const NOT_PLAIN = /<[!?]/
/** Of a text in XML; longer ones are refused, with words for it. */
const LONGEST = 50_000_000

export interface PlainUnits extends Pick<DocumentRecord, 'units' | 'gone'> {
  /** Whether all of the text is to the letter as we write it. */
  readonly isAsWritten: boolean
}

/**
 * The units of a record's text. One that is not to the letter as we write it is read as XML, by itself.
 *
 * @returns undefined where the text as a whole is not as we write it, and where anything is wrong with it.
 */
export function readPlainUnits(text: string, frame: Frame, file: string): PlainUnits | undefined {
  const { head, tail } = frame
  if (text.length > LONGEST || !text.startsWith(head) || !text.endsWith(tail)) return undefined
  if (NOT_PLAIN.test(text.slice(head.length))) return undefined
  const end = text.length - tail.length
  const units = unitsFrom(text, head.length, 2, frame, file)
  if (units === undefined) return undefined
  let { at } = units
  let { isAsWritten } = units
  let gone: readonly RecordUnit[] = []
  if (text.startsWith(GROUP.open, at)) {
    const group = unitsFrom(text, at + GROUP.open.length, 3, frame, file)
    if (group === undefined || !text.startsWith(GROUP.close, group.at)) return undefined
    gone = group.units
    isAsWritten &&= group.isAsWritten && gone.length > 0
    at = group.at + GROUP.close.length
  }
  const ids = new Set([...units.units, ...gone].map(({ id }) => id))
  const isWhole = at === end && ids.size === units.units.length + gone.length
  return isWhole ? { units: units.units, gone, isAsWritten } : undefined
}

function unitsFrom(
  text: string,
  start: number,
  depth: number,
  frame: Frame,
  file: string,
): { readonly units: readonly RecordUnit[]; readonly isAsWritten: boolean; readonly at: number } | undefined {
  const units: RecordUnit[] = []
  let isAsWritten = true
  const indent = '  '.repeat(depth)
  let at = start
  while (text.startsWith(`${indent}<unit `, at)) {
    const plain = readPlainUnit(text, at, depth)
    if (plain) {
      units.push(plain.unit)
      at = plain.end
      continue
    }
    const close = `\n${indent}</unit>\n`
    const end = text.indexOf(close, at) + close.length
    const unit = end < close.length ? undefined : xmlUnit(text.slice(at, end), frame, file)
    if (unit === undefined) return undefined
    isAsWritten = false
    units.push(unit)
    at = end
  }
  return { units, isAsWritten, at }
}

/** A unit by itself in a document of its own; undefined where it is not sound there, or more than one. */
function xmlUnit(text: string, { head, tail }: Frame, file: string): RecordUnit | undefined {
  try {
    const [body] = readXliff(head + text + tail, { file, keep: readUnit }).files
    const [unit, second] = body?.entries ?? []
    return unit !== undefined && second === undefined && !('entries' in unit) ? unit : undefined
  } catch (error) {
    if (error instanceof MuqabilError) return undefined
    throw error
  }
}
