/** One value in three versions: what it was, and what two sides made of it. */
import { compareCodePoints } from '../../text/collate.ts'

export interface Three<Value> {
  readonly base: Value
  readonly ours: Value
  readonly theirs: Value
}

export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The one that a side changed; `both` decides where both did, and not to the same. */
export function settle<Value>(
  { base, ours, theirs }: Three<Value>,
  both: (ours: Value, theirs: Value) => Value = smaller,
): Value {
  if (isSame(ours, theirs) || isSame(base, theirs)) return ours
  return isSame(base, ours) ? theirs : both(ours, theirs)
}

/** Of two values always the same one, whichever side has it; one that is there goes before none. */
export function smaller<Value>(a: Value, b: Value): Value {
  const [first, second] = [JSON.stringify(a) as string | undefined, JSON.stringify(b) as string | undefined]
  if (first === undefined) return b
  return second === undefined || compareCodePoints(first, second) <= 0 ? a : b
}

/** Objects by their names; undefined where nothing is left. */
export function settleNames<Value>(
  three: Three<Readonly<Record<string, Value>> | undefined>,
): Readonly<Record<string, Value>> | undefined {
  const { base = {}, ours = {}, theirs = {} } = three
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].toSorted(compareCodePoints)
  const entries = names.flatMap((name) => {
    const value = settle<Value | undefined>({ base: base[name], ours: ours[name], theirs: theirs[name] })
    return value === undefined ? [] : [[name, value] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** Lists whose items are known by what they say: what a side added is in, what a side took out is not. */
export function settleItems<Item>({ base, ours, theirs }: Three<readonly Item[]>): readonly Item[] {
  const key = (item: Item): string => JSON.stringify(item)
  const [olds, a, b] = [base, ours, theirs].map((items) => new Map(items.map((item) => [key(item), item])))
  if (olds === undefined || a === undefined || b === undefined) return ours
  const wanted = new Set([...a.keys(), ...b.keys()].filter((each) => (a.has(each) && b.has(each)) || !olds.has(each)))
  const order = mergeOrder({ base: [...olds.keys()], ours: [...a.keys()], theirs: [...b.keys()] }, wanted)
  return order.flatMap((each) => a.get(each) ?? b.get(each) ?? [])
}

/**
 * The wanted ones in the order of the side that moved any; what only the other side has stands behind what stands
 * before it there. The same, whichever side is ours.
 */
export function mergeOrder({ base, ours, theirs }: Three<readonly string[]>, wanted: ReadonlySet<string>): string[] {
  const [inBase, inOurs, inTheirs] = [base, ours, theirs].map((ids) => new Set(ids))
  const common = (ids: readonly string[]): readonly string[] =>
    ids.filter((id) => inBase?.has(id) && inOurs?.has(id) && inTheirs?.has(id))
  const [wasOrder, ourOrder, theirOrder] = [common(base), common(ours), common(theirs)]
  const [oursStays, theirsStays] = [isSame(wasOrder, ourOrder), isSame(wasOrder, theirOrder)]
  const first = oursStays === theirsStays ? smaller(ours, theirs) : oursStays ? theirs : ours
  const second = first === ours ? theirs : ours
  const placed = new Set(first.filter((id) => wanted.has(id)))
  const behind = new Map<string, string[]>()
  let last = ''
  for (const id of second.filter((each) => wanted.has(each))) {
    if (placed.has(id)) last = id
    else behind.set(last, [...(behind.get(last) ?? []), id])
  }
  return [...(behind.get('') ?? []), ...[...placed].flatMap((id) => [id, ...(behind.get(id) ?? [])])]
}
