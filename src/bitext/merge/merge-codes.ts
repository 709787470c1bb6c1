/** Codes of a row whose sentences come from two sides: an id means one thing. */
import { compareCodePoints } from '../../text/collate.ts'
import { factsOf } from '../code-data.ts'
import { renameSegment } from '../code-names.ts'
import type { CodeFacts } from '../content.ts'
import type { RecordSegment, RecordUnit } from '../record.ts'
import { isSame, smaller, type Three } from './three.ts'

/** Where both sides give an id another meaning, the one that the past does not know has another id. */
export function codesApart({
  base,
  ours,
  theirs,
}: { readonly base: RecordUnit | undefined } & Omit<Three<RecordUnit>, 'base'>): Omit<Three<RecordUnit>, 'base'> {
  const clashing = Object.keys(ours.codes)
    .filter((id) => factsOf(theirs.codes, id) !== undefined && !isSame(ours.codes[id], theirs.codes[id]))
    .toSorted(compareCodePoints)
  if (clashing.length === 0) return { ours, theirs }
  const taken = new Set([base, ours, theirs].flatMap((unit) => Object.keys(unit?.codes ?? {})))
  const names = { ours: new Map<string, string>(), theirs: new Map<string, string>() }
  for (const id of clashing) {
    let name = `y${id}`
    while (taken.has(name)) name = `y${name}`
    taken.add(name)
    const [mine, other] = [ours.codes[id], theirs.codes[id]]
    const old = base?.codes[id]
    const isOurs = isSame(other, old) || (!isSame(mine, old) && smaller(mine, other) === other)
    names[isOurs ? 'ours' : 'theirs'].set(id, name)
  }
  return { ours: renamed(ours, names.ours), theirs: renamed(theirs, names.theirs) }
}

function renamed(unit: RecordUnit, names: ReadonlyMap<string, string>): RecordUnit {
  if (names.size === 0) return unit
  return {
    ...unit,
    segments: unit.segments.map((segment) => renameSegment(segment, names)),
    codes: Object.fromEntries(Object.entries(unit.codes).map(([id, facts]) => [names.get(id) ?? id, facts])),
  }
}

/**
 * The merged sentences with what their codes stand for. A sentence that stands in both sides' rows at another place is
 * there twice, its codes the second time under ids of their own.
 */
export function settleCodes(
  merged: readonly RecordSegment[],
  { ours, theirs }: Omit<Three<RecordUnit>, 'base'>,
): Pick<RecordUnit, 'segments' | 'codes'> {
  const factsFor = (id: string): CodeFacts | undefined => factsOf(ours.codes, id) ?? factsOf(theirs.codes, id)
  const taken = new Set([...Object.keys(ours.codes), ...Object.keys(theirs.codes)])
  const found = new Map<string, CodeFacts>()
  const seen = new Set<string>()
  const segments = merged.map((segment) => {
    const names = new Map<string, string>()
    for (const part of segment.source) {
      if (typeof part === 'string') continue
      const place = `${part.kind} ${part.id}`
      if (seen.has(place) && !names.has(part.id)) {
        let name = `y${part.id}`
        while (taken.has(name)) name = `y${name}`
        taken.add(name)
        names.set(part.id, name)
      }
      const facts = factsFor(part.id)
      if (facts !== undefined) found.set(names.get(part.id) ?? part.id, facts)
    }
    for (const part of segment.source) if (typeof part !== 'string') seen.add(`${part.kind} ${part.id}`)
    return renameSegment(segment, names)
  })
  return { segments, codes: Object.fromEntries(found) }
}
