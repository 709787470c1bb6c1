/** Makes a project to begin with; overwrites nothing. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, constants } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { extensions } from '../document/formats.ts'
import type { FormatName } from '../edition/formats.ts'
import { MuqabilError } from '../errors.ts'
import { readText } from '../files/read-text.ts'
import { systemProblem } from '../files/system-problem.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import type { About } from '../providers/about.ts'
import { builtIns } from '../providers/registry.ts'
import type { Config } from './config.ts'
import { findConfig, loadConfig } from './load-config.ts'
import { setGitAttributes } from './git-attributes.ts'
import { ENVIRONMENT_EXAMPLE, IGNORED, workflow } from './init-files.ts'
import { programVersion } from './version.ts'

export interface InitOptions {
  /** Named in the configuration that is made; without it the first one whose key is there is asked. */
  readonly provider?: string
  /** html and markdown by default. */
  readonly formats?: readonly FormatName[]
  /** A text to begin with: its path, relative to `root`. It is copied into the input folder. */
  readonly source?: string
}

export interface Made {
  readonly path: string
  /** False: it was there and was left as it is. */
  readonly made: boolean
}

/** What is there already, so that only what is open need be asked. */
export interface Found {
  /** Whether a configuration is there. */
  readonly config: boolean
  readonly hasSources: boolean
}

/** The services that can be asked, each with what it is and what it needs. */
export const services: readonly Pick<About, 'name' | 'what' | 'needs'>[] = builtIns
  .map(({ about }) => about)
  .filter(({ name }) => name !== 'pseudo')

/** Schema of the configuration, where the package is installed in the project. */
const SCHEMA = './node_modules/muqabil/dist/muqabil.schema.json'

/** @throws {MuqabilError} for a configuration that is there and wrong. */
export async function lookAround(root: string): Promise<Found> {
  const { config, file } = await loadConfig(root)
  const folder = join(root, config.input)
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
  return { config: file !== undefined, hasSources: isFolder && readdirSync(folder).length > 0 }
}

/**
 * Folders, configuration, an example of the environment, a CI workflow, what git must not keep, and a first text.
 *
 * @throws {MuqabilError} `file-unwritable`, `file-unreadable`, `format-unknown`.
 */
export async function init(root: string, options: InitOptions = {}): Promise<readonly Made[]> {
  makeFolder(root, root)
  const { config } = await loadConfig(root)
  const folders = [config.input, config.output, config.translations].map((path) => makeFolder(join(root, path), path))
  return [
    ...folders,
    ...(findConfig(root) === undefined
      ? [makeFile(root, 'muqabil.config.json', configText(root, options))]
      : [{ path: findConfig(root) ?? '', made: false }]),
    makeFile(root, '.env.example', ENVIRONMENT_EXAMPLE),
    makeFile(root, '.github/workflows/editions.yml', workflow(programVersion())),
    ignore(root),
    setGitAttributes(root, config),
    ...(options.source === undefined ? [] : [copySource(root, config, options.source)]),
  ]
}

/** Whether a path leads to a text that can be a source: what is wrong with it, or undefined. */
export function sourceProblem(root: string, path: string): MuqabilError | undefined {
  if (!extensions.some((extension) => path.toLowerCase().endsWith(extension)))
    return new MuqabilError('format-unknown', { extensions }, { file: path })
  const stat = statSync(resolve(root, path), { throwIfNoEntry: false })
  if (stat?.isFile()) return undefined
  const problem = stat === undefined ? 'absence of this file' : 'folder where a file should be'
  return new MuqabilError('file-unreadable', { problem }, { file: path })
}

function configText(root: string, { provider, formats = ['html', 'markdown'] }: InitOptions): string {
  const config = {
    ...(existsSync(join(root, SCHEMA)) ? { $schema: SCHEMA } : {}),
    sourceLanguage: 'ar',
    targetLanguage: 'en',
    formats,
    ...(provider === undefined ? {} : { provider }),
  }
  const lines = Object.entries(config).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value).replaceAll(',', ', ')}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}

function makeFolder(folder: string, shown: string): Made {
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return { path: `${shown}/`, made: false }
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new MuqabilError('file-unwritable', { problem: systemProblem(error) }, { file: shown }, { cause: error })
  }
  return { path: `${shown}/`, made: true }
}

function makeFile(root: string, path: string, text: string): Made {
  if (existsSync(join(root, path))) return { path, made: false }
  writeFileAtomic(join(root, path), text, path)
  return { path, made: true }
}

/** Lines that are missing are added at the end; '/.env' and '.muqabil' are the same as ours. */
function ignore(root: string): Made {
  const path = '.gitignore'
  const text = existsSync(join(root, path)) ? readText(join(root, path), path) : ''
  const bare = (line: string): string => line.trim().replace(/^\//, '').replace(/\/$/, '')
  const there = new Set(text.split(/\r?\n/).map(bare))
  const missing = IGNORED.filter((line) => !there.has(bare(line)))
  if (missing.length === 0) return { path, made: false }
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  writeFileAtomic(join(root, path), `${text}${gap}${missing.join('\n')}\n`, path)
  return { path, made: true }
}

function copySource(root: string, config: Config, source: string): Made {
  const problem = sourceProblem(root, source)
  if (problem !== undefined) throw problem
  const path = `${config.input}/${basename(source)}`
  if (existsSync(join(root, path))) return { path, made: false }
  try {
    copyFileSync(resolve(root, source), join(root, path), constants.COPYFILE_EXCL)
  } catch (error) {
    throw new MuqabilError('file-unwritable', { problem: systemProblem(error) }, { file: path }, { cause: error })
  }
  return { path, made: true }
}
