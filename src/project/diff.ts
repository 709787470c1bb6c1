/** What `muqabil diff` does: says what a change of the sources means in rows, people's work and money. */
import { join } from 'node:path'
import { matchRenamed } from '../bitext/match-renamed.ts'
import { commitOf, filesAt, isBlob, mergeBaseOf, type Blob, type CommitId } from '../files/git.ts'
import { fileOf } from './chapters.ts'
import { diffRows, staleWork, type DocumentPair } from './diff-rows.ts'
import { pendingOf, recordOf, type Draft } from './drafts.ts'
import { openCounting, shortKey } from './count-pending.ts'
import type { Diff, RowChange } from './events.ts'
import { layRevision } from './lay-revision.ts'
import { findRun } from './find-run.ts'
import { leftByLastBuild, NEVER } from './last-build.ts'
import { lessonsOfRecords } from './open-memory.ts'
import { openRun, tellRefused, tellRefusedDocuments } from './open-run.ts'
import { portionsOf } from './portions.ts'
import type { ProjectOptions } from './options.ts'
import { openProject, type Project } from './project.ts'
import { recordPath } from './records.ts'
import { readIfThere } from './sources-since.ts'
import { isSource } from './sources.ts'

export interface DiffOptions extends Omit<ProjectOptions, 'files'> {
  /** A revision to compare the working tree with, or two of them as 'REV..REV' or 'REV...REV'; HEAD by default. */
  readonly revision?: string
}

/**
 * Both sides are read by the settings of today. What was missing before is not counted: the figures are what the
 * change alone adds to a build.
 *
 * @throws {MuqabilError} `git-missing`, `git-repository`, `revision-unknown`, and for what stops the whole run.
 */
export async function diff(options: DiffOptions = {}): Promise<Diff> {
  const project = await openProject({ ...options, files: [] })
  const { from, to } = revisionsOf(project.root, options.revision ?? 'HEAD')
  using later = to === undefined ? undefined : layRevision(project, filesAt(project.root, to, readFolders(project)))
  const place = later?.project ?? project
  const found = await findRun(place)
  tellRefused(found, project.tell)
  const old = filesAt(project.root, from, readFolders(project))
  const changed = changedSources(place, found.paths, old)
  using earlier = layRevision(project, filesToRead(project, old, changed))
  const before = changed.before.size === 0 ? undefined : await openRun(earlier.project)
  for (const { message } of before?.refused ?? []) {
    const said = `As it was then it cannot be read, and counts as absent: ${message}`
    project.tell({ event: 'notice', message: said })
  }
  const { settled, hashBefore } = later ? NEVER : leftByLastBuild(project)
  const missingBefore = new Set<string>()
  await using counting = await openCounting(project, {
    glossary: found.glossary,
    lessons: () => lessonsOfRecords(place, found, hashBefore),
    isKnown: (pending) => missingBefore.has(shortKey(pending)),
  })
  const noteMissing = (drafts: readonly Draft[]): void => {
    for (const each of drafts.flatMap((draft) => pendingOf(draft, counting.fates))) missingBefore.add(shortKey(each))
  }
  noteMissing(before?.drafts ?? [])
  const changedFiles = new Set([...changed.now].map(fileOf))
  const isChanged = ({ source }: Draft): boolean => changed.now.has(source.path)
  const now: Draft[] = []
  let refused = found.refused.length
  for await (const portion of portionsOf(found, {
    settled: (file) => (changedFiles.has(file) ? undefined : settled.of(file)),
    waits: isChanged,
  })) {
    tellRefusedDocuments(portion.refused, project.tell)
    refused += portion.refused.length
    now.push(...portion.drafts.filter(isChanged))
    noteMissing(portion.drafts.filter((draft) => !isChanged(draft)))
  }
  const there = new Set<string>(found.paths)
  const read = new Set(now.map(({ source }) => source.path))
  const unread = new Set(found.paths.filter((path) => changed.now.has(path) && !read.has(path)).map(fileOf))
  const gone = (before?.drafts ?? []).filter(({ source: { path } }) => !there.has(path) && !unread.has(fileOf(path)))
  const pairs = pairsOf(before?.drafts ?? [], now, gone)
  const rows = pairs.flatMap((pair) => diffRows(pair, project))
  for (const row of rows) project.tell(row)
  const stale = pairs.flatMap(staleWork)
  for (const work of stale) project.tell(work)
  await counting.add(now)
  const result: Diff = {
    event: 'diff',
    from,
    ...(to === undefined ? {} : { to }),
    documents: pairs.length,
    ...countsOf(rows),
    goneByPeople: rows.filter(({ change, people }) => change === 'gone' && people).length,
    stale: stale.length,
    ...counting.estimate(),
    refused,
  }
  project.tell(result)
  return result
}

