/** Puts a model into its folder: fetched or copied, verified, all of it or nothing. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { MuqabilError } from '../../errors.ts'
import { isAlive } from '../../files/is-alive.ts'
import { writeFileAtomic } from '../../files/write-atomic.ts'
import { MANIFEST, type Manifest, type ModelFile, type Role } from '../../providers/local/manifest.ts'
import { fetchFile, forget } from './fetch-file.ts'
import type { RemoteFile, RemoteModel } from './registry.ts'
import { firstBytes, unpackFile } from './unpack-file.ts'
import { writing } from './writing.ts'

export interface GetOptions {
  /** The folder of all models. */
  readonly models: string
  readonly remote: RemoteModel
  /** The host that it comes from, or 'files'. */
  readonly from: string
  readonly signal: AbortSignal
  readonly onBytes: (progress: FetchProgress) => void
}

/** How far a fetch is, in bytes. */
export interface FetchProgress {
  /** Of the model. */
  readonly file: string
  readonly done: number
  readonly total?: number | undefined
}

const FILE_NAMES: Readonly<Record<Role, string>> = {
  model: 'model.bin',
  shortlist: 'shortlist.bin',
  vocabulary: 'vocabulary.spm',
  sourceVocabulary: 'source.spm',
  targetVocabulary: 'target.spm',
}

/** Packed it is smaller; what is larger than unpacked with some room is not it. */
const ROOM_BYTES = 1024 * 1024
const MOST_BYTES = 256 * 1024 * 1024

/** 'ar-en.base.f3888b9d' */
export function folderName(
  { source, target, architecture }: Pick<RemoteModel, 'source' | 'target' | 'architecture'>,
  sha256: string,
): string {
  return `${source}-${target}.${architecture}.${sha256.slice(0, 8)}`
}

/**
 * Works in a folder beside the others, which is renamed when all is there and verified. What a
 * broken or killed run has fetched is found there by the next one, which goes on from it.
 *
 * @returns The name of the model's folder.
 * @throws {MuqabilError} `model-fetch`, `model-hash`, `model-registry`, `file-unwritable`, `model-busy`.
 */
export async function getModel({ models, remote, from, signal, onBytes }: GetOptions): Promise<string> {
  const { source, target, architecture } = remote
  const hash = remote.files.find(({ role }) => role === 'model')?.sha256 ?? ''
  const work = join(models, `.${folderName(remote, hash)}.muqabil-fetch`)
  await writing(models, () => mkdirSync(work, { recursive: true }))
  using _lock = await lock(work)
  const files: ModelFile[] = []
  for (const file of remote.files) {
    const name = FILE_NAMES[file.role]
    const packed = file.url.protocol === 'file:' ? fileURLToPath(file.url) : join(work, `${name}.gz`)
    const shown = `${models}/${name}`
    if (file.url.protocol !== 'file:') {
      await fetchFile({
        url: file.url,
        path: packed,
        shown,
        mostBytes: file.bytes === undefined ? MOST_BYTES : file.bytes + ROOM_BYTES,
        signal,
        onBytes: (done, total) => onBytes({ file: name, done, total }),
      })
      await refusePage(packed, file, shown)
    }
    const unpacked = await unpackFile(packed, join(work, name), file, shown).catch((error: unknown) => {
      // Another try with the same bytes would come to the same.
      if (file.url.protocol !== 'file:' && error instanceof MuqabilError && error.code === 'model-hash') forget(packed)
      throw error
    })
    files.push({ role: file.role, name, ...unpacked })
  }
  for (const { name } of files) forget(join(work, `${name}.gz`))
  const manifest: Manifest = { format: 1, source, target, architecture, from, files }
  writeFileAtomic(join(work, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`, MANIFEST)
  const name = folderName(remote, files.find(({ role }) => role === 'model')?.sha256 ?? hash)
  await writing(models, () => {
    rmSync(join(work, LOCK), { force: true })
    // What is there under this name has no manifest, or this would not have been asked for.
    rmSync(join(models, name), { recursive: true, force: true })
    renameSync(work, join(models, name))
  })
  return name
}

const LOCK = 'process'

/** Two fetches of one model would write into one file. What a dead process left is taken over. */
async function lock(work: string): Promise<Disposable> {
  const path = join(work, LOCK)
  const own = String(process.pid)
  if (!(await writing(path, () => makeFile(path, own)))) {
    const owner = Number(readFileSync(path, 'utf8'))
    if (owner !== process.pid && owner > 0 && isAlive(owner)) throw new MuqabilError('model-busy', { process: owner })
    await writing(path, () => writeFileSync(path, own))
  }
  return { [Symbol.dispose]: () => rmSync(path, { force: true }) }
}

/** False: it is there already. */
function makeFile(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** A portal or a proxy answers everything with a page. */
async function refusePage(path: string, { url }: RemoteFile, shown: string): Promise<void> {
  const [first] = await firstBytes(path, 1)
  if (first !== 0x3c) return
  forget(path)
  throw new MuqabilError('model-registry', { problem: 'page', expected: `the file ${shown}` }, { file: url.host })
}
