/** Finds and reads the sources of a project; what cannot be read is refused by name, the others go on. */
import type { SourceDocument } from '../bitext/source.ts'
import { extensions, readDocument } from '../document/formats.ts'
import type { SourceText } from '../document/source-file.ts'
import { endingOf, formats } from '../edition/formats.ts'
import { MuqabilError } from '../errors.ts'
import { decodeSource } from '../files/decode.ts'
import { discoverSources, readBytes } from '../files/discover.ts'
import { projectPath, type ProjectPath } from '../files/project-path.ts'
import { extractUnits } from '../segment/extract-units.ts'
import { bilingualFormats } from '../interchange/formats.ts'
import { bilingualSource } from './bilingual-source.ts'
import { findConfig, projectAbove } from './load-config.ts'
import type { Project } from './project.ts'
import { chapterDocuments, fileOf } from './chapters.ts'
import { recordPath } from './records.ts'
import { stemsOf } from './write-edition.ts'

/** With the dot, lower case. */
export const sourceExtensions: readonly string[] = [...extensions, ...Object.keys(bilingualFormats)]

/** Whether a path of the project would be a source, if a file were there. */
export function isSource({ input }: Pick<Project['config'], 'input'>, path: string): boolean {
  return (
    path.startsWith(`${input.replace(/\/+$/, '')}/`) &&
    !/(?:^|\/)\./.test(path) &&
    sourceExtensions.includes(/\.[^./]+$/.exec(path)?.[0].toLowerCase() ?? '')
  )
}

/** The sources of a project before any is read, but for books of which each chapter is a document. */
export interface FoundSources {
  /** Those that can be asked for, sorted by code point. */
  readonly files: readonly ProjectPath[]
  /** What cannot be read, or has a name that nothing can be made of; not what turns out so when it is read. */
  readonly refused: readonly MuqabilError[]
  /** Every document that is there, refused ones too: names of outputs depend on all. */
  readonly paths: readonly ProjectPath[]
  /** Files that no reader knows. */
  readonly skipped: readonly string[]
  /** The documents of one of `files`. @throws {MuqabilError} when it cannot be read. */
  readonly read: (file: ProjectPath) => Promise<readonly SourceDocument[]>
}

export interface FindOptions {
  /** Paths of those that are looked at; all by default. */
  readonly only?: ReadonlySet<string>
  /** Documents of a file, where they are known without reading it. */
  readonly pathsOf?: (file: ProjectPath) => readonly string[] | undefined
}

/** Whoever runs it inside of a project is told where to. */
function discovered({ root, config }: Project): ReturnType<typeof discoverSources> {
  try {
    return discoverSources(root, config.input, sourceExtensions)
  } catch (error) {
    const isMissing = error instanceof MuqabilError && error.code === 'input-missing'
    const above = isMissing && findConfig(root) === undefined ? projectAbove(root) : undefined
    if (above === undefined) throw error
    throw new MuqabilError('input-missing', { above }, { file: `${config.input}/` }, { cause: error })
  }
}

