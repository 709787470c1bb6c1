/** What `muqabil diff` does: says what a change of the sources means in rows, people's work and money. */
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { matchRenamed } from '../bitext/match-renamed.ts'
import { blobId, commitOf, filesAt, type CommitId } from '../files/git.ts'
import { askingOf } from './ask-providers.ts'
import { fileOf } from './chapters.ts'
import { diffRows, staleWork, type DocumentPair } from './diff-rows.ts'
import { pendingOf, recordOf, type Draft } from './drafts.ts'
import { estimatePending, providersToCount } from './estimate-pending.ts'
import type { Diff, RowChange } from './events.ts'
import { layRevision } from './lay-revision.ts'
import { openGlossary } from './glossary.ts'
import { memoryFor } from './open-memory.ts'
import { openRun, tellRefused, type OpenRun } from './open-run.ts'
import { recall } from './recall.ts'
import type { ProjectOptions } from './options.ts'
import { openProject, type Project } from './project.ts'
import { recordPath } from './records.ts'
import { isSource } from './sources.ts'

export interface DiffOptions extends Omit<ProjectOptions, 'files'> {
  /** A revision to compare the working tree with, or two of them as 'REV..REV'; HEAD by default. */
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
  const now = await openRun(later?.project ?? project)
  tellRefused(now, project.tell)
  const old = filesAt(project.root, from, readFolders(project))
  const changed = changedSources(later?.project ?? project, now.paths, old)
  using earlier = layRevision(project, filesToRead(project, old, changed))
  const before = changed.before.size === 0 ? undefined : await openRun(earlier.project)
  for (const { message } of before?.refused ?? []) {
    const said = `As it was then it cannot be read, and counts as absent: ${message}`
    project.tell({ event: 'notice', message: said })
  }
  const pairs = pairsOf(before?.drafts ?? [], now.drafts, changed.now)
  const rows = pairs.flatMap((pair) => diffRows(pair, project))
  for (const row of rows) project.tell(row)
  const stale = pairs.flatMap(staleWork)
  for (const work of stale) project.tell(work)

  const chosen = await providersToCount(project)
  const [provider] = chosen.providers
  const fates = { pseudoCounts: provider.pseudo === true }
  await using memory = await memoryFor(project, now.drafts, 'look')
  const isChanged = new Set(pairs.flatMap((pair) => pair.now ?? []))
  const missing = [...(before?.drafts ?? []), ...now.drafts.filter((draft) => !isChanged.has(draft))]
  const missingBefore = new Set(missing.flatMap((draft) => pendingOf(draft, fates).map(({ key }) => key)))
  const pending = await recall([...isChanged], memory, {
    fates,
    asking: askingOf(provider),
    sacred: openGlossary(project).sacred,
  })
  const added = pending.filter(({ key }) => !missingBefore.has(key))
  const result: Diff = {
    event: 'diff',
    from,
    ...(to === undefined ? {} : { to }),
    documents: pairs.length,
    ...countsOf(rows),
    goneByPeople: rows.filter(({ change, people }) => change === 'gone' && people).length,
    stale: stale.length,
    ...(await estimatePending(project, added, { chosen, memory, drafts: now.drafts })),
    refused: now.refused.length,
  }
  project.tell(result)
  return result
}

const TWO = /^([^]*?)\.\.([^]*)$/

/** 'main..HEAD', 'main..' (to HEAD, as git has it), or one alone, against the working tree. */
function revisionsOf(root: string, revision: string): { readonly from: CommitId; readonly to?: CommitId } {
  const [, from, to] = TWO.exec(revision) ?? []
  if (from === undefined || to === undefined) return { from: commitOf(root, revision) }
  return { from: commitOf(root, from || 'HEAD'), to: commitOf(root, to || 'HEAD') }
}

/** What a run reads besides the configuration. */
function readFolders({ config }: Project): readonly string[] {
  return [config.input, config.translations, ...(config.glossary === undefined ? [] : [config.glossary])]
}

interface Changed {
  /** Sources that were otherwise then, or are gone, with their ids. */
  readonly before: ReadonlyMap<string, string>
  /** Sources that are otherwise now, or new. */
  readonly now: ReadonlySet<string>
}

function changedSources(
  { root, config }: Project,
  paths: readonly string[],
  old: ReadonlyMap<string, string>,
): Changed {
  const now = new Set(
    paths.filter((path) => {
      const file = fileOf(path)
      const id = old.get(file)
      return id === undefined || blobId(readFileSync(join(root, file)), id) !== id
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
function filesToRead(
  project: Project,
  old: ReadonlyMap<string, string>,
  changed: Changed,
): ReadonlyMap<string, string> {
  const others = [...old.keys()].filter((path) => !changed.before.has(path))
  const settled = new Set(others.map((path) => recordPath(project, path)))
  const { input } = project.config
  return new Map(
    [...old].filter(
      ([path]) => changed.before.has(path) || (!path.startsWith(`${input.replace(/\/+$/, '')}/`) && !settled.has(path)),
    ),
  )
}

/** A document as it was and as it is: by its path, then by its rows. */
function pairsOf(
  before: readonly Draft[],
  now: OpenRun['drafts'],
  changed: ReadonlySet<string>,
): readonly DocumentPair[] {
  const olds = new Map(before.map((draft) => [draft.source.path, draft]))
  const news = now.filter(({ source }) => changed.has(source.path))
  const added = news.filter(({ source }) => !olds.has(source.path))
  const there = new Set(now.map(({ source }) => source.path))
  const gone = before.filter(({ source }) => !there.has(source.path))
  const records = new Map(gone.map((draft) => [recordOf(draft), draft]))
  const renamed = matchRenamed(
    [...records.keys()],
    added.map(({ source }) => source),
  )
  const pairs = news.map((draft): Required<Pick<DocumentPair, 'now'>> & DocumentPair => {
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
