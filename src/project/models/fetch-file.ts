/** One file over HTTP, so that what has come is kept, and the next try goes on behind it. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { MuqabilError, showCount } from '../../errors.ts'
import { openAddress } from './open-address.ts'
import { writing } from './writing.ts'

export interface FetchOptions {
  readonly url: URL
  /** Where it goes, as far as it has come. Its version is kept beside it. */
  readonly path: string
  /** As messages name it. */
  readonly shown: string
  /** More than that is not what is meant. */
  readonly mostBytes: number
  readonly signal: AbortSignal
  /** Bytes that are there, and of how many, where that is known. */
  readonly onBytes: (done: number, total: number | undefined) => void
}

/** A connection that is silent for so long is given up. */
const SILENCE_MILLISECONDS = 60_000

/**
 * Resolves when all of it is there. What the server has changed since begins anew.
 *
 * @throws {MuqabilError} `model-fetch` when it breaks off: what has come stays; `model-registry`,
 *   `file-unwritable`.
 */
export async function fetchFile(options: FetchOptions): Promise<void> {
  const { url, path } = options
  const there = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const version = existsSync(versionOf(path)) ? readFileSync(versionOf(path), 'utf8') : undefined
  const range =
    there === 0 ? {} : { range: `bytes=${there}-`, ...(version === undefined ? {} : { 'if-range': version }) }
  const silence = new AbortController()
  const signal = AbortSignal.any([options.signal, silence.signal])
  let timer = setTimeout(() => silence.abort(), SILENCE_MILLISECONDS)
  try {
    const response = await openAddress(url, { signal, headers: range })
    if (response.status === 416) {
      await response.body?.cancel()
      if (totalIn(response) === there) return
      forget(path)
      return await fetchFile(options)
    }
    const goesOn = response.status === 206 && startIn(response) === there
    if (response.status === 206 && !goesOn) {
      await response.body?.cancel()
      throw broken(options, 0, undefined)
    }
    keepVersion(path, response)
    await receive(response, goesOn ? there : 0, options, () => {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MILLISECONDS)
    })
  } finally {
    clearTimeout(timer)
  }
}

/** Takes away what has come: it is not what was meant. */
export function forget(path: string): void {
  for (const each of [path, versionOf(path)]) rmSync(each, { force: true })
}

async function receive(response: Response, from: number, options: FetchOptions, onChunk: () => void): Promise<void> {
  const { path, shown, mostBytes, onBytes } = options
  const total = totalIn(response)
  const file = await writing(shown, () => open(path, from === 0 ? 'w' : 'a'))
  let done = from
  try {
    for await (const chunk of response.body ?? []) {
      onChunk()
      done += chunk.length
      if (done > mostBytes) {
        forget(path)
        throw new MuqabilError(
          'model-registry',
          { problem: `file of over ${showCount(mostBytes)} bytes`, expected: 'what the list says' },
          { file: shown },
        )
      }
      await writing(shown, () => file.writeFile(chunk))
      onBytes(done, total)
    }
  } catch (error) {
    if (error instanceof MuqabilError) throw error
    throw options.signal.aborted ? options.signal.reason : broken(options, done, total, error)
  } finally {
    await file.close()
  }
  if (total !== undefined && done < total) throw broken(options, done, total)
}

function broken({ shown }: FetchOptions, done: number, total: number | undefined, cause?: unknown): MuqabilError {
  return new MuqabilError(
    'model-fetch',
    { done, ...(total === undefined ? {} : { total }) },
    { file: shown },
    { cause },
  )
}

const versionOf = (path: string): string => `${path}.etag`

/** Only a strong one says that bytes are the same. */
function keepVersion(path: string, { headers }: Response): void {
  const version = headers.get('etag')
  if (version === null || version.startsWith('W/')) rmSync(versionOf(path), { force: true })
  else writeFileSync(versionOf(path), version)
}

/** 'bytes 100-199/200', 'bytes *' + '/200'; else the length, where nothing is unpacked on the way. */
function totalIn({ headers, status }: Response): number | undefined {
  const ranged = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
  if (ranged !== undefined) return Number(ranged)
  const length = headers.get('content-length')
  return status === 200 && length !== null && headers.get('content-encoding') === null ? Number(length) : undefined
}

function startIn({ headers }: Response): number {
  return Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1] ?? -1)
}
