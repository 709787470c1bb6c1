/** The sources that can be read: extension → reader, one file each. */
import { MuqabilError } from '../errors.ts'
import { readMarkdown } from './markdown.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import { lostCharacters } from './source-findings.ts'
import { readText } from './text.ts'

type Reader = (text: string, options: ReadOptions, file: string) => ReadResult

const readers: Readonly<Record<string, Reader>> = {
  '.txt': readText,
  '.md': readMarkdown,
  '.markdown': readMarkdown,
}

/** With the dot, lower case. */
export const extensions: readonly string[] = Object.keys(readers)

/**
 * Reads a source by its extension.
 *
 * @throws {MuqabilError} `document-too-deep` when its markup is nested beyond what can be drawn.
 */
export function readDocument(file: string, text: string, options: ReadOptions = {}): ReadResult {
  const extension = /\.[^./]+$/.exec(file)?.[0].toLowerCase() ?? ''
  const read = readers[extension] ?? readText
  try {
    const result = read(text, options, file)
    return { ...result, findings: [...lostCharacters(text), ...result.findings] }
  } catch (error) {
    if (error instanceof RangeError) throw new MuqabilError('document-too-deep', {}, { file }, { cause: error })
    throw error
  }
}
