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
import { Memory } from '../memory/memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import { cutUnit } from '../segment/cut-unit.ts'
import { RULES_VERSION } from '../segment/rules-version.ts'
import { encodeMarkup } from '../translate/markup.ts'
import { withOwn } from './bilingual-source.ts'
import { chooseSources } from './choose-sources.ts'
import type { OnEvent } from './events.ts'
import { carryAcross, isIncomplete, type Draft, type Pending } from './drafts.ts'
import { isShared, type Project } from './project.ts'
import { openGlossary, type Glossary } from './glossary.ts'
import { withdrawMachines } from './hold-phrases.ts'
import { holdTerms } from './hold-terms.ts'
import { readRecords, recordPath, type Records } from './records.ts'
import { readSources } from './sources.ts'

const PASSING = ':memory:'

export interface OpenRun {
  readonly glossary: Glossary
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
  alone = false,
): Promise<OpenRun> {
  const sources = await readSources(project, alone ? new Set(files) : undefined)
  const wanted = chooseSources(project, {
    paths: [...sources.paths, ...sources.refused.flatMap(({ file }) => file ?? [])],
    skipped: sources.skipped,
    patterns: files,
  })
  const records = readRecords(project, sources.documents, sources.paths, alone)
  const glossary = openGlossary(project)
  const drafts = sources.documents
    .filter(({ path }) => !records.refused.has(path))
    .map((source) => draftOf(project, source, { records, prune, glossary }))
  const refused = [...sources.refused, ...records.refused.values()].filter(
    ({ file = '' }) =>
      wanted.has(file) || [...records.refused].some(([path, error]) => error.file === file && wanted.has(path)),
  )
  return {
    glossary,
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
  readonly glossary: Glossary
}

/** A document as a run begins with it. */
function draftOf(project: Project, source: SourceDocument, { records, prune, glossary }: DraftOptions): Draft {
  const whole = reconciled(project, source, records.bySource.get(source.path), glossary)
  const complete = prune ? pruneRecord(whole) : whole
  const read = records.read.get(source.path)
  const written = records.asWritten.get(source.path)
  return {
    source,
    recordPath: recordPath(project, source.path),
    record: complete,
    ...(read === undefined ? {} : { read }),
    ...(written === undefined ? {} : { written }),
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
  { usesIn, sacred }: Pick<Glossary, 'usesIn' | 'sacred'>,
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
  const carried = withOwn(carryAcross(numbered), source)
  return holdTerms(sacred ? withdrawMachines(carried, sacred) : carried, usesIn)
}

/** Cuts by today's rules, as the configuration wants it. */
export function cutterOf({ config }: Project): (unit: SourceUnit) => readonly Content[] {
  return (unit) =>
    unit.own ? [unit.content] : cutUnit(unit, { mode: config.segmentation, abbreviations: config.abbreviations })
}

/**
 * Opens the memory and teaches it the records. Where nothing is missing it is not needed: then its file may be
 * locked, read-only or absent, unless something will be written. A plan must not make one: it looks into a memory that
 * is there, or a passing one.
 */
export async function openMemory(
  { root, config, environment, tell }: Project,
  drafts: readonly Draft[],
  mode: 'make' | 'look' | 'write',
): Promise<RunMemory> {
  if (mode !== 'write' && !drafts.some((draft) => isIncomplete(draft, { pseudoCounts: false })))
    return Memory.open(PASSING)
  if (isShared(config.memory)) {
    const { openShared } = await import('../memory/postgres/shared-memory.ts')
    return taught(await openShared({ url: config.memory, password: environment.PGPASSWORD }), drafts)
  }
  const path = join(root, projectPath(root, config.memory))
  const memory = await Memory.open(mode === 'look' && !existsSync(path) ? PASSING : path, {
    shown: config.memory,
    tell: (message) => tell({ event: 'notice', message }),
  })
  return taught(memory, drafts)
}

async function taught<Kind extends RunMemory>(memory: Kind, drafts: readonly Draft[]): Promise<Kind> {
  try {
    await memory.learn(drafts.map(({ record }) => record))
    return memory
  } catch (error) {
    await memory[Symbol.asyncDispose]()
    throw error
  }
}

/** For the message that there is no provider. */
export function sizeOf(pending: readonly Pending[]): { readonly segments: number; readonly characters: number } {
  const distinct = new Map(pending.map(({ key, source }) => [key, countCodePoints(encodeMarkup(source, 'html'))]))
  return { segments: distinct.size, characters: [...distinct.values()].reduce((sum, size) => sum + size, 0) }
}
