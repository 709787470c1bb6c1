/** What `muqabil memory import` does: takes translation memories of other tools into the project's own. */
import { basename, extname, resolve } from 'node:path'
import { glue, plainText, renameCodes, renumberCodes, type Content } from '../bitext/content.ts'
import { MuqabilError } from '../errors.ts'
import { readTextPieces } from '../files/read-text-pieces.ts'
import { exchangeReaders } from '../interchange/exchange-formats.ts'
import type { ExchangeRow } from '../interchange/exchange-row.ts'
import { createTmxReader } from '../interchange/stream-tmx.ts'
import type { Answer } from '../memory/memory.ts'
import type { MemoryImported } from './events.ts'
import type { ProjectOptions } from './options.ts'
import { openStore } from './import-store.ts'
import { openProject, type Project } from './project.ts'
import { readExchangeFile } from './read-exchange-file.ts'

export interface MemoryImportOptions extends Omit<ProjectOptions, 'files'> {
  /** Memories of other tools, relative to the project. */
  readonly from: readonly string[]
}

/** Pairs that are written together: what a kill leaves is taken by the next import. */
const BATCH = 2000
/** Edits of a program name sentences by their ids: they are none without the project's records. */
const NO_MEMORY = '.jsonl'

/**
 * Pairs are recalled for equal sentences after a person's, before a machine's, and found for similar ones. The records
 * stay as they are.
 *
 * @throws {MuqabilError} `exchange-format` before anything is taken; what is wrong in a file, when it comes to it: what
 *   was read before stays, and is not taken twice.
 */
export async function importMemory(options: MemoryImportOptions): Promise<MemoryImported> {
  const project = await openProject({ ...options, files: [] })
  options.from.forEach(requireFormat)
  const { config, tell } = project
  const { sourceLanguage, targetLanguage } = config
  await using store = await openStore(project)
  const before = await store.imported()
  let [pairs, passedOver] = [0, 0]
  for (const file of options.from) {
    const name = basename(file)
    let batch: Answer[] = []
    const flush = (): void => {
      store.put(batch)
      batch = []
    }
    readPairs(project, file, (row) => {
      const pair = pairOf(row)
      if (pair === undefined) return void passedOver++
      pairs++
      batch.push({ ...pair, sourceLanguage, targetLanguage, origin: { kind: 'imported', name } })
      if (batch.length === BATCH) flush()
    })
    flush()
    await store.settle()
  }
  const taken = (await store.imported()) - before
  const result: MemoryImported = { event: 'memory-imported', pairs, taken, known: pairs - taken, passedOver }
  tell(result)
  return result
}

function requireFormat(file: string): void {
  const known = Object.keys(exchangeReaders).filter((extension) => extension !== NO_MEMORY)
  if (!known.includes(extname(file).toLowerCase())) throw new MuqabilError('exchange-format', { known }, { file })
}

function readPairs(project: Project, file: string, onRow: (row: ExchangeRow) => void): void {
  if (extname(file).toLowerCase() !== '.tmx') return readExchangeFile(project, file).forEach(onRow)
  const { sourceLanguage: source, targetLanguage: target } = project.config
  const reader = createTmxReader({ file, languages: { source, target }, onRow })
  for (const piece of readTextPieces(resolve(project.root, file), file)) reader.write(piece)
  reader.close()
}

/** Undefined: nothing on one side, or the file itself does not call it a translation. Where the codes of both are not the same, the words alone are taken. */
function pairOf({ source, target = [], state, needsWork }: ExchangeRow): Pick<Answer, 'source' | 'target'> | undefined {
  if (plainText(source).trim() === '' || plainText(target).trim() === '' || needsWork === true || state === 'initial')
    return undefined
  const { content, ids } = renumberCodes(source)
  const renamed = renameCodes(target, ids)
  return codesOf(content) === codesOf(renamed)
    ? { source: content, target: renamed }
    : { source: glue([plainText(source)]), target: glue([plainText(target)]) }
}

function codesOf(content: Content): string {
  const codes = content.flatMap((part) => (typeof part === 'string' ? [] : [`${part.kind} ${part.id}`]))
  return codes.toSorted().join('\n')
}
