/** What a git repository holds at a revision, read without touching its working tree or opening a connection. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import process from 'node:process'
import { MuqabilError } from '../errors.ts'
import { filesThroughLinks } from './git-links.ts'

declare const brand: unique symbol
/** Full id of a commit that is there. */
export type CommitId = string & { readonly [brand]: 'CommitId' }

/** Of all that is read at once: a Buffer's own limit is far above it. */
const MOST_BYTES = 2 ** 31 - 1
/** Mode, type and id of an entry, then its path: '100644 blob 6ba…\tinput/a.txt'. */
const ENTRY = /^(\d+) \w+ ([\da-f]+)\t([^]+)$/
const [LINK, SUBMODULE] = ['120000', '160000']
/** What stands before a blob's bytes: '6ba… blob 42'. */
const HEAD = /^[\da-f]+ blob (\d+)$/
const SHA1_DIGITS = 40
/** 'fatal: could not fetch 6ba… from promisor remote' */
const PARTIAL = /\bpromisor\b/

/**
 * The commit that a name means.
 *
 * @throws {MuqabilError} `git-missing`, `git-repository`, `revision-unknown`.
 */
export function commitOf(root: string, revision: string): CommitId {
  git(root, ['rev-parse', '--git-dir'], (said) => new MuqabilError('git-repository', { problem: said }, { file: root }))
  const unknown = (): MuqabilError => new MuqabilError('revision-unknown', { revision })
  // What begins with a dash would be an option.
  if (revision === '' || revision.startsWith('-') || revision.includes('\0')) throw unknown()
  const found = git(root, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], unknown)
  return found.toString().trim() as CommitId // the one place that makes the brand
}

/**
 * The commit from which two of them go apart.
 *
 * @throws {MuqabilError} `revision-unknown` where this clone has none.
 */
export function mergeBaseOf(root: string, one: CommitId, other: CommitId): CommitId {
  const unknown = (): MuqabilError => new MuqabilError('revision-unknown', { revision: `${one}...${other}` })
  return git(root, ['merge-base', one, other], unknown).toString().trim() as CommitId // as `commitOf`
}

/** Bytes that a repository keeps. */
export interface Blob {
  readonly id: string
  /** Folder of the repository: a submodule's is its own. */
  readonly root: string
}

/** The files at or below `places`, by path relative to `root`, as they were; links that stay below `root` are followed. */
export function filesAt(root: string, commit: CommitId, places: readonly string[]): ReadonlyMap<string, Blob> {
  const names = places.map((place) => place.replace(/\/+$/, ''))
  const isAt = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)
  const own = treeAt(root, commit, names)
  // What stands nowhere can be behind a link.
  const isWhole = names.every((place) => [...own.files.keys()].some((path) => isAt(path, place)))
  if (own.links.size === 0 && isWhole) return own.files
  const { files, links } = treeAt(root, commit, [])
  if (links.size === 0) return own.files
  const bytes = blobsOf([...links.values()])
  const targets = new Map([...links].map(([path, { id }]) => [path, Buffer.from(bytes.get(id) ?? []).toString()]))
  const through = [...filesThroughLinks({ files, links: targets })]
  return new Map([...own.files, ...through.filter(([path]) => names.some((place) => isAt(path, place)))])
}

/** @param places None means all below `root`. */
function treeAt(
  root: string,
  commit: string,
  places: readonly string[],
): Readonly<Record<'files' | 'links', Map<string, Blob>>> {
  const listed = git(root, ['ls-tree', '-r', '-z', commit, '--', ...places], failed(root)).toString()
  const [files, links] = [new Map<string, Blob>(), new Map<string, Blob>()]
  for (const entry of listed.split('\0')) {
    const [, mode, id, path] = ENTRY.exec(entry) ?? []
    if (id === undefined || path === undefined) continue
    if (mode === SUBMODULE) {
      const inner = submoduleAt(join(root, path), id)
      for (const [name, blob] of inner?.files ?? []) files.set(`${path}/${name}`, blob)
      for (const [name, blob] of inner?.links ?? []) links.set(`${path}/${name}`, blob)
    } else (mode === LINK ? links : files).set(path, { id, root })
  }
  return { files, links }
}

