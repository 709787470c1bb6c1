/** Finds the source documents of a project, in an order that no file system decides. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { MuqabilError } from '../errors.ts'
import { compareCodePoints } from '../text/collate.ts'
import { projectPath, type ProjectPath } from './project-path.ts'
import { systemProblem } from './system-problem.ts'

export interface Discovered {
  /** Sorted by code point. */
  readonly sources: readonly ProjectPath[]
  /** Files that no reader knows. */
  readonly skipped: readonly string[]
  /** What cannot be read, each with its reason; the others are still found. */
  readonly refused: readonly MuqabilError[]
}

/**
 * All regular files below `folder` whose extension is one of `extensions` (with the dot).
 * Names that begin with a dot are passed over.
 *
 * @throws {MuqabilError} `input-missing` when the folder is not there.
 */
export function discoverSources(root: string, folder: string, extensions: readonly string[]): Discovered {
  const [sources, skipped, refused]: [ProjectPath[], string[], MuqabilError[]] = [[], [], []]
  const start = join(root, folder)
  try {
    if (!statSync(start).isDirectory())
      throw new MuqabilError('file-unreadable', { problem: 'a file where a folder should be' }, { file: folder })
  } catch (error) {
    if (error instanceof MuqabilError) throw error
    throw new MuqabilError('input-missing', {}, { file: `${folder}/` }, { cause: error })
  }
  const visit = (directory: string): void => {
    let names: string[]
    try {
      names = readdirSync(join(root, directory))
    } catch (error) {
      refused.push(
        new MuqabilError('file-unreadable', { problem: systemProblem(error) }, { file: directory }, { cause: error }),
      )
      return
    }
    for (const name of names.toSorted(compareCodePoints)) {
      if (name.startsWith('.')) continue
      const path = `${directory}/${name}`
      try {
        const stat = lstatSync(join(root, path)).isSymbolicLink()
          ? statSync(join(root, projectPath(root, path)))
          : lstatSync(join(root, path))
        if (stat.isDirectory()) visitOnce(path)
        else if (!extensions.includes(extensionOf(name))) skipped.push(path)
        else if (!stat.isFile())
          throw new MuqabilError('file-unreadable', { problem: 'a device, pipe or socket' }, { file: path })
        else sources.push(projectPath(root, path))
      } catch (error) {
        refused.push(
          error instanceof MuqabilError
            ? error
            : new MuqabilError('file-unreadable', { problem: systemProblem(error) }, { file: path }, { cause: error }),
        )
      }
    }
  }
  const MOST_LEVELS = 64 // links inside the project can still lead in a circle
  const visitOnce = (path: string): void => {
    if (path.split('/').length > MOST_LEVELS)
      throw new MuqabilError('file-unreadable', { problem: `folders nested over ${MOST_LEVELS} deep` }, { file: path })
    visit(path)
  }
  visit(folder.replace(/\/+$/, ''))
  return { sources: sources.toSorted(compareCodePoints), skipped, refused }
}

/** The bytes of a source. @throws {MuqabilError} `file-unreadable`. */
export function readBytes(root: string, path: ProjectPath): Uint8Array {
  try {
    return readFileSync(join(root, path))
  } catch (error) {
    throw new MuqabilError('file-unreadable', { problem: systemProblem(error) }, { file: path }, { cause: error })
  }
}

/** '.md'; '' when there is none. Lower case. */
function extensionOf(path: string): string {
  return /[^/](\.[^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
}
