/** What a source says of whether its text is translated (HTML Standard, 3.2.6.4, the translate attribute). */
import type { Element } from 'hast'

/** What the element says for what is in it; undefined: what holds round it. `.notranslate` is what services of translation heed. */
export function isTranslatedIn({ properties }: Element): boolean | undefined {
  const { translate, className } = properties
  const said = String(translate ?? '?').toLowerCase()
  if (said === 'no' || said === 'false') return false
  if (Array.isArray(className) && className.includes('notranslate')) return false
  return said === 'yes' || said === 'true' || said === '' ? true : undefined
}

/** Whether something in it is translated although it is not itself. */
export function holdsTranslated(node: Element): boolean {
  return node.children.some((child) => {
    if (child.type !== 'element') return false
    const own = isTranslatedIn(child)
    return own === true || holdsTranslated(child)
  })
}
