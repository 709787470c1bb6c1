/** The parts of a Word document: which entry is what, and where its links lead. */
import type { XmlNode } from '../../bitext/xliff/parse-xml.ts'
import type { Archive } from '../../archive/open-archive.ts'
import { resolvePath } from '../epub/read-package.ts'
import { elementsIn, valueOf } from '../xml-nodes.ts'

export type PartName = 'comments' | 'endnotes' | 'footnotes' | 'numbering' | 'styles'

export interface Parts {
  /** Name of the entry that the text is in. */
  readonly main: string
  /** Names of entries that the main one names. */
  readonly nameOf: (part: PartName) => string | undefined
}

interface Relation {
  readonly id: string
  /** The last part of its address: 'hyperlink', 'styles'. */
  readonly kind: string
  readonly target: string
}

/** @param parse An entry of the archive. */
export function readParts(archive: Archive, parse: (name: string) => XmlNode): Parts {
  const document = relationsOf('', archive, parse).find(({ kind }) => kind === 'officeDocument')
  const main = document === undefined ? 'word/document.xml' : resolvePath('', document.target)
  const relations = new Map(relationsOf(main, archive, parse).map(({ kind, target }) => [kind, target]))
  const nameOf = (part: PartName): string | undefined => {
    const target = relations.get(part)
    const name = target === undefined ? undefined : resolvePath(target.startsWith('/') ? '' : main, target)
    return name !== undefined && archive.has(name) ? name : undefined
  }
  return { main, nameOf }
}

/** Addresses of links by the ids that an entry gives them. */
export function addressesOf(
  name: string,
  archive: Archive,
  parse: (name: string) => XmlNode,
): ReadonlyMap<string, string> {
  const links = relationsOf(name, archive, parse).filter(({ kind }) => kind === 'hyperlink')
  return new Map(links.map(({ id, target }) => [id, target]))
}

/** Entries of pictures by the ids that an entry gives them. */
export function pictureEntriesOf(
  name: string,
  archive: Archive,
  parse: (name: string) => XmlNode,
): ReadonlyMap<string, string> {
  const pictures = relationsOf(name, archive, parse).filter(({ kind }) => kind === 'image')
  return new Map(pictures.map(({ id, target }) => [id, resolvePath(target.startsWith('/') ? '' : name, target)]))
}

function relationsOf(name: string, archive: Archive, parse: (name: string) => XmlNode): readonly Relation[] {
  const relations = name.replace(/([^/]*)$/, '_rels/$1.rels')
  if (!archive.has(relations)) return []
  return elementsIn(parse(relations)).map((relation) => ({
    id: valueOf(relation, 'Id') ?? '',
    kind: (valueOf(relation, 'Type') ?? '').replace(/^.*\//, ''),
    target: valueOf(relation, 'Target') ?? '',
  }))
}
