/** Parts of an office document: its entries parsed, its attributes whatever prefix they have. */
import { openArchive } from '../../archive/open-archive.ts'
import { elements } from '../../bitext/xliff/node.ts'
import { parseXml, type XmlNode } from '../../bitext/xliff/parse-xml.ts'
import { MuqabilError } from '../../errors.ts'

export interface OfficeFile {
  /** An entry as XML; undefined where there is none. */
  readonly part: (name: string) => XmlNode | undefined
  readonly names: readonly string[]
}

/** Unpacked, in millions of bytes: a book of ten thousand rows has four. */
const MOST_MEGABYTES = 200
/** How a file that is locked with a password begins, and one of the older format (MS-CFB, 2.2). */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/** @throws {MuqabilError} `exchange-damaged` where it is no such file. */
export function openOffice(bytes: Uint8Array, file: string): OfficeFile {
  if (COMPOUND.every((byte, index) => bytes[index] === byte))
    throw damaged('file with a password, or of a program before 2007', file)
  const guarded = <Result>(read: () => Result): Result => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      const facts = typeof error.facts === 'object' && error.facts !== null ? error.facts : {}
      const problem = 'problem' in facts ? facts.problem : 'archive that cannot be read'
      throw damaged(String(problem), file, error)
    }
  }
  const archive = guarded(() => openArchive(bytes, MOST_MEGABYTES, file))
  return {
    names: archive.names,
    part: (name) =>
      archive.has(name) ? guarded(() => parseXml(new TextDecoder().decode(archive.read(name)), file).root) : undefined,
  }
}

export function damaged(problem: string, file: string, cause?: unknown): MuqabilError {
  return new MuqabilError('exchange-damaged', { problem }, { file }, { cause })
}

/** The value of an attribute, whatever its prefix. */
export function localAttribute(node: XmlNode | undefined, local: string): string | undefined {
  return node?.attributes.find((each) => each.local === local)?.value
}

/** The elements of that name directly in it. */
export function childrenOf(node: XmlNode | undefined, local: string): readonly XmlNode[] {
  return node === undefined ? [] : elements(node).filter((each) => each.local === local)
}

/** Addresses of an entry's relations by their ids and by the last part of their types, as names of entries. */
export function relationsOf(
  { part }: OfficeFile,
  name: string,
): readonly { readonly id: string; readonly kind: string; readonly entry: string }[] {
  const folder = name.replace(/[^/]*$/, '')
  const relations = part(name.replace(/([^/]*)$/, '_rels/$1.rels'))
  return childrenOf(relations, 'Relationship').map((each) => {
    const target = localAttribute(each, 'Target') ?? ''
    return {
      id: localAttribute(each, 'Id') ?? '',
      kind: (localAttribute(each, 'Type') ?? '').replace(/^.*\//, ''),
      entry: settle(target.startsWith('/') ? target.slice(1) : folder + target),
    }
  })
}

/** 'xl/worksheets/../comments1.xml' is 'xl/comments1.xml'. */
function settle(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
