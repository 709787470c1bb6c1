/** The index of similar texts: what it finds, what it keeps, and what becomes of it when it is killed or damaged. */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { distance } from 'fastest-levenshtein'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeLanguage, makeSentences, randomFrom } from '../../../scripts/bench/memory/make-sentences.ts'
import { FuzzyIndex, type KeyedText } from '../../../src/memory/fuzzy/fuzzy-index.ts'
import { DamagedError } from '../../../src/memory/tables.ts'
import { normalizeKey } from '../../../src/text/normalize-key.ts'
import { temporaryProject } from '../../temporary-project.ts'
import { trials } from '../../trials.ts'

const folderOf = (): string => join(temporaryProject({}), 'index')
const options = { limit: 5, atLeast: 0.7 }

/** All of them compared with the text: similarities of the best, the highest first. */
function scan(texts: ReadonlyMap<number, string>, text: string): readonly number[] {
  return [...texts.values()]
    .map((other) => 1 - distance(text, other) / Math.max(text.length, other.length))
    .filter((similarity) => similarity >= options.atLeast)
    .toSorted((a, b) => b - a)
    .slice(0, options.limit)
}

const numbered = (texts: Iterable<string>, from = 1): readonly KeyedText[] =>
  [...texts].map((text, index) => ({ key: from + index, text: normalizeKey(text) }))

test('finds what a look at every text finds, for edited words and for inflected ones', () => {
  const all = numbered(makeSentences(2500, 5))
  using index = FuzzyIndex.open(folderOf())
  for (let from = 0; from < all.length; from += 1300) index.apply({ added: all.slice(from, from + 1300), note: '' })
  const texts = new Map(all.map(({ key, text }) => [key, text]))
  const language = makeLanguage(randomFrom(6))
  let [found, there] = [0, 0]
  for (const change of [language.edited, language.inflected]) {
    for (let at = 0; at < all.length; at += 45) {
      const query = normalizeKey(change(all[at]?.text ?? ''))
      const wanted = scan(texts, query)
      there += wanted.length
      const matches = index.find(query, options).map(({ similarity }) => similarity)
      found += matches.filter((similarity, place) => similarity === wanted[place]).length
    }
  }
  expect(there).toBeGreaterThan(60)
  expect(found / there).toBeGreaterThan(0.99)
})

test('misses nothing among short texts', () => {
  const short = fc.string({ unit: fc.constantFrom(...'ابتثمن '), minLength: 1, maxLength: 24 })
  fc.assert(
    fc.property(fc.array(short, { maxLength: 60 }), short, (some, text) => {
      const folder = folderOf()
      using index = FuzzyIndex.open(folder)
      index.apply({ added: some.map((each, key) => ({ key, text: each })), note: '' })
      const wanted = scan(new Map(some.entries()), text.slice(0, 20))
      expect(index.find(text.slice(0, 20), options).map(({ similarity }) => similarity)).toEqual(wanted)
      rmSync(folder, { recursive: true })
    }),
    trials(25),
  )
})

test('what is removed is not found, what is changed is found as it is now, however segments are joined', () => {
  const step = fc.record({
    added: fc.array(fc.nat(30), { maxLength: 12 }),
    removed: fc.array(fc.nat(30), { maxLength: 6 }),
  })
  const textOf = (key: number, version: number): string => `كتاب رقم ${key} في طبعته ${version} من تاريخ العرب`
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const folder = folderOf()
      const texts = new Map<number, string>()
      for (const [version, { added, removed }] of steps.entries()) {
        const keys = [...new Set(added)]
        for (const key of removed) texts.delete(key)
        for (const key of keys) texts.set(key, textOf(key, version))
        using index = FuzzyIndex.open(folder)
        const now = keys.map((key) => ({ key, text: textOf(key, version) }))
        index.apply({ added: now, removed: [...removed, ...keys], note: `${version}` })
        expect(index.note).toBe(`${version}`)
      }
      using index = FuzzyIndex.open(folder)
      const found = index.find(textOf(3, 4), { limit: 100, atLeast: 0.5 })
      expect(found.map(({ key }) => key).toSorted((a, b) => a - b)).toEqual([...texts.keys()].toSorted((a, b) => a - b))
      rmSync(folder, { recursive: true, force: true })
    }),
    trials(12),
  )
})

test('one more text leaves large segments as they are', () => {
  const folder = folderOf()
  using index = FuzzyIndex.open(folder)
  index.apply({ added: numbered(makeSentences(5000, 1)), note: '' })
  const large = readdirSync(folder).filter((file) => file.endsWith('.segment'))
  for (let key = 6000; key < 6020; key++)
    index.apply({ added: [{ key, text: `نص جديد رقم ${key} للتجربة` }], note: '' })
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(large))
  expect(index.size).toMatchObject({ texts: 5020, segments: 2 })
  expect(index.find('نص جديد رقم 6007 للتجربة', options)[0]).toEqual({ key: 6007, similarity: 1 })
})

