/** A Word document (.docx) as a tree: headings, lists, tables, notes; tracked changes as accepted. */
import type { Element, ElementContent, Root } from 'hast'
import type { XmlNode } from '../bitext/xliff/parse-xml.ts'
import type { LeftOut } from '../bitext/source.ts'
import { MuqabilError, plural } from '../errors.ts'
import { openArchive, type Archive } from '../archive/open-archive.ts'
import { itemCounter } from './docx/count-items.ts'
import { blockReader, linesIn } from './docx/read-blocks.ts'
import type { Counts, Reading } from './docx/read-inline.ts'
import { addressesOf, pictureEntriesOf, readParts, type PartName } from './docx/read-parts.ts'
import { readStyles } from './docx/read-styles.ts'
import { safeTree } from './html/safe-tree.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { layNotes } from './notes.ts'
import { pictureBox, picturesIn } from './pictures.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import type { SourceFile } from './source-file.ts'
import { allNamed, elementsIn, parseEntry, valueOf, wordsOf } from './xml-nodes.ts'

/** How an older document begins, and one that is locked with a password (Microsoft's MS-CFB, 2.2). */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]
const PROPERTIES = 'docProps/core.xml'
/** Where the elements of a body stand: in the body, in the document. */
const IN_BODY = 2

/**
 * Reads the text of a document, and its notes. What was deleted under the eyes of reviewers is gone,
 * what they put in is text. Tables of contents, comments and hidden text are left out and listed.
 *
 * @throws {MuqabilError} `source-encrypted`, `source-damaged`, `source-too-large`,
 *   `document-too-long`, `markup-too-dense`.
 */
export function readDocx({ path: file, bytes, decode }: SourceFile, options: ReadOptions): ReadResult {
  const { limits = DEFAULT_LIMITS } = options
  if (COMPOUND.every((byte, index) => bytes[index] === byte)) throw new MuqabilError('source-encrypted', {}, { file })
  const archive = openArchive(bytes, limits.megabytes, file)
  const textOf = (name: string): string => decode(archive.read(name)).text
  const parse = (name: string): XmlNode => parseEntry(textOf(name), name, file)
  const { main, nameOf } = readParts(archive, parse)
  const part = (name: PartName): XmlNode | undefined => {
    const entry = nameOf(name)
    return entry === undefined ? undefined : parse(entry)
  }
  const notes = (['footnotes', 'endnotes'] as const).flatMap((name) => {
    const entry = nameOf(name)
    return entry === undefined ? [] : [{ entry, ids: notesIn(parse(entry)) }]
  })
  const box = pictureBox(bytes, limits, file)
  const picturesOf = (name: string): Reading['pictureOf'] => {
    const entries = pictureEntriesOf(name, archive, parse)
    return (id) => {
      const entry = entries.get(id)
      return entry === undefined ? undefined : box.take(entry)
    }
  }
  const counts: Counts = { deletions: 0, pictures: 0, formulas: 0, symbols: 0, rows: 0 }
  const reading: Reading = {
    styles: readStyles(part('styles'), part('numbering')),
    countItem: itemCounter(),
    addresses: addressesOf(main, archive, parse),
    pictureOf: picturesOf(main),
    fields: [],
    counts,
    notes: new Map(notes.flatMap(({ ids }) => [...ids])),
    marked: new Set(),
    hidden: [],
    contents: [],
    limits,
    file,
  }
  const body = blockReader(reading)
  // A block is let go once it is read: of a book, two trees at a time are enough.
  parseEntry(textOf(main), main, file, (node, open) => {
    if (open.length !== IN_BODY || open[1]?.local !== 'body') return
    body.take(node)
    node.children.length = 0
  })
  const children = body.end()
  for (const { entry, ids } of notes)
    children.push(
      ...readNotes(ids, {
        ...reading,
        addresses: addressesOf(entry, archive, parse),
        pictureOf: picturesOf(entry),
        fields: [],
      }),
    )
  const tree: Root = { type: 'root', children }
  layNotes(tree)
  const safe = safeTree(tree.children)
  const title = titleOf(archive, parse)
  return {
    tree: safe,
    decisions: [...decisionsOf(counts), ...box.decisions()],
    ...picturesIn(box),
    findings: [],
    leftOut: leftOutOf(reading, part('comments')),
    ...(title === undefined || allTags(safe).has('h1') ? {} : { frontMatter: { title } }),
  }
}

/** By the names that marks point to. */
function notesIn(part: XmlNode): ReadonlyMap<string, XmlNode> {
  return new Map(elementsIn(part).map((note) => [`${note.local}-${valueOf(note, 'id') ?? ''}`, note]))
}

/** Each note that a mark was met of. */
function readNotes(notes: ReadonlyMap<string, XmlNode>, reading: Reading): readonly Element[] {
  return [...notes].flatMap(([id, note]): Element[] => {
    if (!reading.marked.has(id)) return []
    const reader = blockReader(reading)
    for (const child of elementsIn(note)) reader.take(child)
    return [{ type: 'element', tagName: 'div', properties: { id }, children: withoutOnlyParagraph(reader.end()) }]
  })
}

/** A note of one paragraph is that paragraph, as in other formats. */
function withoutOnlyParagraph(blocks: ElementContent[]): ElementContent[] {
  const [only, more] = blocks
  return more === undefined && only?.type === 'element' && only.tagName === 'p' ? only.children : blocks
}

function decisionsOf({ deletions, pictures, formulas, symbols }: Counts): readonly string[] {
  return [
    ...(deletions > 0 ? [`tracked changes are taken as accepted: left out ${plural(deletions, 'deletion')}`] : []),
    ...(pictures > 0 ? [`left out ${plural(pictures, 'drawing')} that no page can hold`] : []),
    ...(formulas > 0 ? [`left out ${plural(formulas, 'formula')}`] : []),
    ...(symbols > 0 ? [`left out ${plural(symbols, 'sign')} that only a font of symbols has`] : []),
  ]
}

function leftOutOf({ contents, hidden }: Reading, comments: XmlNode | undefined): readonly LeftOut[] {
  return [
    ...contents.map((text): LeftOut => ({ text, reason: 'navigation' })),
    ...hidden.filter((text) => text.trim() !== '').map((text): LeftOut => ({ text, reason: 'hidden' })),
    ...(comments === undefined ? [] : linesIn(comments)).map((text): LeftOut => ({ text, reason: 'comments' })),
  ]
}

function titleOf(archive: Archive, parse: (name: string) => XmlNode): string | undefined {
  if (!archive.has(PROPERTIES)) return undefined
  const words = allNamed(parse(PROPERTIES), 'title').map(wordsOf).join(' ').replace(/\s+/g, ' ').trim()
  return words === '' ? undefined : words
}

function allTags(tree: Root): ReadonlySet<string> {
  return new Set(tree.children.flatMap((child) => (child.type === 'element' ? [child.tagName] : [])))
}
