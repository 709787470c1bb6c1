/**
 * Whether anything is otherwise than the last complete build left it: when every byte is the same, so is what a build
 * would do, and nothing needs to be read, reconciled or drawn.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { areSame, cleanUpAfter, hashesOf, hashOf, program, readNote, writeNote } from './build-note.ts'
import { chosenSettings } from './choose-providers.ts'
import type { Account, BuildEvent } from './events.ts'
import type { BuildOptions } from './options.ts'
import type { Project } from './project.ts'
import { unreadOf } from './unread-key.ts'

/** What a build says that finds everything as the last one left it, and a way to note one that leaves nothing to do. */
export interface SinceLastBuild {
  /** The account last; undefined where anything is not as it was. */
  readonly said: readonly BuildEvent[] | undefined
  readonly note: (build: {
    /** What it said of its documents, in order. */
    readonly said: readonly BuildEvent[]
    /** SHA-256 of what it wrote, or found written so, by path. */
    readonly made: ReadonlyMap<string, string>
    readonly account: Account
  }) => void
}

/** For a build that is about one document, and looks at no other. */
export const NEVER: SinceLastBuild = { said: undefined, note: () => undefined }

/** @param unreadBefore Of the configuration's bytes, before it was read. */
export function sinceLastBuild(project: Project, options: BuildOptions, unreadBefore?: string): SinceLastBuild {
  const { root } = project
  const key = keyOf(project, options)
  const unread = unreadOf(project, options)
  const last = readNote(root)
  const before = hashesOf(root, foldersOf(project), Object.keys(last?.files ?? {}))
  const isPart = (options.files ?? []).length > 0 || options.since !== undefined
  const isSame = options.since === undefined && last?.key === key && areSame(before, last.files)
  if (last !== undefined && isSame) cleanUpAfter(root, last)
  return {
    said: last !== undefined && isSame ? [...last.said, last.account] : undefined,
    note({ said, made, account }) {
      const { refused, failed, untranslated, stale, stopped } = account
      if (refused + failed + untranslated + stale > 0 || stopped !== undefined || isPart) return
      const files = hashesOf(root, foldersOf(project), [...made.keys()])
      if (before === undefined || files === undefined) return
      // What somebody changed while this build ran was not what it saw.
      const isAsSeen = Object.entries(files).every(([path, hash]) => hash === (made.get(path) ?? before[path]))
      if (!isAsSeen || Object.keys(before).some((path) => isIn(path, [project.config.input]) && !(path in files)))
        return
      const asRead = unread !== undefined && unread.bytes === unreadBefore ? { unread: unread.note } : {}
      writeNote(root, { key, ...asRead, files, said, account: again(account) })
    },
  }
}

/** The account of the same build once more: what it was given is known now. */
function again(account: Account): Account {
  const { translated, recalled } = account
  const spent = { charactersSent: 0, requests: 0, cost: 0, providers: [], seconds: 0 }
  return { ...account, translated: 0, recalled: recalled + translated, ...spent }
}

/** All that a build depends on besides the files of input, translations and output. */
function keyOf(project: Project, { files = [], frozen, offline, prune }: BuildOptions): string {
  const { settings, reason } = chosenSettings(project)
  const others = [project.config.glossary, project.config.brief, project.config.stylesheet].map((path) =>
    path === undefined ? null : (hashOf(join(project.root, path)) ?? null),
  )
  const facts = [
    program(),
    project.config,
    settings,
    reason,
    others,
    files,
    frozen === true,
    offline === true,
    prune === true,
  ]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

function foldersOf({ config }: Project): readonly string[] {
  return [config.input, config.translations]
}

function isIn(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder.replace(/\/+$/, '')}/`))
}
