/** Pictures that a book or a Word document has in itself: which of them may stand on a page, under names of their own. */
import type { Picture } from '../bitext/source.ts'
import { MuqabilError, plural } from '../errors.ts'
import { readRaster } from '../text/raster.ts'
import { sha256HexOf } from '../text/hash.ts'
import { openArchive } from '../archive/open-archive.ts'
import type { Limits } from './limits.ts'

export interface PictureBox {
  /** The name of the picture that an entry of the archive is; undefined, and counted, where it is none that may stand on a page. */
  readonly take: (entry: string) => string | undefined
  /** By name, in the order of their first use. */
  readonly pictures: () => Readonly<Record<string, Picture>>
  /** What became of them, in words. */
  readonly decisions: () => readonly string[]
}

/** A browser keeps four bytes for each: a file of a few thousand bytes can ask for gigabytes. */
const MOST_POINTS = 50_000_000
const NAME_DIGITS = 16
const ENDINGS: Readonly<Record<Picture['mediaType'], string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/** A picture has its name from its bytes, so one that is met again is one picture. They do not count among the bytes of the text. */
export function pictureBox(bytes: Uint8Array, limits: Limits, file: string): PictureBox {
  const archive = openArchive(bytes, limits.pictures, file)
  const pictures: Record<string, Picture> = {}
  const names = new Map<string, string | undefined>()
  let room = limits.pictures * 1e6
  let [large, other] = [0, 0]
  const read = (entry: string): string | undefined => {
    const size = archive.sizeOf(entry)
    if (size === undefined) return void other++
    if (size > room) return void large++
    room -= size
    const raster = readEntry(entry)
    if (raster === undefined) return void other++
    const { content, mediaType, width, height } = raster
    if (width * height > MOST_POINTS) return void large++
    const name = `${sha256HexOf(content).slice(0, NAME_DIGITS)}.${ENDINGS[mediaType]}`
    pictures[name] ??= { mediaType, width, height, base64: base64(content) }
    return name
  }
  const readEntry = (entry: string): (Omit<Picture, 'base64'> & { readonly content: Uint8Array }) | undefined => {
    try {
      const content = archive.read(entry)
      const raster = readRaster(content)
      return raster && { ...raster, content }
    } catch (error) {
      if (error instanceof MuqabilError) return undefined // a damaged picture is no reason to refuse the text
      throw error
    }
  }
  return {
    take(entry) {
      if (!names.has(entry)) names.set(entry, read(entry))
      return names.get(entry)
    },
    pictures: () => pictures,
    decisions: () => [
      ...(large > 0
        ? [
            `left out ${plural(large, 'picture')} over the limit of ${limits.pictures} MB of pictures, or too wide or high`,
          ]
        : []),
      ...(other > 0
        ? [`left out ${plural(other, 'picture')} that no page can hold: only PNG, JPEG, GIF and WebP are kept`]
        : []),
    ],
  }
}

/** As a result of a reader has them: nothing where there are none. */
export function picturesIn(box: PictureBox): { readonly pictures?: Readonly<Record<string, Picture>> } {
  const pictures = box.pictures()
  return Object.keys(pictures).length > 0 ? { pictures } : {}
}

/** In parts: a call can take only so many arguments. */
function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += PART) binary += String.fromCharCode(...bytes.subarray(at, at + PART))
  return btoa(binary)
}

const PART = 0x2000
