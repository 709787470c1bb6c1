/** LibreTranslate: what is sent exactly, what its server says of itself, late answers, and every error. */
import fc from 'fast-check'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { encodeContent, type Content } from '../../src/bitext/content.ts'
import { COMMON_HTTP } from '../../src/providers/faults.ts'
import { escapeAgain } from '../../src/providers/libretranslate/escape-again.ts'
import { faults } from '../../src/providers/libretranslate/faults.ts'
import { languageOf } from '../../src/providers/libretranslate/languages.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import { override } from '../../src/providers/override.ts'
import type { Provider } from '../../src/providers/provider.ts'
import type { ProviderSettings } from '../../src/providers/provider-context.ts'
import { decodeMarkup, encodeMarkup } from '../../src/translate/markup.ts'
import type { HttpStandIn } from '../servers/http-stand-in.ts'
import { startLibreTranslate, type LibreTranslateOptions } from '../servers/libretranslate.ts'
import { fastClock, simulatedClock } from '../translate/clocks.ts'
import { runEngine } from '../translate/run-engine.ts'
import { ask, idleRows } from './ask.ts'

const KEY = 'geheim'

async function served(
  options: LibreTranslateOptions = {},
  settings: Partial<ProviderSettings> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly server: HttpStandIn; readonly provider: Provider }> {
  const server = await startLibreTranslate(options)
  onTestFinished(() => server.close())
  return {
    server,
    provider: await loadProvider({
      settings: { name: 'libretranslate', endpoint: server.url, ...settings },
      environment,
    }),
  }
}

const never = new AbortController().signal
const translations = ({ calls }: HttpStandIn): readonly HttpStandIn['calls'][number][] =>
  calls.filter(({ path }) => path === '/translate')

describe('what is sent', () => {
  test('a list of texts as HTML, languages by its own codes; its words are asked for in English', async () => {
    const { server, provider } = await served()
    const texts = ['قَهْوَةٌ &amp; <span id="1">شاي</span> Node.js ٣٤<img id="2">', 'هل هذا css؟']
    expect(await ask(provider, texts)).toEqual({
      texts: [
        expect.stringMatching(/^w\w+ & <span id="1">w\w+<\/span> Node\.js ٣٤<img id="2"\/>$/),
        expect.stringMatching(/^w\w+ w\w+ css\?$/),
      ],
    })
    expect(server.calls).toMatchObject([{ method: 'POST', path: '/translate', headers: { 'accept-language': 'en' } }])
    expect(server.calls[0]?.body).toEqual({ q: texts, source: 'ar', target: 'en', format: 'html' })
  })

  test('a key stands in the body', async () => {
    const { server, provider } = await served(
      { keys: [KEY], keyRequired: true },
      {},
      { LIBRETRANSLATE_API_KEY: ` ${KEY}\n` },
    )
    await provider.prepare?.(never)
    expect(await ask(provider, ['نعم'])).toMatchObject({ texts: [expect.any(String)] })
    expect(server.calls.at(-1)?.body).toMatchObject({ api_key: KEY })
  })

  test.each([
    ['ar', 'ar'],
    ['ar-EG', 'ar'],
    ['en-GB', 'en'],
    ['pt', 'pt'],
    ['pt-BR', 'pt-BR'],
    ['zh', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['no', 'nb'],
  ])('%s is %s', (tag, code) => expect(languageOf(tag)).toBe(code))
})

describe('its HTML is unescaped once too often', () => {
  /** Text that looks like markup, entities and codes, but for our very own codes. */
  const text = fc
    .array(
      fc.constantFrom(
        'قَهْوَةٌ',
        '<b>',
        '</p>',
        '&',
        '&amp;',
        '&lt;',
        '&quot;',
        '"',
        '<',
        '>',
        ' ',
        '<x1/>',
        '٣',
        '</div',
        '<img',
        '<span',
      ),
      { minLength: 1, maxLength: 10 },
    )
    .map((parts) => parts.join(''))

  test('and comes back as it was, with its codes', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (before, inside, after) => {
        const source: Content = [
          before,
          { kind: 'open', id: '1' },
          inside,
          { kind: 'close', id: '1' },
          after,
          { kind: 'standalone', id: '2' },
        ]
        const sent = encodeMarkup(source, 'html')
        // What the server makes of it when it translates nothing.
        const unescaped = sent
          .replace(/<img id="2">/, '<img id="2"/>')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&')
        expect(decodeMarkup(escapeAgain(unescaped, sent), source, 'html')).toEqual({ kind: 'content', content: source })
      }),
    )
  })

  test('through the whole engine', async () => {
    const { provider } = await served()
    const sources: readonly Content[] = [
      ['نص <b>قوي</b> & AT&T > ٣'],
      ['في HTML تكتب &amp; و&lt; هكذا'],
      ['قبل ', { kind: 'open', id: '1' }, 'if (a < b)', { kind: 'close', id: '1' }, ' بعد.'],
    ]
    const { targets } = await runEngine(sources, [provider], { clock: fastClock(40) })
    expect([...targets.values()].map((target) => encodeContent(target))).toEqual([
      expect.stringMatching(/^w\w+ &lt;b>w\w+&lt;\/b> &amp; AT&amp;T > ٣$/),
      expect.stringMatching(/^w\w+ HTML w\w+ &amp;amp; w\w+&amp;lt; w\w+$/),
      expect.stringMatching(/^w\w+ <1>if \(a &lt; b\)<\/1> w\w+\.$/),
    ])
  })

  test('an entity that a model wrote for a quotation mark is one', () => {
    expect(escapeAgain('He said &quot;yes&quot;', 'قال «نعم»')).toBe('He said &quot;yes&quot;')
    expect(escapeAgain('an &amp;quot; in it', 'فيه &amp;quot; نص')).toBe('an &amp;amp;quot; in it')
  })
})

