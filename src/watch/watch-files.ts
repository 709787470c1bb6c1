/** Tells when files of some folders change, once for all that changes together. */
import { existsSync, statSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

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
  const places = [...files, ...folders].map((path) => placeOf(root, path))
  for (const [folder, inIt] of Map.groupBy(places, (place) => place.folder)) {
    const names = new Set(inIt.map(({ name }) => name))
    open(folder, false, (name) => names.has(name))
  }
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}

/** The name by which something comes into a folder that is there: its own, or that of the first folder that is not. */
function placeOf(root: string, path: string): { readonly folder: string; readonly name: string } {
  let place = resolve(root, path)
  while (place !== root && !existsSync(dirname(place))) place = dirname(place)
  return { folder: dirname(place), name: basename(place) }
}
