/** A zip archive whose entries are unpacked one at a time, within a limit, and checked. */
import { inflateSync } from 'fflate'
import { MuqabilError, quote } from '../errors.ts'

export interface Archive {
  readonly names: readonly string[]
  readonly has: (name: string) => boolean
  /** Unpacked, in bytes, as the directory says; undefined where there is no such entry. */
  readonly sizeOf: (name: string) => number | undefined
  /**
   * The bytes of an entry.
   *
   * @throws {MuqabilError} `source-damaged` when it is not there or not what its check sum says,
   *   `source-encrypted`, `source-too-large` when all that was read of the archive is over the limit.
   */
  readonly read: (name: string) => Uint8Array
}

/** Where an entry's data are, as the directory at the archive's end says. */
interface Entry {
  readonly encrypted: boolean
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly unpacked: number
  readonly at: number
}

/** Signatures and sizes of PKWARE's APPNOTE, 4.3. */
const [END, DIRECTORY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50] as const
const [END_BYTES, DIRECTORY_BYTES, LOCAL_BYTES, LONGEST_REMARK] = [22, 46, 30, 0xffff] as const
const [STORED, DEFLATED] = [0, 8] as const

/**
 * @param megabytes Most that is unpacked of it in all, in millions of bytes: an archive of a few
 *   thousand bytes can hold gigabytes.
 * @throws {MuqabilError} `source-damaged` where it is no archive.
 */
export function openArchive(bytes: Uint8Array, megabytes: number, file: string): Archive {
  const damaged = (problem: string): MuqabilError => new MuqabilError('source-damaged', { problem }, { file })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(bytes, view)
  if (entries === undefined) throw damaged('bytes that are no zip archive')
  let total = 0
  const read = (name: string): Uint8Array => {
    const entry = entries.get(name)
    if (entry === undefined) throw damaged(`archive without ${quote(name)}`)
    if (entry.encrypted) throw new MuqabilError('source-encrypted', {}, { file })
    total += entry.unpacked
    if (total > megabytes * 1e6) throw new MuqabilError('source-too-large', { bytes: total, megabytes }, { file })
    const unpacked = unpack(bytes, view, entry)
    if (unpacked?.length !== entry.unpacked || checksumOf(unpacked) !== entry.checksum)
      throw damaged(`archive in which ${quote(name)} is not whole`)
    return unpacked
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    sizeOf: (name) => entries.get(name)?.unpacked,
    read,
  }
}

/** Undefined where there is none, or where it leads out of the bytes. */
function readDirectory(bytes: Uint8Array, view: DataView): ReadonlyMap<string, Entry> | undefined {
  const end = endOfDirectory(view)
  if (end === -1) return undefined
  const entries = new Map<string, Entry>()
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + DIRECTORY_BYTES > bytes.length || view.getUint32(at, true) !== DIRECTORY) return undefined
    const [name, extra, remark] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number, // three offsets give three numbers
    ]
    const start = at + DIRECTORY_BYTES
    entries.set(new TextDecoder().decode(bytes.subarray(start, start + name)), {
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at = start + name + extra + remark
  }
  return entries
}

/** A remark may follow it. */
function endOfDirectory(view: DataView): number {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= 0 && at >= last - LONGEST_REMARK; at--) if (view.getUint32(at, true) === END) return at
  return -1
}

function unpack(bytes: Uint8Array, view: DataView, { at, method, packed, unpacked }: Entry): Uint8Array | undefined {
  if (at + LOCAL_BYTES > bytes.length || view.getUint32(at, true) !== LOCAL) return undefined
  const start = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  const data = bytes.subarray(start, start + packed)
  if (method === STORED) return data
  if (method !== DEFLATED) return undefined
  try {
    // No more is written than there is room for, whatever the data hold.
    return inflateSync(data, { out: new Uint8Array(unpacked) })
  } catch {
    return undefined
  }
}

/** CRC-32 (ISO 3309), as archives use it. */
function checksumOf(bytes: Uint8Array): number {
  let sum = -1
  for (const byte of bytes) sum = (CHECKSUMS[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8)
  return ~sum >>> 0
}

const CHECKSUMS = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1
  return sum
})
