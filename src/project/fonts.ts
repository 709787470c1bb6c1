/** The edition's faces, cut down to the characters that are used. */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { FaceName } from '../edition/faces.ts'
import { charactersByFace, faceRules, subsetCharacters, type FontFile } from '../edition/fonts.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { sha256Hex } from '../text/hash.ts'

export const FILES: Readonly<Record<FaceName, string>> = {
  arabic: '@fontsource/amiri/files/amiri-arabic-400-normal.woff2',
  digits: '@fontsource/amiri/files/amiri-latin-400-normal.woff2',
  rings: '@fontsource/amiri/files/amiri-latin-ext-400-normal.woff2',
  latin: '@fontsource/literata/files/literata-latin-400-normal.woff2',
  extended: '@fontsource/literata/files/literata-latin-ext-400-normal.woff2',
  greek: '@fontsource/literata/files/literata-greek-400-normal.woff2',
  'greek-extended': '@fontsource/literata/files/literata-greek-ext-400-normal.woff2',
  cyrillic: '@fontsource/literata/files/literata-cyrillic-400-normal.woff2',
  italic: '@fontsource/literata/files/literata-latin-400-italic.woff2',
  'extended-italic': '@fontsource/literata/files/literata-latin-ext-400-italic.woff2',
}

const HASH_BYTES = 32

/** What was made, or is being made: formats of one edition ask for the same at the same time. */
const memory = new Map<string, Promise<Uint8Array>>()

/**
 * Subsets for the characters of a page, which is given without its style. Kept in `folder` under a name made of font and
 * characters, so that the next chapter that needs nothing new has it: safe to delete.
 */
export async function subsetFonts(html: string, folder: string): Promise<readonly FontFile[]> {
  return subsetFaces(charactersByFace(html), folder)
}

/** The same for what several pages need together. */
export function subsetFaces(characters: ReadonlyMap<FaceName, string>, folder: string): Promise<readonly FontFile[]> {
  return Promise.all(
    [...characters].map(async ([face, wanted]): Promise<FontFile> => ({
      face,
      bytes: await subset(FILES[face], subsetCharacters(face, wanted), folder),
      licence: licenceOf(FILES[face]),
    })),
  )
}

let wholeRules: string | undefined

/** `@font-face` rules with the whole faces as data, for a page whose text is not known beforehand. */
export function wholeFaces(): string {
  const require = createRequire(import.meta.url)
  wholeRules ??= faceRules(
    (Object.keys(FILES) as FaceName[]).map((face) => ({
      face,
      bytes: readFileSync(require.resolve(FILES[face])),
      licence: licenceOf(FILES[face]),
    })),
  )
  return wholeRules
}

const licences = new Map<string, FontFile['licence']>()

/** Both are under the SIL Open Font License 1.1, which its text must go along with. */
function licenceOf(file: string): FontFile['licence'] {
  const [scope = '', name = ''] = file.split('/')
  const known = licences.get(name)
  if (known) return known
  const path = createRequire(import.meta.url).resolve(`${scope}/${name}/LICENSE`)
  const licence = { name: `${name}-licence`, text: readFileSync(path, 'utf8') }
  licences.set(name, licence)
  return licence
}

async function subset(file: string, characters: string, folder: string): Promise<Uint8Array> {
  const require = createRequire(import.meta.url)
  const name = `${sha256Hex(`${file}\n${require(`${file.split('/').slice(0, 2).join('/')}/package.json`).version as string}\n${characters}`)}.woff2`
  const known = memory.get(name)
  if (known) return known
  const made = keptOrMade(join(folder, name), require.resolve(file), characters)
  memory.set(name, made)
  made.catch(() => memory.delete(name))
  return made
}

/** What cannot be kept is made again the next time. */
async function keptOrMade(path: string, file: string, characters: string): Promise<Uint8Array> {
  const kept = readKept(path)
  if (kept) return kept
  const bytes = await make(file, characters)
  try {
    writeFileAtomic(path, Buffer.concat([bytes, hash('sha256', bytes, 'buffer')]), '.muqabil/fonts')
  } catch {
    return bytes
  }
  return bytes
}

/** A face, and behind it its SHA-256: one that is damaged would stand in every edition that is written from now on. */
function readKept(path: string): Uint8Array | undefined {
  try {
    const whole = readFileSync(path)
    const bytes = whole.subarray(0, -HASH_BYTES)
    return whole.subarray(-HASH_BYTES).equals(hash('sha256', bytes, 'buffer')) ? bytes : undefined
  } catch {
    return undefined
  }
}

async function make(file: string, characters: string): Promise<Uint8Array> {
  const { default: subsetFont } = await import('subset-font')
  return new Uint8Array(await subsetFont(readFileSync(file), characters, { targetFormat: 'woff2' }))
}
