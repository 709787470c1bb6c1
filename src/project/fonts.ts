/** The edition's faces, cut down to the characters that are used. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { FaceName, FontFile } from '../edition/fonts.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { sha256Hex } from '../text/hash.ts'

const FILES: Readonly<Record<FaceName, string>> = {
  arabic: '@fontsource/amiri/files/amiri-arabic-400-normal.woff2',
  digits: '@fontsource/amiri/files/amiri-latin-400-normal.woff2',
  latin: '@fontsource/literata/files/literata-latin-400-normal.woff2',
}
const ARABIC = /[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\u200C-\u200F\u25CC\uFB50-\uFDFF\uFE70-\uFEFC]/
const DIGITS_AND_MARKS = /[0-9\s.,:;!?%()[\]{}/+\-\u2013\u2014\u00AB\u00BB\u2018\u2019\u201C\u201D\u2026]/

const memory = new Map<string, Uint8Array>()

/**
 * Subsets for the characters of a page. Kept in `folder` under a name made of font and characters:
 * safe to delete.
 */
export async function subsetFonts(characters: string, folder: string): Promise<readonly FontFile[]> {
  const points = [...characters]
  const wanted: Readonly<Record<FaceName, string>> = {
    arabic: points.filter((point) => ARABIC.test(point) || point === ' ').join(''),
    digits: points.filter((point) => DIGITS_AND_MARKS.test(point)).join(''),
    latin: points.filter((point) => !ARABIC.test(point)).join(''),
  }
  const faces = Object.keys(FILES) as FaceName[]
  return Promise.all(faces.map(async (face): Promise<FontFile> => ({ face, bytes: await subset(FILES[face], wanted[face], folder) })))
}

async function subset(file: string, characters: string, folder: string): Promise<Uint8Array> {
  const require = createRequire(import.meta.url)
  const name = `${sha256Hex(`${file}\n${require(`${file.split('/').slice(0, 2).join('/')}/package.json`).version as string}\n${characters}`)}.woff2`
  const known = memory.get(name)
  if (known) return known
  const path = join(folder, name)
  const bytes = existsSync(path) ? readFileSync(path) : await make(require.resolve(file), characters)
  if (!existsSync(path)) writeFileAtomic(path, bytes, '.muqabil/fonts')
  memory.set(name, bytes)
  return bytes
}

async function make(file: string, characters: string): Promise<Uint8Array> {
  const { default: subsetFont } = await import('subset-font')
  return new Uint8Array(await subsetFont(readFileSync(file), characters, { targetFormat: 'woff2' }))
}
