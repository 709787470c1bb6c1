/** A file of another tool as rows. */
import { extname, resolve } from 'node:path'
import { MuqabilError } from '../errors.ts'
import { readBytes, readText } from '../files/read-text.ts'
import { exchangeReaders, officeReaders } from '../interchange/exchange-formats.ts'
import type { ExchangeRow } from '../interchange/exchange-row.ts'
import type { Project } from './project.ts'

/** @throws {MuqabilError} `exchange-format`, `exchange-damaged`, and what reading a file throws. */
export function readExchangeFile(project: Project, file: string): readonly ExchangeRow[] {
  const extension = extname(file).toLowerCase()
  const path = resolve(project.root, file)
  const office = Object.hasOwn(officeReaders, extension) ? officeReaders[extension] : undefined
  if (office) return office(readBytes(path, file), file)
  const read = Object.hasOwn(exchangeReaders, extension) ? exchangeReaders[extension] : undefined
  if (read === undefined) {
    const known = [...Object.keys(exchangeReaders), ...Object.keys(officeReaders), '.tbx']
    throw new MuqabilError('exchange-format', { known }, { file })
  }
  const { sourceLanguage: source, targetLanguage: target } = project.config
  return read(readText(path, file), file, { source, target })
}
