/** A folder as the archive that it is unpacked from, the same bytes every time. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync, type ZipOptions } from 'fflate'

/** EPUB wants its kind said first, and not packed. */
const FIRST = 'mimetype'

export function zipFolder(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted((a, b) => Number(b === FIRST) - Number(a === FIRST) || (a < b ? -1 : 1))
  return zip(Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name))])))
}

export function zip(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const packed: [Uint8Array, ZipOptions] = [bytes, { level: name === FIRST ? 0 : 6 }]
    return [name, packed] as const
  })
  return zipSync(Object.fromEntries(entries), { mtime: '1980-01-01T00:00:00' })
}
