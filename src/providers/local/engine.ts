/** The engine itself: Marian as WebAssembly, and the little of its interface that is used. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'
import { cut, joinSentences, type ByteRange, type Translated } from './join-sentences.ts'
import type { ModelBytes } from './read-model.ts'

export interface EngineParts {
  readonly wasm: WebAssembly.Module
  readonly model: ModelBytes
  /** Most memory that it may take, in mebibytes. */
  readonly megabytes: number
}

/** What the loader of the package makes of its settings: classes bound to the WebAssembly, freed by hand. */
interface Module {
  readonly asm: Readonly<Record<string, (...values: readonly number[]) => number>>
  readonly AlignedMemory: new (bytes: number, alignment: number) => AlignedMemory
  readonly AlignedMemoryList: new () => Handles<AlignedMemory>
  readonly VectorString: new () => Handles<string>
  readonly VectorResponseOptions: new () => Handles<object>
  readonly TranslationModel: new (
    config: string,
    model: AlignedMemory,
    shortlist: AlignedMemory,
    vocabularies: Handles<AlignedMemory>,
    quality: null,
  ) => Handle
  readonly BlockingService: new (options: { readonly cacheSize: number }) => Service
}

interface Handle {
  delete(): void
}
interface AlignedMemory extends Handle {
  getByteArrayView(): Int8Array
}
interface Handles<Kind> extends Handle {
  push_back(value: Kind): void
  get(index: number): Kind
}
interface Service extends Handle {
  translate(model: Handle, texts: Handles<string>, options: Handles<object>): Handles<Response>
}
interface Response extends Handle {
  size(): number
  getTranslatedText(): string
  getSourceSentence(index: number): ByteRange
  getTranslatedSentence(index: number): ByteRange
}

const PACKAGE = '@browsermt/bergamot-translator'
/** '[2026-11-25 03:11:50] Error: ' */
const LOGGED = /^(?:\[[^\]]*\]\s*)?Error:\s*/
const PAGE_BYTES = 65_536
const FIRST_PAGES = 256

/** What browsers with the same models have; another setting is another translation. */
const SETTINGS = `beam-size: 1
normalize: 1.0
word-penalty: 0
max-length-break: 128
mini-batch-words: 1024
workspace: 128
max-length-factor: 2.0
skip-cost: true
cpu-threads: 0
quiet: true
quiet-translation: true
gemm-precision: int8shiftAlphaAll
alignment: soft
`

/** Multiplication is imported by one name and exported by another: an engine with a faster one could be put between. */
const MULTIPLICATION: Readonly<Record<string, string>> = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
}

/** Why an engine cannot go on, from what it wrote last. */
export interface Stopped {
  readonly said: 'ended' | 'ran out of memory'
  readonly detail: string
}

export class EngineStopped extends Error {
  readonly stopped: Stopped

  constructor(stopped: Stopped, options: ErrorOptions) {
    super(stopped.detail, options)
    this.stopped = stopped
  }
}

/** One instance with one model. After a throw it is of no use any more. */
export class Bergamot {
  readonly #module: Module
  readonly #service: Service
  readonly #model: Handle
  #isFull = false
  readonly #lines: string[] = []

  /** @throws {EngineStopped} */
  constructor({ wasm, model, megabytes }: EngineParts) {
    ;[this.#module, this.#service, this.#model] = this.#guard(() => {
      const module = this.#start(wasm, megabytes)
      return [module, new module.BlockingService({ cacheSize: 0 }), loadModel(module, model)] as const
    })
  }

  /**
   * A text in HTML, alone: beside others it would be given other words to choose from, and a
   * translation would depend on what else was missing.
   *
   * @throws {EngineStopped}
   */
  translate(text: string): Translated {
    return this.#guard(() => this.#translate(text))
  }

  #translate(text: string): Translated {
    const [texts, options] = [new this.#module.VectorString(), new this.#module.VectorResponseOptions()]
    texts.push_back(text)
    options.push_back({ alignment: false, html: true, qualityScores: false })
    const responses = this.#service.translate(this.#model, texts, options)
    const response = responses.get(0)
    const count = Array.from({ length: response.size() }, (_, index) => index)
    const sides = {
      source: cut(
        text,
        count.map((index) => response.getSourceSentence(index)),
      ),
      target: cut(
        response.getTranslatedText(),
        count.map((index) => response.getTranslatedSentence(index)),
      ),
    }
    for (const handle of [response, responses, options, texts]) handle.delete()
    return joinSentences(sides.source, sides.target)
  }

  #guard<Value>(work: () => Value): Value {
    try {
      return work()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const last = this.#lines.find((line) => LOGGED.test(line))?.replace(LOGGED, '') ?? message
      throw new EngineStopped(
        this.#isFull ? { said: 'ran out of memory', detail: '' } : { said: 'ended', detail: last },
        { cause: error },
      )
    }
  }

  #start(wasm: WebAssembly.Module, megabytes: number): Module {
    const memory = new WebAssembly.Memory({
      initial: FIRST_PAGES,
      maximum: Math.max(FIRST_PAGES, (megabytes * 1024 * 1024) / PAGE_BYTES),
    })
    const grow = memory.grow.bind(memory)
    memory.grow = (pages) => {
      try {
        return grow(pages)
      } catch (error) {
        this.#isFull = true
        throw error
      }
    }
    const module: Record<string, unknown> = {
      wasmMemory: memory,
      print: () => undefined,
      printErr: (line: string) => void this.#lines.push(line),
      instantiateWasm: (imports: WebAssembly.Imports, accept: (instance: WebAssembly.Instance) => void) => {
        const own = module as unknown as Module // the loader fills it
        const multiplication = Object.entries(MULTIPLICATION).map(([name, fallback]) => [
          name,
          (...values: readonly number[]) => own.asm[fallback]?.(...values),
        ])
        const instance = new WebAssembly.Instance(wasm, { ...imports, wasm_gemm: Object.fromEntries(multiplication) })
        accept(instance)
        return instance.exports
      },
    }
    const loader = compileFunction(readFileSync(packageFile('bergamot-translator-worker.js'), 'utf8'), ['Module'])
    loader(module)
    return module as unknown as Module // as above
  }
}

function loadModel(module: Module, model: ModelBytes): Handle {
  const { model: network, shortlist, vocabulary, sourceVocabulary, targetVocabulary } = model
  const copy = (bytes = new SharedArrayBuffer(0), alignment = 64): AlignedMemory => {
    const memory = new module.AlignedMemory(bytes.byteLength, alignment)
    memory.getByteArrayView().set(new Int8Array(bytes))
    return memory
  }
  const vocabularies = new module.AlignedMemoryList()
  for (const each of [vocabulary, sourceVocabulary, targetVocabulary])
    if (each !== undefined) vocabularies.push_back(copy(each))
  return new module.TranslationModel(SETTINGS, copy(network, 256), copy(shortlist), vocabularies, null)
}

/** The engine's code, compiled once for all workers. */
export async function compileEngine(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(readFileSync(packageFile('bergamot-translator-worker.wasm')))
}

/** Part of what answers depend on. */
export function engineVersion(): string {
  const { version } = createRequire(import.meta.url)(`${PACKAGE}/package.json`) as { readonly version: string }
  return version
}

/** Found by its path: the package has a loader of its own, which cannot be loaded. */
function packageFile(name: string): string {
  return createRequire(import.meta.url).resolve(`${PACKAGE}/worker/${name}`)
}
