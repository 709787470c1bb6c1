/** The rules of the Plural, Gender, and Select module: the cases of a message. */
import { quote } from '../../errors.ts'
import { MODULES } from './namespaces.ts'
import { moduleAttribute, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

const PLURAL = /^(?:zero|one|two|few|many|other|\d+(?:\.\d+)?)$/
const SELECTORS: Readonly<Record<string, RegExp>> = { plural: PLURAL, ordinal: PLURAL, gender: /./, select: /./ }

/** @see XLIFF 2.2, part 2, section 4.9.5: `switch` on a unit, `case` on its segments. */
export function checkPlurals(unit: XmlNode, parts: readonly XmlNode[], fail: Fail): void {
  const uri = MODULES.pgs ?? ''
  const selection = moduleAttribute(unit, uri, 'switch')
  const items = selection?.split(' ').filter((item) => item !== '') ?? []
  for (const item of items) {
    const [keyword = '', variable, ...more] = item.split(':')
    if (!Object.hasOwn(SELECTORS, keyword) || !variable || more.length > 0)
      fail(unit, `switch ${quote(selection ?? '')}`, 'items such as "plural:count" or "gender:host"')
  }
  for (const part of parts) {
    const value = moduleAttribute(part, uri, 'case')
    if (value === undefined) continue
    const values = value.split(' ').filter((item) => item !== '')
    const fits =
      values.length === items.length &&
      values.every((each, index) => SELECTORS[items[index]?.split(':')[0] ?? '']?.test(each))
    if (!fits)
      fail(part, `case ${quote(value)} for switch ${quote(selection ?? '')}`, 'a value for each item of the switch')
  }
}
