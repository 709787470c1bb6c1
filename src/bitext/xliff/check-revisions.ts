/** The rules of change tracking: revisions belong to an element beside them. */
import { quote } from '../../errors.ts'
import { attribute, elements, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

/** @see XLIFF 2.1, section 5.6 (the module of 2.0): appliesTo, ref, currentVersion, property. */
export function checkRevisions(changeTrack: XmlNode, holder: XmlNode, fail: Fail): void {
  const beside = elements(holder)
    .filter((each) => each !== changeTrack)
    .flatMap((sibling) => [sibling, ...elements(sibling)])
  for (const revisions of elements(changeTrack)) {
    const [appliesTo = '', ref, current] = ['appliesTo', 'ref', 'currentVersion'].map((name) =>
      attribute(revisions, name),
    )
    const named = beside.filter(({ local }) => local === appliesTo)
    const tracked = ref === undefined ? named : beside.filter((each) => attribute(each, 'id') === ref)
    if (tracked.length === 0 || named.length === 0)
      fail(
        revisions,
        `revisions of ${ref === undefined ? `<${appliesTo}>` : quote(ref)}, which is not there`,
        'an element beside them',
      )
    if (ref === undefined && named.length > 1 && named.every((each) => attribute(each, 'id') !== undefined))
      fail(revisions, `revisions of one of ${named.length} <${appliesTo}>`, 'a ref to the one they belong to')
    if (current !== undefined && !elements(revisions).some((each) => attribute(each, 'version') === current))
      fail(revisions, `currentVersion ${quote(current)}, which is not there`, 'the version of one of the revisions')
    for (const revision of elements(revisions)) checkItems(revision, tracked, fail)
  }
}

/** Each item is the content, or an attribute that the element has; each once. */
function checkItems(revision: XmlNode, tracked: readonly XmlNode[], fail: Fail): void {
  const seen = new Set<string>()
  for (const item of elements(revision)) {
    const property = attribute(item, 'property') ?? ''
    const known = property === 'content' || tracked.some((each) => attribute(each, property) !== undefined)
    if (!known) fail(item, `property ${quote(property)}`, '"content", or an attribute of the element')
    if (seen.has(property)) fail(item, `property ${quote(property)} twice in one revision`, 'each property once')
    seen.add(property)
  }
}
