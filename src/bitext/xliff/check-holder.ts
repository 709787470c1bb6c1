/** The rules of notes, modules and extensions where they stand: in the document, a file, a group or a unit. */
import { quote } from '../../errors.ts'
import { checkIts } from './check-its.ts'
import { checkModule, type ModuleContext } from './check-modules.ts'
import { uniqueIds } from './check-parts.ts'
import { checkRevisions } from './check-revisions.ts'
import { XML_NAMESPACE } from './core-schema.ts'
import { modulePrefix, schemaName } from './namespaces.ts'
import { descendants, elements } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

/** Of these at most one may stand in one element. */
const SINGLE = new Set([
  'mda:metadata',
  'mtc:matches',
  'gls:glossary',
  'res:resourceData',
  'slr:profiles',
  'slr:data',
  'val:validation',
])

/** @see XLIFF 2.1, sections 4.2.2 (constraints of file, group, unit), 4.9.2 (extensions), chapter 5 (modules). */
export function checkHolder(holder: XmlNode, context: ModuleContext): void {
  const { core, fail } = context
  const seen = new Set<string>()
  for (const child of elements(holder)) {
    if (child.uri === core) {
      if (child.local === 'notes') uniqueIds(elements(child), 'note', fail)
      continue
    }
    const name = schemaName(child)
    if (SINGLE.has(name) && seen.has(name)) fail(child, `second <${child.name}>`, 'one in each element')
    seen.add(name)
    for (const node of [child, ...descendants(child)]) checkModule(node, holder, context)
    if (name === 'ctr:changeTrack') checkRevisions(child, holder, fail)
  }
  checkExtensionIds(holder, context)
  for (const node of withoutStructure(holder, core)) {
    checkModule(node, holder, context)
    checkIts(node, holder, fail)
  }
}

/** The holder, its parts and their inline content: where attributes of modules may stand. Structure inside it is a holder of its own. */
function withoutStructure(holder: XmlNode, core: string): readonly XmlNode[] {
  const inside = elements(holder).filter(({ uri, local }) => uri === core && !['file', 'group', 'unit'].includes(local))
  return [holder, ...inside.flatMap((node) => [node, ...descendants(node)])]
}

/** Ids of extensions are unique in the element they stand in; modules have scopes of their own. */
function checkExtensionIds(holder: XmlNode, { core, fail }: ModuleContext): void {
  const seen = new Set<string>()
  const extensions = elements(holder).filter(({ uri }) => uri !== core && modulePrefix(uri) === undefined)
  for (const node of extensions.flatMap((each) => [each, ...descendants(each)])) {
    const id = node.attributes.find(
      ({ name, uri, local }) => name === 'id' || (uri === XML_NAMESPACE && local === 'id'),
    )?.value
    if (id === undefined) continue
    if (seen.has(id))
      fail(node, `id ${quote(id)} twice among the extensions of one element`, 'ids that are unique there')
    seen.add(id)
  }
}
