/** What every run begins with: which documents there are and whose records; each is read when it is asked for. */
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { prune as pruneRecord } from '../bitext/reconcile.ts'
import { MuqabilError } from '../errors.ts'
import type { ProjectPath } from '../files/project-path.ts'
import { fileOf } from './chapters.ts'
import { chooseSources } from './choose-sources.ts'
import type { Draft } from './drafts.ts'
import { openGlossary, type Glossary } from './glossary.ts'
import type { Project } from './project.ts'
import { findRecords, type FoundRecords } from './find-records.ts'
import { readRecordOf, recordPath } from './records.ts'
import { reconciled } from './reconciled.ts'
import { findSources } from './sources.ts'

export interface FoundRun {
  readonly glossary: Glossary
  /** Files to open, in the order of their paths. */
  readonly files: readonly ProjectPath[]
  /** Of every document that is there, refused ones too. */
  readonly paths: readonly ProjectPath[]
  /** Of the documents that this run is about. */
  readonly wanted: ReadonlySet<string>
  /** The same in the order of their paths, as far as they can be read. */
  readonly wantedPaths: readonly ProjectPath[]
  /** Files to open for those alone. */
  readonly wantedFiles: readonly ProjectPath[]
  /** Files in the input folder that no reader knows. */
  readonly skipped: readonly string[]
  /** What cannot be read; more may turn out so when it is opened. */
  readonly refused: readonly MuqabilError[]
  readonly records: FoundRecords
  /** Reads the documents of a file and reconciles them with their records. */
  readonly open: (file: ProjectPath) => Promise<OpenedFile>
}

export interface OpenedFile {
  readonly drafts: readonly Draft[]
  /** Those that this run is about. */
  readonly refused: readonly Refused[]
}

/** A document that is not built: by itself or its record. */
export interface Refused {
  readonly path: string
  readonly error: MuqabilError
}

export interface FindRunOptions {
  /** Paths and patterns; all by default. */
  readonly files?: readonly string[] | undefined
  /** Drops rows that are no longer in their sources. */
  readonly prune?: boolean
  /** Nothing but `files` is looked at, which are paths then. */
  readonly alone?: boolean | undefined
  /** Documents of a file, where they are known without reading it. */
  readonly pathsOf?: (file: string) => readonly string[] | undefined
}

/** Writes nothing. @throws {MuqabilError} when there is nothing to do at all. */
export async function findRun(
  project: Project,
  { files, prune = false, alone = false, pathsOf }: FindRunOptions = {},
): Promise<FoundRun> {
  const sources = await findSources(project, {
    ...(alone ? { only: new Set(files) } : {}),
    ...(pathsOf ? { pathsOf } : {}),
  })
  const wanted = chooseSources(project, {
    paths: [...sources.paths, ...sources.refused.flatMap(({ file }) => file ?? [])],
    skipped: sources.skipped,
    patterns: files,
  })
  const records = await findRecords(project, sources, alone)
  const glossary = openGlossary(project)
  return {
    glossary,
    files: sources.files,
    paths: sources.paths,
    wanted,
    wantedPaths: sources.paths.filter((path) => wanted.has(path)),
    get wantedFiles() {
      const files = new Set([...wanted].map(fileOf))
      return sources.files.filter((file) => files.has(file))
    },
    skipped: files === undefined || files.length === 0 ? sources.skipped : [],
    refused: sources.refused.filter(({ file = '' }) => wanted.has(file)),
    records,
    async open(file) {
      const drafts: Draft[] = []
      const refused: Refused[] = []
      const refuse = (path: string, error: unknown): void => {
        if (!(error instanceof MuqabilError)) throw error
        if (wanted.has(path)) refused.push({ path, error })
      }
      let documents: readonly SourceDocument[] = []
      try {
        documents = await sources.read(file)
      } catch (error) {
        refuse(file, error)
      }
      for (const document of documents) {
        try {
          drafts.push(draftOf(project, document, { records, prune, glossary }))
        } catch (error) {
          refuse(document.path, error)
        }
      }
      return { drafts, refused }
    },
  }
}

interface DraftOptions {
  readonly records: FoundRecords
  readonly prune: boolean
  readonly glossary: Glossary
}

/** A document as a run begins with it. @throws {MuqabilError} when its record cannot be read. */
function draftOf(project: Project, source: SourceDocument, { records, prune, glossary }: DraftOptions): Draft {
  const { record: own, ...file } = readRecordOf(project, source) ?? {}
  const before: DocumentRecord | undefined = records.handedOver.get(source.path) ?? own
  const whole = reconciled(project, source, before, glossary)
  const complete = prune ? pruneRecord(whole) : whole
  return {
    source,
    recordPath: recordPath(project, source.path),
    record: complete,
    isNew: before === undefined,
    ...file,
    units: [...complete.units],
    translated: new Set(),
    failed: new Set(),
  }
}
