/** What an EPUB says of itself: its texts in reading order, its title and the like. */
import type { XmlNode } from '../../bitext/xliff/parse-xml.ts'
import { MuqabilError, quote } from '../../errors.ts'
import type { Archive } from '../../archive/open-archive.ts'
import { allNamed, elementsIn, parseEntry, valueOf, wordsOf } from '../xml-nodes.ts'

export interface BookPackage {
  /** Names of entries of the archive, in reading order. */
  readonly texts: readonly string[]
  /** Of the reading order, what is no text: pictures, drawings. */
  readonly others: readonly string[]
  /** Title, author, language and the like, as front matter. */
  readonly metadata: Readonly<Record<string, string>>
}

const CONTAINER = 'META-INF/container.xml'
const ENCRYPTION = 'META-INF/encryption.xml'
/** Fonts alone are made unusable so, and no text is read with them (EPUB 3.3, "Font obfuscation"; Adobe's). */
const OF_FONTS = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC'])
const TEXTS = new Set(['application/xhtml+xml', 'text/html', 'application/x-dtbook+xml'])
const METADATA: Readonly<Record<string, string>> = {
  title: 'title',
  creator: 'author',
  publisher: 'publisher',
  date: 'date',
  language: 'language',
  description: 'description',
  rights: 'rights',
}

/**
 * @param xmlOf Decodes an entry.
 * @throws {MuqabilError} `source-damaged`, `source-encrypted`.
 */
export function readPackage(archive: Archive, xmlOf: (name: string) => string, file: string): BookPackage {
  const parse = (name: string): XmlNode => parseEntry(xmlOf(name), name, file)
  if (archive.has(ENCRYPTION)) refuseEncrypted(parse(ENCRYPTION), file)
  const [root] = allNamed(parse(CONTAINER), 'rootfile')
  const path = valueOf(root, 'full-path')
  if (path === undefined) throw damaged(`${quote(CONTAINER)} without the path of a package`, file)
  const document = parse(path)
  const items = new Map(allNamed(document, 'item').map((item) => [valueOf(item, 'id'), item]))
  const spine = allNamed(document, 'itemref').flatMap((reference) => {
    const item = textOr(items.get(valueOf(reference, 'idref')), items)
    const href = valueOf(item, 'href')
    return href === undefined ? [] : [{ name: resolvePath(path, href), isText: isText(item) }]
  })
  return {
    texts: spine.filter(({ isText }) => isText).map(({ name }) => name),
    others: spine.filter(({ isText }) => !isText).map(({ name }) => name),
    metadata: metadataOf(document),
  }
}

/** The item, or the first of those that it names to be read in its place that is a text. */
function textOr(item: XmlNode | undefined, items: ReadonlyMap<string | undefined, XmlNode>): XmlNode | undefined {
  const seen = new Set<XmlNode>()
  for (let each = item; each !== undefined && !seen.has(each); each = items.get(valueOf(each, 'fallback') ?? '')) {
    if (isText(each)) return each
    seen.add(each)
  }
  return item
}

function isText(item: XmlNode | undefined): boolean {
  return TEXTS.has(valueOf(item, 'media-type') ?? '')
}

/** The entry that an address in another entry names, without its fragment. */
export function resolvePath(from: string, href: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of decoded(href.replace(/[?#].*$/, '')).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

function refuseEncrypted(encryption: XmlNode, file: string): void {
  const methods = allNamed(encryption, 'EncryptedData').map((data) => {
    const [method] = allNamed(data, 'EncryptionMethod')
    return valueOf(method, 'Algorithm') ?? ''
  })
  if (methods.some((method) => !OF_FONTS.has(method))) throw new MuqabilError('source-encrypted', {}, { file })
}

function metadataOf(document: XmlNode): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const metadata of allNamed(document, 'metadata'))
    for (const child of elementsIn(metadata)) {
      const key = METADATA[child.local]
      const words = wordsOf(child).replace(/\s+/g, ' ').trim()
      if (key === undefined || words === '') continue
      if (key === 'author' && found.author !== undefined) found.author += `, ${words}`
      else found[key] ??= words
    }
  return found
}

function damaged(problem: string, file: string): MuqabilError {
  return new MuqabilError('source-damaged', { problem }, { file })
}
