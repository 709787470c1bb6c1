/** How a list counts: from where, and in which direction. */
import type { Element } from 'hast'

export function numberingOf({ properties, children }: Element): { readonly first: number; readonly step: 1 | -1 } {
  if (properties.reversed !== true) return { first: integerOf(properties.start) ?? 1, step: 1 }
  const items = children.filter((child) => child.type === 'element' && child.tagName === 'li').length
  return { first: integerOf(properties.start) ?? items, step: -1 }
}

/** As browsers read one, which is no larger than 32 bits hold. */
export function integerOf(value: unknown): number | undefined {
  const integer = Number.parseInt(String(value), 10)
  return Math.abs(integer) < 2 ** 31 ? integer : undefined
}
