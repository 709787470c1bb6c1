/** What `muqabil waive` does: says in the record that a check does not count for one segment, and why. */
import { MuqabilError } from '../errors.ts'
import { waiveCheck } from '../bitext/edit-segment.ts'
import { nearest } from '../text/nearest.ts'
import type { Draft } from './drafts.ts'
import { findRun, type FoundRun } from './find-run.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'
import { saveRecord, savingOf } from './save-record.ts'
import { waivableChecks } from './waivable-checks.ts'

/** `files`: the sources to look in, where several have such a row. */
export interface WaiveOptions extends ProjectOptions {
  /** Row and segment: 'p-1922d30a/s2'. */
  readonly place: string
  /** A check of the texts; what the record itself says (`missing`, `stale`) cannot be waived. */
  readonly check: string
  /** Absent: the waiver is taken back. */
  readonly reason?: string
}

export interface Waived {
  /** The record that was written. */
  readonly file: string
  /** The source it is of. */
  readonly source: string
}

/** @throws {MuqabilError} `check-unknown`, `segment-unknown`, `segment-several`; then nothing was written. */
export async function waive(options: WaiveOptions): Promise<Waived> {
  const { place, check, reason } = options
  const known = waivableChecks
  if (!known.includes(check)) {
    const near = nearest(check, known)
    throw new MuqabilError('check-unknown', { check, known, ...(near === undefined ? {} : { nearest: near }) })
  }
  const project = await openProject(options)
  const run = await findRun(project, { files: options.files })
  const [unitId = '', segmentId = ''] = place.split('/')
  const { drafts, unread } = await draftsWith(unitId, run)
  if (drafts.length > 1)
    throw new MuqabilError('segment-several', { place, check, sources: drafts.map(({ source }) => source.path) })
  const [draft] = drafts
  const unit = draft?.units.find(({ id }) => id === unitId)
  const segment = unit?.segments.find(({ id }) => id === segmentId)
  if (draft === undefined || unit === undefined || segment?.target === undefined)
    throw new MuqabilError('segment-unknown', {
      place,
      isTranslated: segment === undefined || segment.target !== undefined,
      ...(draft === undefined ? { unread } : {}),
    })
  const changed = {
    ...unit,
    segments: unit.segments.map((each) => (each === segment ? waiveCheck(each, check, reason) : each)),
  }
  const units = draft.units.map((each) => (each === unit ? changed : each))
  await saveRecord({ ...savingOf(run, project, draft), record: { ...draft.record, units } })
  return { file: draft.recordPath, source: draft.source.path }
}

interface Found {
  /** Documents that have the row: of equal words the ids are equal too. */
  readonly drafts: readonly Draft[]
  /** Documents that cannot be read, nor whether they have it. */
  readonly unread: readonly string[]
}

async function draftsWith(unit: string, { wantedFiles, wanted, open }: FoundRun): Promise<Found> {
  const [drafts, unread]: [Draft[], string[]] = [[], []]
  for (const file of wantedFiles) {
    const opened = await open(file)
    const isMeant = ({ source, units }: Draft): boolean =>
      wanted.has(source.path) && units.some(({ id }) => id === unit)
    drafts.push(...opened.drafts.filter(isMeant))
    unread.push(...opened.refused.map(({ path }) => path))
  }
  return { drafts, unread }
}
