/** A build where nothing has changed, told by bytes alone: the program is not loaded, and no configuration read. */
import { cleanUpAfter, keepLook, lookAround, readNote } from './build-note.ts'
import type { Account, OnEvent } from './events.ts'
import { realClock } from './real-clock.ts'
import { traceBuild } from './tracing.ts'
import { configBytes, unreadKey, type BuildFlags } from './unread-key.ts'

/**
 * Says what the last build said, if another one would say it again.
 *
 * @param root Absolute path.
 * @returns The account; undefined where something is otherwise, or only a build that reads all can tell.
 */
export async function repeatBuild(root: string, flags: BuildFlags, tell: () => OnEvent): Promise<Account | undefined> {
  const started = realClock.now()
  const note = readNote(root)
  const bytes = configBytes(root)
  if (note?.unread === undefined || bytes === undefined) return undefined
  const { key, folders, named } = note.unread
  if (key !== unreadKey(root, { bytes, flags, named })) return undefined
  const look = lookAround(root, folders, note)
  if (!look.isSame) {
    keepLook(root, folders, look)
    return undefined
  }
  return traceBuild(async () => {
    cleanUpAfter(root, note)
    const account = { ...note.account, seconds: (realClock.now() - started) / 1000 }
    const say = tell()
    for (const event of [...note.said, account]) say(event)
    return account
  })
}
