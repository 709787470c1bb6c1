/** The whole text of a unit on one side, as elements that say which code of the unit each is. */
import type { ElementContent } from 'hast'
import type { CodeFacts, Content } from '../../bitext/content.ts'
import { layCodes } from '../../bitext/lay-codes.ts'
import type { RecordUnit } from '../../bitext/record.ts'

export type Side = 'source' | 'target'

/** A sentence, or the place of one that is missing. */
export type UnitText =
  | { readonly kind: 'missing' }
  | { readonly kind: 'text'; readonly nodes: readonly ElementContent[] }

/** Sentences in order; runs without a missing one between them are one text, so that markup may reach over several. */
export function unitText(
  { segments }: RecordUnit,
  codes: Readonly<Record<string, CodeFacts>>,
  side: Side,
): readonly UnitText[] {
  const runs: (Content | undefined)[] = []
  let space = ''
  for (const segment of segments) {
    const content = segment[side]
    const last = runs.at(-1)
    if (content === undefined) runs.push(undefined)
    else if (runs.length === 0 || last === undefined) runs.push(content)
    else runs[runs.length - 1] = [...last, ...(space === '' ? gap(last, content) : [space]), ...content]
    space = segment.after ?? ''
  }
  const named = Object.fromEntries(Object.entries(codes).map(([id, facts]) => [id, withName(id, facts)]))
  return runs.map((run) => (run === undefined ? { kind: 'missing' } : { kind: 'text', nodes: layCodes(run, named) }))
}

/** Words of two sentences never touch, whatever stood between them in the source. */
function gap(before: Content, after: Content): Content {
  const touch = typeof before.at(-1) === 'string' && typeof after[0] === 'string'
  return touch && !/\s$/.test(String(before.at(-1))) ? [' '] : []
}

/** What the element was is found again by its code. */
function withName(id: string, { kind, tagName, open }: CodeFacts): CodeFacts {
  return { kind, tagName, open, properties: { dataCode: id } }
}

/** Id of the code that an element of a unit's text stands for. */
export function codeOf(node: ElementContent): string | undefined {
  return node.type === 'element' && typeof node.properties.dataCode === 'string' ? node.properties.dataCode : undefined
}
