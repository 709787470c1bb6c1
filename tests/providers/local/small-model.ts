/** The small model of the tests, in a folder as `muqabil model get` leaves it. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MANIFEST, type Manifest } from '../../../src/providers/local/manifest.ts'
import { makeModel, type MadeModel, type ModelShape } from './make-model.ts'
import { SMALL_PIECES } from './make-vocabulary.ts'

export const SMALL: ModelShape = {
  seed: 2,
  width: 64,
  inner: 64,
  heads: 1,
  encoderLayers: 1,
  decoderLayers: 1,
  pieces: SMALL_PIECES,
}

let small: MadeModel | undefined

/** Made once. */
export function smallModel(): MadeModel {
  return (small ??= makeModel(SMALL))
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Puts a model into a folder of models. @returns Its own folder. */
export function installModel(
  models: string,
  { model, shortlist, vocabulary }: MadeModel = smallModel(),
  { architecture = 'tiny', source = 'ar', target = 'en' } = {},
): string {
  const folder = join(models, `${source}-${target}.${architecture}.${sha256(model).slice(0, 8)}`)
  mkdirSync(folder, { recursive: true })
  const files = (
    [
      ['model', 'model.bin', model],
      ['shortlist', 'shortlist.bin', shortlist],
      ['vocabulary', 'vocabulary.spm', vocabulary],
    ] as const
  ).map(([role, name, bytes]) => {
    writeFileSync(join(folder, name), bytes)
    return { role, name, bytes: bytes.length, sha256: sha256(bytes) }
  })
  const manifest: Manifest = { format: 1, source, target, architecture, from: 'files', files }
  writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest))
  return folder
}
