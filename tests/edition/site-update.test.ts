/** The search of a site after a change: the files of a whole build, made of few of them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asset } from '../../src/edition/site/assets.ts'
import { readRows, readWords } from '../../src/edition/site/search-files.ts'
import { startSearch } from '../../src/edition/site/search-index.ts'
import { searchedDocument, type SearchedDocument } from '../../src/edition/site/searched-document.ts'
import { firstKey } from '../../src/edition/site/short-keys.ts'
import { updateSearch } from '../../src/edition/site/update-search.ts'
import { trials } from '../trials.ts'
import { makeEdition } from './make-edition.ts'

const ARABIC =
  'القهوة قهوة وقهوة قهوتي البيت بيت قَلَم قلمان الكتاب كتب كتاب ذهب ذهبوا في فيه من منه منزل على عليه'.split(' ')
const ENGLISH = 'coffee house pen pens book books went go in inside from of home on'.split(' ')
/** So small that a few documents have many files. */
const SIZES = { rows: 120, words: 60 }

const putAside = (text: string) => (): string => text

interface Article {
  readonly href: string
  readonly title: string
  readonly rows: readonly string[]
}
type Files = ReadonlyMap<string, string>

function documentOf({ href, title, rows }: Article): SearchedDocument {
  const translated = (sentence: string): string =>
    sentence
      .split(' ')
      .map((word) => ENGLISH[ARABIC.indexOf(word) % ENGLISH.length] ?? 'a')
      .join(' ')
  const text = [`# ${title}`, ...rows.map((row) => `${row}.`)].join('\n\n')
  const edition = makeEdition('a.md', text, (sentence) => ({ target: `${translated(sentence.replace('.', ''))}.` }))
  return searchedDocument(edition, href)
}

function filesOf(articles: readonly Article[], sizes = SIZES): { readonly files: Files; readonly index: string } {
  const search = startSearch(putAside, sizes)
  const assets = [...articles.flatMap((article) => search.add(documentOf(article))), ...search.finish()]
  return { files: contentsOf(assets), index: assets.at(-1)?.name ?? '' }
}

function contentsOf(assets: readonly Asset[]): Files {
  return new Map(assets.map(({ name, content }) => [name, String(content)]))
}

interface Step {
  readonly after: readonly Article[]
  /** Addresses whose documents are given although nothing in them has changed. */
  readonly given?: ReadonlySet<string>
}

/** What an update makes of the files, and which of them it has read. */
function updated(before: readonly Article[], { after, given }: Step, sizes = SIZES) {
  const { files, index } = filesOf(before, sizes)
  const read: string[] = []
  const known = new Map(before.map((article) => [article.href, article]))
  const pages = after.map((article) =>
    known.get(article.href) === article && given?.has(article.href) !== true
      ? { href: article.href }
      : { href: article.href, document: () => documentOf(article) },
  )
  const result = updateSearch(pages, { index, read: (name) => (read.push(name), files.get(name)), putAside, sizes })
  if (!result) throw new Error('Unexpected files that cannot be used')
  const kept = result.kept.map((name) => [name, files.get(name) ?? ''] as const)
  return { ...result, read, before: files, all: new Map([...kept, ...contentsOf(result.assets)]) }
}

/** Some of them have the same key by themselves. */
const ADDRESSES = addresses()

function addresses(): readonly string[] {
  const all = Array.from({ length: 6000 }, (_, at) => `b/${at}.html`)
  const met = new Map<string, string>()
  const twins = all.flatMap((href) => {
    const key = firstKey(href, 3)
    const other = met.get(key)
    met.set(key, href)
    return other === undefined ? [] : [href, other]
  })
  return [...twins.slice(0, 10), ...all.slice(0, 8)].toSorted()
}

