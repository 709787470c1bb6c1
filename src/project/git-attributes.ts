/** The lines of .gitattributes by which git has records merged, and leaves alone what is checked to the byte. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../files/read-text.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import type { Config } from './config.ts'

const FILE = '.gitattributes'

/**
 * Those that are missing are added at the end. A clone without the driver merges line by line, as if there were none.
 * Without `-text` git on Windows writes other line ends than a build.
 */
export function setGitAttributes(
  root: string,
  { translations, output }: Config,
): { readonly path: string; readonly made: boolean } {
  const text = existsSync(join(root, FILE)) ? readText(join(root, FILE), FILE) : ''
  const lines = [
    `${pattern(translations, '**/*.xlf')} merge=muqabil`,
    `${pattern(translations, '**')} -text`,
    `${pattern(output, '**')} -text`,
  ]
  const there = new Set(text.split(/\r?\n/).map((each) => each.trim()))
  const missing = lines.filter((line) => !there.has(line))
  if (missing.length === 0) return { path: FILE, made: false }
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  writeFileAtomic(join(root, FILE), `${text}${gap}${missing.join('\n')}\n`, FILE)
  return { path: FILE, made: true }
}

function pattern(folder: string, below: string): string {
  const all = `${folder.replace(/\/+$/, '')}/${below}`
  return /[\s"#!\\]/.test(all) ? JSON.stringify(all) : all
}
