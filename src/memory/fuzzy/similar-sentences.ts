/** Sentences of a memory that are most like another one, with their translations: the memory and its index together. */
import { hash } from 'node:crypto'
import { distance } from 'fastest-levenshtein'
import { encodeContent, plainText, type Content } from '../../bitext/content.ts'
import type { Origin } from '../../bitext/record.ts'
import { normalizeKey } from '../../text/normalize-key.ts'
import type { Memory } from '../memory.ts'
import type { Languages, NumberedSource } from '../sources.ts'
import { isDamage } from '../open-database.ts'
import { DamagedError } from '../tables.ts'
import type { Match } from './best-matches.ts'
import { FuzzyIndex, type KeyedText } from './fuzzy-index.ts'

/** A pair of the memory, with codes numbered from 1. */
export interface SimilarPair {
  readonly source: Content
  readonly target: Content
  /** 1 less Levenshtein's distance over the longer length, on texts as `normalizeKey` has them: 1 the same words. */
  readonly similarity: number
  readonly provenance: Origin
}

export interface FindOptions {
  readonly limit: number
  /** From above 0 to 1. */
  readonly atLeast: number
}

export interface SimilarOptions {
  readonly memory: Memory
  /** Of the index; it may be deleted at any time. */
  readonly folder: string
  readonly languages: Languages
  /** Does the work while no other program or thread adds to this index. */
  readonly alone: <Result>(work: () => Result) => Result
}

/** How many sentences are read from the memory together. */
const BATCH = 1000
/** Some of what the index finds is found to be further off, or has no translation any more. */
const SPARE = 3

export class SimilarSentences {
  readonly #options: SimilarOptions
  #index: FuzzyIndex

  constructor(options: SimilarOptions) {
    this.#options = options
    this.#index = this.#open()
  }

  /** Takes up what the memory has learnt since. @returns How many sentences that were. */
  sync(): number {
    return this.#mended(() => (this.#isCurrent() ? 0 : this.#options.alone(() => this.#catchUp())))
  }

  /** The most similar first. What the memory has learnt since the last `sync` is not found. */
  find(source: Content, options: FindOptions): readonly SimilarPair[] {
    const text = normalizeKey(plainText(source))
    if (text === '') return []
    return this.#mended(() => {
      const found = this.#index.find(text, { ...options, limit: options.limit + SPARE })
      return found
        .flatMap((match) => this.#pairOf(match, text))
        .filter(({ similarity }) => similarity >= options.atLeast)
        .toSorted((a, b) => b.similarity - a.similarity)
        .slice(0, options.limit)
    })
  }

  get size(): FuzzyIndex['size'] {
    return this.#index.size
  }

  close(): void {
    this.#index.close()
  }

  #pairOf(match: Match, text: string): readonly SimilarPair[] {
    const { memory, languages } = this.#options
    const known = memory.sourceAt(match.key)
    const other = known === undefined ? '' : normalizeKey(plainText(known.source))
    const similarity = 1 - distance(text, other) / Math.max(text.length, other.length, 1)
    // Bytes that stand for several letters make what the index says too large, and never too small.
    if (known === undefined || similarity > match.similarity + Number.EPSILON * 8)
      throw new DamagedError('another memory')
    const answer = memory.recall({ source: known.source, ...languages })
    return answer === undefined
      ? []
      : [{ source: known.source, target: answer.target, similarity, provenance: answer.origin }]
  }

  /** The index is of this memory as it is now. */
  #isCurrent(): boolean {
    const upTo = this.#upTo()
    return upTo !== undefined && this.#options.memory.sourcesAfter(upTo, this.#options.languages, 1).length === 0
  }

  /** Number of the last sentence that the index has; undefined: the index is of another memory. */
  #upTo(): number | undefined {
    const { note } = this.#index
    if (note === '') return 0
    const [number = '0', fingerprint] = note.split(' ')
    const last = this.#options.memory.sourceAt(Number(number))
    return last !== undefined && fingerprintOf(last) === fingerprint ? Number(number) : undefined
  }

  #catchUp(): number {
    const { memory, languages, folder } = this.#options
    this.#index.close()
    this.#index = FuzzyIndex.open(folder) // another program may have added to it
    const upTo = this.#upTo()
    if (upTo === undefined) throw new DamagedError('another memory')
    let last: NumberedSource | undefined
    let count = 0
    function* added(): Generator<KeyedText> {
      for (let from = upTo ?? 0; ;) {
        const batch = memory.sourcesAfter(from, languages, BATCH)
        for (const each of batch) {
          yield { key: each.number, text: normalizeKey(plainText(each.source)) }
          last = each
          count++
        }
        if (batch.length < BATCH) return
        from = last?.number ?? from
      }
    }
    if (this.#isCurrent()) return 0
    this.#index.apply({
      added: added(),
      note: () => (last === undefined ? '' : `${last.number} ${fingerprintOf(last)}`),
    })
    return count
  }

  #open(): FuzzyIndex {
    try {
      return FuzzyIndex.open(this.#options.folder)
    } catch (error) {
      if (!isDamage(error)) throw error
      return this.#options.alone(() => this.#anew())
    }
  }

  #anew(): FuzzyIndex {
    FuzzyIndex.clear(this.#options.folder)
    return FuzzyIndex.open(this.#options.folder)
  }

  /** Once more with an index that is made again, where this one is damaged or of another memory. */
  #mended<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error
      this.#index.close()
      this.#options.alone(() => {
        this.#index = this.#anew()
        this.#catchUp()
      })
      return work()
    }
  }
}

function fingerprintOf({ source }: NumberedSource): string {
  return hash('sha256', encodeContent(source)).slice(0, 16)
}
