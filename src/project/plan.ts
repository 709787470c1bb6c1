/** What a build would send: counted the way it is sent, and in its portions, sending nothing. */
import { openCounting } from './count-pending.ts'
import type { Plan } from './events.ts'
import { findRun } from './find-run.ts'
import { leftByLastBuild, NEVER } from './last-build.ts'
import { lessonsOfRecords, needMemory } from './open-memory.ts'
import { tellRefused, tellRefusedDocuments } from './open-run.ts'
import type { BuildOptions, ProjectOptions } from './options.ts'
import { portionsOf } from './portions.ts'
import { openProject } from './project.ts'

/** @throws {MuqabilError} for what stops the whole run. */
export async function plan(options: ProjectOptions & Pick<BuildOptions, 'portion'> = {}): Promise<Plan> {
  const project = await openProject(options)
  const tell = options.onEvent ?? (() => undefined)
  const { settled, hashBefore } = options.alone ? NEVER : leftByLastBuild(project)
  const pathsOf = (file: string): readonly string[] | undefined => settled.of(file)?.map(({ source }) => source)
  const found = await findRun(project, { files: options.files, alone: options.alone, pathsOf })
  tellRefused(found, tell)
  await using counting = await openCounting(project, {
    glossary: found.glossary,
    lessons: () => lessonsOfRecords(project, found, hashBefore),
  })
  let refused = found.refused.length
  const run = { ...found, files: found.wantedFiles }
  for await (const portion of portionsOf(run, {
    settled: settled.of,
    waits: (draft) => needMemory([draft]),
    most: options.portion,
  })) {
    tellRefusedDocuments(portion.refused, tell)
    refused += portion.refused.length
    await counting.add(portion.drafts.filter(({ source }) => found.wanted.has(source.path)))
  }
  const result: Plan = { event: 'plan', ...counting.estimate(), refused }
  tell(result)
  return result
}
