/** Tells that something in some folders has changed, once things have come to rest. */
import { existsSync, statSync, watch, type FSWatcher } from 'node:fs'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const REST_MILLISECONDS = 80
/** Where the system cannot watch (network folders, too many watchers) it is looked at. */
const LOOK_MILLISECONDS = 2000

/** Temporary files of ours, and of editors, say nothing. */
const PASSING = /\.muqabil-tmp$|~$|\.sw.$/

/** @returns A function that ends it. */
export function watchFolders(folders: readonly string[], onChange: () => void): () => void {
  let rest: NodeJS.Timeout | undefined
  const noted = (name?: string | null): void => {
    if (typeof name === 'string' && PASSING.test(name)) return
    clearTimeout(rest)
    rest = setTimeout(onChange, REST_MILLISECONDS).unref()
  }
  const ends = folders.map((folder) => watchFolder(folder, noted))
  return () => {
    clearTimeout(rest)
    for (const end of ends) end()
  }
}

function watchFolder(folder: string, noted: (name?: string | null) => void): () => void {
  let watcher: FSWatcher | undefined
  let poll: NodeJS.Timeout | undefined
  let before = ''
  const look = (): void => {
    const now = stampOf(folder)
    if (now !== before && before !== '') noted()
    before = now
  }
  const startLooking = (): void => {
    watcher?.close()
    watcher = undefined
    before = stampOf(folder)
    poll ??= setInterval(look, LOOK_MILLISECONDS).unref()
  }
  try {
    if (!existsSync(folder)) throw new Error('not there yet')
    watcher = watch(folder, { recursive: true }, (_, name) => noted(name)).on('error', startLooking)
    watcher.unref()
  } catch {
    startLooking()
  }
  return () => {
    watcher?.close()
    clearInterval(poll)
  }
}

/** Names, sizes and times of all files; another when any of them is. */
function stampOf(folder: string): string {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
    return `${names
      .map((name) => {
        const stat = statSync(join(folder, name), { throwIfNoEntry: false })
        return `${name}:${stat?.size}:${stat?.mtimeMs}:${stat?.ino}`
      })
      .join('\n')}\n`
  } catch {
    return '-'
  }
}
