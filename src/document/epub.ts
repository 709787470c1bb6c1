/** An EPUB, version 2 or 3, as a tree: its chapters in reading order, its notes at the end. */
import { MuqabilError, plural } from '../errors.ts'
import { openArchive } from '../archive/open-archive.ts'
import { joinChapters } from './epub/join-chapters.ts'
import { partChapters } from './epub/part-chapters.ts'
import { readChapter, type ReadChapter } from './epub/read-chapter.ts'
import { readPackage, resolvePath } from './epub/read-package.ts'
import { declaredEncoding } from './html/declared-encoding.ts'
import { NO_PAGE, type PageCounts } from './html/refuse-large-page.ts'
import { safeTree } from './html/safe-tree.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { layNotes } from './notes.ts'
import { pictureBox, picturesIn } from './pictures.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import type { SourceFile } from './source-file.ts'
import { lostCharacters } from './source-findings.ts'

/**
 * Reads the texts of a book one after another. Its tables of contents are left out and listed; its
 * pictures come along where a page may hold them.
 *
 * @throws {MuqabilError} `source-encrypted`, `source-damaged`, `source-too-large`, and what a page is
 *   refused for.
 */
export function readEpub({ path: file, bytes, decode }: SourceFile, options: ReadOptions): ReadResult {
  const { limits = DEFAULT_LIMITS } = options
  const archive = openArchive(bytes, limits.megabytes, file)
  const textOf = (name: string): string => {
    const entry = archive.read(name)
    return decode(entry, declaredEncoding(entry)).text
  }
  const { texts, others, metadata } = readPackage(archive, textOf, file)
  if (texts.length === 0) throw new MuqabilError('source-damaged', { problem: 'book without a text' }, { file })
  const box = pictureBox(bytes, limits, file)
  const chapters: (ReadChapter & { readonly name: string })[] = []
  let [before, hasLost]: [PageCounts, boolean] = [NO_PAGE, false]
  for (const name of texts) {
    const text = textOf(name)
    hasLost ||= lostCharacters(text).length > 0
    const chapter = readChapter(text, {
      limits,
      file,
      before,
      pictureAt: (address) => box.take(resolvePath(name, address)),
    })
    before = chapter
    chapters.push({ ...chapter, name })
  }
  const book = joinChapters(chapters)
  layNotes(book)
  const formulas = chapters.reduce((sum, chapter) => sum + chapter.formulas, 0)
  const tree = safeTree(book.children)
  return {
    tree,
    ...(options.books === 'chapters' ? { parts: partChapters(tree) } : {}),
    decisions: [
      `${plural(texts.length, 'text')} in reading order`,
      ...(others.length > 0 ? [`left out ${plural(others.length, 'page')} of the reading order without text`] : []),
      ...box.decisions(),
      ...(formulas > 0 ? [`left out ${plural(formulas, 'formula')}`] : []),
    ],
    findings: [
      ...(hasLost ? lostCharacters('\uFFFD').map(({ line: _, ...finding }) => finding) : []),
      ...chapters.flatMap(({ findings }) => findings),
    ],
    leftOut: chapters.flatMap(({ leftOut }) => leftOut),
    frontMatter: metadata,
    ...picturesIn(box),
  }
}