const TWO = /^([^]*?)(\.{2,3})([^]*)$/

/**
 * 'main..HEAD', 'main...HEAD' (since HEAD went apart from main), 'main..' (to HEAD), all as git has it; or one alone,
 * against the working tree.
 */
function revisionsOf(root: string, revision: string): { readonly from: CommitId; readonly to?: CommitId } {
  const [, first, dots, second] = TWO.exec(revision) ?? []
  if (first === undefined || second === undefined) return { from: commitOf(root, revision) }
  const [from, to] = [commitOf(root, first || 'HEAD'), commitOf(root, second || 'HEAD')]
  return { from: dots === '...' ? mergeBaseOf(root, from, to) : from, to }
}

/** What a run reads besides the configuration. */
function readFolders({ config }: Project): readonly string[] {
  return [config.input, config.translations, ...(config.glossary === undefined ? [] : [config.glossary])]
}

interface Changed {
  /** Sources that were otherwise then, or are gone. */
  readonly before: ReadonlyMap<string, Blob>
  /** Sources that are otherwise now, or new. */
  readonly now: ReadonlySet<string>
}

function changedSources({ root, config }: Project, paths: readonly string[], old: ReadonlyMap<string, Blob>): Changed {
  const now = new Set(
    paths.filter((path) => {
      const file = fileOf(path)
      const id = old.get(file)?.id
      const bytes = readIfThere(join(root, file))
      return id === undefined || bytes === undefined || !isBlob(bytes, id)
    }),
  )
  const there = new Set(paths.map(fileOf))
  const other = new Set([...now].map(fileOf))
  return {
    now,
    before: new Map([...old].filter(([path]) => isSource(config, path) && (other.has(path) || !there.has(path)))),
  }
}

/** The changed sources, their records, those of no source (a renamed one's may be among them), and the glossary. */
function filesToRead(project: Project, old: ReadonlyMap<string, Blob>, changed: Changed): ReadonlyMap<string, Blob> {
  const others = [...old.keys()].filter((path) => !changed.before.has(path))
  const settled = new Set(others.map((path) => recordPath(project, path)))
  const { input } = project.config
  return new Map(
    [...old].filter(
      ([path]) => changed.before.has(path) || (!path.startsWith(`${input.replace(/\/+$/, '')}/`) && !settled.has(path)),
    ),
  )
}

/**
 * A document as it was and as it is: by its path, then by its rows.
 *
 * @param now The changed ones. @param gone Those before that are not there any more; what cannot be read is.
 */
function pairsOf(before: readonly Draft[], now: readonly Draft[], gone: readonly Draft[]): readonly DocumentPair[] {
  const olds = new Map(before.map((draft) => [draft.source.path, draft]))
  const added = now.filter(({ source }) => !olds.has(source.path))
  const records = new Map(gone.map((draft) => [recordOf(draft), draft]))
  const renamed = matchRenamed(
    [...records.keys()],
    added.map(({ source }) => source),
  )
  const pairs = now.map((draft): Required<Pick<DocumentPair, 'now'>> & DocumentPair => {
    const record = renamed.get(draft.source.path)
    const old = olds.get(draft.source.path) ?? (record && records.get(record))
    return old === undefined ? { now: draft } : { before: old, now: draft }
  })
  const taken = new Set(pairs.flatMap((pair) => pair.before ?? []))
  return [...pairs, ...gone.filter((draft) => !taken.has(draft)).map((draft) => ({ before: draft }))]
}

function countsOf(rows: readonly RowChange[]): Pick<Diff, RowChange['change']> {
  const count = (kind: RowChange['change']): number => rows.filter(({ change }) => change === kind).length
  return {
    new: count('new'),
    changed: count('changed'),
    moved: count('moved'),
    gone: count('gone'),
    returned: count('returned'),
  }
}
