/** Groups of other tools round the units of a record, which itself is a list. */
import type { ForeignGroup, LayoutEntry } from './foreign.ts'
import { orderAttributes, orderElement } from './order-attributes.ts'
import type { RecordUnit } from './record.ts'
import type { BitextGroup, BitextUnit, Item } from './xliff/model.ts'
import { isElement } from './xml.ts'

type Read = BitextGroup<RecordUnit> | RecordUnit
type Written = BitextGroup | BitextUnit

/** The units in document order, and the groups they stood in; no layout where there were none. */
export function readLayout(entries: readonly Read[]): {
  readonly units: readonly RecordUnit[]
  readonly layout?: readonly LayoutEntry[]
} {
  const units: RecordUnit[] = []
  const visit = (each: readonly Read[]): readonly LayoutEntry[] =>
    each.map((entry): LayoutEntry => {
      if (entry.kind === 'group')
        return { ...frameOf(entry), kind: 'group', id: entry.id, entries: visit(entry.entries) }
      units.push(entry)
      return { kind: 'unit', id: entry.id }
    })
  const layout = visit(entries)
  return entries.some(({ kind }) => kind === 'group') ? { units, layout } : { units }
}

/** What a group has besides its entries. */
export function frameOf({
  attributes,
  before,
  lead,
  trail,
}: BitextGroup<RecordUnit>): Omit<ForeignGroup, 'kind' | 'id' | 'entries'> {
  return {
    attributes: orderAttributes(attributes),
    before: before.map((item): Item => (isElement(item) ? orderElement(item) : item)),
    ...(lead ? { lead } : {}),
    ...(trail ? { trail } : {}),
  }
}

/** One after the other: a unit with the groups round it, or a group that has no unit. */
export interface Leaf<Unit> {
  readonly path: readonly ForeignGroup[]
  readonly unit?: Unit
}

/**
 * The units in their order, each with its groups: those it had, or for a new one those that both
 * its neighbours are in. A group that lost its units stays, empty, where it was.
 */
export function leavesOf<Unit extends { readonly id: string }>(
  units: readonly Unit[],
  layout: readonly LayoutEntry[] | undefined,
): readonly Leaf<Unit>[] {
  if (layout === undefined) return units.map((unit) => ({ path: [], unit }))
  const paths = new Map<string, readonly ForeignGroup[]>()
  const empty = new Map<string, Leaf<Unit>[]>()
  const here = new Set(units.map(({ id }) => id))
  let last = ''
  const visit = (entries: readonly LayoutEntry[], path: readonly ForeignGroup[]): void => {
    for (const entry of entries) {
      if (entry.kind === 'unit') {
        paths.set(entry.id, path)
        if (here.has(entry.id)) last = entry.id
        continue
      }
      const inside = [...path, entry]
      if (!hasUnit(entry, here)) empty.set(last, [...(empty.get(last) ?? []), { path: inside }])
      visit(entry.entries, inside)
    }
  }
  visit(layout, [])
  const known = units.map(({ id }) => paths.get(id))
  const before = nearest(known)
  const behind = nearest(known.toReversed()).toReversed()
  return [
    ...(empty.get('') ?? []),
    ...units.flatMap((unit, index): readonly Leaf<Unit>[] => {
      const path = known[index] ?? shared(before[index], behind[index])
      return [{ path, unit }, ...(empty.get(unit.id) ?? [])]
    }),
  ]
}

function hasUnit(group: ForeignGroup, here: ReadonlySet<string>): boolean {
  return group.entries.some((entry) => (entry.kind === 'unit' ? here.has(entry.id) : hasUnit(entry, here)))
}

type Path = readonly ForeignGroup[] | undefined

/** For each place the last path up to it. */
function nearest(paths: readonly Path[]): readonly Path[] {
  let last: Path
  return paths.map((path) => (last = path ?? last))
}

function shared(a: Path = [], b: Path = []): readonly ForeignGroup[] {
  const end = a.findIndex((group, index) => group !== b[index])
  return end === -1 ? a : a.slice(0, end)
}

/** The leaves in their groups. A group is written once: units of it that stand elsewhere now are outside of it. */
export function nestLeaves(leaves: readonly Leaf<BitextUnit>[]): readonly Written[] {
  const root: Written[] = []
  const closed = new Set<ForeignGroup>()
  let open: { readonly group: ForeignGroup; readonly entries: Written[] }[] = []
  for (const { path, unit } of leaves) {
    const stays = open.findIndex(({ group }, index) => group !== path[index])
    for (const { group } of stays === -1 ? [] : open.slice(stays)) closed.add(group)
    if (stays !== -1) open = open.slice(0, stays)
    for (const group of path.slice(open.length)) {
      if (closed.has(group)) break
      const entries: Written[] = []
      ;(open.at(-1)?.entries ?? root).push({ ...group, entries })
      open = [...open, { group, entries }]
    }
    if (unit) (open.at(-1)?.entries ?? root).push(unit)
  }
  return root
}
