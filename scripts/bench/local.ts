/** The engine on this machine with a made model of full size that ends no sentence before the limit, the worst case. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { loadProvider } from '../../src/providers/load-provider.ts'
import { Bergamot, compileEngine } from '../../src/providers/local/engine.ts'
import { findModels } from '../../src/providers/local/find-models.ts'
import { readModel } from '../../src/providers/local/read-model.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { makeModel, type ModelShape } from '../../tests/providers/local/make-model.ts'
import { manyPieces, wordOf } from '../../tests/providers/local/make-vocabulary.ts'
import { installModel } from '../../tests/providers/local/small-model.ts'
import { median, type Row } from './rows.ts'

/** As the model called "base" has it. */
const FULL: ModelShape = {
  seed: 1,
  width: 512,
  inner: 2048,
  heads: 8,
  encoderLayers: 6,
  decoderLayers: 2,
  pieces: manyPieces(32_000),
}
const [REQUESTS, SENTENCES, WORDS] = [6, 4, 20]
const ROUNDS = 3

/** A request of some lines, no two the same. */
function request(number: number): readonly string[] {
  return Array.from({ length: SENTENCES }, (_, line) =>
    Array.from({ length: WORDS }, (__, word) => wordOf((number * 997 + line * 131 + word * 7) % 15_000)).join(' '),
  )
}

const requests = Array.from({ length: REQUESTS }, (_, index) => request(index))
const wordCount = REQUESTS * SENTENCES * WORDS

export async function benchLocal(tell: (rows: readonly Row[]) => void): Promise<void> {
  const models = mkdtempSync(join(tmpdir(), 'muqabil-local-'))
  try {
    tell(await withModel(models, { ...FULL, endless: true }, 'no end'))
    rmSync(models, { recursive: true })
    tell(await withModel(models, FULL, 'a word for a word'))
  } finally {
    rmSync(models, { recursive: true, force: true })
  }
}

async function withModel(models: string, shape: ModelShape, what: string): Promise<readonly Row[]> {
  installModel(models, makeModel(shape), { architecture: 'base' })
  const loads = [await loadOnce(models), await loadOnce(models), await loadOnce(models)]
  const speeds: Record<number, number[]> = { 1: [], 2: [] }
  const busy: number[] = []
  let cpuSeconds = 0
  for (let round = 0; round < ROUNDS; round++) {
    for (const workers of [1, 2]) {
      const provider = await open(models, workers)
      // Each worker is loaded, and its code made quick.
      await translateAll(provider, [...requests, ...requests])
      const cpu = process.cpuUsage()
      speeds[workers]?.push(wordCount / (await seconds(() => translateAll(provider, requests))))
      const { user, system } = process.cpuUsage(cpu)
      if (workers === 1) cpuSeconds += (user + system) / 1e6
      await provider.close?.()
    }
    busy.push((2 * (await seconds(() => spin(1)))) / (await seconds(() => spin(2))))
  }
  const [one, two] = [median(speeds[1] ?? []), median(speeds[2] ?? [])]
  const [resting, first, second] = [0, 1, 2].map((workers) => memoryOf(models, workers))
  return [
    [`local, ${what}: load, its files read and hashed`, median(loads.map(([load]) => load)), 's'],
    [`local, ${what}: first text, which lays out the weights`, median(loads.map(([, first]) => first)), 's'],
    [`local, ${what}: one worker`, one, 'source words a second'],
    [`local, ${what}: one worker`, (ROUNDS * wordCount) / cpuSeconds, 'source words a second of processor time'],
    [`local, ${what}: two workers`, two / one, '× one worker'],
    [`local, ${what}: two threads that only count, meanwhile`, median(busy), '× one thread'],
    [`local, ${what}: memory of the first worker, the model included`, (first ?? 0) - (resting ?? 0), 'MB'],
    [`local, ${what}: memory of the second`, (second ?? 0) - (first ?? 0), 'MB'],
  ]
}

/** In this thread: from the files to an engine, and then to its first answer. */
async function loadOnce(models: string): Promise<readonly [load: number, first: number]> {
  const [model] = findModels(models)
  if (model === undefined) throw new Error('no model was made')
  let engine: Bergamot | undefined
  const load = await seconds(async () => {
    const [bytes, wasm] = await Promise.all([readModel(model), compileEngine()])
    engine = new Bergamot({ model: bytes, wasm, megabytes: 2048 })
  })
  const first = await seconds(() => Promise.resolve(void engine?.translate('.')))
  return [load, first]
}

/** What the machine gives to threads that share nothing: other programs want its processors too. */
async function spin(threads: number): Promise<void> {
  const code = 'let sum = 0; for (let at = 0; at < 4e8; at++) sum = (sum + at) | 0'
  await Promise.all(
    Array.from({ length: threads }, () => new Promise((done) => new Worker(code, { eval: true }).once('exit', done))),
  )
}

function open(models: string, workers: number): Promise<Provider> {
  return loadProvider({ settings: { name: 'local', models, concurrency: workers }, environment: {} })
}

async function translateAll(provider: Provider, some: readonly (readonly string[])[]): Promise<void> {
  const signal = new AbortController().signal
  const languages = { sourceLanguage: 'ar', targetLanguage: 'en' }
  await Promise.all(some.map((texts) => provider.translate({ texts, ...languages, signal })))
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Memory of a process of its own after a translation with so many workers, in megabytes; what the engine has taken it never gives back. */
function memoryOf(models: string, workers: number): number {
  const file = join(models, 'memory.ts')
  writeFileSync(
    file,
    `import process from 'node:process'
import { loadProvider } from ${JSON.stringify(resolve('src/providers/load-provider.ts'))}
const signal = new AbortController().signal
const provider = await loadProvider({ settings: { name: 'local', models: ${JSON.stringify(models)}, concurrency: ${Math.max(1, workers)} }, environment: {} })
const requests = ${JSON.stringify(requests.slice(0, workers))}
await Promise.all(requests.map((texts) => provider.translate({ texts, sourceLanguage: 'ar', targetLanguage: 'en', signal })))
process.stdout.write(String(process.memoryUsage().rss / 1e6))
await provider.close()`,
  )
  return Number(execFileSync(process.execPath, [file], { encoding: 'utf8' }))
}