describe('what its server says of itself', () => {
  test('its limit of characters is taken, and no request is over it', async () => {
    const { server, provider } = await served({ charLimit: 300 })
    expect(provider.limits).toEqual({ characters: 5000, elements: 100 })
    await provider.prepare?.(never)
    expect(provider.limits).toEqual({ characters: 300, elements: 100 })
    expect(server.calls).toMatchObject([{ method: 'GET', path: '/frontend/settings', text: '' }])
    const sources = Array.from({ length: 60 }, (_, index): Content => [`الجملة رقم ${index} من النص.`])
    const { targets } = await runEngine(sources, [provider], { clock: fastClock(40) })
    expect(targets.size).toBe(60)
    expect(server.meter.rejected).toBe(0)
    const sizes = translations(server).map(({ body }) => [...(body as { q: string[] }).q.join('')].length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(300)
  })

  test.each([
    [{}, {}, { characters: 5000, elements: 100 }],
    [{ charLimit: 20_000 }, {}, { characters: 5000, elements: 100 }],
    [{ charLimit: 2000 }, { batchLimit: 20 }, { characters: 2000, elements: 20 }],
    [{ charLimit: 2000 }, { charLimit: 8000 }, { characters: 8000, elements: 100 }],
    [{}, { requestsPerMinute: 30 }, { characters: 5000, elements: 30 }],
    [{}, { requestsPerMinute: 0.5 }, { characters: 5000, elements: 1 }],
  ])('with %j and the settings %j', async (options, settings, limits) => {
    const { provider } = await served(options, settings)
    await provider.prepare?.(never)
    expect(provider.limits).toEqual(limits)
  })

  test('a server that wants a key is not asked without one, and nothing was sent', async () => {
    const { server, provider } = await served({ keys: [KEY], keyRequired: true })
    await expect(provider.prepare?.(never)).rejects.toMatchObject({
      code: 'key-missing',
      message: expect.stringContaining('LIBRETRANSLATE_API_KEY') as string,
    })
    expect(translations(server)).toEqual([])
    const { provider: malformed } = await served({}, {}, { LIBRETRANSLATE_API_KEY: 'two words' })
    await expect(malformed.prepare?.(never)).rejects.toMatchObject({ code: 'key-malformed' })
  })

  test('one that does not say anything of itself is asked all the same', async () => {
    const { server, provider } = await served()
    await server.close()
    await provider.prepare?.(never)
    expect(await ask(provider, ['نعم'])).toMatchObject({ code: 'unavailable', action: 'retry', billed: 'no' })
    const aborted = AbortSignal.abort(new Error('interrupted'))
    await expect(provider.prepare?.(aborted)).rejects.toThrow('interrupted')
  })
})

describe('hosts and keys', () => {
  const seen: unknown[] = []
  const server = setupServer(
    http.get('*/frontend/settings', () => HttpResponse.json({ charLimit: 2000, keyRequired: true })),
    http.post('*/translate', async ({ request }) => {
      seen.push({ url: request.url, body: await request.json() })
      return HttpResponse.json({ translatedText: ['yes'] })
    }),
  )
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' } as Parameters<typeof server.listen>[0]))
  afterEach(() => void seen.splice(0))
  afterAll(() => server.close())
  const environment = { LIBRETRANSLATE_API_KEY: KEY }
  const body = { q: ['نعم'], source: 'ar', target: 'en', format: 'html' }

  test.each([
    [undefined, 'http://127.0.0.1:5000/translate', { ...body, api_key: KEY }],
    ['https://libretranslate.com', 'https://libretranslate.com/translate', { ...body, api_key: KEY }],
    ['https://own.example/mt/', 'https://own.example/mt/translate', { ...body, api_key: KEY }],
    ['http://own.example', 'http://own.example/translate', body],
  ])('%s', async (endpoint, url, sent) => {
    const provider = await loadProvider({
      settings: { name: 'libretranslate', ...(endpoint ? { endpoint } : {}) },
      environment,
    })
    expect(await ask(provider, ['نعم'])).toEqual({ texts: ['yes'] })
    expect(seen).toEqual([{ url, body: sent }])
  })

  test('a key that is wanted and must not be sent is said', async () => {
    const provider = await loadProvider({
      settings: { name: 'libretranslate', endpoint: 'http://own.example' },
      environment,
    })
    const error: unknown = await provider.prepare?.(never).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'key-without-tls', message: expect.stringContaining('own.example') as string })
    expect(String(error)).not.toContain(KEY)
    expect(seen).toEqual([])
  })

  test.each([{}, { translatedText: 'yes' }, { translatedText: [1] }, [], null])(
    'an answer that is none: %j',
    async (reply) => {
      server.use(http.post('*/translate', () => HttpResponse.json(reply)))
      onTestFinished(() => server.resetHandlers())
      const provider = await loadProvider({ settings: { name: 'libretranslate' }, environment: {} })
      expect(await ask(provider, ['نعم'])).toMatchObject({ code: 'garbled' })
    },
  )
})

