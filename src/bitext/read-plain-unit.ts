/** A unit of a record read from its text alone, where that is to the letter what we write: others are read as XML. */
import { UNIT_FACTS } from './facts.ts'
import { fromXliff } from './from-xliff.ts'
import { readCodes } from './read-codes.ts'
import { readSegment } from './read-segment.ts'
import { kindOf, numberOf } from './read-unit.ts'
import type { RecordSegment, RecordUnit } from './record.ts'
import { STATES } from './states.ts'
import { plainUnitText } from './write-plain-unit.ts'
import type { Attributes } from './xliff/model.ts'
import type { XmlChild, XmlElement } from './xml.ts'

export interface PlainUnit {
  readonly unit: RecordUnit
  /** Behind its last line. */
  readonly end: number
}

/**
 * Writing it again gives the text back, so nothing stands in it that is not in what is returned.
 *
 * @param start Of the line that the unit begins with.
 * @param depth Of its element: 2 in a file, 3 in a group.
 * @returns undefined for a unit with anything in it that we write otherwise, or seldom.
 */
export function readPlainUnit(text: string, start: number, depth: number): PlainUnit | undefined {
  const cursor = new Cursor(text, start)
  const raw = rawUnit(cursor, linesAt('  '.repeat(depth)))
  if (raw === undefined) return undefined
  const unit = unitOf(raw)
  const again = plainUnitText(unit, depth)
  return cursor.at === start + again.length && text.startsWith(again, start) ? { unit, end: cursor.at } : undefined
}

interface RawUnit {
  readonly id: string
  readonly type: string
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly data: readonly XmlElement[]
  readonly parts: readonly RawPart[]
}

interface RawPart {
  readonly id: string
  readonly attributes: Attributes
  readonly source: readonly XmlChild[]
  readonly target?: readonly XmlChild[]
  /** White space behind it. */
  readonly after?: string
}

/** What lines begin with, or are, at an indentation: of a hundred thousand lines none is put together anew. */
function linesIn(indent: string) {
  return {
    unit: `${indent}<unit id="`,
    unitEnd: `${indent}</unit>\n`,
    metadata: `${indent}  <mda:metadata>\n`,
    metadataEnd: `${indent}  </mda:metadata>\n`,
    group: `${indent}    <mda:metaGroup category="`,
    groupEnd: `${indent}    </mda:metaGroup>\n`,
    meta: `${indent}      <mda:meta type="`,
    originalData: `${indent}  <originalData>\n`,
    originalDataEnd: `${indent}  </originalData>\n`,
    data: `${indent}    <data id="`,
    segment: `${indent}  <segment id="`,
    segmentEnd: `${indent}  </segment>\n`,
    source: `${indent}    <source>`,
    emptySource: `${indent}    <source/>\n`,
    target: `${indent}    <target>`,
    emptyTarget: `${indent}    <target/>\n`,
    ignorable: `${indent}  <ignorable>\n${indent}    <source>`,
    ignorableEnd: `${indent}  </ignorable>\n`,
  } as const
}

type Lines = ReturnType<typeof linesIn>

const lines = new Map<string, Lines>()

function linesAt(indent: string): Lines {
  const known = lines.get(indent) ?? linesIn(indent)
  lines.set(indent, known)
  return known
}

/** A subset of XML's names, which ours are. */
const NAME = /^[\w.:-]+$/

function rawUnit(cursor: Cursor, at: Lines): RawUnit | undefined {
  if (!cursor.take(at.unit)) return undefined
  const id = cursor.until('" type="')
  const type = cursor.until('">\n')
  if (id === undefined || type === undefined || !NAME.test(id)) return undefined
  const facts = factsAt(cursor, at)
  const data = facts && dataAt(cursor, at)
  const parts = data && partsAt(cursor, at)
  return parts && cursor.take(at.unitEnd) ? { id, type, facts, data, parts } : undefined
}

function factsAt(cursor: Cursor, at: Lines): RawUnit['facts'] | undefined {
  const found = new Map<string, Map<string, string>>()
  if (!cursor.take(at.metadata)) return found
  while (cursor.take(at.group)) {
    const category = cursor.until('">\n')
    if (category === undefined) return undefined
    const facts = new Map<string, string>()
    while (cursor.take(at.meta)) {
      const type = cursor.until('">')
      const value = cursor.until('</mda:meta>\n')
      if (type === undefined || value === undefined) return undefined
      facts.set(unescape(type), unescape(value))
    }
    found.set(category, facts)
    if (!cursor.take(at.groupEnd)) return undefined
  }
  return cursor.take(at.metadataEnd) ? found : undefined
}

function dataAt(cursor: Cursor, at: Lines): readonly XmlElement[] | undefined {
  const data: XmlElement[] = []
  if (!cursor.take(at.originalData)) return data
  while (cursor.take(at.data)) {
    const id = cursor.until('">')
    const value = cursor.until('</data>\n')
    if (id === undefined || value === undefined) return undefined
    data.push({ name: 'data', attributes: { id }, children: [unescape(value)] })
  }
  return cursor.take(at.originalDataEnd) ? data : undefined
}

