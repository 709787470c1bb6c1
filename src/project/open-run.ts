/** What every run begins with: the sources, their records, and the two reconciled. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { countCodePoints, type Content } from '../bitext/content.ts'
import { freezeNumbers, runNumbers } from '../bitext/freeze-numbers.ts'
import { reconcile, prune as pruneRecord } from '../bitext/reconcile.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument, SourceUnit } from '../bitext/source.ts'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import { Memory, type Query } from '../memory/memory.ts'
import { cutUnit } from '../segment/cut-unit.ts'
import { RULES_VERSION } from '../segment/rules-version.ts'
import { encodeMarkup } from '../translate/markup.ts'
import { withOwn } from './bilingual-source.ts'
import { chooseSources } from './choose-sources.ts'
import type { OnEvent } from './events.ts'
import { carryAcross, fill, isIncomplete, pendingOf, type Draft, type FateOptions, type Pending } from './drafts.ts'
import type { Project } from './project.ts'
import { openGlossary, type Glossary } from './glossary.ts'
import { holdTerms } from './hold-terms.ts'
import { readRecords, recordPath, type Records } from './records.ts'
import { readSources } from './sources.ts'

const PASSING = ':memory:'

export interface OpenRun {
  readonly usesIn: Glossary['usesIn']
  /** Of all sources that can be read. */
  readonly drafts: readonly Draft[]
  /** Those that this run is about. */
  readonly chosen: readonly Draft[]
  readonly refused: readonly MuqabilError[]
  readonly records: Records
  readonly paths: readonly string[]
  /** Files in the input folder that no reader knows. */
  readonly skipped: readonly string[]
}

/** Reads and reconciles; writes nothing. @throws {MuqabilError} when there is nothing to do at all. */
export async function openRun(
  project: Project,
  files: readonly string[] | undefined,
  prune: boolean,
): Promise<OpenRun> {
  const sources = await readSources(project)
  const wanted = chooseSources(project, {
    paths: [...sources.paths, ...sources.refused.flatMap(({ file }) => file ?? [])],
    skipped: sources.skipped,
    patterns: files,
  })
  const records = readRecords(project, sources.documents, sources.paths)
  const { usesIn } = openGlossary(project)
  const drafts = sources.documents
    .filter(({ path }) => !records.refused.has(path))
    .map((source) => draftOf(project, source, { records, prune, usesIn }))
  const refused = [...sources.refused, ...records.refused.values()].filter(
    ({ file = '' }) =>
      wanted.has(file) || [...records.refused].some(([path, error]) => error.file === file && wanted.has(path)),
  )
  return {
    usesIn,
    drafts,
    chosen: drafts.filter(({ source }) => wanted.has(source.path)),
    refused,
    records,
    paths: sources.paths,
    skipped: files === undefined || files.length === 0 ? sources.skipped : [],
  }
}

/** What is not built, and what is not read although a renamed source's work may be in it. */
export function tellRefused({ refused, records }: OpenRun, tell: OnEvent): void {
  for (const error of refused)
    tell({ event: 'refused', file: error.file ?? '', code: error.code, message: error.message })
  for (const { message } of records.unreadable)
    tell({
      event: 'notice',
      message: `${message} It is the record of no source that is there: its translations are not used.`,
    })
}

interface DraftOptions {
  readonly records: Records
  readonly prune: boolean
  readonly usesIn: Glossary['usesIn']
}

/** A document as a run begins with it. */
function draftOf(project: Project, source: SourceDocument, { records, prune, usesIn }: DraftOptions): Draft {
  const whole = reconciled(project, source, records.bySource.get(source.path), usesIn)
  const complete = prune ? pruneRecord(whole) : whole
  const read = records.read.get(source.path)
  return {
    source,
    recordPath: recordPath(project, source.path),
    record: complete,
    ...(read === undefined ? {} : { read }),
    units: [...complete.units],
    translated: new Set(),
    failed: new Set(),
  }
}

/** A record with all that follows from its source, the settings and the glossary as they are now. */
export function reconciled(
  project: Project,
  source: SourceDocument,
  before: DocumentRecord | undefined,
  usesIn: Glossary['usesIn'],
): DocumentRecord {
  const { config } = project
  const { record } = reconcile({
    record: before,
    source,
    targetLanguage: config.targetLanguage,
    rules: RULES_VERSION,
    cut: cutterOf(project),
  })
  const numbered = config.numbers === 'frozen' ? freezeNumbers(record) : runNumbers(record)
  return holdTerms(withOwn(carryAcross(numbered), source), usesIn)
}

/** Cuts by today's rules, as the configuration wants it. */
export function cutterOf({ config }: Project): (unit: SourceUnit) => readonly Content[] {
  return (unit) =>
    unit.own ? [unit.content] : cutUnit(unit, { mode: config.segmentation, abbreviations: config.abbreviations })
}

/**
 * Opens the memory and teaches it the records. Where nothing is missing it is not needed: then its file may be
 * locked, read-only or absent. A plan must not make one: it looks into a memory that is there, or a passing one.
 */
export async function openMemory(
  { root, config, tell }: Project,
  drafts: readonly Draft[],
  mode: 'make' | 'look',
): Promise<Memory> {
  if (!drafts.some((draft) => isIncomplete(draft, { pseudoCounts: false }))) return Memory.open(PASSING)
  const path = join(root, projectPath(root, config.memory))
  const memory = await Memory.open(mode === 'look' && !existsSync(path) ? PASSING : path, {
    shown: config.memory,
    tell: (message) => tell({ event: 'notice', message }),
  })
  try {
    memory.learn(drafts.map(({ record }) => record))
  } catch (error) {
    memory.close()
    throw error
  }
  return memory
}

/** Fills what the memory knows; what it does not know is given back, in document order. */
export function recall(
  drafts: readonly Draft[],
  memory: Memory,
  fates: FateOptions,
  asking: Pick<Query, 'provider' | 'model' | 'variant'>,
): readonly Pending[] {
  return drafts.flatMap((draft) =>
    pendingOf(draft, fates).filter((pending) => {
      const known = memory.recall({
        source: pending.source,
        sourceLanguage: draft.record.sourceLanguage,
        targetLanguage: draft.record.targetLanguage,
        ...(pending.before === undefined ? {} : { before: pending.before }),
        ...(pending.after === undefined ? {} : { after: pending.after }),
        ...asking,
      })
      if (known) fill(pending, known.target, known.origin)
      return known === undefined
    }),
  )
}

/** For the message that there is no provider. */
export function sizeOf(pending: readonly Pending[]): { readonly segments: number; readonly characters: number } {
  const distinct = new Map(pending.map(({ key, source }) => [key, countCodePoints(encodeMarkup(source, 'html'))]))
  return { segments: distinct.size, characters: [...distinct.values()].reduce((sum, size) => sum + size, 0) }
}
