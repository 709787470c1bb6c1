/** A model's files, read and found to be what they were when they were fetched. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { MuqabilError, showCount } from '../../errors.ts'
import type { LocalModel } from './find-models.ts'
import type { ModelFile, Role } from './manifest.ts'

/** Bytes that all workers read, held once. */
export type ModelBytes = Readonly<Partial<Record<Role, SharedArrayBuffer>>>

/**
 * Reads all of it at once: what happens to the files afterwards does not matter.
 *
 * @throws {MuqabilError} `model-damaged` for a file that is not there, cut off, or changed.
 */
export async function readModel(model: LocalModel): Promise<ModelBytes> {
  const read = await Promise.all(model.files.map(async (file) => [file.role, await readFile(model, file)] as const))
  return Object.fromEntries(read)
}

async function readFile(model: LocalModel, file: ModelFile): Promise<SharedArrayBuffer> {
  const damaged = (problem: string, expected: string, cause?: unknown): MuqabilError =>
    new MuqabilError(
      'model-damaged',
      { problem, expected, name: model.name },
      { file: `${model.name}/${file.name}` },
      { cause },
    )
  const handle = await open(join(model.folder, file.name), 'r').catch((error: unknown) => {
    throw damaged('absence of this file', 'all files of the model', error)
  })
  try {
    const { size } = await handle.stat()
    if (size !== file.bytes) throw damaged(`file of ${showCount(size)} bytes`, showCount(file.bytes))
    const bytes = new Uint8Array(new SharedArrayBuffer(size))
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(bytes, at, size - at, at)
      if (bytesRead === 0) throw damaged(`file of ${showCount(at)} bytes`, showCount(file.bytes))
      at += bytesRead
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 !== file.sha256)
      throw damaged(`SHA-256 ${sha256.slice(0, 12)}…`, `${file.sha256.slice(0, 12)}…, as it was fetched`)
    return bytes.buffer
  } finally {
    await handle.close()
  }
}
