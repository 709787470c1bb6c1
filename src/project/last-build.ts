/**
 * What is as the last complete build left it: when every byte is the same, so is what a build would do, and nothing needs
 * to be read, reconciled or drawn; when a few files are not, this is so of all other documents.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { cleanUpAfter, filesBelow, hashOf, namesIn, program, takeLook, writeNote, type Files } from './build-note.ts'
import { compareCodePoints } from '../text/collate.ts'
import { chosenSettings } from './choose-providers.ts'
import type { Account, BuildEvent } from './events.ts'
import type { FinishedDocument } from './finished-document.ts'
import type { BuildOptions } from './options.ts'
import type { Project } from './project.ts'
import { NOTHING_SETTLED, readSettled, writeSettled, type Settled } from './settled.ts'
import { unreadOf } from './unread-key.ts'

/** What a build says that finds everything as the last one left it, and ways to note what it leaves. */
export interface SinceLastBuild {
  /** The account last; undefined where anything is not as it was. */
  readonly said: readonly BuildEvent[] | undefined
  /** Documents that need not be opened. */
  readonly settled: Settled
  /** SHA-256 of a file as it was when the build began; undefined: it was not there, or nobody looked. */
  readonly hashBefore: (path: string) => string | undefined
  readonly note: (build: Built) => void
}

export interface Built {
  /** What it said of its documents, in order. */
  readonly said: readonly BuildEvent[]
  /** SHA-256 of what it wrote, or found written so, by path. */
  readonly made: ReadonlyMap<string, string>
  readonly account: Account
  /** Of the documents it did not open. */
  readonly untouched: ReadonlySet<string>
  /** By the file that they are read from. */
  readonly finished: ReadonlyMap<string, readonly FinishedDocument[]>
}

/** For a build that is about one document, and looks at no other. */
export const NEVER: SinceLastBuild = {
  said: undefined,
  settled: NOTHING_SETTLED,
  hashBefore: () => undefined,
  note: () => undefined,
}

/** @param unreadBefore Of the configuration's bytes, before it was read. */
export function sinceLastBuild(project: Project, options: BuildOptions, unreadBefore?: string): SinceLastBuild {
  const { root, config } = project
  const key = keyOf(project, options)
  const unread = unreadOf(project, options)
  const folders = [config.input, config.translations]
  const { note: last, files: before, isSame: isAsNoted } = takeLook(root, folders)
  const hashBefore = hashesBefore(root, before)
  const isPart = (options.files ?? []).length > 0 || options.since !== undefined
  const isSame = options.since === undefined && last?.key === key && isAsNoted
  if (last !== undefined && isSame) cleanUpAfter(root, last)
  const settledKey = keyOf(project, { ...options, files: [] })
  return {
    said: last !== undefined && isSame ? [...last.said, last.account] : undefined,
    settled: before === undefined || isSame ? NOTHING_SETTLED : readSettled(root, settledKey, hashBefore),
    hashBefore,
    note({ said, made, account, untouched, finished }) {
      if (before === undefined) return
      const now = filesBelow(root, folders)
      if (now === undefined) return
      const files = Object.fromEntries(
        [...new Set([...now, ...made.keys()])].toSorted(compareCodePoints).flatMap((path) => {
          const hash = untouched.has(path) ? hashBefore(path) : hashOf(join(root, path))
          return hash === undefined ? [] : [[path, hash] as const]
        }),
      )
      // What somebody changed while this build ran was not what it saw.
      const isAsSeen = (path: string): boolean => files[path] === (made.get(path) ?? before[path])
      writeSettled(root, settledKey, { finished, files, isAsSeen })
      const { refused, failed, untranslated, stale, stopped } = account
      if (refused + failed + untranslated + stale > 0 || stopped !== undefined || isPart) return
      if (!Object.keys(files).every(isAsSeen)) return
      if (Object.keys(before).some((path) => isIn(path, [config.input]) && !(path in files))) return
      const asRead = unread !== undefined && unread.bytes === unreadBefore ? { unread: unread.note } : {}
      const output = { folder: config.output, names: namesIn(root, config.output) }
      writeNote(root, { key, ...asRead, files, output, said, account: again(account) })
    },
  }
}

/** What the last build left and nobody has changed, for what only looks. */
export function leftByLastBuild(project: Project): Pick<SinceLastBuild, 'settled' | 'hashBefore'> {
  const { root, config } = project
  const { files } = takeLook(root, [config.input, config.translations])
  const hashBefore = hashesBefore(root, files)
  const settled = files === undefined ? NOTHING_SETTLED : readSettled(root, keyOf(project, {}), hashBefore)
  return { settled, hashBefore }
}

function hashesBefore(root: string, before: Files | undefined): SinceLastBuild['hashBefore'] {
  // Editions of a build that left something to do are not in its note.
  const others = new Map<string, string | undefined>()
  return (path) => {
    if (before?.[path] === undefined && !others.has(path)) others.set(path, hashOf(join(root, path)))
    return before?.[path] ?? others.get(path)
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

function isIn(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder.replace(/\/+$/, '')}/`))
}
