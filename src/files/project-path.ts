/** Paths that are known to lie inside the project. */
import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { MuqabilError } from '../errors.ts'

declare const brand: unique symbol
/** Relative to the project's root, with `/`, and checked to stay inside it, links included. */
export type ProjectPath = string & { readonly [brand]: 'ProjectPath' }

const LONGEST_NAME_BYTES = 255

/**
 * Checks a path, relative to `root` or absolute.
 *
 * @throws {MuqabilError} `path-outside` when it leaves the project by `..` or by a link,
 *   `name-too-long` when a part is over 255 bytes.
 */
export function projectPath(root: string, path: string): ProjectPath {
  const absolute = resolve(root, path)
  const inside = relative(root, absolute)
  const shown = inside.replaceAll(sep, '/')
  if (path.includes('\0'))
    throw new MuqabilError('path-outside', { problem: 'NUL character in a path' }, { file: shown })
  if (inside === '' || leadsOut(inside)) {
    throw new MuqabilError(
      'path-outside',
      { problem: 'path that leads out of the project' },
      { file: path.replaceAll(sep, '/') },
    )
  }
  const long = shown
    .split('/')
    .map((name) => Buffer.byteLength(name))
    .find((bytes) => bytes > LONGEST_NAME_BYTES)
  if (long !== undefined) throw new MuqabilError('name-too-long', { bytes: long }, { file: `${shown.slice(0, 60)}…` })
  if (leadsOut(relative(realpathSync(root), realPath(absolute))))
    throw new MuqabilError('path-outside', { problem: 'link that leads out of the project' }, { file: shown })
  return shown as ProjectPath // checked
}

/** Of a file that is no link, in a folder that was checked: it was found there, and need not be looked for again. */
export function foundPath(path: string): ProjectPath {
  return path as ProjectPath // as its folder
}

/** A name may begin with two dots: '..a' is inside. On Windows another drive is absolute. */
function leadsOut(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
}

/** The absolute path with its links followed, as far as it exists. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPath(parent), relative(parent, path))
  }
}
