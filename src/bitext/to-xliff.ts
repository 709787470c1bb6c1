/** Inline content as XLIFF's elements. */
import { dataId, endRef, factsOf, type CodeTable } from './code-data.ts'
import type { CodeFacts, Content } from './content.ts'
import type { Kept, Mark } from './kept-inline.ts'
import { orderAttributes } from './order-attributes.ts'
import { hasUnwritable, writable } from './xml-text.ts'
import type { Attributes } from './xliff/model.ts'
import type { XmlChild, XmlRemark } from './xml.ts'

/** Contents that share one scope of ids on one side: the sources of a unit, or its targets, or a match's. */
export interface Side {
  readonly contents: readonly Content[]
  readonly codes: CodeTable
  /** What other tools had put into each content, where it still fits; parallel to `contents`. */
  readonly kept?: readonly (Kept | undefined)[]
  /** Of the sources, when this is their targets: a code must be the same kind of code there. */
  readonly families?: ReadonlyMap<string, Family>
}

/** `end`: of a pair that begins elsewhere. */
type Family = 'pair' | 'standalone' | 'end'

/** One code as it is written: a start, with its end if that is there, or a standalone one. */
interface Instance {
  /** The code of the unit that it is. */
  readonly base: string
  readonly family: Family
  /** How many of the same code stand before it on this side. */
  readonly ordinal: number
  /** As written: the code's own, or one like it for a copy. */
  id: string
  isPaired: boolean
}

const FORMATTING = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'mark', 'small', 'br'])

/**
 * The children of each content's element. Pairs that nest inside a content become `pc`, others `sc`
 * and `ec`, lone ends are isolated. What a content should not have, a code twice or as another kind
 * than in the source, is written as a copy of the code: the file is valid whatever stands in it.
 */
export function toXliff(side: Side): readonly (readonly XmlChild[])[] {
  const instances = instancesOf(side)
  return side.contents.map((content, index) =>
    nest(eventsOf(content, instances[index] ?? [], side.kept?.[index]), side),
  )
}

/** What kind of code each id is on a side, as it is written. */
export function familiesOf(contents: readonly Content[]): ReadonlyMap<string, Family> {
  const instances = instancesOf({ contents, codes: {} }).flat()
  return new Map(instances.flatMap((instance) => (instance ? [[instance.id, instance.family] as const] : [])))
}

function familyOf(kind: 'open' | 'close' | 'standalone'): Family {
  switch (kind) {
    case 'open':
      return 'pair'
    case 'close':
      return 'end'
    case 'standalone':
      return 'standalone'
  }
}

function instancesOf({ contents, families }: Side): readonly (readonly (Instance | undefined)[])[] {
  const open = new Map<string, Instance[]>()
  const counts = new Map<string, number>()
  const all: Instance[] = []
  const result = contents.map((content) =>
    content.map((part) => {
      if (typeof part === 'string') return undefined
      const start = part.kind === 'close' ? open.get(part.id)?.pop() : undefined
      if (start) {
        start.isPaired = true
        return start
      }
      const ordinal = counts.get(part.id) ?? 0
      counts.set(part.id, ordinal + 1)
      const instance = { base: part.id, family: familyOf(part.kind), ordinal, id: part.id, isPaired: false }
      if (part.kind === 'open') open.set(part.id, [...(open.get(part.id) ?? []), instance])
      all.push(instance)
      return instance
    }),
  )
  nameCopies(all, families)
  return result
}

function nameCopies(all: readonly Instance[], families: Side['families']): void {
  const taken = new Set([...all.map(({ base }) => base), ...(families?.keys() ?? [])])
  for (const instance of all) {
    const { base, family, ordinal } = instance
    if (ordinal === 0 && (families?.get(base) ?? family) === family) continue
    let number = 2
    while (taken.has(`${base}-${number}`)) number++
    instance.id = `${base}-${number}`
    taken.add(instance.id)
  }
}

/** What is written, in order: text, ends of codes and annotations, remarks. */
type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'remark'; readonly remark: XmlRemark }
  | { readonly kind: 'standalone' | 'open' | 'close'; readonly of: Instance; readonly kept: Attributes | undefined }
  | { readonly kind: 'open' | 'close'; readonly of: Mark; readonly kept?: undefined }

