/** A file of another tool as rows. */
import { extname, resolve } from 'node:path'
import { MuqabilError } from '../errors.ts'
import { readText } from '../files/read-text.ts'
import { exchangeReaders } from '../interchange/exchange-formats.ts'
import type { ExchangeRow } from '../interchange/exchange-row.ts'
import type { Project } from './project.ts'

/** @throws {MuqabilError} `exchange-format`, `exchange-damaged`, and what reading a file throws. */
export function readExchangeFile(project: Project, file: string): readonly ExchangeRow[] {
  const extension = extname(file).toLowerCase()
  const read = Object.hasOwn(exchangeReaders, extension) ? exchangeReaders[extension] : undefined
  if (read === undefined) throw new MuqabilError('exchange-format', { known: Object.keys(exchangeReaders) }, { file })
  const { sourceLanguage: source, targetLanguage: target } = project.config
  return read(readText(resolve(project.root, file), file), file, { source, target })
}
