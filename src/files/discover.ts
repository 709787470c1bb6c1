/** Finds the source documents of a project, in an order that no file system decides. */
import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { MuqabilError } from '../errors.ts'
import { compareCodePoints } from '../text/collate.ts'
import { foundPath, projectPath, type ProjectPath } from './project-path.ts'
import { systemProblem } from './system-problem.ts'

export interface Discovered {
  /** Sorted by code point. */
  readonly sources: readonly ProjectPath[]
  /** Files that no reader knows. */
  readonly skipped: readonly string[]
  /** What cannot be read, each with its reason; the others are still found. */
  readonly refused: readonly MuqabilError[]
}

/** A folder that is being read, and the folders above it as they really are. */
interface Folder {
  readonly path: string
  readonly above: readonly string[]
}

/** Links to folders can multiply without leading in a circle: ten folders of two links each are a thousand paths. */
const MOST_LINKED_FOLDERS = 1_000
const MOST_LEVELS = 64

/**
 * All regular files below `folder` whose extension is one of `extensions` (with the dot).
 * Names that begin with a dot are passed over.
 *
 * @throws {MuqabilError} `input-missing` when the folder is not there, `path-outside`, `file-unreadable`.
 */
export function discoverSources(root: string, folder: string, extensions: readonly string[]): Discovered {
  const [sources, skipped, refused]: [ProjectPath[], string[], MuqabilError[]] = [[], [], []]
  let linked = 0
  requireFolder(root, folder)
  const refuse = (path: string, error: unknown): void => {
    const problem = systemProblem(error)
    refused.push(
      error instanceof MuqabilError
        ? error
        : new MuqabilError('file-unreadable', { problem }, { file: path }, { cause: error }),
    )
  }
  const visit = ({ path: directory, above }: Folder): void => {
    let entries: readonly Dirent[]
    let real: string
    try {
      real = realpathSync(join(root, directory))
      if (above.includes(real)) throw unreadable(directory, 'link that leads in a circle')
      if (above.length === MOST_LEVELS) throw unreadable(directory, `folder nested over ${MOST_LEVELS} deep`)
      entries = readdirSync(join(root, directory), { withFileTypes: true }).toSorted((a, b) =>
        compareCodePoints(a.name, b.name),
      )
    } catch (error) {
      return refuse(directory, error)
    }
    for (const entry of entries) {
      const { name } = entry
      if (name.startsWith('.')) continue
      const path = `${directory}/${name}`
      try {
        const isLink = entry.isSymbolicLink()
        const stat = isLink ? statSync(join(root, projectPath(root, path))) : entry
        if (stat.isDirectory()) {
          if (isLink && ++linked > MOST_LINKED_FOLDERS)
            throw unreadable(path, `link to a folder after ${MOST_LINKED_FOLDERS} others`)
          visit({ path, above: [...above, real] })
        } else if (!extensions.includes(extensionOf(name))) skipped.push(path)
        else if (stat.isFile()) sources.push(isLink ? projectPath(root, path) : foundPath(path))
        else throw unreadable(path, 'device, pipe or socket')
      } catch (error) {
        refuse(path, error)
      }
    }
  }
  visit({ path: folder.replace(/\/+$/, ''), above: [] })
  return { sources: sources.toSorted(compareCodePoints), skipped, refused }
}

/**
 * The bytes of a source.
 *
 * @param megabytes Most that may be read, in millions of bytes.
 * @throws {MuqabilError} `source-too-large`, before it is read; `file-unreadable`.
 */
export function readBytes(root: string, path: ProjectPath, megabytes = Infinity): Uint8Array {
  let bytes = 0
  try {
    bytes = statSync(join(root, path)).size
    if (bytes <= megabytes * 1e6) return readFileSync(join(root, path))
  } catch (error) {
    throw new MuqabilError('file-unreadable', { problem: systemProblem(error) }, { file: path }, { cause: error })
  }
  throw new MuqabilError('source-too-large', { bytes, megabytes }, { file: path })
}

function requireFolder(root: string, folder: string): void {
  const stat = statSync(join(root, projectPath(root, folder)), { throwIfNoEntry: false })
  if (stat === undefined) throw new MuqabilError('input-missing', {}, { file: `${folder}/` })
  if (!stat.isDirectory()) throw unreadable(folder, 'file where a folder should be')
}

function unreadable(file: string, problem: string): MuqabilError {
  return new MuqabilError('file-unreadable', { problem }, { file })
}

/** '.md'; '' when there is none. Lower case. */
function extensionOf(path: string): string {
  return /[^/](\.[^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
}
