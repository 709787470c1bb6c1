/** Tells when files of some folders change, once for all that changes together. */
import { existsSync, statSync, watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'

export interface WatchedPlaces {
  readonly root: string
  /** With all below them. */
  readonly folders: readonly string[]
  /** Single files: their own folders are watched for their names, as they may be replaced, or not be there yet. */
  readonly files: readonly string[]
}

/** Editors write in several steps: what comes within this time is one change. */
const QUIET_MILLISECONDS = 80

/** @returns Ends it. */
export function watchFiles({ root, folders, files }: WatchedPlaces, onChange: () => void): () => void {
  const watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  const changed = (): void => {
    clearTimeout(timer)
    timer = setTimeout(onChange, QUIET_MILLISECONDS)
  }
  const open = (folder: string, recursive: boolean, isWanted: (name: string) => boolean): void => {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) return
    const watcher = watch(folder, { recursive }, (_, name) => {
      if (name === null || isWanted(name)) changed()
    })
    watcher.on('error', changed) // the folder was taken away: the next build says what that means
    watchers.push(watcher)
  }
  for (const folder of folders) open(join(root, folder), true, () => true)
  const byFolder = Map.groupBy([...files, ...folders], (path) => join(root, path, '..'))
  for (const [folder, paths] of byFolder) {
    const names = new Set(paths.map((path) => path.replace(/\/+$/, '').split('/').at(-1)))
    open(folder, false, (name) => names.has(name))
  }
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
