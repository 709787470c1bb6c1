/** Azure Translator: what is sent exactly, how it counts, its quotas, and every error. */
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { encodeContent, type Content } from '../../src/bitext/content.ts'
import { faults } from '../../src/providers/azure/faults.ts'
import { languageOf } from '../../src/providers/azure/languages.ts'
import { COMMON_HTTP } from '../../src/providers/faults.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import { override } from '../../src/providers/override.ts'
import type { Provider } from '../../src/providers/provider.ts'
import type { ProviderSettings } from '../../src/providers/provider-context.ts'
import { providerSettings } from '../../src/providers/settings.ts'
import { estimateOf } from '../../src/translate/estimate.ts'
import { startAzure, type AzureOptions } from '../servers/azure.ts'
import type { HttpStandIn } from '../servers/http-stand-in.ts'
import { fastClock, simulatedClock } from '../translate/clocks.ts'
import { runEngine } from '../translate/run-engine.ts'
import { ask, idleRows } from './ask.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const environment = { AZURE_TRANSLATOR_KEY: KEY }

async function served(
  options: AzureOptions = {},
  settings: Partial<ProviderSettings> = {},
): Promise<{ readonly server: HttpStandIn; readonly provider: Provider }> {
  const server = await startAzure({ key: KEY, ...options })
  onTestFinished(() => server.close())
  return {
    server,
    provider: await loadProvider({ settings: { name: 'azure', endpoint: server.url, ...settings }, environment }),
  }
}

/** Arabic with tashkeel, Latin runs, digits of both kinds, quotation marks, and letters that are two code units. */
const SOURCES: readonly Content[] = Array.from({ length: 40 }, (_, index): Content => [
  `القَهْوَةُ ${index} `,
  { kind: 'open', id: '1' },
  'قوية',
  { kind: 'close', id: '1' },
  ` وفيها Node.js و٣٤ «نعم» \u{1F600}`,
  { kind: 'standalone', id: '2' },
  '.',
])
const items = SOURCES.map((source) => ({ key: encodeContent(source), source }))