describe('limits', () => {
  test.each([
    [19, undefined],
    [20, undefined],
    [21, 'too-long'],
  ])('%i texts', async (count, code) => {
    const { provider } = await served({ batchLimit: 20 })
    const texts = Array.from({ length: count }, (_, index) => `نص ${index}`)
    expect(await ask(provider, texts)).toMatchObject(code === undefined ? { texts: {} } : { code, action: 'split' })
  })

  test.each([
    ['ق', 1999, undefined],
    ['ق', 2000, undefined],
    ['ق', 2001, 'too-long'],
    ['\u{1F600}', 2000, undefined],
  ])('%s × %i', async (letter, count, code) => {
    const { provider } = await served({ charLimit: 2000 })
    expect(await ask(provider, [letter.repeat(count)])).toMatchObject(
      code === undefined ? { texts: {} } : { code, action: 'split' },
    )
  })

  test('a limit of texts that nobody set is met by halves', async () => {
    const { provider } = await served({ batchLimit: 3 })
    const sources = Array.from({ length: 40 }, (_, index): Content => [`الجملة رقم ${index}`])
    expect((await runEngine(sources, [provider], { clock: fastClock(40) })).targets.size).toBe(40)
  })

  test('texts are what the server counts, and the pace is kept in them', async () => {
    const { provider } = await served({}, { requestsPerMinute: 60 })
    const clock = simulatedClock()
    const at: { readonly time: number; readonly texts: number }[] = []
    const metered = override(provider, {
      async translate({ texts }) {
        at.push({ time: clock.now(), texts: texts.length })
        await clock.sleep(100)
        return texts.map((text) => text.replace(/[\u0600-\u06FF]+/g, 'word'))
      },
    })
    const sources = Array.from({ length: 300 }, (_, index): Content => [`الجملة رقم ${index}`])
    expect((await runEngine(sources, [metered], { clock })).targets.size).toBe(300)
    for (const { time } of at) {
      const window = at.filter((each) => each.time >= time && each.time < time + 60_000)
      expect(window.reduce((sum, { texts }) => sum + texts, 0)).toBeLessThanOrEqual(61)
    }
  })
})

describe('late answers', () => {
  const sources = Array.from({ length: 30 }, (_, index): Content => [`الجملة رقم ${index} من النص.`])

  test('a request that hangs is asked a second time, and nothing is given up', async () => {
    const { server, provider } = await served(
      { faults: (request) => (request === 4 ? { kind: 'hang' } : undefined) },
      { batchCharacters: 60, concurrency: 1, timeoutSeconds: 3600 },
    )
    expect(provider.repeatable).toBe(true)
    const { targets, sent, faults: seen } = await runEngine(sources, [provider], { clock: fastClock(40) })
    expect(targets.size).toBe(30)
    expect(seen).toEqual([])
    expect(sent.cost).toBe(0)
    expect(sent.requests).toBe(server.calls.length)
    const asked = server.calls.map(({ text }) => text)
    expect(asked.filter((text) => text === asked[4]).length).toBe(2)
  })

  test('where a price is set, copies are paid for: there is none', async () => {
    const { provider } = await served({}, { pricePerMillion: 5 })
    expect(provider.repeatable).toBe(false)
    expect(provider.price).toMatchObject({ perMillion: 5 })
  })
})

