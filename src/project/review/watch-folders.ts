/** Tells that something in some folders may have changed, once things have come to rest. */
import { readdirSync, watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'

const REST_MILLISECONDS = 80
/** Where the system tells nothing (network folders, too many watchers), and for what it has missed. */
const LOOK_MILLISECONDS = 3000

/** Temporary files of ours, and of editors, say nothing. */
const PASSING = /\.muqabil-tmp$|~$|\.sw.$/

/**
 * A watcher a folder: Node's own recursive one watches each file, and misses what is written to one that has just been
 * put in another's place.
 *
 * @param onChange Looks for itself what has changed, if anything has.
 * @returns A function that ends it.
 */
export function watchFolders(folders: readonly string[], onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>()
  let rest: NodeJS.Timeout | undefined
  const look = (): void => {
    watchNewFolders()
    onChange()
  }
  const noted = (name: string | null): void => {
    if (name !== null && PASSING.test(name)) return
    clearTimeout(rest)
    rest = setTimeout(look, REST_MILLISECONDS).unref()
  }
  const watchNewFolders = (): void => {
    const now = new Set(folders.flatMap(foldersIn))
    for (const [folder, watcher] of watchers) {
      if (now.has(folder)) continue
      watcher.close()
      watchers.delete(folder)
    }
    for (const folder of now) {
      if (watchers.has(folder)) continue
      try {
        const watcher = watch(folder, (_, name) => noted(name))
        watcher.on('error', () => watchers.delete(folder) && watcher.close())
        watchers.set(folder, watcher.unref())
      } catch {
        continue // it is looked at from time to time
      }
    }
  }
  watchNewFolders()
  const often = setInterval(look, LOOK_MILLISECONDS).unref()
  return () => {
    clearInterval(often)
    clearTimeout(rest)
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** A folder and all in it; none when it is not there. */
function foldersIn(folder: string): readonly string[] {
  try {
    const inner = readdirSync(folder, { recursive: true, withFileTypes: true })
    return [
      folder,
      ...inner.filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name)),
    ]
  } catch {
    return []
  }
}
