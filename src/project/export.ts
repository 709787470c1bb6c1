/** What `muqabil export` does: the records as one file for another tool. Changes nothing in the project. */
import { resolve } from 'node:path'
import { exportedBaseOf } from '../bitext/base-of.ts'
import { MuqabilError } from '../errors.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { writeTbx } from '../glossary/write-tbx.ts'
import { exchangeWriters } from '../interchange/exchange-formats.ts'
import type { ExportedRow } from '../interchange/exchange-row.ts'
import { nearest } from '../text/nearest.ts'
import { recordOf, type Draft } from './drafts.ts'
import { openRun, tellRefused } from './open-run.ts'
import { openGlossary } from './glossary.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'

export interface ExportOptions extends ProjectOptions {
  /** A name of `exchangeWriters`, or 'tbx', which is the glossary. */
  readonly format: string
  /** Where to write, relative to the project; absent: the content is only returned. */
  readonly out?: string
}

export interface Exported {
  /** Bytes where the format is no text. */
  readonly content: string | Uint8Array
  /** Segments, or terms of the glossary. */
  readonly rows: number
  readonly documents: number
  /** Sources that are not in it because of an error in them or their record. */
  readonly refused: number
}

/** @throws {MuqabilError} `exchange-format`, and for what stops the whole run. */
export async function exportRows(options: ExportOptions): Promise<Exported> {
  if (options.format === 'tbx') return exportTerms(options)
  const write = Object.hasOwn(exchangeWriters, options.format) ? exchangeWriters[options.format] : undefined
  if (write === undefined) throw unknownFormat(options.format)
  const project = await openProject(options)
  const run = await openRun(project, { files: options.files })
  tellRefused(run, project.tell)
  const { sourceLanguage, targetLanguage } = project.config
  const rows = run.drafts.flatMap(exportedRows)
  const content = write({ sourceLanguage, targetLanguage, rows, records: run.drafts.map(recordOf) })
  if (options.out !== undefined) writeFileAtomic(resolve(project.root, options.out), content, options.out)
  return { content, rows: rows.length, documents: run.drafts.length, refused: run.refused.length }
}

/** The glossary, whichever sources are named. */
async function exportTerms(options: ExportOptions): Promise<Exported> {
  const project = await openProject({ ...options, files: [] })
  if (project.config.glossary === undefined) throw new MuqabilError('glossary-unset', {}, { file: project.configFile })
  const { terms } = openGlossary(project)
  const content = writeTbx(terms, project.config)
  if (options.out !== undefined) writeFileAtomic(resolve(project.root, options.out), content, options.out)
  return { content, rows: terms.length, documents: 0, refused: 0 }
}

function unknownFormat(format: string): MuqabilError {
  const known = [...Object.keys(exchangeWriters), 'tbx']
  const near = nearest(format, known)
  return new MuqabilError(
    'exchange-format',
    { known, ...(near === undefined ? {} : { nearest: near }) },
    { file: `--format ${format}` },
  )
}

/** The rows of a document, in its order. */
function exportedRows({ source: { path }, units }: Draft): readonly ExportedRow[] {
  return units.flatMap(({ id, segments, codes, notes }) =>
    segments.map((segment, index): ExportedRow => {
      const note = index === 0 ? notes.map(({ text }) => text).join('\n') : ''
      return {
        document: path,
        id: `${id}/${segment.id}`,
        source: segment.source,
        ...(segment.target === undefined ? {} : { target: segment.target }),
        state: segment.state,
        needsWork: segment.mark !== undefined,
        base: exportedBaseOf(segment),
        ...(note === '' ? {} : { note }),
        codes,
      }
    }),
  )
}
