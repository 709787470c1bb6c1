/** Fragment identifiers: references such as `#f=f1/u=u1/m1`. */
import { quote } from '../../errors.ts'
import type { Fail } from './node.ts'
import { patterns } from './core-schema.ts'
import type { XmlNode } from './parse-xml.ts'

/** Registered prefixes: the modules', and TBX as the specification's example of an extension. */
const MODULES = ['gls', 'mtc', 'res', 'mda', 'fs', 'slr', 'val', 'ctr', 'its', 'itsm', 'tbx']

/**
 * `#` [`/`] then selectors in the order file, group, unit, and one leaf: note, data, target
 * inline, module or extension item, or an id of the inline content.
 *
 * @see XLIFF 2.1, section 4.4 "Fragment Identification".
 */
export function checkFragment(node: XmlNode, ref: string, fail: Fail): void {
  const wrong = (): never => fail(node, `reference ${quote(ref)}`, 'a fragment such as "#f=f1/u=u1/m1"')
  const selectors = ref.slice(1).replace(/^\//, '').split('/')
  const order = ['f', 'g', 'u']
  let last = -1
  let leaves = 0
  const seen = new Set<string>()
  for (const selector of selectors) {
    const [left = '', right, ...more] = selector.split('=')
    if (
      more.length > 0 ||
      !patterns.NMTOKEN.test(right ?? left) ||
      (right !== undefined && !patterns.NMTOKEN.test(left))
    )
      wrong()
    if (leaves > 0) wrong()
    if (right === undefined) {
      leaves++
      continue
    }
    if (seen.has(left)) wrong()
    seen.add(left)
    const place = order.indexOf(left)
    if (place !== -1) {
      if (place < last) wrong()
      last = place
    } else if (['n', 'd', 't'].includes(left) || MODULES.includes(left)) leaves++
    else wrong()
  }
}
