/** What other tools put into inline content besides the content itself: annotations, attributes of codes, remarks. */
import type { Content } from './content.ts'
import type { Bases } from './from-xliff.ts'
import type { Attributes } from './xliff/model.ts'
import { isElement, isRemark, type XmlChild, type XmlRemark } from './xml.ts'

/** An annotation. Places are counted in UTF-16 units of text and one for each code. */
export interface Mark {
  readonly id: string
  readonly attributes: Attributes
  readonly from: number
  readonly to: number
  /** Where several things stand at one place, the order they had. */
  readonly order: number
  readonly endOrder: number
}

interface PlacedRemark {
  readonly remark: XmlRemark
  readonly at: number
  readonly order: number
}

export interface Kept {
  readonly marks: readonly Mark[]
  readonly remarks: readonly PlacedRemark[]
  /** Of each code, in the order they stand: attributes as on a `pc`. */
  readonly codes: ReadonlyMap<string, readonly Attributes[]>
}

/** An annotation of which more than this share has changed is about something else now. */
const MOST_CHANGED = 0.5

/** Takes it all out of the children of a source or target. */
export function keptOf(children: readonly XmlChild[], bases: Bases): Kept {
  const marks: Mark[] = []
  const starts = new Map<string, { readonly attributes: Attributes; readonly from: number; readonly order: number }>()
  const remarks: PlacedRemark[] = []
  const codes = new Map<string, Attributes[]>()
  const pairs = new Map<string, Attributes[]>()
  let [at, order] = [0, 0]
  const startMark = ({ id = '', ...attributes }: Attributes): void => {
    starts.set(id, { attributes, from: at, order: order++ })
  }
  const endMark = (id = ''): void => {
    const start = starts.get(id)
    if (start) marks.push({ id, ...start, to: at, endOrder: order++ })
  }
  const code = ({ id = '', ...attributes }: Attributes): void => {
    const base = bases.get(id) ?? id
    const list = codes.get(base) ?? []
    list.push(attributes)
    codes.set(base, list)
    pairs.set(id, list)
  }
  const visit = (child: XmlChild): void => {
    if (typeof child === 'string') at += child.length
    else if (isRemark(child)) remarks.push({ remark: child, at, order: order++ })
    else if (isElement(child)) {
      const { name, attributes } = child
      const inside = (): void => child.children.forEach(visit)
      if (name === 'cp') at++
      else if (name === 'mrk') {
        startMark(attributes)
        inside()
        endMark(attributes.id)
      } else if (name === 'sm') startMark(attributes)
      else if (name === 'em') endMark(attributes.startRef)
      else if (name === 'ph') {
        code(own(attributes))
        at++
      } else if (name === 'pc') {
        code(own(attributes))
        at++
        inside()
        at++
      } else if (name === 'sc') {
        code(own(attributes, 'Start'))
        at++
      } else if (name === 'ec') {
        const start = pairs.get(attributes.startRef ?? '')
        const last = start?.pop()
        if (start && last) start.push({ ...own(attributes, 'End'), ...last })
        else code(own(attributes, 'End'))
        at++
      }
    }
  }
  children.forEach(visit)
  return { marks, remarks, codes }
}

/**
 * What still makes sense round another content: what stands in the parts that begin and end both
 * alike keeps its place; an annotation goes when most of what it marks is gone.
 */
export function moveKept(kept: Kept, old: Content, now: Content): Kept {
  const [before, after] = [unitsOf(old), unitsOf(now)]
  let prefix = 0
  while (prefix < before.length && prefix < after.length && before[prefix] === after[prefix]) prefix++
  let suffix = 0
  const most = Math.min(before.length, after.length) - prefix
  while (suffix < most && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++
  const changedTo = before.length - suffix
  const shift = after.length - before.length
  const start = (place: number): number => (place >= changedTo ? place + shift : Math.min(place, prefix))
  const end = (place: number): number => (place <= prefix ? place : Math.max(place, changedTo) + shift)
  return {
    codes: kept.codes,
    marks: kept.marks.flatMap((mark) => {
      const changed = Math.min(mark.to, changedTo) - Math.max(mark.from, prefix)
      const isLost = changed > 0 && changed / (mark.to - mark.from) >= MOST_CHANGED
      const from = start(mark.from)
      return isLost ? [] : [{ ...mark, from, to: mark.from === mark.to ? from : end(mark.to) }]
    }),
    remarks: kept.remarks.map((each) => ({ ...each, at: start(each.at) })),
  }
}

/** One string a code, one a UTF-16 unit of text. */
function unitsOf(content: Content): readonly string[] {
  return content.flatMap((part) => (typeof part === 'string' ? part.split('') : [`${part.kind} ${part.id}`]))
}

/** Attributes of a code as on a `pc`. */
function own(attributes: Attributes, end: 'Start' | 'End' | '' = ''): Attributes {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name !== 'startRef' && name !== 'isolated' && name !== 'copyOf')
      .map(([name, value]) => [/^(?:disp|equiv|subFlows|dataRef)$/.test(name) ? name + end : name, value]),
  )
}
