/** Whether records and outputs are what a build would write: for CI, without a key or a connection. */
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VFile } from 'vfile'
import { STATES, type State } from '../bitext/states.ts'
import type { Finding } from '../bitext/finding.ts'
import { serializeRecord } from '../bitext/write-record.ts'
import { quote, type MuqabilError } from '../errors.ts'
import { NOTHING_SENT } from '../translate/translate-segments.ts'
import { accountOf, tallyOf, type Tally } from './account.ts'
import { presentDraft } from './present-draft.ts'
import { fateOf, keepsRecord, recordOf, type Draft } from './drafts.ts'
import { formerOutputs } from './former-outputs.ts'
import { judgeSegments } from './judge-segments.ts'
import type { Glossary } from './glossary.ts'
import { layoutOf } from './layout.ts'
import { otherVersionOf } from './manifest.ts'
import { findRun } from './find-run.ts'
import type { ProjectOptions } from './options.ts'
import { linesOf, placeInSource } from './place-in-source.ts'
import { portionsOf } from './portions.ts'
import { openProject, type Project } from './project.ts'
import { realClock } from './real-clock.ts'
import { sourceText } from './sources.ts'
import { programVersion } from './version.ts'
import { openSharedPages } from './open-shared-pages.ts'
import { isWritten, renderEdition, stemsOf, type Output } from './write-edition.ts'
import { sourceFindings } from '../quality/checks.ts'

/** Name of the finding that editions are as another version wrote them: no fault of a text, and of its own weight. */
export const OTHER_VERSION = 'outdated-version'

const OUTDATED = { ruleId: 'outdated', severity: 'error' } as const

export interface CheckOptions extends ProjectOptions {
  /** A publisher's gate: every translation is in this state, or above it. */
  readonly requireState?: State
}

/**
 * One file a source, its findings as messages with a place; what is made of all documents together, such as the index,
 * has files of its own, unless the check is about some sources. Writes nothing; tells the account last.
 */
export async function check(options: CheckOptions = {}): Promise<VFile[]> {
  const started = realClock.now()
  const project = await openProject(options)
  const found = await findRun(project, { files: options.files })
  const stems = stemsOf(project, found.paths)
  const layout = layoutOf(project, found.paths.length)
  using shared = openSharedPages(project, {
    layout,
    paths: found.paths,
    stems,
    reopen: () => Promise.reject(new Error('a check keeps nothing')),
    hashBefore: () => undefined,
    scratch: tmpdir(), // nothing is written into the project
  })
  const fates = { pseudoCounts: false }
  const tallies: Tally[] = []
  const empty = new Set<string>()
  const expected = new Set<string>()
  const refused = found.refused.map(refusedFile)
  const bySource = new Map<string, VFile>()
  for await (const portion of portionsOf(found, { settled: () => undefined, waits: () => false })) {
    refused.push(...portion.refused.map(({ error }) => refusedFile(error)))
    for (const draft of portion.drafts) {
      const { path } = draft.source
      const edition = draft.units.length > 0 ? presentDraft(project, draft) : undefined
      shared.add(draft, edition)
      if (edition === undefined) empty.add(path)
      if (!found.wanted.has(path)) continue
      const place = { stem: stems.get(path) ?? '', layout }
      const outputs = edition === undefined ? [] : await renderEdition(project, { draft, edition }, place)
      for (const output of outputs) expected.add(output.path)
      const file = new VFile({ path })
      for (const finding of [
        ...sourceFindings(draft.source, project.config.checks),
        ...segmentFindings(draft, project, found.glossary),
        ...stateFindings(draft, options.requireState),
        ...outputFindings(draft, outputs, project),
      ])
        add(file, finding)
      bySource.set(path, file)
      tallies.push(tallyOf(draft, fates))
    }
  }
  const files = [...refused, ...bySource.values()]
  const isAboutAll = (options.files ?? []).length === 0
  for await (const output of shared.finish()) {
    if ('isKept' in output) continue
    expected.add(output.path)
    const own = output.source === undefined ? undefined : bySource.get(output.source)
    if (!own && !isAboutAll) continue
    const [finding] = outdated(project, output, output.source ?? output.path)
    if (finding === undefined) continue
    const file = own ?? new VFile({ path: output.path })
    add(file, finding)
    if (!own) files.push(file)
  }
  if (isAboutAll) {
    const done = new Set(bySource.keys())
    for (const path of formerOutputs(project, { found, empty, done, written: expected })) {
      const file = new VFile({ path })
      add(file, {
        ...OUTDATED,
        message: `Unexpected ${path}, expected no edition of a source or in a format that is not there any more; run muqabil build`,
        file: path,
      })
      files.push(file)
    }
  }
  const seconds = (realClock.now() - started) / 1000
  project.tell(accountOf({ tallies, sent: NOTHING_SENT, currency: 'USD', seconds, refused: refused.length }))
  return files

  function refusedFile(error: MuqabilError): VFile {
    const file = new VFile({ path: error.file ?? project.config.input })
    const { line, column = 1 } = error.place
    const place = line === undefined ? {} : { place: { line, column } }
    const message = file.message(error.reason, { ...place, ruleId: error.code, source: 'muqabil' })
    message.fatal = true
    return file
  }
}

