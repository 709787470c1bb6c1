/** Links in a tree of git, followed as those of the working tree are. */
import { dirname, join } from 'node:path/posix'

/** A tree as git lists it, by path. */
export interface Tree<File> {
  readonly files: ReadonlyMap<string, File>
  /** Where links lead to, as it stands in them. */
  readonly links: ReadonlyMap<string, string>
}

/** Behind each other: Linux follows no more. */
const MOST_LINKS = 40
/** Links to folders can multiply without leading in a circle. */
const MOST_LINKED_FILES = 100_000

/** Files under every path that leads to them. What a link that leads out of the tree or in a circle has behind it is not there. */
export function filesThroughLinks<File>({ files, links }: Tree<File>): ReadonlyMap<string, File> {
  const through = new Map(files)
  const all = [...files.keys(), ...links.keys()]
  const follow = (path: string, above: readonly string[]): void => {
    const real = realIn(links, path)
    if (real === undefined || above.includes(real) || through.size > files.size + MOST_LINKED_FILES) return
    const file = files.get(real)
    if (file !== undefined) return void through.set(path, file)
    for (const each of all.filter((other) => other.startsWith(`${real}/`))) {
      const there = path + each.slice(real.length)
      const inside = files.get(each)
      if (inside === undefined) follow(there, [...above, real])
      else through.set(there, inside)
    }
  }
  for (const path of links.keys()) follow(path, foldersAbove(path))
  return through
}

/** With every link on the way followed; undefined where one leads out. */
function realIn(links: ReadonlyMap<string, string>, path: string): string | undefined {
  let [real, rest, followed] = ['', path.split('/'), 0]
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    const next = join(real, name)
    const target = links.get(next)
    if (target === undefined) real = next
    else if (target.startsWith('/') || ++followed > MOST_LINKS) return undefined
    else rest = [...target.split('/'), ...rest]
    if (real === '..') return undefined
  }
  return real
}

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path)
  return folder === '.' ? [] : [folder, ...foldersAbove(folder)]
}
