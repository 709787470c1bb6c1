/** Codes on their way to a service and back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Code, Content } from '../../src/bitext/content.ts'
import { refusalOf } from '../../src/translate/accept.ts'
import { decodeMarkup, encodeMarkup } from '../../src/translate/markup.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { requestsOf, type Task } from '../../src/translate/work.ts'

const text = fc
  .array(fc.constantFrom('قهوة ', 'a & b', '<', '{1}', '}', '&lt;', '٣', ' ', '"'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''))
/** Nested pairs and single codes, sometimes one end alone, numbered from 1. */
const content: fc.Arbitrary<Content> = fc
  .array(fc.tuple(text, fc.constantFrom('pair', 'single', 'open', 'close', 'none')), { minLength: 1, maxLength: 5 })
  .map((parts) => {
    let id = 0
    const flat: (string | Code)[] = []
    for (const [words, kind] of parts) {
      const own = String(++id)
      if (kind === 'pair') flat.push({ kind: 'open', id: own }, words, { kind: 'close', id: own })
      else if (kind === 'single') flat.push({ kind: 'standalone', id: own })
      else if (kind === 'open' || kind === 'close') flat.push({ kind, id: own })
      else if (typeof flat.at(-1) === 'string') flat.push({ kind: 'standalone', id: own }, words)
      else flat.push(words)
    }
    return flat
  })

describe.each(['html', 'xml', 'placeholders'] as const)('%s', (markup) => {
  test('what is encoded comes back', () => {
    fc.assert(
      fc.property(content, (given) => {
        expect(decodeMarkup(encodeMarkup(given, markup), given, markup)).toEqual({ kind: 'content', content: given })
      }),
      { numRuns: 1500 },
    )
  })
})

test.each([
  ['<span id="1">قوي</span> نص', undefined],
  ['<span id="1" style="text-align:left">strong</span> text', 'content'],
  ['<span id=1 >strong</ span> text', 'content'],
  ['strong text', 'bad-codes'],
  ['<span id="1">a</span><span id="1">b</span>', 'bad-codes'],
  ['<span id="2">a</span>', 'bad-codes'],
  ['<b><span id="1">a</span></b>', 'bad-codes'],
  ['<span id="١">strong</span> text', 'content'],
  ['<span id="1">it&#39;s &amp; &quot;so&quot;</span>', 'content'],
])('%s', (answer, kind) => {
  const source: Content = [{ kind: 'open', id: '1' }, 'قوي', { kind: 'close', id: '1' }, ' نص']
  if (kind !== undefined) expect(decodeMarkup(answer, source, 'html').kind).toBe(kind)
})

test.each([
  ['', 'empty'],
  ['قهوة ساخنة', 'same-as-source'],
  ['نص عربي آخر', 'source-language'],
  ['hot\u0007 coffee', 'control-characters'],
  ['very '.repeat(80), 'too-long'],
  ['very hot '.repeat(9), 'repetition'],
  ['<b>hot</b> coffee', 'service-markup'],
  ['hot &quot;coffee&quot;', 'service-markup'],
  ['{1}hot{/1} coffee', 'service-markup'],
  ['Sure, here is the translation: hot coffee', 'chatter'],
  ["I'm sorry, but I cannot translate this.", 'chatter'],
  ['\u0433\u043E\u0440\u044F\u0447\u0438\u0439 \u043A\u043E\u0444\u0435', 'other-language'],
  ['le caf\u00E9 est chaud et il est dans la tasse', 'other-language'],
  ['hot coffee', undefined],
] as const)('the answer %j is refused as %s', (answer, code) => {
  expect(refusalOf([answer], ['قهوة ساخنة'], { sourceLanguage: 'ar', targetLanguage: 'en' })?.code).toBe(code)
})

test('names that the source has in Latin letters are no words of a third language', () => {
  const languages = { sourceLanguage: 'ar', targetLanguage: 'en' }
  const names = (and: string): string => ['2010', '2011', '2012', '2013', '2014'].map((year) => `Sen ${year}`).join(and)
  expect(refusalOf([`See ${names(', ')}.`], [`انظر ${names('، ')}.`], languages)).toBeUndefined()
  expect(refusalOf([`Sen ${names(' ve ')}.`], ['انظر خمسة كتب له من تلك السنوات.'], languages)?.code).toBe(
    'other-language',
  )
})

test('braces that the source has are no markup, whatever their digits', () => {
  const languages = { sourceLanguage: 'ar', targetLanguage: 'en' }
  const source = ['كثرت الأقوال في ذلك.{٣} وأصحها الأول.']
  expect(refusalOf(['Many things were said of it. {3} The first is the soundest.'], source, languages)).toBeUndefined()
  for (const form of ['html', 'placeholders', 'xml'] as const) {
    const sent = encodeMarkup(source, form)
    const back = decodeMarkup(sent.replace('{٣}', '{3}'), source, form)
    expect(back, form).toEqual({ kind: 'content', content: ['كثرت الأقوال في ذلك.{3} وأصحها الأول.'] })
  }
})

test('requests keep every limit and hold every item once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 }),
      fc.integer({ min: 10, max: 50 }),
      fc.integer({ min: 1, max: 5 }),
      (sizes, characters, elements) => {
        const items = sizes.map((size, index) => ({ key: String(index), source: ['ق'.repeat(size)] }))
        const provider: Provider = {
          name: 'x',
          limits: { characters, elements, bytes: 90 },
          translate: () => Promise.resolve([]),
        }
        const tooLong: Task[] = []
        const batches = [...requestsOf(items, provider, (task) => tooLong.push(task))]
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0)
          expect(batch.length).toBeLessThanOrEqual(elements)
          expect(batch.reduce((sum, item) => sum + item.characters, 0)).toBeLessThanOrEqual(characters)
          expect(batch.reduce((sum, item) => sum + item.bytes, 0)).toBeLessThanOrEqual(90)
        }
        expect([...batches.flat(), ...tooLong].map(({ item }) => item.key).toSorted()).toEqual(
          items.map(({ key }) => key).toSorted(),
        )
      },
    ),
  )
})
