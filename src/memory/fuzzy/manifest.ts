/** Which segments an index is made of: a small file that is replaced whole. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import * as z from 'zod'
import { writeFileAtomic } from '../../files/write-atomic.ts'

const FILE = 'index.json'

const schema = z.object({
  format: z.literal(1),
  /** Number of the next segment's file. */
  next: z.number().int().nonnegative(),
  /** Oldest first. */
  segments: z.array(z.object({ file: z.string().regex(/^\d+\.segment$/), texts: z.number().int().nonnegative() })),
  /** What the owner remembers of its own state when this was written. */
  note: z.string(),
})

export type Manifest = Readonly<z.infer<typeof schema>>

export const EMPTY: Manifest = { format: 1, next: 1, segments: [], note: '' }

/** Undefined: there is none. 'damaged': there is one that this version cannot use. */
export function readManifest(folder: string): Manifest | 'damaged' | undefined {
  let text: string
  try {
    text = readFileSync(join(folder, FILE), 'utf8')
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? undefined : 'damaged'
  }
  const [body = '', sum] = text.split('\n')
  if (sum !== checksumOf(body)) return 'damaged'
  return schema.safeParse(JSON.parse(body)).data ?? 'damaged'
}

/** @throws {MuqabilError} `file-unwritable` */
export function writeManifest(folder: string, manifest: Manifest): void {
  const body = JSON.stringify(manifest)
  writeFileAtomic(join(folder, FILE), `${body}\n${checksumOf(body)}\n`, `${folder}/${FILE}`)
}

function checksumOf(body: string): string {
  return crc32(body).toString(16)
}
