/**
 * What the last complete build was made of and what it said: when every byte is the same, so is what a build would do,
 * and nothing needs to be read, reconciled or drawn. Safe to delete; only contents are believed.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { projectPath } from '../files/project-path.ts'
import { removeStaleTemporaries, writeFileAtomic } from '../files/write-atomic.ts'
import { compareCodePoints } from '../text/collate.ts'
import { chosenSettings } from './choose-providers.ts'
import type { Account, BuildEvent } from './events.ts'
import type { BuildOptions } from './options.ts'
import type { Project } from './project.ts'
import { programVersion } from './version.ts'

const FILE = '.muqabil/last-build.json'
/** Of the file's own form. */
const VERSION = 1

/** SHA-256 by path in the project. */
type Files = Readonly<Record<string, string>>

interface LastBuild {
  readonly version: typeof VERSION
  /** Of program, configuration and options. */
  readonly key: string
  readonly files: Files
  readonly said: readonly BuildEvent[]
  readonly account: Account
}

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

export function sinceLastBuild(project: Project, options: BuildOptions): SinceLastBuild {
  const key = keyOf(project, options)
  const last = readLast(project)
  const before = hashesOf(project, Object.keys(last?.files ?? {}))
  const isPart = (options.files ?? []).length > 0 || options.since !== undefined
  const isSame =
    options.since === undefined &&
    last?.key === key &&
    before !== undefined &&
    JSON.stringify(before) === JSON.stringify(last.files)
  if (last !== undefined && isSame) {
    // A build that was killed since may have left something beside what it did not come to write.
    const folders = new Set(Object.keys(last.files).map((path) => dirname(join(project.root, path))))
    for (const folder of folders) removeStaleTemporaries(folder)
  }
  return {
    said: last !== undefined && isSame ? [...last.said, last.account] : undefined,
    note({ said, made, account }) {
      const { refused, failed, untranslated, stale, stopped } = account
      if (refused + failed + untranslated + stale > 0 || stopped !== undefined || isPart) return
      const files = hashesOf(project, [...made.keys()])
      if (before === undefined || files === undefined) return
      // What somebody changed while this build ran was not what it saw.
      const isAsSeen = Object.entries(files).every(([path, hash]) => hash === (made.get(path) ?? before[path]))
      if (!isAsSeen || Object.keys(before).some((path) => isIn(path, [project.config.input]) && !(path in files)))
        return
      const text = `${JSON.stringify({ version: VERSION, key, files, said, account: again(account) } satisfies LastBuild)}\n`
      try {
        writeFileAtomic(join(project.root, projectPath(project.root, FILE)), text, FILE)
      } catch {
        return // the build is done: where this cannot be noted, the next one does all of it again
      }
    },
  }
}

/** The account of the same build once more: what it was given is known now. */
function again(account: Account): Account {
  const { translated, recalled } = account
  const spent = { charactersSent: 0, requests: 0, cost: 0, providers: [], seconds: 0 }
  return { ...account, translated: 0, recalled: recalled + translated, ...spent }
}

function readLast({ root }: Project): LastBuild | undefined {
  try {
    const last = JSON.parse(readFileSync(join(root, FILE), 'utf8')) as LastBuild // written by ours; another form is not the same key
    return last.version === VERSION && typeof last.files === 'object' && Array.isArray(last.said) ? last : undefined
  } catch {
    return undefined
  }
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

/** Which program this is: a checkout's sources change without its version. */
function program(): readonly unknown[] {
  const home = join(import.meta.dirname, '..', '..')
  const installed = ['node_modules/.package-lock.json', '../.package-lock.json'].map((path) => hashOf(join(home, path)))
  const source = join(home, 'src')
  const sources = existsSync(source)
    ? readdirSync(source, { recursive: true, encoding: 'utf8' })
        .toSorted(compareCodePoints)
        .map((path) => {
          const { size, mtimeMs } = statSync(join(source, path))
          return [path, size, mtimeMs]
        })
    : []
  return [programVersion(), process.version, installed, sources]
}

function foldersOf({ config }: Project): readonly string[] {
  return [config.input, config.translations]
}

function isIn(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder.replace(/\/+$/, '')}/`))
}

/** Of every file in input and translations, and of `others` that are there; undefined where that cannot be said. */
function hashesOf(project: Project, others: readonly string[]): Files | undefined {
  const { root } = project
  try {
    const found = foldersOf(project).flatMap((folder) => filesIn(root, folder.replace(/\/+$/, '')))
    const paths = [...new Set([...found, ...others])].toSorted(compareCodePoints)
    return Object.fromEntries(
      paths.flatMap((path) => {
        const hash = hashOf(join(root, path))
        return hash === undefined ? [] : [[path, hash] as const]
      }),
    )
  } catch {
    return undefined
  }
}

/** @throws where a link leads away: what is behind it can change unseen. */
function filesIn(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesIn(root, path)
    if (!entry.isFile()) throw new Error(path)
    return [path]
  })
}

function hashOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex')
  } catch {
    return undefined
  }
}