describe('errors', () => {
  const examples = [
    [403, 'Invalid API key', 'key', 'stop'],
    [400, 'Please contact the server operator to get an API key', 'key', 'stop'],
    [400, 'Visit https://portal.libretranslate.com to get an API key', 'key', 'stop'],
    [403, 'Too many request limits violations', 'forbidden', 'stop'],
    [403, 'Forbidden', 'forbidden', 'stop'],
    [429, '80 per 1 minute', 'quota-minute', 'wait'],
    [429, '4800 per 1 hour', 'quota-day', 'stop'],
    [429, '115200 per 1 day', 'quota-day', 'stop'],
    [400, 'Invalid request: request (2001) exceeds text limit (2000)', 'too-long', 'split'],
    [400, 'xx is not supported', 'settings', 'stop'],
    [400, 'English (en) is not available as a target language from Arabic (ar)', 'settings', 'stop'],
    [400, 'Invalid request: missing q parameter', 'settings', 'stop'],
    [400, 'Invalid JSON format', 'settings', 'stop'],
    [400, 'Bad Request', 'text', 'skip'],
    [404, 'Not Found', 'settings', 'stop'],
    [500, 'Cannot translate text: out of memory', 'unavailable', 'retry'],
    [502, 'Bad Gateway', 'unavailable', 'retry'],
    [504, 'Gateway Time-out', 'unavailable', 'retry'],
    [418, 'teapot', 'unknown', 'retry'],
  ] as const

  test.each(examples)('%i %s: %s, %s', async (status, message, code, action) => {
    const { server, provider } = await served({ faults: () => ({ kind: 'status', http: status, message }) })
    expect(await ask(provider, ['نعم'])).toMatchObject({ code, action, billed: 'no' })
    expect(server.calls.length).toBe(1)
  })

  test('every row of the table decides one of them', () => {
    const own = faults.libretranslate.filter((row) => !COMMON_HTTP.includes(row))
    const said = examples.map(([http, text]) => ({ http, text }))
    expect(idleRows(faults.libretranslate, said).filter((row) => own.includes(row))).toEqual([])
  })

  test('the server\u2019s own refusals come out as its source has them', async () => {
    const { provider: wrongKey } = await served({ keys: ['other'] }, {}, { LIBRETRANSLATE_API_KEY: KEY })
    expect(await ask(wrongKey, ['نعم'])).toMatchObject({ code: 'key' })
    const { provider: noKey } = await served({ keys: ['other'], keyRequired: true })
    expect(await ask(noKey, ['نعم'])).toMatchObject({ code: 'key' })
    const { provider } = await served({ reqLimit: { texts: 1, windowMilliseconds: 60_000 }, floodThreshold: 2 })
    expect(await ask(provider, ['نعم'], { targetLanguage: 'tlh' })).toMatchObject({ code: 'settings' })
    expect(await ask(provider, ['نعم'])).toMatchObject({ texts: {} })
    expect(await ask(provider, ['نعم'])).toMatchObject({ code: 'quota-minute' })
    expect(await ask(provider, ['نعم'])).toMatchObject({ code: 'quota-minute' })
    expect(await ask(provider, ['نعم'])).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('for a while') as string,
    })
  })

  test('the key is in no message', async () => {
    const { provider } = await served(
      { faults: () => ({ kind: 'status', http: 418, message: `no access for ${KEY} here` }) },
      {},
      { LIBRETRANSLATE_API_KEY: KEY },
    )
    const fault = String(await ask(provider, ['نعم']))
    expect(fault).toContain('no access for … here')
  })
})

describe('check', () => {
  const check = (provider: Provider): unknown => provider.check?.(never)

  test('asks what the server says of itself, with no text', async () => {
    const { server, provider } = await served({ charLimit: 2000 })
    expect(await check(provider)).toEqual({ ready: true, words: 'texts of up to 2000 characters; it wants no key' })
    expect(server.calls).toMatchObject([{ method: 'GET', path: '/frontend/settings', text: '' }])
    const { provider: own } = await served({ keys: [KEY], keyRequired: true }, {}, { LIBRETRANSLATE_API_KEY: KEY })
    expect(await check(own)).toEqual({
      ready: true,
      words: 'texts of any length; the key that it wants is there, and is tried with the first text',
    })
  })

  test('says what stands in the way', async () => {
    const { server, provider } = await served({ keyRequired: true })
    expect(await check(provider)).toMatchObject({
      ready: false,
      words: expect.stringContaining('LIBRETRANSLATE_API_KEY') as string,
    })
    await server.close()
    expect(await check(provider)).toMatchObject({
      ready: false,
      words: expect.stringContaining('nothing answers') as string,
    })
  })
})