/** Undefined where the submodule is not here, or has not this commit. */
function submoduleAt(root: string, commit: string): ReturnType<typeof treeAt> | undefined {
  try {
    return treeAt(root, commit, [])
  } catch {
    return undefined
  }
}

/** Bytes by id. */
export function blobsOf(blobs: readonly Blob[]): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  for (const [root, own] of Map.groupBy(blobs, (blob) => blob.root)) {
    const distinct = [...new Set(own.map(({ id }) => id))]
    const output = git(root, ['cat-file', '--batch'], failed(root), `${distinct.join('\n')}\n`)
    let at = 0
    for (const id of distinct) {
      const end = output.indexOf('\n', at)
      const size = HEAD.exec(output.toString('utf8', at, end))?.[1]
      if (size === undefined) throw failed(root)(output.toString('utf8', at, end))
      found.set(id, output.subarray(end + 1, end + 1 + Number(size)))
      at = end + 1 + Number(size) + 1
    }
  }
  return found
}

/** Whether git keeps these bytes under the id; where it writes line ends of Windows (`core.autocrlf`), as it keeps them. */
export function isBlob(bytes: Uint8Array, id: string): boolean {
  if (blobId(bytes, id) === id) return true
  const text = Buffer.from(bytes).toString('latin1')
  return !text.includes('\0') && text.includes('\r\n') && blobId(Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1'), id) === id // prettier-ignore
}

/** @param like Another id of the repository: by SHA-1 or SHA-256. */
function blobId(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === SHA1_DIGITS ? 'sha1' : 'sha256')
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

type Explain = (said: string) => MuqabilError

function failed(root: string): Explain {
  return (problem) => new MuqabilError('git-repository', { problem }, { file: root })
}

/** One command of git, without a shell: no lock is taken, nothing that is absent is fetched, nobody is asked. */
function git(root: string, args: readonly string[], explain: Explain, input?: string): Buffer {
  const { GIT_DIR: _repository, ...others } = process.env
  // A hook in a worktree has it without the folder it is of, and then git takes every folder for its top.
  const own = others.GIT_WORK_TREE === undefined ? others : process.env
  const { error, status, stdout, stderr } = spawnSync('git', ['-c', 'protocol.allow=never', ...args], {
    cwd: root,
    maxBuffer: MOST_BYTES,
    env: { ...own, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    ...(input === undefined ? {} : { input }),
  })
  if (error !== undefined && 'code' in error && error.code === 'ENOENT')
    throw new MuqabilError('git-missing', {}, {}, { cause: error })
  if (error !== undefined) throw error
  if (status !== 0) throw explain(reasonIn(stderr.toString().trim().split('\n')))
  return stdout
}

/** What git says last, behind its warnings and before its advice. */
function reasonIn(lines: readonly string[]): string {
  const reason = lines.find((line) => line.startsWith('fatal: ')) ?? lines[0] ?? ''
  return PARTIAL.test(reason) ? `${reason}; in a partial clone run "git fetch --refetch --no-filter"` : reason
}

/** Sets a value of this clone's own configuration. @throws {MuqabilError} `git-missing`, `git-repository`. */
export function configureGit(root: string, name: string, value: string): void {
  git(root, ['config', '--local', name, value], failed(root))
}

/** Merges three files line by line, as git does itself; the result, with marks, stands in `ours`. @returns How many conflicts are left. */
export function mergeLines({ base, ours, theirs }: Readonly<Record<'base' | 'ours' | 'theirs', string>>): number {
  const labels = ['ours', 'base', 'theirs'].flatMap((label) => ['-L', label])
  const { error, status } = spawnSync('git', ['merge-file', ...labels, '--', ours, base, theirs], { stdio: 'ignore' })
  if (error !== undefined) throw new MuqabilError('git-missing', {}, {}, { cause: error })
  return status ?? 1
}
