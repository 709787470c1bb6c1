/** The engine on this machine. */
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { MuqabilError, ProviderFault } from '../../errors.ts'
import { ownSettings } from '../own-settings.ts'
import { Pool } from '../pool.ts'
import type { Provider, TranslateRequest } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { variantOf } from '../variant.ts'
import { settings as shape } from './about.ts'
import { easeBorders, tidyBorders } from './ease-borders.ts'
import { compileEngine, engineVersion, type EngineParts } from './engine.ts'
import { engineFault } from './faults.ts'
import { chooseModel, findModels, modelsFolder, sizeOf, type LocalModel } from './find-models.ts'
import { languagePair } from '../language-tag.ts'
import { isLeftOut } from './join-sentences.ts'
import { BATCH_CHARACTERS, fitWorkers, LIMITS, MOST_MEGABYTES, neededMegabytes, TIMEOUT_SECONDS } from './limits.ts'
import { fileOf, shortHash } from './manifest.ts'
import { readModel } from './read-model.ts'
import { Thread } from './thread.ts'

const MEGABYTE = 1024 * 1024

/**
 * Marian as WebAssembly in threads of our own. A text's translation is a function of the text, the
 * model and the engine: neither how many threads there are nor what else is asked changes it.
 */
export function create(context: ProviderContext): Provider {
  const { settings, environment, root } = context
  const { models, memoryMegabytes = MOST_MEGABYTES } = ownSettings(shape, settings)
  const folder = modelsFolder({ environment, root, folder: models })
  const pair = languagePair(context.languages ?? { source: 'ar', target: 'en' })
  const model = chooseModel(findModels(folder), pair, settings.model)
  const needed = neededMegabytes(model === undefined ? 0 : sizeOf(model))
  const machine = { cores: availableParallelism(), free: freeMegabytes(), needed }
  const size = settings.concurrency ?? fitWorkers(machine)
  /** Read once for all threads, and again only after a failure. */
  let parts: Promise<EngineParts> | undefined
  const start = async (): Promise<Thread> => {
    parts ??= openParts(model, { pair, folder, memoryMegabytes }).catch((error: unknown) => {
      parts = undefined
      throw error
    })
    return Thread.start(await parts)
  }
  const pool = new Pool({ size, start, fault: engineFault })
  return {
    name: 'local',
    ...(model === undefined ? {} : { model: `${pair}.${model.architecture}`, ...madeBy(model) }),
    limits: LIMITS,
    markup: 'html',
    offline: true,
    concurrency: size,
    batchCharacters: BATCH_CHARACTERS,
    timeoutSeconds: TIMEOUT_SECONDS,
    repeatable: true,
    async prepare(signal) {
      try {
        await pool.use(signal, () => Promise.resolve())
      } catch (error) {
        if (!(error instanceof ProviderFault) || model === undefined) throw error
        throw notLoaded(model, error, memoryMegabytes)
      }
    },
    check: () =>
      readinessOf(() => {
        const { name } = requireModel(model, pair, folder)
        const workers = `${size} ${size === 1 ? 'worker' : 'workers'}`
        return Promise.resolve(`model ${name} in ${folder}, for ${workers}`)
      }),
    async translate({ texts, signal }: TranslateRequest) {
      const answers = await pool.use(signal, (thread) => thread.translate(texts.map(easeBorders)))
      const left = answers.flatMap(({ pairs }) => pairs).find(isLeftOut)
      if (left !== undefined) throw engineFault('left out a sentence', left.source)
      return answers.map(({ text }) => tidyBorders(text))
    },
    close: () => pool.close(),
  }
}

/** All that an answer depends on besides the text: another engine or file makes other ones. */
function madeBy(model: LocalModel): { readonly variant?: string } {
  const hash = (role: Parameters<typeof fileOf>[1]): string | undefined => {
    const file = fileOf(model, role)
    return file === undefined ? undefined : shortHash(file)
  }
  return variantOf({
    bergamot: engineVersion(),
    model: hash('model'),
    shortlist: hash('shortlist'),
    vocabulary: hash('vocabulary'),
    sourceVocabulary: hash('sourceVocabulary'),
    targetVocabulary: hash('targetVocabulary'),
  })
}

interface Wanted {
  readonly pair: string
  readonly folder: string
  readonly memoryMegabytes: number
}

/** @throws {MuqabilError} `model-missing`, `model-memory`, `model-damaged`. */
async function openParts(
  model: LocalModel | undefined,
  { pair, folder, memoryMegabytes }: Wanted,
): Promise<EngineParts> {
  const there = requireModel(model, pair, folder)
  const needed = neededMegabytes(sizeOf(there))
  const free = freeMegabytes()
  if (free < needed) throw new MuqabilError('model-memory', { free, needed })
  const [bytes, wasm] = await Promise.all([readModel(there), compileEngine()])
  return { model: bytes, wasm, megabytes: memoryMegabytes }
}

function requireModel(model: LocalModel | undefined, pair: string, folder: string): LocalModel {
  if (model === undefined) throw new MuqabilError('model-missing', { pair, folder })
  return model
}

/** The files are those that were fetched, and yet the engine does not take them. */
function notLoaded(model: LocalModel, fault: ProviderFault, megabytes: number): MuqabilError {
  if (fault.code === 'too-long')
    return new MuqabilError(
      'model-memory',
      { free: megabytes, needed: neededMegabytes(sizeOf(model)) },
      {},
      { cause: fault },
    )
  const facts = { problem: fault.message, expected: 'a model that the engine can load', name: model.name }
  return new MuqabilError('model-damaged', facts, { file: model.name }, { cause: fault })
}

/** What this process may still take, a container's limit heeded. */
function freeMegabytes(): number {
  return process.availableMemory() / MEGABYTE
}
