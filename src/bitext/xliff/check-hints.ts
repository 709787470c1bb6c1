/** The rules of editing hints: what may not be deleted is there, what may not be reordered has its order. */
import { quote } from '../../errors.ts'
import { CODES, type Sides } from './check-codes.ts'
import { attribute, descendants, elements, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

/** One code as it is met, reading on: a `<pc>` is met at its start and at its end. */
interface Met {
  readonly name: string
  readonly reorder: string
  readonly node: XmlNode
}

/** @see XLIFF 2.1, section 4.7.2.6 (editing hints): constraints and processing requirements. */
export function checkHints(parts: readonly Sides[], fail: Fail): void {
  const kept = new Set(parts.flatMap(({ target }) => (target ? descendants(target).map(nameOf) : [])))
  for (const { source, target } of parts) {
    const sources = met(source)
    const targets = target ? met(target) : []
    checkSequence(sources, fail)
    checkSequence(targets, fail)
    if (target === undefined) continue
    const lost = sources.find(({ node }) => attribute(node, 'canDelete') === 'no' && !kept.has(nameOf(node)))
    if (lost) fail(target, `a target without code ${quote(nameOf(lost.node))}`, 'every code that may not be deleted')
    checkOrder(target, sources, targets, fail)
  }
}

/** A sequence that keeps its order begins with firstNo. */
function checkSequence(codes: readonly Met[], fail: Fail): void {
  let open = false
  for (const { node, name, reorder } of codes) {
    const isEnd = name.startsWith('/')
    if (reorder === 'firstNo') open = true
    if (reorder === 'no' && !open && !isEnd)
      fail(node, 'canReorder "no" before any "firstNo"', '"firstNo" on the first code of the sequence')
    if (reorder === 'yes') open = false
  }
}

/** Where codes of a sequence stand in the target, they stand together and as in the source. */
function checkOrder(target: XmlNode, sources: readonly Met[], targets: readonly Met[], fail: Fail): void {
  const runs: string[][] = []
  for (const { name, reorder } of sources) {
    if (reorder === 'firstNo') runs.push([name])
    else if (reorder === 'no') runs.at(-1)?.push(name)
  }
  const order = targets.map(({ name }) => name)
  for (const run of runs) {
    const places = run.map((name) => order.indexOf(name)).filter((place) => place !== -1)
    if (places.some((place, index) => index > 0 && place !== (places[index - 1] ?? 0) + 1))
      fail(target, 'codes in another order', 'codes that may not be reordered in the order of the source')
  }
}

function met(content: XmlNode): Met[] {
  return elements(content).flatMap((node): Met[] => {
    if (!CODES.includes(node.local)) return met(node)
    const reorder = attribute(node, 'canReorder') ?? 'yes'
    const own = { name: nameOf(node), reorder, node }
    if (node.local !== 'pc') return [own]
    return [own, ...met(node), { name: `/${own.name}`, reorder: reorder === 'firstNo' ? 'no' : reorder, node }]
  })
}

function nameOf(node: XmlNode): string {
  return attribute(node, 'id') ?? `/${attribute(node, 'startRef') ?? ''}`
}
