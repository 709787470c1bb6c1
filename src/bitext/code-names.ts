/** The codes of a row of before under the ids that they have in a row of the source as it is. */
import { factsOf, type CodeNames, type CodeTable } from './code-data.ts'
import { glue, renameCodes, renumberCodes, type Content } from './content.ts'
import { renameForeign } from './foreign-codes.ts'
import { hashContent, hashPair } from './hash-content.ts'
import type { RecordSegment } from './record.ts'

/** Codes of two writings of one sentence, in the order they stand. */
export function pairedNames(before: Content, now: Content): CodeNames {
  const to = [...renumberCodes(now).ids.keys()]
  return new Map([...renumberCodes(before).ids.keys()].map((id, index) => [id, to[index] ?? id]))
}

/**
 * Codes of two writings of one text of which the second has lost some: each that is left with the
 * one that stood at its place and has its markup. Undefined when there is one that has none.
 */
export function namesByPlace(
  before: { readonly content: Content; readonly codes: CodeTable },
  now: { readonly content: Content; readonly codes: CodeTable },
): CodeNames | undefined {
  const waiting = placedCodes(before.content, before.codes)
  const names = new Map<string, string>()
  for (const code of placedCodes(now.content, now.codes)) {
    const at = waiting.findIndex(({ place, markup }) => place === code.place && markup === code.markup)
    const [found] = at === -1 ? [] : waiting.splice(at, 1)
    if (found === undefined || (names.get(found.id) ?? code.id) !== code.id) return undefined
    names.set(found.id, code.id)
  }
  return names
}

function placedCodes(content: Content, codes: CodeTable): { id: string; place: string; markup: string }[] {
  let at = 0
  return content.flatMap((part) => {
    if (typeof part === 'string') {
      at += part.length
      return []
    }
    const { open = '', close = '' } = factsOf(codes, part.id) ?? {}
    return [{ id: part.id, place: `${at} ${part.kind}`, markup: `${withoutClass(open)}\u0000${close}` }]
  })
}

/** Records of before have classes that said nothing. */
function withoutClass(markup: string): string {
  return markup.replace(' class=""', '')
}

/** Content without the codes that have no name. */
export function onlyNamed(content: Content, names: CodeNames): Content {
  return glue(content.filter((part) => typeof part === 'string' || names.has(part.id)))
}

/**
 * All ids that were used with a row: those that are known to be paired keep to that, others take the
 * id of a code with the same markup; what has no such code any more gets an id that no code has.
 */
export function namesFor(ids: Iterable<string>, known: CodeNames, before: CodeTable, now: CodeTable): CodeNames {
  const names = new Map(known)
  const taken = new Set(known.values())
  for (const id of ids) {
    if (names.has(id)) continue
    const facts = factsOf(before, id)
    const isSame = (other: string): boolean => {
      const theirs = factsOf(now, other)
      return facts !== undefined && theirs !== undefined && facts.open === theirs.open && facts.close === theirs.close
    }
    const same = [id, ...Object.keys(now)].find((other) => !taken.has(other) && isSame(other))
    const name = same ?? (factsOf(now, id) === undefined && !taken.has(id) ? id : freeName(id, taken, now))
    names.set(id, name)
    taken.add(name)
  }
  return names
}

function freeName(id: string, taken: ReadonlySet<string>, now: CodeTable): string {
  let name = `x${id}`
  while (taken.has(name) || factsOf(now, name) !== undefined) name = `x${name}`
  return name
}

/** The ids of codes anywhere in a segment. */
export function codeIdsOf({ source, target = [], machine = [], oldSource = [] }: RecordSegment): ReadonlySet<string> {
  return new Set(
    [source, target, machine, oldSource].flat().flatMap((part) => (typeof part === 'object' ? [part.id] : [])),
  )
}

/** A segment with its codes under other ids, wherever they stand; hashes that held still hold. */
export function renameSegment(segment: RecordSegment, names: CodeNames): RecordSegment {
  if ([...names].every(([id, name]) => id === name)) return segment
  const { source, target, machine, oldSource, foreign } = segment
  const renamed = {
    ...segment,
    source: renameCodes(source, names),
    ...(target ? { target: renameCodes(target, names) } : {}),
    ...(machine ? { machine: renameCodes(machine, names) } : {}),
    ...(oldSource ? { oldSource: renameCodes(oldSource, names) } : {}),
    ...(foreign ? { foreign: renameForeign(foreign, names) } : {}),
  }
  return { ...renamed, ...hashesOf(segment, renamed) }
}

function hashesOf(before: RecordSegment, now: RecordSegment): Pick<RecordSegment, 'sourceHash' | 'approved'> {
  const { source, oldSource = source, target = [], sourceHash, approved } = before
  const of =
    sourceHash === hashContent(source) ? now.source : sourceHash === hashContent(oldSource) ? now.oldSource : undefined
  const holds = approved !== undefined && approved === hashPair(oldSource, target)
  return {
    ...(of === undefined ? {} : { sourceHash: hashContent(of) }),
    ...(holds ? { approved: hashPair(now.oldSource ?? now.source, now.target ?? []) } : {}),
  }
}
