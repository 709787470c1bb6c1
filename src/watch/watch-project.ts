/** Builds a project anew whenever something of it is saved, and serves what was built. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { MuqabilError, showInvisible } from '../errors.ts'
import { build } from '../project/begin-build.ts'
import type { OnEvent } from '../project/events.ts'
import { findConfig } from '../project/load-config.ts'
import type { ProjectOptions } from '../project/options.ts'
import { openProject } from '../project/project.ts'
import { compareCodePoints } from '../text/collate.ts'
import { serveOutput } from './serve-output.ts'
import { linkedPlaces } from './linked-places.ts'
import { watchFiles } from './watch-files.ts'

export interface WatchOptions extends ProjectOptions {
  readonly port: number
  /** Ask the provider for what is missing; else no connection is opened. */
  readonly translate: boolean
  readonly onEvent: OnEvent
  /** A build was stopped by this. */
  readonly onFailure: (error: unknown) => void
  /** Asks for nothing more, and builds no more. */
  readonly signal?: AbortSignal
  /** Does not wait for what is under way either. */
  readonly stopNow?: AbortSignal
}

export interface Watching {
  readonly address: string
  readonly isBuilding: () => boolean
  /** Resolves when nothing is under way any more. */
  readonly close: () => Promise<void>
}

/** Where everything that a build reads is. */
interface Places {
  readonly output: string
  readonly folders: readonly string[]
  readonly files: readonly string[]
}

/** Without a configuration that can be read: the folders that there are by default. */
const DEFAULT: Places = { output: 'output', folders: ['input', 'translations'], files: [] }

/** Resolves after the first build. @throws {MuqabilError} `port-taken`. */
export async function watchProject({
  port,
  translate,
  onFailure,
  signal,
  ...options
}: WatchOptions): Promise<Watching> {
  const root = resolve(options.cwd ?? process.cwd())
  const stopping = new AbortController()
  const ended = signal ? AbortSignal.any([stopping.signal, signal]) : stopping.signal
  let places = DEFAULT
  const server = await serveOutput({ root, folder: () => places.output, port })
  let [count, seen] = [0, '']
  let stopWatching = (): void => undefined
  let running: Promise<void> | undefined

  const once = async (): Promise<void> => {
    places = await placesOf(options, places)
    const before = fingerprint(root, places)
    const problems: string[] = []
    const onEvent: OnEvent = (event) => {
      if (event.event === 'refused') problems.push(event.message)
      options.onEvent(event)
    }
    try {
      await build({ ...options, ...(translate ? {} : { offline: true }), signal: ended, onEvent })
    } catch (error) {
      problems.push(error instanceof MuqabilError ? error.message : `This is a bug in muqabil: ${String(error)}`)
      onFailure(error)
    }
    stopWatching()
    if (ended.aborted) return
    stopWatching = watchFiles({ root, ...places }, changed)
    // A build writes records, and never a source: what it wrote is no change, what was saved meanwhile is one.
    const after = fingerprint(root, places)
    const isOvertaken = before.read !== after.read
    seen = isOvertaken ? '' : after.all
    server.tell({ version: `${process.pid}.${++count}`, problems: problems.map(plain) })
    if (isOvertaken) await once()
  }
  const changed = (): void => {
    if (running !== undefined || ended.aborted) return
    if (fingerprint(root, places).all === seen) return
    running = once().finally(() => {
      running = undefined
      changed() // what came while this one ended
    })
  }
  running = once().finally(() => {
    running = undefined
  })
  await running
  return {
    address: server.address,
    isBuilding: () => running !== undefined,
    async close() {
      stopping.abort(new Error('interrupted'))
      stopWatching()
      await running
      await server.close()
    },
  }
}

async function placesOf(options: ProjectOptions, last: Places): Promise<Places> {
  try {
    const { root, config, configFile } = await openProject(options)
    const linked = linkedPlaces(root, config.input)
    const files = [configFile, '.env', config.glossary, config.brief, config.stylesheet].flatMap((path) => path ?? [])
    const folders = [config.input, config.translations, ...linked.folders]
    return { output: config.output, folders, files: [...files, ...linked.files] }
  } catch {
    const root = resolve(options.cwd ?? process.cwd())
    const file = typeof options.config === 'string' ? options.config : findFile(root)
    return { ...last, files: [...new Set([...last.files, file])] }
  }
}

function findFile(root: string): string {
  try {
    return findConfig(root) ?? 'muqabil.config.json'
  } catch {
    return 'muqabil.config.json'
  }
}

/** `read`: of what a build only reads; `all`: of records too. */
function fingerprint(
  root: string,
  { folders: [input = '', translations = '', ...linked], files }: Places,
): { readonly read: string; readonly all: string } {
  const hash = createHash('sha256')
  const sources = [input, ...linked].flatMap((folder) => filesIn(root, folder))
  for (const path of [...sources, ...files]) hash.update(`${path}\0`).update(bytesOf(join(root, path)))
  const read = hash.copy().digest('hex')
  for (const path of filesIn(root, translations)) hash.update(`${path}\0`).update(bytesOf(join(root, path)))
  return { read, all: hash.digest('hex') }
}

function filesIn(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => !/(?:^|[\\/])\./.test(name)) // half written ones are none yet
      .map((name) => `${folder}/${name}`)
      .toSorted(compareCodePoints)
  } catch {
    return []
  }
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch {
    return new Uint8Array()
  }
}

/** Isolates stay, as a browser knows them; what else is unseen is shown. */
function plain(message: string): string {
  return message.replace(/[^\u2068\u2069]+/g, showInvisible)
}
