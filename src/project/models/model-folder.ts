/** A folder on disk as a source of models: with the list beside the files, or files by their names alone. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { MuqabilError } from '../../errors.ts'
import { systemProblem } from '../../files/system-problem.ts'
import type { Role } from '../../providers/local/manifest.ts'
import { parseRegistry, type RemoteFile, type RemoteModel } from './registry.ts'

const LIST = 'models.json'

/** 'model.aren.intgemm.alphas.bin.gz', 'lex.50.50.aren.s2t.bin', 'vocab.aren.spm' */
const NAMES: readonly (readonly [Role, RegExp])[] = [
  ['model', /^model.*\.bin(?:\.gz)?$/i],
  ['shortlist', /^(?:lex|shortlist).*\.bin(?:\.gz)?$/i],
  ['vocabulary', /^vocab.*\.spm(?:\.gz)?$/i],
  ['sourceVocabulary', /^(?:srcvocab|source).*\.spm(?:\.gz)?$/i],
  ['targetVocabulary', /^(?:trgvocab|target).*\.spm(?:\.gz)?$/i],
]

/** Models whose files are known, by the hash of the largest: [their names]. */
const KNOWN: Readonly<Record<string, string>> = {
  f3888b9db780da4d681aaf987adfcd6ea54f82dd14ed2594b2b7ac7d253b6290: 'base',
  '7b7af0282dc5f4d8805b9a298c2fa828967e3f09ca10f1942ebeea0b2cfc12fa': 'base-memory',
}

/**
 * @param pair The list's own paths are relative to the folder; without a list its files are taken to be of this pair.
 * @throws {MuqabilError} `model-files`, `model-registry`.
 */
export function modelsInFolder(folder: string, pair: string): readonly RemoteModel[] {
  const list = join(folder, LIST)
  if (existsSync(list)) {
    // Of a copied list the address is that of the original: the files lie here.
    return parseRegistry(readFileSync(list, 'utf8'), pathToFileURL(list), './').of(pair)
  }
  const names = namesIn(folder)
  const files = NAMES.flatMap(([role, pattern]): RemoteFile[] => {
    const name = names.find((each) => pattern.test(each))
    return name === undefined ? [] : [{ role, url: pathToFileURL(join(folder, name)) }]
  })
  const roles = new Set(files.map(({ role }) => role))
  const missing = [
    ...(roles.has('model') ? [] : ['model*.bin']),
    ...(roles.has('shortlist') ? [] : ['lex*.bin']),
    ...(roles.has('vocabulary') || (roles.has('sourceVocabulary') && roles.has('targetVocabulary'))
      ? []
      : ['vocab*.spm']),
  ]
  if (missing.length > 0) throw new MuqabilError('model-files', { missing }, { file: folder })
  const [source = '', target = ''] = pair.split('-')
  const whole = files.filter(({ role }) => !roles.has('vocabulary') || !/V/.test(role))
  const sha256 = hashOf(whole[0])
  return [
    {
      source,
      target,
      architecture: KNOWN[sha256] ?? 'own',
      files: whole.map((file) => (file.role === 'model' ? { ...file, sha256 } : file)),
    },
  ]
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch (error) {
    throw new MuqabilError('file-unreadable', { problem: systemProblem(error) }, { file: folder }, { cause: error })
  }
}

/** Of its bytes unpacked. */
function hashOf(file: RemoteFile | undefined): string {
  if (file === undefined) return ''
  const bytes = readFileSync(file.url)
  const name = basename(file.url.pathname)
  try {
    return createHash('sha256')
      .update(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes)
      .digest('hex')
  } catch (error) {
    throw new MuqabilError(
      'model-hash',
      { found: 'bytes that cannot be unpacked', expected: 'a file packed by gzip' },
      { file: name },
      { cause: error },
    )
  }
}