describe('what is sent', () => {
  test('texts as HTML, languages by its own codes, key and region in headers', async () => {
    const { server, provider } = await served({ region: 'westeurope' }, { region: 'westeurope' })
    const text = 'قَهْوَةٌ &amp; <span id="1">شاي</span> Node.js ٣٤<img id="2">'
    expect(await ask(provider, [text, 'نعم'])).toEqual({
      texts: [
        expect.stringMatching(/^w\w+ &amp; <span id="1">w\w+<\/span> Node\.js ٣٤<img id="2">$/),
        expect.any(String),
      ],
      usage: { sent: text.length + 3 },
    })
    const call = server.calls.at(-1)
    expect(call).toMatchObject({
      method: 'POST',
      path: '/translate',
      body: [{ Text: text }, { Text: 'نعم' }],
      headers: {
        'content-type': 'application/json',
        'ocp-apim-subscription-key': KEY,
        'ocp-apim-subscription-region': 'westeurope',
      },
    })
    expect(Object.fromEntries(call?.query ?? [])).toEqual({
      'api-version': '3.0',
      from: 'ar',
      to: 'en',
      textType: 'html',
    })
  })

  test('a server without TLS gets the region too, which is no secret', async () => {
    const server = await startAzure({ region: 'westeurope' })
    onTestFinished(() => server.close())
    const settings = { name: 'azure', endpoint: server.url, region: 'westeurope' }
    expect(await ask(await loadProvider({ settings, environment: {} }), ['نعم'])).toMatchObject({ usage: { sent: 3 } })
    expect(server.calls[0]?.headers).not.toHaveProperty('ocp-apim-subscription-key')
  })

  test('a category is the model, and never falls back unsaid to the general one', async () => {
    const { server, provider } = await served({ categories: ['a2eb72f9-TECH'] }, { model: 'a2eb72f9-TECH' })
    expect(provider.model).toBe('a2eb72f9-TECH')
    expect(await ask(provider, ['نعم'])).toMatchObject({ usage: { sent: 3 } })
    expect(Object.fromEntries(server.calls.at(-1)?.query ?? [])).toMatchObject({
      category: 'a2eb72f9-TECH',
      allowFallback: 'false',
    })
    const { provider: other } = await served({}, { model: 'none-TECH' })
    expect(await ask(other, ['نعم'])).toMatchObject({
      code: 'settings',
      action: 'stop',
      message: expect.stringContaining('no custom model') as string,
    })
  })

  test('it has no glossary to be named', () => {
    expect(providerSettings.safeParse({ name: 'azure', glossary: 'g' }).success).toBe(false)
    expect(providerSettings.safeParse({ name: 'deepl', glossary: 'g' }).success).toBe(true)
  })

  test.each([
    ['ar', 'ar'],
    ['ar-EG', 'ar'],
    ['en-GB', 'en'],
    ['fr-CA', 'fr-ca'],
    ['fr-FR', 'fr'],
    ['pt', 'pt'],
    ['pt-PT', 'pt-pt'],
    ['zh', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['sr', 'sr-Cyrl'],
    ['sr-Latn', 'sr-Latn'],
    ['mn', 'mn-Cyrl'],
    ['iu-Latn', 'iu-Latn'],
    ['no', 'nb'],
    ['ckb', 'ku'],
  ])('%s is %s', (tag, code) => expect(languageOf(tag)).toBe(code))
})

describe('hosts and keys', () => {
  const seen: { readonly url: string; readonly key: string | null }[] = []
  const server = setupServer(
    http.post('*/translate', ({ request }) => {
      seen.push({ url: request.url.replace(/\?.*/, ''), key: request.headers.get('ocp-apim-subscription-key') })
      return HttpResponse.json([{ translations: [{ text: 'yes', to: 'en' }] }])
    }),
  )
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' } as Parameters<typeof server.listen>[0]))
  afterEach(() => void seen.splice(0))
  afterAll(() => server.close())

  test.each([
    [undefined, 'https://api.cognitive.microsofttranslator.com/translate', KEY],
    [
      'https://api-eur.cognitive.microsofttranslator.com',
      'https://api-eur.cognitive.microsofttranslator.com/translate',
      KEY,
    ],
    [
      'https://mine.cognitiveservices.azure.com/',
      'https://mine.cognitiveservices.azure.com/translator/text/v3.0/translate',
      KEY,
    ],
    [
      'https://mine.cognitiveservices.azure.com/translator/text/v3.0',
      'https://mine.cognitiveservices.azure.com/translator/text/v3.0/translate',
      KEY,
    ],
    ['https://proxy.example/mt', 'https://proxy.example/mt/translate', KEY],
    ['http://container.example:5000', 'http://container.example:5000/translate', null],
  ])('%s', async (endpoint, url, key) => {
    const provider = await loadProvider({ settings: { name: 'azure', ...(endpoint ? { endpoint } : {}) }, environment })
    // What counts the characters is not said by every server.
    expect(await ask(provider, ['نعم'])).toEqual({ texts: ['yes'] })
    expect(seen).toEqual([{ url, key }])
  })

  test('without a key it is not asked', async () => {
    const provider = await loadProvider({ settings: { name: 'azure' }, environment: {} })
    await expect(provider.prepare?.(new AbortController().signal)).rejects.toMatchObject({
      code: 'key-missing',
      message: expect.stringContaining('AZURE_TRANSLATOR_KEY') as string,
    })
    await expect(ask(provider, ['نعم'])).rejects.toMatchObject({ code: 'key-missing' })
    expect(seen).toEqual([])
  })
})

describe('limits', () => {
  test.each([
    [999, undefined],
    [1000, undefined],
    [1001, 'too-long'],
  ])('%i texts', async (count, code) => {
    const { provider } = await served()
    const texts = Array.from({ length: count }, (_, index) => `نص ${index}`)
    expect(await ask(provider, texts)).toMatchObject(code === undefined ? { usage: {} } : { code, action: 'split' })
  })

  test.each([
    ['ق', 49_999, undefined],
    ['ق', 50_000, undefined],
    ['ق', 50_001, 'too-long'],
    ['\u{1F600}', 25_000, undefined],
    ['\u{1F600}', 25_001, 'too-long'],
  ])('%s × %i, alone and in two', async (letter, count, code) => {
    const { provider } = await served()
    const expected = code === undefined ? { usage: { sent: letter.length * count } } : { code, action: 'split' }
    expect(await ask(provider, [letter.repeat(count)])).toMatchObject(expected)
    expect(await ask(provider, [letter.repeat(count - 7), letter.repeat(7)])).toMatchObject(expected)
  })

  test('requests of the engine keep to code units, whatever is in them', async () => {
    const { server, provider } = await served({}, { batchCharacters: 50_000, concurrency: 1 })
    const sources = Array.from({ length: 30 }, (_, index): Content => [`نص ${index} ${'\u{1F600}'.repeat(1_500)}`])
    const { targets } = await runEngine(sources, [provider], { clock: fastClock(40) })
    expect(targets.size).toBe(30)
    const sizes = server.calls.map(({ body }) =>
      (body as { Text: string }[]).reduce((sum, { Text }) => sum + Text.length, 0),
    )
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50_000)
    expect(server.meter.rejected).toBe(0)
    expect(sizes.length).toBe(2)
  })

  test.each([
    ['F0', undefined, { charactersPerMinute: 33_333 }, 33_333, 0],
    ['S1', undefined, { charactersPerMinute: 666_666 }, 50_000, 10],
    ['S3', undefined, { charactersPerMinute: 2_000_000 }, 50_000, 10],
    ['S4', undefined, { charactersPerMinute: 3_333_333 }, 50_000, 10],
    ['S1', 'mine-TECH', { charactersPerMinute: 216_000 }, 50_000, 40],
    ['F0', 'mine-TECH', { charactersPerMinute: 33_333 }, 33_333, 0],
  ] as const)('tier %s, category %s', async (tier, model, quota, codeUnits, perMillion) => {
    const { provider } = await served({}, { tier, ...(model ? { model } : {}) })
    expect(provider).toMatchObject({
      quota,
      limits: { elements: 1000, codeUnits },
      price: { perMillion, currency: 'USD' },
    })
  })

  test('the minute of a tier is kept in its own count: in no sliding minute more, and nothing is refused', async () => {
    const clock = simulatedClock()
    const { provider } = await served({}, { tier: 'F0' })
    const accepted: { readonly at: number; readonly units: number }[] = []
    let refused = 0
    const metered = override(provider, {
      async translate({ texts }) {
        const units = texts.join('').length
        const before = accepted.filter(({ at }) => at > clock.now() - 60_000).reduce((sum, each) => sum + each.units, 0)
        if (before + units > 33_333) refused++
        accepted.push({ at: clock.now(), units })
        await clock.sleep(200)
        return texts.map((text) => text.replace(/[\u0600-\u06FF]+/g, 'word'))
      },
    })
    const sources = Array.from({ length: 400 }, (_, index): Content => [`نص ${index} ${'\u{1F600}'.repeat(200)}`])
    const { targets } = await runEngine(sources, [metered], { clock })
    expect(targets.size).toBe(400)
    expect(refused).toBe(0)
    const total = accepted.reduce((sum, { units }) => sum + units, 0)
    expect(clock.time() / ((total / 33_333) * 60_000)).toBeLessThan(1.1)
  })
})

