/** Reads XLIFF 2.0, 2.1 and 2.2; refuses what their schemas and rules call an error. */
import { MuqabilError, quote } from '../../errors.ts'
import { checkHolder } from './check-holder.ts'
import { uniqueIds } from './check-parts.ts'
import { checkSchema } from './check-schema.ts'
import { checkUnit, type SubFlow } from './check-unit.ts'
import { CORE_NAMESPACES } from './core-schema.ts'
import { findConflict } from './find-conflict.ts'
import type { Bitext, BitextUnit } from './model.ts'
import { Scope } from './namespaces.ts'
import { attribute, descendants, elements, hasText, type Fail } from './node.ts'
import { parseXml, type XmlDocument, type XmlNode } from './parse-xml.ts'
import { plainAttributes } from './plain-element.ts'
import { childrenOf, fileOf, unitOf } from './read-structure.ts'

/**
 * @param text The whole file.
 * @param options `file` is named in errors.
 * @throws {MuqabilError} `record-conflict`, `xml-syntax`, `xml-refused`, `xliff-version`,
 *   `xliff-schema`, `xliff-rule`, with file and line.
 * @see XLIFF Version 2.1, OASIS Standard, section 4; Version 2.2, Committee Specification.
 */
export function parseXliff(text: string, { file = 'XLIFF' }: { readonly file?: string } = {}): Bitext {
  return readXliff(text, { file, keep: (unit) => unit })
}

/**
 * The same, keeping of each unit what `keep` makes of it: a unit is checked and given away when it
 * ends, so that the whole tree of a big file never stands in memory.
 */
export function readXliff<Unit>(
  text: string,
  { file, keep }: { readonly file: string; readonly keep: (unit: BitextUnit) => Unit },
): Bitext<Unit> {
  const reading = new Reading(file, keep)
  try {
    const document = parseXml(text.replace(/^\uFEFF/, ''), file, (node, open) => reading.end(node, open))
    return reading.bitextOf(document)
  } catch (error) {
    // Marks that a person left behind do no harm to XML: they are text where none may be.
    const stray = error instanceof MuqabilError && error.code === 'xliff-schema' && error.reason.includes('text in <')
    const conflict = stray ? findConflict(text, error.line) : undefined
    if (!conflict) throw error
    throw new MuqabilError('record-conflict', { mark: conflict.mark }, { file, line: conflict.line }, { cause: error })
  }
}

/** One document while it is read. */
class Reading<Unit> {
  readonly #file: string
  readonly #keep: (unit: BitextUnit) => Unit
  readonly #units = new Map<XmlNode, Unit>()
  readonly #subFlows: SubFlow[] = []
  readonly #declared = new Set<XmlNode>()
  readonly #fail: Fail
  #root: { readonly core: string; readonly scope: Scope } | undefined

