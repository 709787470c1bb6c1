/** What `muqabil tasks` does: lists what somebody should look at. Changes nothing. */
import { baseOf } from '../bitext/base-of.ts'
import { hashContent } from '../bitext/hash-content.ts'
import type { RecordSegment } from '../bitext/record.ts'
import { MuqabilError } from '../errors.ts'
import type { Lesson } from '../memory/lesson.ts'
import { toPlaceholders } from '../interchange/placeholders.ts'
import { fateOf, type Draft } from './drafts.ts'
import type { TaskEvent } from './events.ts'
import { judgeSegments, type JudgedSegment } from './judge-segments.ts'
import { findRun } from './find-run.ts'
import { lessonsOfRecords } from './open-memory.ts'
import { tellRefused, tellRefusedDocuments } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { openMatchFinder } from './find-matches.ts'
import { portionsOf } from './portions.ts'
import { openProject, type Project } from './project.ts'

/** First what readers miss, then what may be wrong. */
const ORDER: readonly TaskEvent['why'][] = ['missing', 'stale', 'needs-work', 'findings']

export interface TasksOptions extends ProjectOptions {
  /** Looks for similar sentences of each, which in an archive takes minutes; true by default. */
  readonly matches?: boolean
}

/** @returns How many there are, and how many sources were refused. @throws {MuqabilError} for what stops the whole run. */
export async function tasks({
  matches = true,
  ...options
}: TasksOptions): Promise<{ readonly tasks: number; readonly refused: number }> {
  const project = await openProject(options)
  const run = await findRun(project, { files: options.files })
  tellRefused(run, project.tell)
  let refused = run.refused.length
  const found: Found[] = []
  const documents = { ...run, files: run.wantedFiles }
  for await (const portion of portionsOf(documents, { settled: () => undefined, waits: () => false })) {
    tellRefusedDocuments(portion.refused, project.tell)
    refused += portion.refused.length
    for (const draft of portion.drafts)
      if (run.wanted.has(draft.source.path)) found.push(...tasksOf(draft, judgeSegments(draft, project, run.glossary)))
  }
  found.sort((a, b) => ORDER.indexOf(a.task.why) - ORDER.indexOf(b.task.why) || b.task.doubt - a.task.doubt)
  if (matches) await tellWithMatches(found, project, () => lessonsOfRecords(project, run))
  else for (const { task } of found) project.tell(task)
  return { tasks: found.length, refused }
}

interface Found {
  readonly task: TaskEvent
  readonly segment: RecordSegment
}

const DIGITS = 1_000
/** Looked up together: whoever reads the first ones need not wait for all. */
const TOGETHER = 100

/** A memory that cannot be read keeps nobody from the tasks. */
async function tellWithMatches(
  found: readonly Found[],
  project: Project,
  lessons: () => readonly Lesson[],
): Promise<void> {
  if (found.length === 0) return
  let told = 0
  try {
    await using finder = await openMatchFinder(project, lessons())
    while (told < found.length) {
      const some = found.slice(told, told + TOGETHER)
      const matches = await finder.lookUpSegments(some.map(({ segment }) => segment))
      for (const [index, { task }] of some.entries()) {
        const own = (matches[index] ?? []).map(({ source, target, similarity, provenance }) => ({
          source: toPlaceholders(source),
          target: toPlaceholders(target),
          similarity: Math.floor(similarity * DIGITS) / DIGITS,
          provenance,
        }))
        project.tell(own.length === 0 ? task : { ...task, matches: own })
      }
      told += some.length
    }
  } catch (error) {
    if (!(error instanceof MuqabilError)) throw error
    project.tell({ event: 'notice', message: `Similar sentences are not looked for: ${error.message}` })
    for (const { task } of found.slice(told)) project.tell(task)
  }
}

function tasksOf(draft: Draft, places: readonly JudgedSegment[]): readonly Found[] {
  return places.flatMap(({ unit, segment, findings, doubt }, place): readonly Found[] => {
    const why = whyOf(draft, unit.id, segment) ?? (findings.length > 0 ? 'findings' : undefined)
    if (why === undefined) return []
    const [before, after] = [places[place - 1]?.segment.source, places[place + 1]?.segment.source]
    const task: TaskEvent = {
      event: 'task',
      file: draft.source.path,
      id: `${unit.id}/${segment.id}`,
      why,
      doubt,
      ...(findings.length === 0 ? {} : { findings: findings.map(({ ruleId, message }) => ({ ruleId, message })) }),
      ...(segment.reason === undefined ? {} : { reason: segment.reason }),
      source: toPlaceholders(segment.source),
      ...(segment.target === undefined ? {} : { target: toPlaceholders(segment.target) }),
      state: segment.state,
      ...(before === undefined ? {} : { before: toPlaceholders(before) }),
      ...(after === undefined ? {} : { after: toPlaceholders(after) }),
      sourceHash: hashContent(segment.source),
      base: baseOf(segment),
    }
    return [{ task, segment }]
  })
}

function whyOf(draft: Draft, unit: string, segment: RecordSegment): TaskEvent['why'] | undefined {
  if (segment.target !== undefined && segment.mark === 'stale') return 'stale'
  const fate = fateOf(draft, unit, segment, { pseudoCounts: false })
  if (fate === 'untranslated' || fate === 'failed') return 'missing'
  return segment.mark === 'needs-work' ? 'needs-work' : undefined
}
