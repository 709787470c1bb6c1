/** The page's own words: all can be said otherwise, in every output, and are text wherever they stand. */
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { formats } from '../../src/edition/formats.ts'
import { draftBook } from '../../src/edition/html/book-page.ts'
import { draftSiteIndex } from '../../src/edition/html/index-page.ts'
import { searchBox } from '../../src/edition/site/search-box.ts'
import { fillTemplate } from '../../src/edition/html/document.ts'
import { neighboursElement } from '../../src/edition/site/neighbours.ts'
import { draftSitePage } from '../../src/edition/site/site-page.ts'
import { present } from '../../src/edition/present.ts'
import { NO_OWN_WORDS, wordsIn, WORDS, type OwnWords } from '../../src/edition/words.ts'
import { MuqabilError } from '../../src/errors.ts'
import { parseConfig } from '../../src/project/load-config.ts'
import { PLAIN } from './make-edition.ts'
import { fixture } from './pages.ts'

interface Leaf {
  readonly name: string
  readonly text: string
}

function leaves(words: object, before = ''): readonly Leaf[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' ? [{ name: before + name, text: value }] : leaves(value as object, `${before}${name}.`),
  )
}

/** Every text as what makes of it. */
function every(words: object, make: (leaf: Leaf) => string, before = ''): object {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string'
        ? make({ name: before + name, text: value })
        : every(value as object, make, `${before}${name}.`),
    ]),
  )
}

const HOSTILE = '<i onclick="x">&amp;\u202E'
const nameOf = (name: string): string => `Q${name.replace('.', 'Q')}Q`
const own = Object.fromEntries(
  Object.entries(WORDS).map(([language, words]) => [language, every(words, ({ name }) => nameOf(name) + HOSTILE)]),
) as OwnWords // of the same form

/** Everything that is made of the fixtures, as one text. */
function all(words: OwnWords): string {
  const editions = ['everything', 'tables', 'article'].map((name) => {
    const { document, record } = fixture(name)
    return present({ source: document, record, words })
  })
  const made = editions.flatMap((edition) => [
    // Data has names of its own.
    ...Object.entries(formats).map(([name, { draft, takesRows }]) => {
      if (takesRows || /^(?:json|tei|csv)$/.test(name)) return ''
      const bytes = draft(edition, { ...PLAIN, binding: 'right', embeds: true, responsible: 'R' }).finish([])
      if (typeof bytes === 'string') return bytes
      return Object.values(unzipSync(bytes))
        .map((file) => strFromU8(file))
        .join('\n')
    }),
    fillTemplate(
      draftSitePage(edition, PLAIN, 'a.html').template,
      { style: 's' },
      neighboursElement(
        { previous: { href: 'b', title: edition.title }, next: { href: 'c', title: edition.title } },
        edition,
      ),
    ),
  ])
  const languages = { sourceLanguage: 'ar', targetLanguage: 'en', words }
  const entries = editions.map(({ title, counts }) => ({ href: 'a', title, counts }))
  const index = draftSiteIndex(entries, { ...PLAIN, ...languages }, [searchBox(languages, 'i.js')])
  const book = draftBook(
    editions.map((edition, at) => ({ edition, prefix: String(at) })),
    'input/k',
    PLAIN,
  )
  return [...made, index.finish({ style: 's' }), book.finish([])].join('\n')
}

describe('a project’s own words', () => {
  const [ours, theirs] = [all(NO_OWN_WORDS), all(own)]

  test.each(Object.entries(WORDS))('stand wherever ours would: %s', (_, words) => {
    // What is short or common may be a word of the texts themselves.
    const telling = leaves(words).filter(
      ({ name, text }) => /\s/.test(text) && ours.includes(text) && !name.startsWith('alerts'),
    )
    expect(telling.length).toBeGreaterThan(8)
    expect(telling.filter(({ text }) => theirs.includes(text)).map(({ name }) => name)).toEqual([])
    const shown = leaves(words).filter(
      ({ name, text }) => text.length > 6 && ours.includes(text) && !/^alerts|one$/.test(name),
    )
    expect(shown.filter(({ name }) => !theirs.includes(nameOf(name))).map(({ name }) => name)).toEqual([])
  })

  test('are text: no element, no attribute, nothing that turns what stands beside them', () => {
    expect(/(?<!\\)<i onclick.{40}/.exec(theirs.replace(/(?<==)"[^"]*"/g, '""'))?.[0]).toBeUndefined()
    expect(theirs.includes('\u202E')).toBe(false)
  })

  test('go before ours for the language alone and for the whole tag, which goes first', () => {
    const words: OwnWords = {
      fr: { both: 'Les deux', states: { draft: 'brouillon' } },
      'fr-CA': { both: 'Les deux textes' },
    }
    expect(wordsIn('fr', words)).toMatchObject({ both: 'Les deux', view: WORDS.en.view })
    expect(wordsIn('fr', words).states).toEqual({ ...WORDS.en.states, draft: 'brouillon' })
    expect(wordsIn('FR-ca', words).both).toBe('Les deux textes')
    expect(wordsIn('ar-EG', words)).toEqual(WORDS.ar)
    expect(wordsIn('en', { en: { paragraphs: { one: 'row', many: 'rows' }, both: ' \u200F ' } })).toMatchObject({
      paragraphs: { one: 'row', many: 'rows' },
      both: WORDS.en.both,
    })
  })
})

describe('in the configuration', () => {
  const refusal = (words: object): string => {
    try {
      parseConfig({ words }, 'muqabil.config.json')
      return 'taken'
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      return error.message
    }
  }
  test.each([
    [{ en: { boht: 'x' } }, /"words\.en\.boht".*"?both"?/],
    [{ fr: { states: { drat: 'x' } } }, /words\.fr\.states\.drat.*draft/],
    [{ en: { both: 1 } }, /words\.en\.both.*a text/],
    [{ en: { paragraphs: { one: 'x' } } }, /words\.en\.paragraphs/],
    [{ en: { both: '' } }, /words\.en\.both.*not empty/],
    [{ English: { both: 'x' } }, /words/],
  ])('%j is refused by its name', (words, message) => expect(refusal(words)).toMatch(message))

  test('a text for both forms, and both forms, are taken', () => {
    expect(
      refusal({ en: { paragraphs: 'rows', documents: { one: 'text', many: 'texts' } }, 'pt-BR': { both: 'Ambos' } }),
    ).toBe('taken')
  })
})

test('docs/edition.md lists them all (`MUQABIL_UPDATE=1` writes it)', () => {
  const english = new Map(leaves(WORDS.en).map(({ name, text }) => [name, text]))
  const arabic = new Map(leaves(WORDS.ar).map(({ name, text }) => [name, text]))
  const names = [...english.keys()].map((name) => name.replace(/\.(?:one|many)$/, ''))
  const both = (words: ReadonlyMap<string, string>, name: string): string =>
    words.get(name) ?? [words.get(`${name}.one`), words.get(`${name}.many`)].join(' / ')
  const rows = [...new Set(names)].map((name) => `| \`${name}\` | ${both(english, name)} | ${both(arabic, name)} |`)
  const table = ['| name | English | Arabic |', '| --- | --- | --- |', ...rows].join('\n')
  const page = readFileSync('docs/edition.md', 'utf8')
  const made = page.replace(/<!-- words -->[^]*<!-- \/words -->/, `<!-- words -->\n${table}\n<!-- /words -->`)
  if (process.env.MUQABIL_UPDATE === '1') writeFileSync('docs/edition.md', made)
  expect(made).toContain(table)
  expect(readFileSync('docs/edition.md', 'utf8')).toBe(made)
})