function eventsOf(
  content: Content,
  instances: readonly (Instance | undefined)[],
  kept: Kept | undefined,
): readonly Token[] {
  if (kept === undefined) return plainEvents(content, instances)
  const events: Token[] = []
  let at = 0
  const inserted = insertionsOf(kept)
  let next = 0
  const insert = (offset: number): void => {
    for (; next < inserted.length && (inserted[next]?.at ?? 0) <= offset; next++) {
      const event = inserted[next]?.event
      if (event) events.push(event)
    }
  }
  for (const [index, part] of content.entries()) {
    insert(at)
    const instance = instances[index]
    if (typeof part === 'string') {
      let from = 0
      while (next < inserted.length && (inserted[next]?.at ?? 0) < at + part.length) {
        const to = (inserted[next]?.at ?? 0) - at
        if (to > from) events.push({ kind: 'text', text: part.slice(from, to) })
        insert(at + to)
        from = to
      }
      if (from < part.length) events.push({ kind: 'text', text: part.slice(from) })
      at += part.length
    } else if (instance) {
      events.push({ kind: part.kind, of: instance, kept: kept.codes.get(instance.base)?.[instance.ordinal] })
      at++
    }
  }
  insert(Number.POSITIVE_INFINITY)
  return events
}

/** Of what no other tool has had. */
function plainEvents(content: Content, instances: readonly (Instance | undefined)[]): readonly Token[] {
  return content.flatMap((part, index): Token | readonly Token[] => {
    if (typeof part === 'string') return part === '' ? [] : { kind: 'text', text: part }
    const of = instances[index]
    return of ? { kind: part.kind, of, kept: undefined } : []
  })
}

/** Starts, ends and remarks by place; at one place ends come first, then in the order they were found. */
function insertionsOf({ marks, remarks }: Kept): readonly { readonly at: number; readonly event: Token }[] {
  return [
    ...marks.flatMap((mark) => [
      { at: mark.from, order: mark.order, event: { kind: 'open' as const, of: mark } },
      { at: mark.to, order: mark.endOrder, event: { kind: 'close' as const, of: mark } },
    ]),
    ...remarks.map(({ at, order, remark }) => ({ at, order, event: { kind: 'remark' as const, remark } })),
  ].toSorted((a, b) => a.at - b.at || a.order - b.order)
}

function nest(events: readonly Token[], { codes }: Side): readonly XmlChild[] {
  const nested = nestedIn(events)
  const root: XmlChild[] = []
  const stack: XmlChild[][] = [root]
  const place = (): XmlChild[] => stack.at(-1) ?? root
  for (const event of events) {
    if (event.kind === 'text') place().push(...writable(event.text))
    else if (event.kind === 'remark') place().push(event.remark)
    else if (event.kind === 'standalone') place().push(element('ph', single(event.of, codes, event.kept)))
    else if (!nested.has(event.of)) place().push(end(event, codes))
    else if (event.kind === 'close') stack.pop()
    else {
      const children: XmlChild[] = []
      const attributes = isMark(event.of)
        ? { id: event.of.id, ...event.of.attributes }
        : paired(event.of, codes, event.kept)
      place().push({ name: isMark(event.of) ? 'mrk' : 'pc', attributes: orderAttributes(attributes), children })
      stack.push(children)
    }
  }
  return root
}

/** Those whose both ends are among the events and can be an element. */
function nestedIn(events: readonly Token[]): ReadonlySet<Instance | Mark> {
  const nested = new Set<Instance | Mark>()
  let open: (Instance | Mark)[] = []
  for (const event of events) {
    if (event.kind === 'open') open.push(event.of)
    if (event.kind !== 'close') continue
    if (open.at(-1) === event.of) {
      open.pop()
      nested.add(event.of)
    } else if (open.includes(event.of)) open = [] // crossing: none of the open ones can be an element round it
  }
  return nested
}

