/** The codes in what other tools put into a segment. */
import type { CodeNames } from './code-data.ts'
import type { ForeignSegment, ForeignSide } from './foreign.ts'
import { childElements, isElement, type XmlChild, type XmlElement } from './xml.ts'

/** Without the codes that have no name: what stands in them or round them stays. */
export function onlyNamedForeign({ source, target, ...others }: ForeignSegment, names: CodeNames): ForeignSegment {
  const named = (side: ForeignSide): ForeignSide => {
    const isNamed = (id: string): boolean => names.has(side.bases?.[id] ?? id)
    return { ...side, element: { ...side.element, children: onlyNamedChildren(side.element.children, isNamed) } }
  }
  return { ...others, ...(source ? { source: named(source) } : {}), ...(target ? { target: named(target) } : {}) }
}

function onlyNamedChildren(children: readonly XmlChild[], isNamed: (id: string) => boolean): readonly XmlChild[] {
  return children.flatMap((child): readonly XmlChild[] => {
    if (!isElement(child) || child.name === 'cp') return [child]
    const inside = onlyNamedChildren(child.children, isNamed)
    if (MARKS.has(child.name) || isNamed(child.attributes.id ?? child.attributes.startRef ?? ''))
      return [{ ...child, children: inside }]
    return inside
  })
}

const MARKS: ReadonlySet<string> = new Set(['mrk', 'sm', 'em'])

/** With its codes under other ids. */
export function renameForeign({ source, target, ...others }: ForeignSegment, names: CodeNames): ForeignSegment {
  return {
    ...others,
    ...(source ? { source: renameSide(source, names) } : {}),
    ...(target ? { target: renameSide(target, names) } : {}),
  }
}

function renameSide({ element, bases }: ForeignSide, names: CodeNames): ForeignSide {
  const marks = new Set(marksIn(element))
  return {
    element: renameElement(element, names, marks),
    ...(bases
      ? {
          bases: Object.fromEntries(
            Object.entries(bases).map(([id, base]) => [names.get(id) ?? id, names.get(base) ?? base]),
          ),
        }
      : {}),
  }
}

function renameElement(element: XmlElement, names: CodeNames, marks: ReadonlySet<string>): XmlElement {
  const isMark = MARKS.has(element.name)
  const attributes = Object.entries(element.attributes).map(([name, value]) => {
    const isId = !isMark && (name === 'id' || name === 'startRef' || name === 'copyOf')
    return [name, isId && !marks.has(value) ? (names.get(value) ?? value) : value] as const
  })
  return {
    ...element,
    attributes: Object.fromEntries(attributes),
    children: element.children.map((child) => (isElement(child) ? renameElement(child, names, marks) : child)),
  }
}

function marksIn(element: XmlElement): readonly string[] {
  return childElements(element).flatMap((child) => [
    ...(child.name === 'mrk' || child.name === 'sm' ? [child.attributes.id ?? ''] : []),
    ...marksIn(child),
  ])
}