  constructor(file: string, keep: (unit: BitextUnit) => Unit) {
    this.#file = file
    this.#keep = keep
    this.#fail = (node, problem, expected) => {
      throw new MuqabilError('xliff-rule', { problem, expected }, { file, line: node.line })
    }
  }

  /** Checks what has ended; a unit is taken out of the tree. */
  end(node: XmlNode, open: readonly XmlNode[]): void {
    const [root] = open
    const parent = open.at(-1)
    if (root === undefined || parent === undefined || !Object.hasOwn(CORE_NAMESPACES, root.uri)) return
    if (node.uri !== root.uri || parent.uri !== root.uri) return
    if (node.local === 'unit' && (parent.local === 'file' || parent.local === 'group')) this.#endUnit(node, open, root)
    if (node.local === 'group') checkHolder(node, { open, core: root.uri, fail: this.#fail })
    if (node.local === 'file' && parent === root) this.#endFile(node, open)
  }

  bitextOf({ root, prolog, epilog }: XmlDocument): Bitext<Unit> {
    const { core, scope } = this.#rootOf(root)
    checkSchema(root, { file: this.#file, core, checked: (node) => this.#units.has(node) })
    checkHolder(root, { open: [], core, fail: this.#fail })
    const { before, inside, trail } = childrenOf(root, scope, ({ uri, local }) => uri === core && local === 'file')
    uniqueIds(
      inside.map(([node]) => node),
      'file',
      this.#fail,
    )
    const files = inside.map(([node, lead]) =>
      fileOf(node, lead, { scope, core, unitOf: (unit) => this.#unitOf(unit) }),
    )
    const own = plainAttributes(root, scope)
    const trgLang = attribute(root, 'trgLang')
    return {
      version: attribute(root, 'version') ?? '',
      sourceLanguage: attribute(root, 'srcLang') ?? '',
      ...(trgLang === undefined ? {} : { targetLanguage: trgLang }),
      attributes: { ...scope.attributes(), ...own },
      ...(before.length > 0 ? { before } : {}),
      files,
      ...(prolog.length > 0 ? { prolog } : {}),
      ...(epilog.length > 0 ? { epilog } : {}),
      ...(trail.length > 0 ? { trail } : {}),
    }
  }

  /** The root is looked at once, before anything inside it. */
  #rootOf(root: XmlNode): { readonly core: string; readonly scope: Scope } {
    if (this.#root) return this.#root
    const place = { file: this.#file, line: root.line }
    const version = attribute(root, 'version') ?? ''
    const versions = Object.hasOwn(CORE_NAMESPACES, root.uri) ? CORE_NAMESPACES[root.uri] : undefined
    const isOther = root.local === 'xliff' && version !== '' && !/^2(?:\.|$)/.test(version)
    if (isOther) throw new MuqabilError('xliff-version', { version }, place)
    if (root.local !== 'xliff' || versions === undefined)
      throw new MuqabilError('xliff-schema', { problem: `root <${root.name}>${ofNamespace(root.uri)}` }, place)
    if (!versions.some((each) => each === version)) {
      if (!['2.0', '2.1', '2.2'].includes(version)) throw new MuqabilError('xliff-version', { version }, place)
      const problem = `version ${quote(version)} in the namespace of ${versions.toReversed().join(' and ')}`
      throw new MuqabilError('xliff-schema', { problem }, place)
    }
    const scope = new Scope(root.uri)
    this.#declare(root, scope)
    this.#root = { core: root.uri, scope }
    return this.#root
  }

  #endUnit(node: XmlNode, open: readonly XmlNode[], root: XmlNode): void {
    const { core, scope } = this.#rootOf(root)
    checkSchema(node, { file: this.#file, core })
    this.#subFlows.push(...checkUnit(node, { open, core, fail: this.#fail }))
    for (const each of open) this.#declare(each, scope)
    this.#units.set(node, this.#keep(unitOf(node, open.at(-1) ?? root, scope, core)))
    node.children.length = 0
  }

  /** Prefixes that an element of the structure declares hold for the units inside it. */
  #declare(node: XmlNode, scope: Scope): void {
    if (this.#declared.has(node)) return
    this.#declared.add(node)
    plainAttributes(node, scope)
  }

  #endFile(node: XmlNode, open: readonly XmlNode[]): void {
    const { core } = this.#rootOf(open[0] ?? node)
    checkHolder(node, { open, core, fail: this.#fail })
    const skeleton = elements(node).find(({ uri, local }) => uri === core && local === 'skeleton')
    if (skeleton) checkSkeleton(skeleton, this.#fail)
    const inside = descendants(node).filter(({ uri }) => uri === core)
    uniqueIds(
      inside.filter(({ local }) => local === 'group'),
      'group',
      this.#fail,
    )
    const ids = uniqueIds(
      inside.filter((each) => this.#units.has(each)),
      'unit',
      this.#fail,
    )
    for (const { node: code, name, ids: wanted } of this.#subFlows.splice(0)) {
      const missing = wanted.find((id) => !ids.has(id))
      if (missing !== undefined)
        this.#fail(code, `${name} to unit ${quote(missing)}, which is not there`, 'ids of units of this file')
    }
  }

  #unitOf(node: XmlNode): Unit {
    return this.#units.get(node) ?? this.#fail(node, '<unit> out of place', 'units in files and groups')
  }
}

function ofNamespace(uri: string): string {
  return uri === '' ? ' without a namespace' : ` of namespace ${quote(uri)}`
}

function checkSkeleton(skeleton: XmlNode, fail: Fail): void {
  const empty = elements(skeleton).length === 0 && !hasText(skeleton)
  const href = attribute(skeleton, 'href') !== undefined
  if (empty !== href)
    fail(
      skeleton,
      empty ? 'empty <skeleton> without href' : '<skeleton> with content and href',
      'either a content or an href',
    )
}
