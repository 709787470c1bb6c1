/** Limits, quotas and bills in a service's own units. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Content } from '../../src/bitext/content.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { estimateOf } from '../../src/translate/estimate.ts'
import { simulatedClock } from './clocks.ts'
import { runEngine } from './run-engine.ts'

const english = (text: string): string => text.replace(/[\u0600-\u06FF]+/g, 'word')

function provider(own: Partial<Provider> = {}): Provider {
  return {
    name: 'one',
    limits: { characters: 5000, elements: 50 },
    translate: ({ texts }) => Promise.resolve(texts.map(english)),
    ...own,
  }
}

/** Arabic with tashkeel, Latin runs, digits of both kinds, and letters outside the first plane, which are two code units each. */
const sentence = fc
  .array(fc.constantFrom('قَهْوَةٌ', 'Node.js', '\u{1F600}', '\u{1EE00}', '٣٤', '12', '«نعم»', ' '), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts): Content => [`نص ${parts.join('')}`])

test('no request is over a limit in UTF-16 code units, and one more would not have fitted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(sentence, { selector: String, minLength: 1, maxLength: 30 }),
      fc.integer({ min: 80, max: 200 }),
      async (sources, codeUnits) => {
        const sizes: number[] = []
        const service = provider({
          limits: { characters: 5000, elements: 50, codeUnits },
          batchCharacters: 5000,
          concurrency: 1,
          translate({ texts }) {
            sizes.push(texts.join('').length)
            return Promise.resolve(texts.map(english))
          },
        })
        const { targets } = await runEngine(sources, [service], { clock: simulatedClock() })
        expect(targets.size).toBe(sources.length)
        expect(Math.max(...sizes)).toBeLessThanOrEqual(codeUnits)
        const longest = Math.max(...sources.map(([text]) => String(text).length))
        for (const size of sizes.slice(0, -1)) expect(size + longest).toBeGreaterThan(codeUnits)
      },
    ),
    { numRuns: 200 },
  )
})

test('a sentence that is over the limit in code units alone is not sent', async () => {
  let asked = 0
  const service = provider({
    limits: { characters: 100, elements: 50, codeUnits: 100 },
    translate({ texts }) {
      asked++
      return Promise.resolve(texts.map(english))
    },
  })
  const { failed } = await runEngine([[`نص ${'\u{1F600}'.repeat(49)}`]], [service], { clock: simulatedClock() })
  expect([...failed.values()]).toEqual(['segment-too-long'])
  expect(asked).toBe(0)
})

test('a quota of characters counts them as the bill does', async () => {
  const clock = simulatedClock()
  const sizeOf: Provider['sizeOf'] = ({ texts }) => {
    const sent = texts.join('').length
    return { sent, answered: 0, mostSent: sent, mostAnswered: 0 }
  }
  const meter = { billed: 0 }
  const service = provider({
    batchCharacters: 20,
    quota: { charactersPerMinute: 600 },
    price: { unit: 'characters', perMillion: 10, currency: 'USD' },
    sizeOf,
    translate({ texts }) {
      meter.billed += texts.join('').length
      return Promise.resolve(texts.map(english))
    },
  })
  const sources = Array.from({ length: 100 }, (_, index): Content => [`نص ${index} \u{1F600}\u{1F601}\u{1F602}`])
  const { sent } = await runEngine(sources, [service], { clock })
  expect(sent.providers[0]?.billed.sent).toBe(meter.billed)
  expect(meter.billed).toBeGreaterThan(sent.charactersSent)
  expect(clock.time()).toBeGreaterThanOrEqual(((meter.billed - 600) / 600) * 60_000)
  const { seconds } = estimateOf(
    sources.map((source) => ({ key: String(source[0]), source })),
    { provider: service, budget: {} },
  )
  expect(seconds).toBeCloseTo((meter.billed / 600) * 60, 6)
})

test('where a quota of requests counts texts, ten texts are ten', async () => {
  const clock = simulatedClock()
  const at: { readonly time: number; readonly texts: number }[] = []
  const service = provider({
    textsAreRequests: true,
    batchCharacters: 200,
    quota: { requestsPerMinute: 60 },
    translate({ texts }) {
      at.push({ time: clock.now(), texts: texts.length })
      return Promise.resolve(texts.map(english))
    },
  })
  const sources = Array.from({ length: 300 }, (_, index): Content => [`الجملة رقم ${index}`])
  const { targets } = await runEngine(sources, [service], { clock })
  expect(targets.size).toBe(300)
  expect(Math.max(...at.map(({ texts }) => texts))).toBeGreaterThan(5)
  for (const { time } of at) {
    const window = at.filter((each) => each.time >= time && each.time < time + 60_000)
    expect(window.reduce((sum, { texts }) => sum + texts, 0)).toBeLessThanOrEqual(61)
  }
  const { seconds } = estimateOf(
    sources.map((source) => ({ key: String(source[0]), source })),
    { provider: service, budget: {} },
  )
  expect(seconds).toBe(300)
})
