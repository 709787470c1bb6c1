/** A file as it came, unpacked, counted and hashed; it gets its name only when it is what was meant. */
import { createHash } from 'node:crypto'
import { createReadStream, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { MuqabilError, showCount } from '../../errors.ts'
import type { RemoteFile } from './registry.ts'
import { writing } from './writing.ts'

export interface Unpacked {
  readonly bytes: number
  readonly sha256: string
}

/** Of a file whose size no list says. */
const MOST_BYTES = 256 * 1024 * 1024

/**
 * Packed by gzip or not: a server may unpack on the way.
 *
 * @throws {MuqabilError} `model-hash` for another size or hash, and for what cannot be unpacked;
 *   `file-unwritable`. Nothing is left of it then.
 */
export async function unpackFile(
  from: string,
  to: string,
  { bytes: expectedBytes, sha256: expectedHash }: Pick<RemoteFile, 'bytes' | 'sha256'>,
  shown: string,
): Promise<Unpacked> {
  const part = `${to}.part`
  const wrong = (found: string, expected: string, cause?: unknown): MuqabilError =>
    new MuqabilError('model-hash', { found, expected }, { file: shown }, { cause })
  const hash = createHash('sha256')
  const most = expectedBytes ?? MOST_BYTES
  let bytes = 0
  const file = await writing(shown, () => open(part, 'w'))
  try {
    const sink = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const chunk of source) {
        bytes += chunk.length
        if (bytes > most) throw wrong(`file of over ${showCount(most)} bytes`, 'what the list says')
        hash.update(chunk)
        await writing(shown, () => file.writeFile(chunk))
      }
    }
    const source = createReadStream(from)
    if (await isPacked(from)) await pipeline(source, createGunzip(), sink)
    else await pipeline(source, sink)
    await writing(shown, () => file.sync())
    await file.close()
    const sha256 = hash.digest('hex')
    if (expectedBytes !== undefined && bytes !== expectedBytes)
      throw wrong(`file of ${showCount(bytes)} bytes`, showCount(expectedBytes))
    if (expectedHash !== undefined && sha256 !== expectedHash)
      throw wrong(`SHA-256 ${sha256.slice(0, 16)}…`, `${expectedHash.slice(0, 16)}…`)
    await writing(shown, () => renameSync(part, to))
    return { bytes, sha256 }
  } catch (error) {
    await file.close().catch(() => undefined)
    rmSync(part, { force: true })
    throw error instanceof MuqabilError ? error : wrong('bytes that cannot be unpacked', 'a file packed by gzip', error)
  }
}

/** RFC 1952, section 2.3.1. */
async function isPacked(path: string): Promise<boolean> {
  const [first, second] = await firstBytes(path, 2)
  return first === 0x1f && second === 0x8b
}

/** Fewer where the file is shorter. */
export async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
