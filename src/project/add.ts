/** Fetches a text into the input folder, with its address and the day in what it says of itself. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { extensions } from '../document/formats.ts'
import { declaredEncoding } from '../document/html/declared-encoding.ts'
import { MuqabilError } from '../errors.ts'
import { decodeSource } from '../files/decode.ts'
import { projectPath } from '../files/project-path.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { fetchSource, type Fetched, type FetchOptions } from './fetch-source.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'

export interface AddOptions extends ProjectOptions, Partial<Omit<FetchOptions, 'megabytes'>> {
  /** Name of the file in the input folder; by default the address's last part. */
  readonly as?: string
}

export interface Added {
  /** Relative to the project. */
  readonly path: string
  /** Where it was in the end, after redirects. */
  readonly address: string
}

const TIMEOUT_SECONDS = 60
const LONGEST_NAME = 80
const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/xhtml+xml': '.xhtml',
  'text/plain': '.txt',
  'text/markdown': '.md',
  'text/x-markdown': '.md',
  'text/vtt': '.vtt',
  'application/x-subrip': '.srt',
  'application/epub+zip': '.epub',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
}
/** What servers say of files that they do not know: the address's ending goes before. */
const VAGUE = new Set(['', 'application/octet-stream', 'application/zip', 'binary/octet-stream', 'text/plain'])
const BINARY = new Set(['.epub', '.docx'])

/**
 * Nothing is written unless all of it has come. Text is kept as UTF-8, whatever it came in. Never
 * part of a build: what is built is what lies in the folder.
 *
 * @throws {MuqabilError} what `fetchSource` and the decoding refuse, `fetch-type`, `source-there`.
 */
export async function add(address: string, options: AddOptions = {}): Promise<Added> {
  const { root, config } = await openProject(options)
  const { as, allowPrivate = false, timeoutSeconds = TIMEOUT_SECONDS, lookup } = options
  const pathOf = (name: string): string => projectPath(root, `${config.input}/${name}`)
  if (as !== undefined) refuseThere(root, pathOf(as))
  const fetched = await fetchSource(address, {
    megabytes: config.limits.megabytes,
    allowPrivate,
    timeoutSeconds,
    ...(lookup ? { lookup } : {}),
  })
  const extension = as === undefined ? extensionOf(fetched) : known(as)
  if (extension === undefined)
    throw new MuqabilError('fetch-type', { type: fetched.type, extensions }, { file: as ?? fetched.address })
  const path = pathOf(as ?? `${nameOf(fetched.address)}${extension}`)
  refuseThere(root, path)
  const note = stringify({ source: fetched.address, fetched: new Date().toISOString().slice(0, 10) })
  const text = BINARY.has(extension) ? undefined : textOf(fetched, config.encoding)
  const noted = text === undefined ? undefined : withNote(text, note, extension)
  if (noted === undefined) {
    const beside = path.replace(/([^/]*)$/, '.$1.source.yaml')
    writeFileAtomic(join(root, projectPath(root, beside)), note, beside)
  }
  writeFileAtomic(join(root, path), noted ?? text ?? fetched.bytes, path)
  return { path, address: fetched.address }
}

function refuseThere(root: string, path: string): void {
  if (existsSync(join(root, path))) throw new MuqabilError('source-there', {}, { file: path })
}

function extensionOf({ address, type }: Fetched): string | undefined {
  return (VAGUE.has(type) ? known(new URL(address).pathname) : undefined) ?? EXTENSIONS[type]
}

/** The ending of a name, if a reader knows it. */
function known(name: string): string | undefined {
  return extensions.find((extension) => name.toLowerCase().endsWith(extension))
}

/** The last part of the address that has any letters, as a name that every system takes; else the host's. */
function nameOf(address: string): string {
  const { pathname, hostname } = new URL(address)
  const parts = pathname.split('/').map((part) => safeName(decoded(part)))
  return parts.findLast((part) => part !== '') ?? safeName(hostname)
}

function safeName(part: string): string {
  const extension = known(part) ?? ''
  const name = part.slice(0, part.length - extension.length).replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
  return [...name.replace(/^-+|-+$/g, '')].slice(0, LONGEST_NAME).join('')
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function textOf({ address, bytes, charset }: Fetched, encoding: string | undefined): string {
  const declared = charset ?? declaredEncoding(bytes)
  const options = { ...(encoding === undefined ? {} : { encoding }), ...(declared === undefined ? {} : { declared }) }
  return decodeSource(bytes, { file: address, ...options }).text
}

/** Front matter where a format has it, a comment where it has none; undefined where there is no room for either. */
function withNote(text: string, note: string, extension: string): string | undefined {
  if (/^\.(?:md|markdown)$/.test(extension))
    return /^---[ \t]*\r?\n/.test(text) ? text.replace(/^---[ \t]*\r?\n/, `---\n${note}`) : `---\n${note}---\n\n${text}`
  if (!/html?$/.test(extension)) return undefined
  return `<!--\n${note.replaceAll('--', '%2D%2D')}-->\n${text}`
}