describe('what is billed', () => {
  test('code units as metered by the service; a plan says the same', async () => {
    const { server, provider } = await served()
    const { sent, targets } = await runEngine(SOURCES, [provider], { clock: fastClock(40) })
    expect(targets.size).toBe(40)
    for (const target of targets.values()) expect(encodeContent(target)).toMatch(/<1>.+<\/1>.+<2\/>/)
    const metered = server.calls.reduce(
      (sum, { body }) => sum + (body as { Text: string }[]).reduce((total, { Text }) => total + Text.length, 0),
      0,
    )
    expect(sent.providers[0]?.billed).toMatchObject({ sent: metered, unit: 'characters' })
    expect(metered).toBe(sent.charactersSent + SOURCES.length) // a surrogate pair in each
    expect(sent.cost).toBeCloseTo((metered * 10) / 1_000_000, 10)
    const estimate = estimateOf(items, { provider, budget: {} })
    expect(estimate.cost).toBeCloseTo(sent.cost, 10)
    expect(estimate.mostCost).toBe(estimate.cost)
    expect(estimate.seconds).toBeCloseTo((metered / 666_666) * 60, 6)
  })

  test('a budget of money is kept in its count', async () => {
    const { provider } = await served({}, { batchCharacters: 200 })
    const maxCost = 0.01
    const { sent } = await runEngine(SOURCES, [provider], { clock: fastClock(40), budget: { maxCost } })
    expect(sent.stopped?.code).toBe('budget')
    expect(sent.cost).toBeLessThanOrEqual(maxCost)
    expect(sent.cost).toBeGreaterThan(maxCost * 0.9)
    expect(estimateOf(items, { provider, budget: { maxCost } }).cost).toBeCloseTo(sent.cost, 10)
  })

  test('the free characters of the month are used up: it stops, and keeps what it has', async () => {
    const { provider } = await served(
      {
        faults: (request) =>
          request < 2
            ? undefined
            : {
                kind: 'status',
                http: 403,
                reason: '403001',
                message: 'The operation is not allowed because the subscription has exceeded its free quota.',
              },
      },
      { batchCharacters: 300, concurrency: 1, tier: 'F0' },
    )
    const { sent, targets } = await runEngine(SOURCES, [provider], { clock: fastClock(40) })
    expect(sent.stopped).toMatchObject({
      code: 'quota-day',
      message: expect.stringContaining('the free characters of the month') as string,
    })
    expect(targets.size).toBeGreaterThan(0)
  })
})

