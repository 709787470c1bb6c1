/** The rows and segments of one source, as a build would have them. */
import { encodeContent } from '../bitext/content.ts'
import type { Finding } from '../bitext/finding.ts'
import type { KeptBlock, LeftOut, UnitKind } from '../bitext/source.ts'
import { MuqabilError } from '../errors.ts'
import { sourceFindings } from '../quality/checks.ts'
import { openRun } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'

export interface Inspected {
  readonly units: readonly {
    readonly id: string
    /** That is kept for the row, where numbers are. */
    readonly number?: string
    readonly kind: UnitKind
    /** Of the attribute or value that it is the text of. */
    readonly name?: string
    /** 1–6, of a heading. */
    readonly depth?: number
    /** 1-based, in the source, where its reader knows it. */
    readonly line?: number
    /** For whoever translates, as the source says. */
    readonly notes?: readonly string[]
    readonly segments: readonly { readonly id: string; readonly text: string }[]
  }[]
  readonly leftOut: readonly LeftOut[]
  /** Blocks that the source keeps as they are: in the edition, and no rows. */
  readonly kept: readonly KeptBlock[]
  readonly decisions: readonly string[]
  readonly findings: readonly Finding[]
}

/** @throws {MuqabilError} `file-not-matched`, `file-several`, or why the source cannot be read. */
export async function inspect(file: string, options: ProjectOptions): Promise<Inspected> {
  const project = await openProject(options)
  const run = await openRun(project, { files: [file] })
  const [draft] = run.drafts
  const [refused] = run.refused
  if (refused) throw refused
  if (run.drafts.length > 1)
    throw new MuqabilError('file-several', { pattern: file, documents: run.drafts.map(({ source }) => source.path) })
  if (draft === undefined) throw new MuqabilError('file-not-matched', { pattern: file, input: project.config.input })
  return {
    units: draft.units.map(({ id, number, kind, depth, segments }, index) => ({
      id,
      ...(number === undefined ? {} : { number }),
      kind,
      ...nameOf(draft.source.units[index]?.name),
      ...(depth === undefined ? {} : { depth }),
      ...lineOf(draft.source.units[index]?.line),
      ...notesOf(draft.source.units[index]?.notes),
      segments: segments.map((segment) => ({ id: segment.id, text: encodeContent(segment.source) })),
    })),
    leftOut: draft.source.leftOut,
    kept: draft.source.kept ?? [],
    findings: sourceFindings(draft.source, project.config.checks),
    decisions: draft.source.decisions,
  }
}

function notesOf(notes: readonly string[] | undefined): { readonly notes?: readonly string[] } {
  return notes === undefined ? {} : { notes }
}

function nameOf(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name }
}

function lineOf(line: number | undefined): { readonly line?: number } {
  return line === undefined ? {} : { line }
}
