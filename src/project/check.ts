/** Whether records and outputs are what a build would write: for CI, without a key or a connection. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { VFile } from 'vfile'
import type { Finding } from '../bitext/finding.ts'
import { serializeRecord } from '../bitext/write-record.ts'
import { recordOf, type Draft } from './drafts.ts'
import { judgeSegments } from './judge-segments.ts'
import { openGlossary, type Glossary } from './glossary.ts'
import { openRun } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { linesOf, placeInSource } from './place-in-source.ts'
import { openProject, type Project } from './project.ts'
import { sourceText } from './sources.ts'
import { isWritten, renderEdition, stemsOf } from './write-edition.ts'
import { sourceFindings } from '../quality/checks.ts'

/** One file a source, its findings as messages with a place. Writes nothing. */
export async function check(options: ProjectOptions = {}): Promise<VFile[]> {
  const project = await openProject(options)
  const run = await openRun(project, options.files, false)
  const stems = stemsOf(project, run.paths)
  const glossary = openGlossary(project)
  const files: VFile[] = run.refused.map((error) => {
    const file = new VFile({ path: error.file ?? project.config.input })
    const message = file.message(error.reason, { ruleId: error.code, source: 'muqabil' })
    message.fatal = true
    return file
  })
  for (const draft of run.chosen) {
    const file = new VFile({ path: draft.source.path })
    for (const finding of [
      ...sourceFindings(draft.source, project.config.checks),
      ...segmentFindings(draft, project, glossary),
      ...(await outputFindings(draft, project, stems.get(draft.source.path) ?? '')),
    ])
      add(file, finding)
    files.push(file)
  }
  return files
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

async function outputFindings(draft: Draft, project: Project, stem: string): Promise<readonly Finding[]> {
  const record = recordOf(draft)
  const expected = [
    { path: draft.recordPath, content: serializeRecord(record) },
    ...(draft.units.length === 0 ? [] : await renderEdition(project, draft, stem)),
  ]
  return expected.flatMap((output): Finding[] => {
    const { path } = output
    const file = join(project.root, path)
    if (draft.units.length === 0) return []
    if (isWritten(file, output)) return []
    const message = existsSync(file)
      ? `Unexpected content of ${path}, expected what a build writes; run muqabil build`
      : `Unexpected absence of ${path}, expected it to be built; run muqabil build`
    return [{ ruleId: 'outdated', severity: 'error', message, file: draft.source.path }]
  })
}
