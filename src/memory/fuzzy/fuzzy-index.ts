/** Finds the texts that are most like another one: segments in a folder, which can be made again from what they were made of. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { removeStaleTemporaries } from '../../files/write-atomic.ts'
import { DamagedError } from '../tables.ts'
import { BestMatches, type Match } from './best-matches.ts'
import { LONGEST_TEXT, writeBytes } from './byte-text.ts'
import { compareWith } from './edit-distance.ts'
import { noFeatures, takeFeatures } from './features.ts'
import { writeSignature } from './letter-signature.ts'
import { EMPTY, readManifest, writeManifest, type Manifest } from './manifest.ts'
import { holds, mergeSegments } from './merge-segments.ts'
import { Scratch, searchSegment, type Query } from './search-segment.ts'
import { openSegment, type Segment } from './segment.ts'
import { TextRun } from './text-run.ts'

export interface KeyedText {
  /** A whole number below 2^32. */
  readonly key: number
  /** As `normalizeKey` gives it. */
  readonly text: string
}

export interface Change {
  readonly added: Iterable<KeyedText>
  /** Keys of texts that are no longer there; one that is also added has another text now. */
  readonly removed?: readonly number[]
  /** What the owner remembers with it. A function is asked when all of `added` was taken. */
  readonly note: string | (() => string)
}

/** Segments of fewer texts are joined whenever something is added. */
const SMALL = 2000
const SEGMENT = /^\d+\.segment$/

/**
 * Adding makes a new segment and leaves the others; now and then some are joined into one. What is there counts only
 * once the manifest names it, so a kill at any moment leaves what was there before.
 *
 * One program at a time may add; others read what they opened.
 */
export class FuzzyIndex {
  readonly #folder: string
  readonly #scratch = new Scratch()
  #manifest: Manifest
  #segments: readonly Segment[]

  private constructor(folder: string, manifest: Manifest, segments: readonly Segment[]) {
    this.#folder = folder
    this.#manifest = manifest
    this.#segments = segments
  }

  /** @throws {DamagedError} What is there cannot be used: `clear` the folder, and open it again. */
  static open(folder: string): FuzzyIndex {
    const manifest = readManifest(folder) ?? EMPTY
    if (manifest === 'damaged') throw new DamagedError('manifest')
    return new FuzzyIndex(folder, manifest, openAll(folder, manifest))
  }

  static clear(folder: string): void {
    rmSync(folder, { recursive: true, force: true })
  }

  get note(): string {
    return this.#manifest.note
  }

  /** `texts` counts removed ones until their segments are joined. */
  get size(): { readonly texts: number; readonly bytes: number; readonly segments: number } {
    return {
      texts: this.#segments.reduce((sum, { count }) => sum + count, 0),
      bytes: this.#manifest.segments.reduce((sum, { file }) => sum + statSync(join(this.#folder, file)).size, 0),
      segments: this.#segments.length,
    }
  }

  /**
   * @param text As `normalizeKey` gives it.
   * @param options At most `limit` matches, of a similarity of `atLeast`, from above 0 to 1.
   * @throws {DamagedError}
   */
  find(text: string, options: { readonly limit: number; readonly atLeast: number }): readonly Match[] {
    if (text.length * options.atLeast > LONGEST_TEXT) return []
    const best = new BestMatches(text.length, options)
    const query = queryOf(text)
    for (const [index, segment] of this.#segments.entries()) {
      const newer = this.#segments.slice(index + 1).filter(({ removed }) => removed.length > 0)
      const isRemoved = (key: number): boolean => newer.some(({ removed }) => holds(removed, key))
      searchSegment(segment, query, best, isRemoved, this.#scratch)
    }
    return best.matches
  }

  /** Durable when it returns. @throws {DamagedError}, or an error of the system. */
  apply({ added, removed = [], note }: Change): void {
    mkdirSync(this.#folder, { recursive: true })
    let { next } = this.#manifest
    const newFile = (): string => `${next++}.segment`
    const runs = this.#writeRuns(added, Uint32Array.from(removed).sort(), newFile)
    const open = [...this.#segments, ...runs.map((file) => openSegment(join(this.#folder, file)))]
    let files = [...this.#manifest.segments.map(({ file }) => file), ...runs]
    let segments = open
    const first = firstToJoin(segments, this.#segments.length)
    if (segments.length - first > 1) {
      const file = newFile()
      mergeSegments({ segments: segments.slice(first), hasOlder: first > 0 }, join(this.#folder, file))
      segments = [...segments.slice(0, first), openSegment(join(this.#folder, file))]
      files = [...files.slice(0, first), file]
    }
    const manifest: Manifest = {
      format: 1,
      next,
      segments: files.map((file, index) => ({ file, texts: segments[index]?.count ?? 0 })),
      note: typeof note === 'string' ? note : note(),
    }
    writeManifest(this.#folder, manifest)
    for (const segment of open) if (!segments.includes(segment)) segment.file.close()
    this.#manifest = manifest
    this.#segments = segments
    this.#sweep()
  }

  close(): void {
    for (const { file } of this.#segments) file.close()
    this.#segments = []
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #writeRuns(added: Iterable<KeyedText>, removed: Uint32Array, newFile: () => string): readonly string[] {
    const files: string[] = []
    const run = new TextRun()
    const write = (): void => {
      const file = newFile()
      run.write(join(this.#folder, file), files.length === 0 ? removed : undefined)
      files.push(file)
    }
    for (const { key, text } of added) {
      run.add(key, text)
      if (run.isFull) write()
    }
    if (!run.isEmpty || (files.length === 0 && removed.length > 0)) write()
    return files
  }

  /** What no manifest names: of runs that were killed, and what was joined. Where it cannot be removed now, it goes later. */
  #sweep(): void {
    const named = new Set(this.#manifest.segments.map(({ file }) => file))
    removeStaleTemporaries(this.#folder)
    for (const file of readdirSync(this.#folder)) {
      if (!SEGMENT.test(file) || named.has(file)) continue
      try {
        rmSync(join(this.#folder, file))
      } catch {
        continue
      }
    }
  }
}

/** All that is new becomes one segment; older ones go into it as long as they are not larger than what they would join. */
function firstToJoin(segments: readonly Segment[], old: number): number {
  let first = old
  let sum = segments.slice(old).reduce((texts, { count }) => texts + count, 0)
  while (first > 0 && (segments[first - 1]?.count ?? 0) <= Math.max(sum, SMALL)) {
    first--
    sum += segments[first]?.count ?? 0
  }
  return first
}

function openAll(folder: string, manifest: Manifest): readonly Segment[] {
  const segments: Segment[] = []
  try {
    for (const { file, texts } of manifest.segments) {
      const segment = openSegment(join(folder, file))
      segments.push(segment)
      if (segment.count !== texts) throw new DamagedError(file)
    }
    return segments
  } catch (error) {
    for (const { file } of segments) file.close()
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new DamagedError('missing file')
    throw error
  }
}

function queryOf(text: string): Query {
  const bytes = new Uint8Array(text.length)
  writeBytes(text, bytes)
  const features = noFeatures()
  takeFeatures(bytes, 0, bytes.length, features)
  const signature = new Uint32Array(2)
  writeSignature(bytes, 0, bytes.length, signature, 0)
  return { bytes, comparer: compareWith(bytes), features, signature }
}
