/** Writes a zip archive whose bytes are the same on every machine. */
import { strToU8, zipSync, type Zippable } from 'fflate'

/** An entry: text, bytes, or either with how it is kept. */
export type Entry =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly stored?: true; readonly remark?: string }

/** The oldest time that the format knows, as the clock on the wall had it: the same bytes everywhere. */
const TIME = '1980-01-01T00:00:00'

/**
 * @param entries By name, in the order in which they are to stand. `stored`: not compressed. `remark`: in the
 *   archive's directory, beside the entry.
 */
export function writeArchive(entries: Readonly<Record<string, Entry>>): Uint8Array {
  const files: Zippable = {}
  for (const [name, entry] of Object.entries(entries)) {
    const { content, stored, remark } =
      typeof entry === 'object' && 'content' in entry ? entry : { content: entry, stored: undefined, remark: undefined }
    const bytes = typeof content === 'string' ? strToU8(content) : content
    files[name] = [bytes, { ...(stored ? { level: 0 } : {}), ...(remark === undefined ? {} : { comment: remark }) }]
  }
  return zipSync(files, { level: 9, mtime: TIME })
}