describe('errors', () => {
  const examples = [
    [400000, 'text', 'skip'],
    [400001, 'settings', 'stop'],
    [400002, 'settings', 'stop'],
    [400003, 'settings', 'stop'],
    [400004, 'settings', 'stop'],
    [400005, 'text', 'skip'],
    [400006, 'settings', 'stop'],
    [400018, 'settings', 'stop'],
    [400019, 'settings', 'stop'],
    [400020, 'text', 'skip'],
    [400021, 'settings', 'stop'],
    [400023, 'settings', 'stop'],
    [400035, 'settings', 'stop'],
    [400036, 'settings', 'stop'],
    [400042, 'settings', 'stop'],
    [400043, 'settings', 'stop'],
    [400050, 'too-long', 'split'],
    [400064, 'settings', 'stop'],
    [400070, 'settings', 'stop'],
    [400071, 'settings', 'stop'],
    [400072, 'too-long', 'split'],
    [400073, 'settings', 'stop'],
    [400074, 'settings', 'stop'],
    [400075, 'settings', 'stop'],
    [400077, 'too-long', 'split'],
    [400079, 'settings', 'stop'],
    [400080, 'settings', 'stop'],
    [401000, 'key', 'stop'],
    [401015, 'key', 'stop'],
    [403000, 'forbidden', 'stop'],
    [403001, 'quota-day', 'stop'],
    [405000, 'settings', 'stop'],
    [408001, 'unavailable', 'retry'],
    [408002, 'unavailable', 'retry'],
    [415000, 'settings', 'stop'],
    [429000, 'quota-minute', 'wait'],
    [429001, 'quota-minute', 'wait'],
    [429002, 'quota-minute', 'wait'],
    [500000, 'unavailable', 'retry'],
    [503000, 'unavailable', 'retry'],
  ] as const
  const status = (code: number): number => Math.floor(code / 1000)

  test.each(examples)('%i: %s, %s', async (number, code, action) => {
    const { server, provider } = await served({
      faults: () => ({ kind: 'status', http: status(number), reason: String(number), message: 'as documented' }),
    })
    expect(await ask(provider, ['نعم'])).toMatchObject({
      code,
      action,
      billed: 'no',
      message: expect.stringContaining(`${number} as documented`) as string,
      delaySeconds: number === 408001 ? 60 : undefined,
    })
    expect(server.calls.length).toBe(1)
  })

  test('every row of the table decides one of them', () => {
    const own = faults.azure.filter((row) => !COMMON_HTTP.includes(row))
    const said = examples.map(([code]) => ({ http: status(code), text: `${code} as documented` }))
    expect(idleRows(faults.azure, said).filter((row) => own.includes(row))).toEqual([])
  })

  test('a custom model that is being made ready is waited for', async () => {
    const { provider } = await served(
      {
        categories: ['mine-TECH'],
        faults: (request) =>
          request === 0
            ? {
                kind: 'status',
                http: 408,
                reason: '408001',
                message: 'The translation system requested is being prepared.',
              }
            : undefined,
      },
      { model: 'mine-TECH', timeoutSeconds: 3600 },
    )
    const clock = fastClock(600)
    const { targets, faults: seen } = await runEngine(SOURCES.slice(0, 3), [provider], { clock })
    expect(targets.size).toBe(3)
    expect(seen).toEqual(['unavailable'])
    expect(clock.now()).toBeGreaterThan(60_000)
  })

  test('the service\u2019s own refusals come out as they are documented', async () => {
    const { provider: wrongKey } = await served({ key: 'another' })
    expect(await ask(wrongKey, ['نعم'])).toMatchObject({ code: 'key' })
    const { provider: noRegion } = await served({ region: 'westeurope' })
    expect(await ask(noRegion, ['نعم'])).toMatchObject({
      code: 'key',
      message: expect.stringContaining('"region"') as string,
    })
    const { provider } = await served()
    expect(await ask(provider, ['نعم'], { targetLanguage: 'tlh' })).toMatchObject({ code: 'settings' })
  })

  test('texts that are found too many are sent in halves', async () => {
    const { provider } = await served()
    const sources = Array.from({ length: 1_500 }, (_, index): Content => [`نص ${index}`])
    const wide = override(provider, { limits: { characters: 50_000, elements: 2_000 }, batchCharacters: 50_000 })
    expect((await runEngine(sources, [wide], { clock: fastClock(40) })).targets.size).toBe(1_500)
  })

  test.each([`Key ${KEY} is not valid`, `?subscription-key=${KEY}`, KEY])(
    'the key is in no message: %s',
    async (message) => {
      const { provider } = await served({ faults: () => ({ kind: 'status', http: 418, message }) })
      expect(String(await ask(provider, ['نعم']))).not.toContain(KEY.slice(0, 8))
    },
  )

  test.each([{}, [{}], [{ translations: [] }], [{ translations: [{ text: null }] }], null, 'OK'])(
    'an answer that is none: %j',
    async (reply) => {
      const server = setupServer(
        http.post('https://api.cognitive.microsofttranslator.com/translate', () => HttpResponse.json(reply)),
      )
      server.listen()
      onTestFinished(() => server.close())
      const provider = await loadProvider({ settings: { name: 'azure' }, environment })
      expect(await ask(provider, ['نعم'])).toMatchObject({ code: 'garbled', billed: 'maybe' })
    },
  )
})

describe('check', () => {
  const check = (provider: Provider): unknown => provider.check?.(new AbortController().signal)

  test('asks for the languages, with neither text nor key, and says that the key is there', async () => {
    const { server, provider } = await served()
    expect(await check(provider)).toEqual({
      ready: true,
      words: '16 languages; the key is there, and is tried with the first text',
    })
    expect(server.calls).toMatchObject([{ method: 'GET', path: '/languages', text: '' }])
    expect(server.calls[0]?.headers).not.toHaveProperty('ocp-apim-subscription-key')
    const bare = await loadProvider({ settings: { name: 'azure', endpoint: server.url }, environment: {} })
    expect(await check(bare)).toEqual({ ready: true, words: '16 languages; asked without a key' })
  })

  test('says what stands in the way', async () => {
    const bare = await loadProvider({ settings: { name: 'azure' }, environment: {} })
    expect(await check(bare)).toMatchObject({
      ready: false,
      words: expect.stringContaining('AZURE_TRANSLATOR_KEY') as string,
    })
    const { server, provider } = await served()
    await server.close()
    expect(await check(provider)).toMatchObject({
      ready: false,
      words: expect.stringContaining('nothing answers') as string,
    })
  })
})
