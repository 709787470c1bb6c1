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

/** @returns How many there are, and how many sources were refused. @throws {MuqabilError} for what stops the whole run. */
export async function tasks(options: ProjectOptions): Promise<{ readonly tasks: number; readonly refused: number }> {
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
  for (const task of await withMatches(found, project, () => lessonsOfRecords(project, run))) project.tell(task)
  return { tasks: found.length, refused }
}

interface Found {
  readonly task: TaskEvent
  readonly segment: RecordSegment
}

const DIGITS = 1_000

/** A memory that cannot be read keeps nobody from the tasks. */
async function withMatches(
  found: readonly Found[],
  project: Project,
  lessons: () => readonly Lesson[],
): Promise<readonly TaskEvent[]> {
  if (found.length === 0) return []
  try {
    await using finder = await openMatchFinder(project, lessons())
    const matches = await finder.lookUpSegments(found.map(({ segment }) => segment))
    return found.map(({ task }, index) => {
      const own = (matches[index] ?? []).map(({ source, target, similarity, provenance }) => ({
        source: toPlaceholders(source),
        target: toPlaceholders(target),
        similarity: Math.floor(similarity * DIGITS) / DIGITS,
        provenance,
      }))
      return own.length === 0 ? task : { ...task, matches: own }
    })
  } catch (error) {
    if (!(error instanceof MuqabilError)) throw error
    project.tell({ event: 'notice', message: `Similar sentences are not looked for: ${error.message}` })
    return found.map(({ task }) => task)
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