/** @throws {MuqabilError} `input-missing`, `input-empty`, `output-collision`. */
export async function findSources(project: Project, { only, pathsOf }: FindOptions = {}): Promise<FoundSources> {
  const { config, root } = project
  const found = discovered(project)
  if (found.sources.length === 0 && found.refused.length === 0)
    throw new MuqabilError('input-empty', { extensions: sourceExtensions }, { file: `${config.input}/` })
  const paths: ProjectPath[] = []
  const files: ProjectPath[] = []
  const refused: MuqabilError[] = [...found.refused]
  const books = new Map<ProjectPath, readonly SourceDocument[]>()
  /** What is made of them is there. */
  const fine = new Set<string>()
  for (const file of found.sources) {
    const isWanted = only === undefined || only.has(file)
    const known = pathsOf?.(file)
    try {
      if (isWanted && known === undefined && isBookOfChapters(file, project))
        books.set(file, await readSource(project, file))
      const documents = known ?? books.get(file)?.map(({ path }) => path) ?? []
      paths.push(...(documents.length > 0 ? documents.map((path) => chapterPath(root, path, file)) : [file]))
      if (known !== undefined) fine.add(file)
      if (isWanted) files.push(file)
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      refused.push(error)
      paths.push(file)
    }
  }
  const unnamed = new Map<string, MuqabilError>()
  const stems = stemsOf(project, paths)
  for (const path of paths.filter((each) => !fine.has(fileOf(each)))) {
    try {
      requireNames(project, path, stems.get(path) ?? path)
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      unnamed.set(path, error)
    }
  }
  return {
    files: files.filter((file) => !unnamed.has(file)),
    refused: [...refused, ...unnamed.values()],
    paths,
    skipped: found.skipped,
    async read(file) {
      const documents = books.get(file) ?? (await readSource(project, file))
      return documents.filter(({ path }) => !unnamed.has(path))
    },
  }
}

function chapterPath(root: string, path: string, file: ProjectPath): ProjectPath {
  return path === file ? file : projectPath(root, path)
}

/** Whether what documents a file has is only known when it is read. */
function isBookOfChapters(file: string, { config }: Project): boolean {
  return config.books === 'chapters' && /\.epub$/i.test(file)
}

/** What is made of a source has longer names than it: better known before it is translated. */
function requireNames(project: Project, path: string, stem: string): void {
  const made = [
    recordPath(project, path),
    ...project.config.formats.map((format) => stem + endingOf(format, project.config)),
  ]
  for (const name of made) {
    try {
      projectPath(project.root, name)
    } catch (error) {
      if (!(error instanceof MuqabilError) || !error.is('name-too-long')) throw error
      throw new MuqabilError('name-too-long', error.facts, { file: path }, { cause: error })
    }
  }
}

/** A source's text, where it is a file of text: for the places of what is found in it. */
export function sourceText({ config, root }: Project, path: string): string | undefined {
  if (/\.(?:epub|docx)$/i.test(fileOf(path))) return undefined
  const file = projectPath(root, path)
  const bytes = readBytes(root, file, config.limits.megabytes)
  const options = { file, ...(config.encoding === undefined ? {} : { encoding: config.encoding }) }
  try {
    return decodeSource(bytes, options).text
  } catch (error) {
    if (!(error instanceof MuqabilError)) throw error
    return undefined // it was read by what it declares itself: its units have their lines
  }
}

/** One source as units; of a book that is read by chapters, a document for each that has text. @throws {MuqabilError} when it cannot be read. */
export async function readSource({ config, root }: Project, path: ProjectPath): Promise<readonly SourceDocument[]> {
  const bytes = readBytes(root, path, config.limits.megabytes)
  const decode = (part: Uint8Array, declared?: string): SourceText =>
    decodeSource(part, {
      file: path,
      ...(config.encoding === undefined ? {} : { encoding: config.encoding }),
      ...(declared === undefined ? {} : { declared }),
    })
  const readBilingual = bilingualFormats[/\.[^./]+$/.exec(path)?.[0].toLowerCase() ?? '']
  if (readBilingual) return [bilingualSource(path, readBilingual(decode(bytes).text, path), config)]
  const read = await readDocument(
    { path, bytes, decode },
    {
      paragraphs: config.paragraphs,
      lines: config.lines,
      title: config.title,
      wholePage: config.wholePage,
      books: config.books,
      limits: config.limits,
      places: config.formats.some((name) => formats[name].takesPlaces),
    },
  )
  const options = { path, language: config.sourceLanguage, keep: config.keep, leaveOut: config.leaveOut }
  if (read.parts) return chapterDocuments(read, options)
  const { tree, ...rest } = read
  return [extractUnits(tree, { ...options, ...rest })]
}
