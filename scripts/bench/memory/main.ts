/**
 * Similar sentences in a memory that is made here: `npm run bench:memory -- 1000000 200 50`, the pairs, how many queries
 * of each kind are asked, and how many of them are compared with a look at all texts (all, unless it is said).
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Match } from '../../../src/memory/fuzzy/best-matches.ts'
import { FuzzyIndex, type KeyedText } from '../../../src/memory/fuzzy/fuzzy-index.ts'
import { normalizeKey } from '../../../src/text/normalize-key.ts'
import { makeLanguage, makeSentences, randomFrom } from './make-sentences.ts'
import { scanOf } from './scan-all.ts'

const [pairs = 100_000, queries = 200, compared = queries] = process.argv.slice(2).map(Number)
const SEED = 7
const OPTIONS = { limit: 5, atLeast: 0.7 }
const TINY = 1e-9

const folder = mkdtempSync(join(tmpdir(), 'muqabil-bench-'))
const tell = (what: string, value: string): void => void process.stdout.write(`${what.padEnd(56)} ${value}\n`)
const timed = <Result>(work: () => Result): readonly [Result, number] => {
  const start = performance.now()
  const result = work()
  return [result, performance.now() - start]
}

function* keyedTexts(): Generator<KeyedText> {
  let key = 0
  for (const sentence of makeSentences(pairs, SEED)) yield { key: key++, text: normalizeKey(sentence) }
}

tell('pairs', pairs.toLocaleString('en'))
try {
  const [, making] = timed(() => {
    for (const _ of keyedTexts());
  })
  const [, building] = timed(() => {
    using index = FuzzyIndex.open(folder)
    index.apply({ added: keyedTexts(), note: '' })
  })
  tell('build, the making of the sentences taken off', `${((building - making) / 1000).toFixed(1)} s`)
  tell('peak memory while building', peak())
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
  tell('size', `${(bytes / 1e6).toFixed(1)} MB, ${(bytes / pairs).toFixed(0)} bytes a pair`)
  const [index, opening] = timed(() => FuzzyIndex.open(folder))
  tell('opening', `${opening.toFixed(1)} ms`)
  const asked = makeQueries()
  const ask = (texts: readonly string[], what: string): readonly (readonly Match[])[] => {
    const answers = texts.map((text) => {
      const before = process.cpuUsage()
      const [matches, time] = timed(() => index.find(text, OPTIONS))
      const { user, system } = process.cpuUsage(before)
      return { matches, time, busy: (user + system) / 1000 }
    })
    const figures = (times: readonly number[]): string => {
      const sorted = times.toSorted((a, b) => a - b)
      const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2)
      return `${at(0.5)}, ${at(0.95)}, ${at(1)} ms`
    }
    tell(`${what}: p50, p95, longest of ${texts.length}`, figures(answers.map(({ time }) => time)))
    // On a machine that others use too this says what the work is, and the line above also what it waited.
    tell('    the same, of the processor', figures(answers.map(({ busy }) => busy)))
    return answers.map(({ matches }) => matches)
  }
  // What is read for the first time is held against its checksums, and the machine's code is not made yet.
  for (const [kind, texts] of asked) ask(texts, `${kind}, just opened`)
  const found = new Map([...asked].map(([kind, texts]) => [kind, ask(texts, kind)]))
  const [, adding] = timed(() =>
    index.apply({ added: [{ key: pairs + 1, text: normalizeKey('جملة واحدة تضاف إلى الذاكرة كلها') }], note: '' }),
  )
  tell('adding one pair', `${adding.toFixed(1)} ms`)
  tell('peak memory until here', peak())
  index.close()
  const scan = scanOf(keyedTexts())
  let [scans, scanning] = [0, 0]
  for (const [kind, answers] of found) {
    let [wanted, hits] = [0, 0]
    for (const [place, answer] of answers.slice(0, compared).entries()) {
      const [best, time] = timed(() => scan(asked.get(kind)?.[place] ?? '', OPTIONS))
      const least = (best.at(-1) ?? 1) - TINY
      wanted += best.length
      hits += Math.min(best.length, answer.filter(({ similarity }) => similarity >= least).length)
      scanning += time
      scans++
    }
    tell(`${kind}: recall against a full scan`, `${(hits / wanted).toFixed(4)} (${hits} of ${wanted})`)
  }
  tell('a full scan, for one query', `${(scanning / scans).toFixed(0)} ms`)
} finally {
  if (existsSync(folder)) rmSync(folder, { recursive: true })
}

function makeQueries(): ReadonlyMap<'edited' | 'inflected', readonly string[]> {
  const random = randomFrom(SEED + 1)
  const language = makeLanguage(randomFrom(SEED))
  const wanted = new Set<number>()
  while (wanted.size < Math.min(queries * 2, pairs)) wanted.add(random.below(pairs))
  const sentences: string[] = []
  let index = 0
  for (const sentence of makeSentences(pairs, SEED)) if (wanted.has(index++)) sentences.push(sentence)
  const half = sentences.length >> 1
  return new Map([
    ['edited', sentences.slice(0, half).map((sentence) => normalizeKey(language.edited(sentence)))],
    ['inflected', sentences.slice(half).map((sentence) => normalizeKey(language.inflected(sentence)))],
  ])
}

/** The most that this process ever held, as the system counts it. */
function peak(): string {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS)
  return `${(kilobytes / 1000).toFixed(0)} MB`
}
