/** Where links in a folder lead to: what is behind them is read like all else, and a watcher of the folder hears nothing of it. */
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface LinkedPlaces {
  readonly folders: readonly string[]
  readonly files: readonly string[]
}

/** Relative to `root`, behind links of links too; what leads out of it is read by nobody. */
export function linkedPlaces(root: string, folder: string): LinkedPlaces {
  const [folders, files] = [new Set<string>(), new Set<string>()]
  const rest = [folder]
  for (let each = rest.pop(); each !== undefined; each = rest.pop())
    for (const path of linksIn(root, each)) {
      const place = placeBehind(root, path)
      if (place === undefined || folders.has(place.path)) continue
      if (place.isFolder) rest.push(place.path)
      ;(place.isFolder ? folders : files).add(place.path)
    }
  return { folders: [...folders], files: [...files] }
}

function linksIn(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isSymbolicLink())
      .map(({ parentPath, name }) => join(parentPath, name))
  } catch {
    return []
  }
}

function placeBehind(root: string, link: string): { readonly path: string; readonly isFolder: boolean } | undefined {
  try {
    const real = realpathSync(link)
    const path = relative(realpathSync(root), real).replaceAll('\\', '/')
    const isInside = path !== '' && path !== '..' && !path.startsWith('../')
    return isInside ? { path, isFolder: statSync(real).isDirectory() } : undefined
  } catch {
    return undefined // it leads nowhere, or in a circle
  }
}
