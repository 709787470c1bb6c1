/** The line of .gitattributes by which git has records merged. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../files/read-text.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import type { Config } from './config.ts'

const FILE = '.gitattributes'

/** Added at the end, unless it is there. A clone without the driver merges line by line, as if it were not. */
export function mergeRecordsByGit(
  root: string,
  { translations }: Config,
): { readonly path: string; readonly made: boolean } {
  const text = existsSync(join(root, FILE)) ? readText(join(root, FILE), FILE) : ''
  const pattern = `${translations.replace(/\/+$/, '')}/**/*.xlf`
  const line = `${/[\s"#!\\]/.test(pattern) ? JSON.stringify(pattern) : pattern} merge=muqabil`
  if (text.split(/\r?\n/).some((each) => each.trim() === line)) return { path: FILE, made: false }
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  writeFileAtomic(join(root, FILE), `${text}${gap}${line}\n`, FILE)
  return { path: FILE, made: true }
}