function partsAt(cursor: Cursor, at: Lines): readonly RawPart[] | undefined {
  const parts: RawPart[] = []
  const ids = new Set<string>()
  while (cursor.take(at.segment)) {
    const id = cursor.until('" state="')
    const [state = '', subState, ...more] = (cursor.until('">\n') ?? '"').split('" subState="')
    if (id === undefined || !NAME.test(id) || !STATES.some((each) => each === state) || more.length > 0)
      return undefined
    ids.add(id)
    const source = cursor.take(at.emptySource) ? [] : sideAt(cursor, 'source', at)
    const target = cursor.take(at.emptyTarget) ? [] : sideAt(cursor, 'target', at)
    if (!source || target === null || !cursor.take(at.segmentEnd)) return undefined
    const after = afterAt(cursor, at)
    if (after === null) return undefined
    parts.push({
      id,
      attributes: { id, state, ...(subState === undefined ? {} : { subState }) },
      source,
      ...(target === undefined ? {} : { target }),
      ...(after === undefined ? {} : { after }),
    })
  }
  return parts.length > 0 && ids.size === parts.length ? parts : undefined
}

const SIDE_END = { source: '</source>\n', target: '</target>\n' } as const

/** undefined where there is none, null where it is not as we write it. */
function sideAt(cursor: Cursor, name: 'source' | 'target', at: Lines): readonly XmlChild[] | null | undefined {
  if (!cursor.take(at[name])) return undefined
  const inside = cursor.until(SIDE_END[name])
  return inside === undefined ? null : childrenOf(inside)
}

function afterAt(cursor: Cursor, at: Lines): string | null | undefined {
  if (!cursor.take(at.ignorable)) return undefined
  const after = cursor.until('</source>\n')
  return after !== undefined && /^\s+$/.test(after) && cursor.take(at.ignorableEnd) ? after : null
}

/** A tag of a code: `<pc id="1" type="fmt">`, `</pc>`, `<ph id="2" disp="x"/>`. */
const TAG = /<(\/?)(pc|ph|sc|ec)((?: \w+="[^"<]*")*)(\/?)>/g
const ATTRIBUTE = / (\w+)="([^"]*)"/g

/** What is no tag of a code stays text: written again, it would not be the same. */
function childrenOf(inside: string): readonly XmlChild[] {
  if (!inside.includes('<')) return inside === '' ? [] : [unescape(inside)]
  const root: XmlChild[] = []
  const open: XmlChild[][] = [root]
  let end = 0
  const text = (to: number): void => {
    if (to > end) open.at(-1)?.push(unescape(inside.slice(end, to)))
  }
  for (const match of inside.matchAll(TAG)) {
    const [tag, closes, name = '', attributes = '', isEmpty] = match
    text(match.index)
    end = match.index + tag.length
    if (closes !== '') {
      if (open.length > 1) open.pop()
      continue
    }
    const children: XmlChild[] = []
    const pairs = Array.from(attributes.matchAll(ATTRIBUTE), ([, key = '', value = '']) => [key, unescape(value)])
    open.at(-1)?.push({ name, attributes: Object.fromEntries(pairs) as Attributes, children })
    if (isEmpty === '') open.push(children)
  }
  text(inside.length)
  return root
}

function unitOf({ id, type, facts, data, parts }: RawUnit): RecordUnit {
  const codes = readCodes(asXliff(data, parts))
  const { kind, depth } = kindOf(type)
  const own = facts.get(UNIT_FACTS)
  const [rules, number] = [own?.get('rules'), numberOf(own)]
  return {
    id,
    kind,
    ...(depth === undefined ? {} : { depth }),
    segments: parts.map((part): RecordSegment => {
      const target = part.target ? { target: fromXliff(part.target, codes.bases) } : {}
      const segment = readSegment({
        id: part.id,
        attributes: part.attributes,
        source: fromXliff(part.source),
        ...target,
        facts: facts.get(part.id) ?? NO_FACTS,
        matches: [],
      })
      return part.after === undefined ? segment : { ...segment, after: part.after }
    }),
    codes: codes.codes,
    aliases: own?.get('aliases')?.split(' ') ?? [],
    ...(rules === undefined ? {} : { rules }),
    ...(number === undefined ? {} : { number }),
    notes: [],
  }
}

const NO_FACTS: ReadonlyMap<string, string> = new Map()

/** As much of it as codes are read from. */
function asXliff(data: readonly XmlElement[], parts: readonly RawPart[]): Parameters<typeof readCodes>[0] {
  return {
    before: data.length > 0 ? [{ name: 'originalData', attributes: {}, children: data }] : [],
    parts: parts.map(({ source, target }) => ({
      source: { name: 'source', attributes: {}, children: source },
      ...(target ? { target: { name: 'target', attributes: {}, children: target } } : {}),
    })),
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#9;': '\t',
  '&#10;': '\n',
  '&#13;': '\r',
}

function unescape(text: string): string {
  return text.includes('&') ? text.replace(/&(?:amp|lt|gt|quot|#9|#10|#13);/g, (each) => ENTITIES[each] ?? '') : text
}

/** A place in a text that moves forward over what is expected there. */
class Cursor {
  readonly #text: string
  at: number

  constructor(text: string, at: number) {
    this.#text = text
    this.at = at
  }

  /** Whether `literal` stands here; then it is passed over. */
  take(literal: string): boolean {
    if (!this.#text.startsWith(literal, this.at)) return false
    this.at += literal.length
    return true
  }

  /** What stands in front of the next `mark`, which is passed over too. */
  until(mark: string): string | undefined {
    const end = this.#text.indexOf(mark, this.at)
    if (end === -1) return undefined
    const found = this.#text.slice(this.at, end)
    this.at = end + mark.length
    return found
  }
}
