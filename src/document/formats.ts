/** The sources that can be read: extension → reader, one file each. */
import { MuqabilError } from '../errors.ts'
import { readHtml } from './html.ts'
import { declaredEncoding } from './html/declared-encoding.ts'
import { readMarkdown } from './markdown.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import type { SourceFile } from './source-file.ts'
import { lostCharacters } from './source-findings.ts'
import { readSubtitles } from './subtitles.ts'
import { readText } from './text.ts'

interface TextFormat {
  readonly read: (text: string, options: ReadOptions, file: string) => ReadResult
  /** The encoding that the bytes name themselves. */
  readonly declared?: (bytes: Uint8Array) => string | undefined
}

type BinaryReader = (source: SourceFile, options: ReadOptions) => ReadResult | Promise<ReadResult>

const plain: TextFormat = { read: readText }
const markdown: TextFormat = { read: readMarkdown }
const subtitles: TextFormat = { read: readSubtitles }
const page: TextFormat = { read: readHtml, declared: declaredEncoding }

const formats: Readonly<Record<string, TextFormat>> = {
  '.txt': plain,
  '.md': markdown,
  '.markdown': markdown,
  '.html': page,
  '.htm': page,
  '.xhtml': page,
  '.srt': subtitles,
  '.vtt': subtitles,
}

/** Formats that are no text. Their readers are large, and loaded where such a source is there. */
const binaries: Readonly<Record<string, () => Promise<BinaryReader>>> = {
  '.docx': async () => (await import('./docx.ts')).readDocx,
  '.epub': async () => (await import('./epub.ts')).readEpub,
}

/** With the dot, lower case. */
export const extensions: readonly string[] = [...Object.keys(formats), ...Object.keys(binaries)]

/**
 * Reads a source by its extension.
 *
 * @throws {MuqabilError} `document-too-deep` when its markup is nested beyond what can be drawn, and
 *   what its decoding and its reader refuse.
 */
export async function readDocument(source: SourceFile, options: ReadOptions = {}): Promise<ReadResult> {
  const load = binaries[extensionOf(source.path)]
  if (load !== undefined) return readBinary(await load(), source, options)
  const { text, encoding } = source.decode(source.bytes, formatOf(source.path).declared?.(source.bytes))
  const result = readDocumentText(source.path, text, options)
  if (/^utf-(?:8|16)/.test(encoding)) return result
  return { ...result, decisions: [`read as ${encoding}`, ...result.decisions] }
}

/** `readDocument` of a format that is text, once it is decoded. */
export function readDocumentText(file: string, text: string, options: ReadOptions = {}): ReadResult {
  const result = withinStack(file, () => formatOf(file).read(text, options, file))
  return { ...result, findings: [...lostCharacters(text), ...result.findings] }
}

/** Plain text where the extension is no known one. */
function formatOf(file: string): TextFormat {
  return formats[extensionOf(file)] ?? plain
}

function extensionOf(file: string): string {
  return /\.[^./]+$/.exec(file)?.[0].toLowerCase() ?? ''
}

async function readBinary(read: BinaryReader, source: SourceFile, options: ReadOptions): Promise<ReadResult> {
  try {
    return await read(source, options)
  } catch (error) {
    throw stackError(error, source.path)
  }
}

function withinStack<Result>(file: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw stackError(error, file)
  }
}

/** A stack that overflows is a document that is nested too deep. */
function stackError(error: unknown, file: string): unknown {
  return error instanceof RangeError ? new MuqabilError('document-too-deep', {}, { file }, { cause: error }) : error
}