test('at the very border of what is alike', () => {
  using index = FuzzyIndex.open(folderOf())
  index.apply({ added: [{ key: 1, text: 'ابتثجحخدذر' }], note: '' })
  expect(index.find('ابتثجحخسشص', options)).toEqual([{ key: 1, similarity: 0.7 }])
  expect(index.find('ابتثجحزسشص', options)).toEqual([])
})

test('what is removed from a large segment stays removed when small ones are joined beside it', () => {
  const folder = folderOf()
  const all = numbered(makeSentences(2500, 3))
  const text = all[100]?.text ?? ''
  using index = FuzzyIndex.open(folder)
  index.apply({ added: all, note: '' })
  expect(index.find(text, options)[0]).toEqual({ key: 101, similarity: 1 })
  index.apply({ added: [], removed: [101], note: '' })
  for (let key = 9000; key < 9003; key++) index.apply({ added: [{ key, text: `نص آخر رقم ${key}` }], note: '' })
  expect(index.size.segments).toBe(2)
  expect(index.find(text, options).map(({ key }) => key)).not.toContain(101)
  index.apply({ added: numbered(makeSentences(3000, 4), 10_000), note: '' })
  expect(index.size).toMatchObject({ segments: 1, texts: 5502 })
})

describe('a damaged index', () => {
  test('is found out wherever a byte is wrong, or says what is right', () => {
    const folder = folderOf()
    const all = numbered(makeSentences(300, 2))
    FuzzyIndex.open(folder).apply({ added: all, note: 'all' })
    const files = readdirSync(folder)
    const ask = (): unknown => {
      using index = FuzzyIndex.open(folder)
      return [index.note, ...all.slice(0, 100).map(({ text }) => index.find(text, options))]
    }
    const right = ask()
    let refused = 0
    for (const file of files) {
      const bytes = readFileSync(join(folder, file))
      for (let at = 0; at < bytes.length; at += Math.max(1, Math.floor(bytes.length / 60))) {
        const wrong = Uint8Array.from(bytes)
        wrong[at] = (wrong[at] ?? 0) ^ 0x10
        writeFileSync(join(folder, file), wrong)
        try {
          expect(ask()).toEqual(right)
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedError)
          refused++
        }
      }
      writeFileSync(join(folder, file), bytes.subarray(0, bytes.length >> 1))
      expect(ask).toThrow(DamagedError)
      writeFileSync(join(folder, file), bytes)
    }
    expect(refused).toBeGreaterThan(60)
    expect(ask()).toEqual(right)
  })

  test('a segment that is gone is damage too', () => {
    const folder = folderOf()
    FuzzyIndex.open(folder).apply({ added: numbered(makeSentences(10, 2)), note: '' })
    rmSync(join(folder, readdirSync(folder).find((file) => file.endsWith('.segment')) ?? ''))
    expect(() => FuzzyIndex.open(folder)).toThrow(DamagedError)
  })
})

/** Adds ten texts a time without end, and says how many are there. */
const ADDER = `
import { FuzzyIndex } from ${JSON.stringify(resolve('src/memory/fuzzy/fuzzy-index.ts'))}
const index = FuzzyIndex.open(process.argv[1])
for (let from = Number(index.note); ; from += 10) {
  const added = Array.from({ length: 10 }, (_, each) => ({ key: from + each, text: 'نص يضاف رقم ' + (from + each) + ' إلى الفهرس' }))
  index.apply({ added, note: String(from + 10) })
  console.log(from + 10)
}`

test('a kill at any moment leaves what was there', async () => {
  const folder = folderOf()
  for (const lines of [1, 2, 3, 5, 8, 13]) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', ADDER, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = 0
    let left = lines
    for await (const line of createInterface(child.stdout)) {
      said = Number(line)
      if (--left === 0) child.kill('SIGKILL')
    }
    using index = FuzzyIndex.open(folder)
    const noted = Number(index.note)
    expect(noted).toBeGreaterThanOrEqual(said)
    expect(index.size.texts).toBe(noted)
    for (const key of [0, noted - 1])
      expect(index.find(normalizeKey(`نص يضاف رقم ${key} إلى الفهرس`), options)[0]).toMatchObject({ key })
  }
})

test('long texts, texts without spaces and hostile ones are found or passed over in bounds', () => {
  using index = FuzzyIndex.open(folderOf())
  const long = [...makeSentences(200, 9)].join(' ').slice(0, 4900)
  const chinese =
    '\u54D6\u5561\u9986\u91CC\u5750\u7740\u4E00\u4F4D\u8001\u4EBA\u4ED6\u5728\u7B49\u5F85\u4ED6\u7684\u670B\u53CB\u56DE\u6765\u559D\u5496\u5561'
  const texts = [long, 'ا'.repeat(5001), 'كلمة '.repeat(900).trim(), chinese, '', 'ن'.repeat(5000)]
  index.apply({ added: numbered(texts), note: '' })
  expect(index.size.texts).toBe(4)
  for (const [place, text] of texts.entries()) {
    const query = normalizeKey(`${text.slice(0, -3)}خخخ`)
    const isKept = text.length > 0 && text.length <= 5000
    if (isKept) expect(index.find(query, options)[0], `${place}`).toMatchObject({ key: place + 1 })
  }
  expect(index.find('ا'.repeat(1_000_000), options)).toEqual([])
})
