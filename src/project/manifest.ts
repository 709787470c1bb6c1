/** What the editions were made of and by which version, beside them: so that an upgrade is told from a change. */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectPath } from '../files/project-path.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { compareCodePoints } from '../text/collate.ts'
import { hashOf as hashOfFile } from './build-note.ts'
import type { Project } from './project.ts'
import { programVersion } from './version.ts'

/** No source and no edition has a name that begins with a dot. */
const NAME = '.muqabil.json'
/** Of 64: enough to tell one state from another. */
const DIGITS = 16

/** One document's editions. */
interface Entry {
  /** Version that wrote them so first. */
  readonly program: string
  /** Hash of source, record and settings. */
  readonly from: string
  /** Hash of the editions. */
  readonly to: string
}

export interface MadeDocument {
  readonly source: string
  readonly record: string
  /** Paths of its editions. */
  readonly outputs: readonly string[]
}

export function manifestPath({ config }: Project): string {
  return `${config.output.replace(/\/+$/, '')}/${NAME}`
}

/**
 * Notes what this run made; documents that it did not make keep what is said of them, those that are gone lose it. The
 * same editions of the same sources keep the version that made them: an upgrade that changes nothing rewrites nothing.
 *
 * @param known SHA-256 of files, where it is known; of others it is made.
 * @returns SHA-256 of the manifest.
 */
export function writeManifest(
  project: Project,
  documents: readonly MadeDocument[],
  { known, sources }: { readonly known: (path: string) => string | undefined; readonly sources: readonly string[] },
): string {
  const entries = new Map(readManifest(project))
  const settings = settingsHash(project)
  const hashNow = (path: string): string => known(path) ?? hashOf(project, path)
  for (const document of documents) {
    const [from, to] = [fromOf(document, settings, hashNow), toOf(document, hashNow)]
    const old = entries.get(document.source)
    if (old?.from !== from || old.to !== to) entries.set(document.source, { program: programVersion(), from, to })
  }
  const there = new Set(sources)
  const lines = [...entries]
    .filter(([source]) => there.has(source))
    .toSorted(([a], [b]) => compareCodePoints(a, b))
    // A line a document: branches that touch different ones merge.
    .map(([source, { program, from, to }]) => `  ${JSON.stringify(source)}: ${JSON.stringify({ program, from, to })}`)
  const text = `{\n${lines.join(',\n')}\n}\n`
  const path = projectPath(project.root, manifestPath(project))
  writeFileAtomic(join(project.root, path), text, path)
  return sha256(text)
}

/** Sources that editions were made of, as far as it is known. */
export function madeSources(project: Project): readonly string[] {
  return [...readManifest(project).keys()]
}

/** The other version that made the editions of a document which lie there as it left them; undefined where they do not. */
export function otherVersionOf(project: Project, document: MadeDocument): string | undefined {
  const entry = readManifest(project).get(document.source)
  if (entry === undefined || entry.program === programVersion()) return undefined
  const hash = (path: string): string => hashOf(project, path)
  const isSame = entry.from === fromOf(document, settingsHash(project), hash) && entry.to === toOf(document, hash)
  return isSame ? entry.program : undefined
}

/** A manifest that is not there, or is none, says nothing. */
function readManifest(project: Project): ReadonlyMap<string, Entry> {
  try {
    const entries: unknown = JSON.parse(readFileSync(join(project.root, manifestPath(project)), 'utf8'))
    return new Map(
      Object.entries(entries ?? {}).flatMap(([source, entry]: readonly [string, unknown]) =>
        isEntry(entry) ? [[source, entry] as const] : [],
      ),
    )
  } catch {
    return new Map()
  }
}

function isEntry(value: unknown): value is Entry {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['program', 'from', 'to'].every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string')
  )
}

function fromOf({ source, record }: MadeDocument, settings: string, hash: (path: string) => string): string {
  return short([hash(source), hash(record), settings])
}

function toOf({ outputs }: MadeDocument, hash: (path: string) => string): string {
  return short(outputs.toSorted(compareCodePoints).map((path) => [path, hash(path)]))
}

/** All that records and editions depend on but the texts; not who translates, for how much, and what checks say. */
function settingsHash(project: Project): string {
  const { provider: _provider, budget: _budget, memory: _memory, checks: _checks, ...settings } = project.config
  const files = [settings.glossary, settings.stylesheet].map((path) => path && hashOf(project, path))
  return short([settings, files])
}

function short(facts: unknown): string {
  return sha256(JSON.stringify(facts)).slice(0, DIGITS)
}

function sha256(text: string): string {
  return hash('sha256', text)
}

/** SHA-256 of a file; '' where there is none. */
function hashOf({ root }: Project, path: string): string {
  return hashOfFile(join(root, path)) ?? ''
}
