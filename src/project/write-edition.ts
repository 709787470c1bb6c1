/** Writes the editions of a document, and the index of all. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Edition } from '../edition/edition.ts'
import { formats, type Draft } from '../edition/formats.ts'
import { draftIndex } from '../edition/html/index-page.ts'
import type { HtmlOptions } from '../edition/html/options.ts'
import { outputStems } from '../edition/output-names.ts'
import { projectPath } from '../files/project-path.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { compareCodePoints } from '../text/collate.ts'
import { subsetFonts } from './fonts.ts'
import type { Project } from './project.ts'

/** A file as a build would write it. */
export interface Output {
  /** Relative to the project. */
  readonly path: string
  readonly content: string | Uint8Array
}

/** Output stems of all sources, by path of the source in the project. */
export function stemsOf({ config }: Project, sources: readonly string[]): ReadonlyMap<string, string> {
  const input = `${config.input.replace(/\/+$/, '')}/`
  const stems = outputStems(sources.map((source) => source.slice(input.length)))
  return new Map([...stems].map(([source, stem]) => [input + source, `${config.output}/${stem}`]))
}

/** All files of one edition. */
export async function renderEdition(project: Project, edition: Edition, stem: string): Promise<readonly Output[]> {
  return Promise.all(
    project.config.formats.map(async (name): Promise<Output> => {
      const { ending, draft } = formats[name]
      return { path: stem + ending, content: await finished(project, draft(edition, optionsOf(project))) }
    }),
  )
}

/** The index of all editions; only with HTML among the formats. */
export async function renderIndex(
  project: Project,
  editions: readonly Edition[],
  stems: ReadonlyMap<string, string>,
): Promise<Output | undefined> {
  const { config } = project
  if (!config.formats.includes('html')) return undefined
  const entries = editions
    .toSorted((a, b) => compareCodePoints(a.path, b.path))
    .map((edition) => ({
      href: `${(stems.get(edition.path) ?? '')
        .slice(config.output.length + 1)
        .split('/')
        .map(encodeURIComponent)
        .join('/')}.html`,
      title: edition.title,
      counts: edition.counts,
    }))
  const { sourceLanguage, targetLanguage } = config
  const draft = draftIndex(entries, { ...optionsOf(project), sourceLanguage, targetLanguage })
  return { path: `${config.output}/index.html`, content: await finished(project, draft) }
}

export function writeOutput({ root }: Project, { path, content }: Output): 'written' | 'unchanged' {
  return writeFileAtomic(join(root, projectPath(root, path)), content, path)
}

/** Removes an edition of a source that is gone: only files that carry our mark. */
export function removeOutputs({ root }: Project, stem: string): void {
  for (const { ending, isOurs } of Object.values(formats)) {
    const file = join(root, stem + ending)
    if (existsSync(file) && isOurs(readFileSync(file))) rmSync(file)
  }
}

function optionsOf({ config }: Project): HtmlOptions {
  return {
    arabic: config.arabic,
    paper: config.paper,
    binding: config.binding,
    embeds: config.fonts === 'embed',
    ...(config.responsible === undefined ? {} : { responsible: config.responsible }),
  }
}

/** With fonts that hold just what is shown. */
async function finished({ root, config }: Project, { shown, finish }: Draft): Promise<string | Uint8Array> {
  return finish(config.fonts === 'embed' && shown !== '' ? await subsetFonts(shown, join(root, '.muqabil/fonts')) : [])
}