function end(event: Extract<Token, { kind: 'open' | 'close' | 'standalone' }>, codes: CodeTable): XmlChild {
  const { kind, of, kept } = event
  if (isMark(of))
    return kind === 'open' ? element('sm', { id: of.id, ...of.attributes }) : element('em', { startRef: of.id })
  const isolated = of.isPaired ? {} : { isolated: 'yes' }
  if (kind === 'open') return element('sc', { ...single(of, codes, startOf(kept)), ...isolated })
  const facts = factsOf(codes, of.base)
  const data = facts === undefined ? (of.isPaired ? {} : copy(of)) : { dataRef: endRef(of.base, facts) }
  const name = of.isPaired ? { startRef: of.id } : { id: of.id }
  return element('ec', { ...endOf(kept, of.isPaired), ...data, ...name, ...isolated })
}

function element(name: string, attributes: Attributes): XmlChild {
  return { name, attributes: orderAttributes(attributes), children: [] }
}

function isMark(of: Instance | Mark): of is Mark {
  return 'from' in of
}

function single(instance: Instance, codes: CodeTable, kept: Attributes | undefined): Attributes {
  const facts = factsOf(codes, instance.base)
  const { id, base } = instance
  if (facts === undefined) return { ...copy(instance), ...kept, id }
  const disp = facts.shown === undefined || hasUnwritable(facts.shown) ? {} : { disp: facts.shown }
  if (kept === undefined)
    return { id, type: typeOf(facts), ...disp, dataRef: dataId(base), ...subFlowsOf(facts, 'subFlows') }
  return { type: typeOf(facts), ...disp, ...kept, id, dataRef: dataId(base), ...subFlowsOf(facts, 'subFlows') }
}

function paired(instance: Instance, codes: CodeTable, kept: Attributes | undefined): Attributes {
  const facts = factsOf(codes, instance.base)
  const { id, base } = instance
  if (facts === undefined) return { ...copy(instance), ...kept, id }
  const data = { dataRefStart: dataId(base), dataRefEnd: endRef(base, facts) }
  if (kept === undefined) return { id, type: typeOf(facts), ...data, ...subFlowsOf(facts, 'subFlowsStart') }
  return { type: typeOf(facts), ...kept, id, ...data, ...subFlowsOf(facts, 'subFlowsStart') }
}

/** The units in which texts of the markup are. @see XLIFF 2.1, 4.3.1.42 subFlows, 4.7.2.6 Sub-Flows. */
function subFlowsOf({ subFlows = [] }: CodeFacts, name: 'subFlows' | 'subFlowsStart'): Attributes {
  return subFlows.length === 0 ? {} : { [name]: subFlows.join(' ') }
}

/** A second one of a code without original data says whose copy it is; with data, it has the same. */
function copy({ id, base }: Instance): Attributes {
  return id === base ? {} : { copyOf: base }
}

function typeOf({ tagName }: CodeFacts): string {
  if (tagName === 'a') return 'link'
  if (tagName === 'img') return 'image'
  return FORMATTING.has(tagName) ? 'fmt' : 'other'
}

/** Attributes as a `pc` has them, on the start of a pair. @see XLIFF 2.1, section 4.7.2.2, table 2. */
function startOf(kept: Attributes | undefined): Attributes | undefined {
  return kept && Object.fromEntries(Object.entries(kept).flatMap(([name, value]) => renamed(name, value, 'Start')))
}

/** The same on its end; its direction is its start's, and so is what other namespaces say of the pair. */
function endOf(kept: Attributes | undefined, isPaired: boolean): Attributes | undefined {
  if (!kept) return undefined
  const entries = Object.entries(kept).flatMap(([name, value]) => renamed(name, value, 'End'))
  return Object.fromEntries(
    entries
      .filter(([name]) => !isPaired || (name !== 'dir' && !name.includes(':')))
      .map(([name, value]) => [name, name === 'canReorder' && value === 'firstNo' ? 'no' : value]),
  )
}

function renamed(name: string, value: string, end: 'Start' | 'End'): readonly (readonly [string, string])[] {
  const [, stem, which] = /^(disp|equiv|subFlows|dataRef)(Start|End)$/.exec(name) ?? []
  if (stem === undefined) return [[name, value]]
  return which === end ? [[stem, value]] : []
}
