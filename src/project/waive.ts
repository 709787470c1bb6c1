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

export interface WaiveOptions extends Omit<ProjectOptions, 'files'> {
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

/** @throws {MuqabilError} `check-unknown`, `segment-unknown`; then nothing was written. */
export async function waive(options: WaiveOptions): Promise<Waived> {
  const { place, check, reason } = options
  const known = waivableChecks
  if (!known.includes(check)) {
    const near = nearest(check, known)
    throw new MuqabilError('check-unknown', { check, known, ...(near === undefined ? {} : { nearest: near }) })
  }
  const project = await openProject(options)
  const run = await findRun(project)
  const [unitId = '', segmentId = ''] = place.split('/')
  const draft = await draftWith(unitId, run)
  const unit = draft?.units.find(({ id }) => id === unitId)
  const segment = unit?.segments.find(({ id }) => id === segmentId)
  if (draft === undefined || unit === undefined || segment?.target === undefined)
    throw new MuqabilError('segment-unknown', {
      place,
      isTranslated: segment === undefined || segment.target !== undefined,
    })
  const changed = {
    ...unit,
    segments: unit.segments.map((each) => (each === segment ? waiveCheck(each, check, reason) : each)),
  }
  const units = draft.units.map((each) => (each === unit ? changed : each))
  await saveRecord({ ...savingOf(run, project, draft), record: { ...draft.record, units } })
  return { file: draft.recordPath, source: draft.source.path }
}

/** The first document that has the row. */
async function draftWith(unit: string, { files, open }: FoundRun): Promise<Draft | undefined> {
  for (const file of files) {
    const { drafts } = await open(file)
    const found = drafts.find(({ units }) => units.some(({ id }) => id === unit))
    if (found) return found
  }
  return undefined
}