const row = fc.array(fc.constantFrom(...ARABIC), { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const article = fc.record({
  href: fc.constantFrom(...ADDRESSES),
  title: fc.constantFrom('عنوان', 'فصل أوّل', 'قهوة'),
  rows: fc.array(row, { maxLength: 6 }),
})
const site = fc
  .uniqueArray(article, { maxLength: ADDRESSES.length, selector: ({ href }) => href })
  .map((articles) => articles.toSorted((a, b) => (a.href < b.href ? -1 : 1)))
const edit = fc.record({
  kind: fc.constantFrom('insert', 'change', 'remove', 'title', 'add', 'leave', 'rename', 'swap'),
  at: fc.nat(1000),
  place: fc.nat(1000),
  row,
  href: fc.constantFrom(...ADDRESSES),
})
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

function edited(articles: readonly Article[], { kind, at, place, row: text, href }: Edit): readonly Article[] {
  const number = at % Math.max(1, articles.length)
  const old = articles[number]
  const others = articles.filter((each) => each !== old)
  const ordered = (list: readonly Article[]): readonly Article[] => list.toSorted((a, b) => (a.href < b.href ? -1 : 1))
  const isFree = articles.every((each) => each.href !== href)
  if (kind === 'add') return isFree ? ordered([...articles, { href, title: 'جديد', rows: [text] }]) : articles
  if (!old) return articles
  const { rows } = old
  const line = place % Math.max(1, rows.length)
  switch (kind) {
    case 'insert':
      return articles.with(number, { ...old, rows: rows.toSpliced(line, 0, text) })
    case 'change':
      return articles.with(number, { ...old, rows: rows.toSpliced(line, 1, text) })
    case 'remove':
      return articles.with(number, { ...old, rows: rows.toSpliced(line, 1) })
    case 'title':
      return articles.with(number, { ...old, title: text })
    case 'leave':
      return others
    case 'rename':
      return isFree ? ordered([...others, { ...old, href }]) : articles
    default:
      return [...others, old]
  }
}

describe('an update of the search', () => {
  test('is a whole build, byte for byte, whatever has changed', () => {
    fc.assert(
      fc.property(site, fc.array(edit, { maxLength: 4 }), fc.constantFrom(...ADDRESSES), (before, edits, given) => {
        const after = edits.reduce(edited, before)
        const result = updated(before, { after, given: new Set([given]) })
        const whole = filesOf(after)
        expect(result.index).toBe(whole.index)
        expect([...result.all].toSorted()).toEqual([...whole.files].toSorted())
        expect(result.kept.filter((name) => result.assets.some((asset) => asset.name === name))).toEqual([])
      }),
      trials(150),
    )
  })

  const many = ADDRESSES.map((href, at): Article => ({
    href,
    title: 'عنوان',
    rows: Array.from({ length: 4 }, (_, each) =>
      Array.from({ length: 5 }, (__, word) => ARABIC[(at * 7 + each * 3 + word * word) % ARABIC.length]).join(' '),
    ),
  }))

  test.each([0, 2, 4])(
    'with one row more, as number %i, leaves all files but those of its words and its document',
    (place) => {
      const sizes = { rows: 300, words: 200 }
      const changed = many.map((each, at) =>
        at === 9 ? { ...each, rows: each.rows.toSpliced(place, 0, 'قلمان جديدان') } : each,
      )
      const { kept, read, before } = updated(many, { after: changed }, sizes)
      const ofKind = (kind: string): readonly string[] =>
        [...before.keys()].filter((name) => name.startsWith(`search-${kind}`))
      const gone = (kind: string): readonly string[] => ofKind(kind).filter((name) => !kept.includes(name))
      expect(ofKind('rows').length).toBeGreaterThan(4)
      expect(ofKind('words').length).toBeGreaterThan(8)
      expect(gone('rows')).toHaveLength(1)
      // Two words, one each for them on the other side, and a file that is so small that another one ran over into it.
      expect(gone('words').length).toBeLessThanOrEqual(5)
      expect([...read].toSorted()).toEqual([...gone('index'), ...gone('rows'), ...gone('words')].toSorted())
    },
  )

  test('reads only the file that names the others where nothing has changed', () => {
    const { assets, read, index, before } = updated(many, { after: many })
    expect(assets).toEqual([])
    expect(read).toEqual([index])
    expect(before.has(index)).toBe(true)
  })

  test.each(['rows', 'words', 'index'])('says so where a file of %s that it needs is gone, or was changed', (kind) => {
    const { files, index } = filesOf(many)
    const pages = many.map(({ href }, at) =>
      at === 3 ? { href, document: () => documentOf({ href, title: 'ا', rows: [] }) } : { href },
    )
    const withOther = (other: string | undefined) =>
      updateSearch(pages, {
        index,
        read: (name) => (name.startsWith(`search-${kind}`) ? other : files.get(name)),
        putAside,
        sizes: SIZES,
      })
    expect(withOther(undefined)).toBeUndefined()
    expect(withOther('muqabilSearch(["index",0,{}])\n')).toBeUndefined()
    expect(
      updateSearch([...pages, { href: 'never-there.html' }], {
        index,
        read: (name) => files.get(name),
        putAside,
        sizes: SIZES,
      }),
    ).toBeUndefined()
  })
})

describe('the files', () => {
  test('give back what they were made of, be it part of a script', () => {
    const hostile: Article = { href: 'b/`${1}.html', title: '</script>\\`', rows: ['`${alert}` \\u0041 </script>'] }
    const { files } = filesOf([hostile])
    const of = (kind: string): string => [...files].find(([name]) => name.startsWith(`search-${kind}`))?.[1] ?? ''
    expect(readRows(of('rows'))[0]?.[0]).toBe(hostile.href)
    expect(readWords(of('words'))).toMatch(/^alert \S{5,}$/m)
    for (const content of files.values()) {
      const taken: unknown[] = []
      new Function('muqabilSearch', content)((data: unknown) => taken.push(data))
      expect(taken).toHaveLength(1)
    }
  })

  test('of words have lines in order, and none is far larger than it should be', () => {
    fc.assert(
      fc.property(site, (articles) => {
        const { files } = filesOf(articles)
        for (const [name, content] of files)
          if (name.startsWith('search-words')) expect(content.length).toBeLessThan(2 * SIZES.words + 60)
      }),
      trials(20),
    )
  })
})
