/** Reads the sources of a project; what cannot be read is refused by name, the others go on. */
import { matchesGlob } from 'node:path'
import { extensions, readDocument } from '../document/formats.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { MuqabilError } from '../errors.ts'
import { decodeText } from '../files/decode.ts'
import { discoverSources, readBytes } from '../files/discover.ts'
import type { ProjectPath } from '../files/project-path.ts'
import { extractUnits } from '../segment/extract-units.ts'
import type { Project } from './project.ts'

export interface Sources {
  readonly documents: readonly SourceDocument[]
  readonly refused: readonly MuqabilError[]
  /** Every source that is there, refused ones too: names of outputs depend on all. */
  readonly paths: readonly ProjectPath[]
  /** Files that no reader knows. */
  readonly skipped: readonly string[]
}

/**
 * @throws {MuqabilError} `input-missing`, `input-empty`.
 */
export function readSources(project: Project): Sources {
  const { config, root } = project
  const found = discoverSources(root, config.input, extensions)
  if (found.sources.length === 0 && found.refused.length === 0)
    throw new MuqabilError('input-empty', { extensions }, { file: `${config.input}/` })
  const documents: SourceDocument[] = []
  const refused: MuqabilError[] = [...found.refused]
  for (const path of found.sources) {
    try {
      documents.push(readSource(project, path))
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      refused.push(error)
    }
  }
  return { documents, refused, paths: found.sources, skipped: found.skipped }
}

/** One source as units. @throws {MuqabilError} when it cannot be read. */
function readSource({ config, root }: Project, path: ProjectPath): SourceDocument {
  const text = decodeText(readBytes(root, path), {
    file: path,
    ...(config.encoding === undefined ? {} : { encoding: config.encoding }),
  })
  const { tree, decisions, frontMatter } = readDocument(path, text, {
    paragraphs: config.paragraphs,
    lines: config.lines,
  })
  return extractUnits(tree, {
    path,
    language: config.sourceLanguage,
    keep: config.keep,
    leaveOut: config.leaveOut,
    decisions,
    ...(frontMatter ? { frontMatter } : {}),
  })
}

/**
 * Which sources a run is about.
 *
 * @param patterns Paths or patterns relative to the root; none means all.
 * @throws {MuqabilError} `file-not-matched` for a pattern that names nothing.
 */
export function chosen(paths: readonly string[], patterns: readonly string[] | undefined): ReadonlySet<string> {
  if (patterns === undefined || patterns.length === 0) return new Set(paths)
  return new Set(
    patterns.flatMap((pattern) => {
      const normal = pattern.replaceAll('\\', '/').replace(/^\.\//, '')
      const hits = paths.filter(
        (path) => path === normal || path.startsWith(`${normal.replace(/\/$/, '')}/`) || matchesGlob(path, normal),
      )
      if (hits.length === 0) throw new MuqabilError('file-not-matched', { pattern })
      return hits
    }),
  )
}
