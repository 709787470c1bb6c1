/** What `muqabil migrate` does: shows which rows today's rules cut otherwise, and cuts them when told to. Sends nothing. */
import { encodeContent } from '../bitext/content.ts'
import { recut, type Recut } from '../bitext/recut.ts'
import type { DocumentRecord, RecordUnit } from '../bitext/record.ts'
import { RULES_VERSION } from '../segment/rules-version.ts'
import { carryAcross, recordOf, type Draft } from './drafts.ts'
import type { Migration, RecutEvent } from './events.ts'
import { openRun, tellRefused } from './open-run.ts'
import { cutterOf } from './reconciled.ts'
import type { ProjectOptions } from './options.ts'
import { openProject, type Project } from './project.ts'
import { removeTakenOver } from './find-records.ts'
import { saveRecord, savingOf } from './save-record.ts'

export interface MigrateOptions extends ProjectOptions {
  /** Write the records; absent: show what would change. */
  readonly write?: boolean
}

/**
 * Only records that are there are cut anew; editions are left to the next build, which sends what was split.
 *
 * @throws {MuqabilError} for what stops the whole run; then nothing was written.
 */
export async function migrate(options: MigrateOptions = {}): Promise<Migration> {
  const project = await openProject(options)
  const tell = options.onEvent ?? (() => undefined)
  const run = await openRun(project, { files: options.files })
  tellRefused(run, tell)
  const known = run.drafts.filter(({ isNew }) => !isNew)
  const done = known.map((draft) => ({ draft, ...recutDraft(draft, project) }))
  for (const { draft, rows } of done) for (const row of rows) tell(eventOf(draft, row))
  if (options.write === true) {
    const written = new Set<string>()
    for (const { draft, record, rows } of done) {
      if (rows.length === 0 && draft.record.rules === record.rules) continue
      await saveRecord({ ...savingOf(run, project, draft), record })
      written.add(draft.source.path)
    }
    removeTakenOver(project, run.records, written)
  }
  const result = migrationOf(done, options.write === true, run.refused.length)
  tell(result)
  return result
}

function recutDraft(draft: Draft, project: Project): Recut {
  const { record, rows } = recut({
    record: recordOf(draft),
    source: draft.source,
    rules: RULES_VERSION,
    cut: cutterOf(project),
  })
  return { record: carryAcross(record), rows }
}

function eventOf({ source, record }: Draft, { id, before, after }: Recut['rows'][number]): RecutEvent {
  const texts = (segments: RecordUnit['segments']): readonly string[] =>
    segments.map((segment) => encodeContent(segment.source))
  const rules = record.units.find((unit) => unit.id === id)?.rules ?? record.rules
  return { event: 'recut', file: source.path, unit: id, rules, before: texts(before), after: texts(after) }
}

function migrationOf(
  done: readonly (Recut & { readonly draft: Draft })[],
  written: boolean,
  refused: number,
): Migration {
  const after = done.flatMap(({ record, rows }) => {
    const changed = new Set(rows.map(({ id }) => id))
    return record.units.filter(({ id }) => changed.has(id)).flatMap(({ segments }) => segments)
  })
  const untranslated = after.filter(({ target }) => target === undefined).length
  const stale = after.filter(({ target, mark }) => target !== undefined && mark === 'stale').length
  return {
    event: 'migration',
    units: done.reduce((sum, { rows }) => sum + rows.length, 0),
    documents: done.filter(({ rows }) => rows.length > 0).length,
    kept: after.length - untranslated - stale,
    stale,
    untranslated,
    waiting: done.reduce((sum, { draft, record }) => sum + waitingIn(record) - waitingIn(draft.record), 0),
    written,
    refused,
  }
}

function waitingIn({ gone }: DocumentRecord): number {
  return gone.reduce((sum, { segments }) => sum + segments.length, 0)
}