function add(file: VFile, { ruleId, severity, message, line, column, unit, segment, doubt }: Finding): void {
  const place = line === undefined ? undefined : { line, column: column ?? 1 }
  const said =
    severity === 'info'
      ? file.info(message, { ...(place ? { place } : {}), ruleId, source: 'muqabil' })
      : file.message(message, { ...(place ? { place } : {}), ruleId, source: 'muqabil' })
  if (severity === 'error') said.fatal = true
  Object.assign(said, { unit, segment, doubt })
}

/** What is found in the segments of a document, each with its place in the source. */
function segmentFindings(draft: Draft, project: Project, glossary: Glossary): readonly Finding[] {
  const judged = judgeSegments(draft, project, glossary)
  const text = judged.some(({ findings }) => findings.length > 0) ? sourceText(project, draft.source.path) : undefined
  const lines = text === undefined ? undefined : linesOf(text)
  return judged.flatMap(({ unit, segment, index, findings, doubt }) =>
    findings.map(({ start, ...finding }): Finding => {
      const place = placeInSource({
        lines,
        unit: draft.source.units[index],
        row: unit.segments,
        segment,
        offset: start ?? 0,
      })
      return { ...finding, file: draft.source.path, unit: unit.id, segment: segment.id, doubt, ...place }
    }),
  )
}

/** Translations below a state, at the beginning of their rows. What has none is missing, and what was carried across needs none. */
function stateFindings(draft: Draft, required: State | undefined): readonly Finding[] {
  if (required === undefined) return []
  const enough = STATES.slice(STATES.indexOf(required))
  const expected = enough.map((state) => `"${state}"`).join(' or ')
  return draft.units.flatMap((unit, index) =>
    unit.segments
      .filter((segment) => segment.target !== undefined && !enough.includes(segment.state))
      .filter((segment) => fateOf(draft, unit.id, segment, { pseudoCounts: false }) !== 'carried')
      .map((segment): Finding => {
        const { line, column } = draft.source.units[index] ?? {}
        return {
          ruleId: 'state',
          severity: 'error',
          message: `Unexpected state "${segment.state}", expected ${expected}; read it, and approve it in the record`,
          file: draft.source.path,
          unit: unit.id,
          segment: segment.id,
          ...(line === undefined ? {} : { line }),
          ...(column === undefined ? {} : { column }),
        }
      }),
  )
}

function outputFindings(draft: Draft, outputs: readonly Output[], project: Project): readonly Finding[] {
  const file = draft.source.path
  const record = keepsRecord(draft) ? [{ path: draft.recordPath, content: serializeRecord(recordOf(draft)) }] : []
  const findings = [...record, ...outputs].flatMap((output) => outdated(project, output, file))
  if (findings.length === 0) return []
  const paths = outputs.map(({ path }) => path)
  const version = otherVersionOf(project, { source: file, record: draft.recordPath, outputs: paths })
  if (version === undefined) return findings
  const message = `Unexpected editions of version ${quote(version)}, expected those of ${programVersion()}; run muqabil build, when it suits`
  return [{ ruleId: OTHER_VERSION, severity: 'warning', message, file }]
}

/** @param about Where the finding is told. */
function outdated({ root }: Project, output: Output, about: string): readonly Finding[] {
  const { path } = output
  const file = join(root, path)
  if (isWritten(file, output)) return []
  const message = existsSync(file)
    ? `Unexpected content of ${path}, expected what a build writes; run muqabil build`
    : `Unexpected absence of ${path}, expected it to be built; run muqabil build`
  return [{ ...OUTDATED, message, file: about }]
}
