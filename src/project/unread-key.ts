/**
 * A build's key without reading the configuration: by the bytes of all that decides what it says. Where more than bytes
 * decides (a configuration that is a program, a provider chosen by the environment) there is none.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { hashOf, program, type Unread } from './build-note.ts'
import type { BuildOptions } from './options.ts'
import type { Project } from './project.ts'

/** Flags that change what a build does, without a value. */
export type BuildFlags = Pick<BuildOptions, 'frozen' | 'offline' | 'prune'>

const CONFIG = 'muqabil.config.json'
/** As `load-config.ts` looks for them: with a second one there is a question, and with a program no answer. */
const PROGRAMS = ['.ts', '.js', '.mjs'].map((ending) => `muqabil.config${ending}`)
const ANSWERED_BY_FLAGS = new Set(['frozen', 'offline', 'prune', 'files', 'onEvent', 'signal', 'stopNow'])

/** Of the configuration and the environment's file as they lie there; undefined where bytes do not tell. */
export function configBytes(root: string): string | undefined {
  if (PROGRAMS.some((name) => existsSync(join(root, name)))) return undefined
  return JSON.stringify([CONFIG, '.env'].map((name) => hashOf(join(root, name)) ?? null))
}

export function unreadKey(
  root: string,
  { bytes, flags, named }: { readonly bytes: string; readonly flags: BuildFlags; readonly named: readonly string[] },
): string {
  const { frozen, offline, prune } = flags
  const switches = [frozen, offline, prune].map((flag) => flag === true)
  const facts = [program(), bytes, switches, named.map((path) => [path, hashOf(join(root, path)) ?? null])]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

/** Of a build that was told nothing but flags, in the process's own folder and environment. */
export function unreadOf(
  { root, config }: Project,
  options: BuildOptions,
): { readonly bytes: string; readonly note: Unread } | undefined {
  const told = Object.entries(options).filter(([name, value]) => value !== undefined && !ANSWERED_BY_FLAGS.has(name))
  if (told.length > 0 || (options.files ?? []).length > 0 || root !== resolve(process.cwd())) return undefined
  const bytes = configBytes(root)
  if (bytes === undefined || config.provider === undefined) return undefined
  const named = [config.glossary, config.brief, config.stylesheet].filter((path) => path !== undefined)
  const key = unreadKey(root, { bytes, flags: options, named })
  return { bytes, note: { key, folders: [config.input, config.translations], named } }
}
