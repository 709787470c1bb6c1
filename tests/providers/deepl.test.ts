/** DeepL: what is sent exactly, what is billed, its limits, and every error. */
import fc from 'fast-check'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { encodeContent, type Content } from '../../src/bitext/content.ts'
import { MuqabilError } from '../../src/errors.ts'
import { bodyOf } from '../../src/providers/deepl/body.ts'
import { faults } from '../../src/providers/deepl/faults.ts'
import { sourceLanguageOf, targetLanguageOf } from '../../src/providers/deepl/languages.ts'
import { COMMON_HTTP } from '../../src/providers/faults.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import { override } from '../../src/providers/override.ts'
import type { Provider } from '../../src/providers/provider.ts'
import type { ProviderContext, ProviderSettings } from '../../src/providers/provider-context.ts'
import { estimateOf } from '../../src/translate/estimate.ts'
import { startDeepl, type DeeplOptions } from '../servers/deepl.ts'
import type { HttpStandIn } from '../servers/http-stand-in.ts'
import { fastClock } from '../translate/clocks.ts'
import { runEngine } from '../translate/run-engine.ts'
import { ask, idleRows } from './ask.ts'

const KEY = '279a2e9d-83b3-c416-7e2d-f721593e42a0:fx'
const PRO_KEY = '15cbb2c5-4d3a-11ef-9f1c-0242ac120002'

async function served(
  options: DeeplOptions = {},
  settings: Partial<ProviderSettings> = {},
  more: Partial<ProviderContext> = {},
): Promise<{ readonly server: HttpStandIn; readonly provider: Provider }> {
  const server = await startDeepl({ key: KEY, ...options })
  onTestFinished(() => server.close())
  const provider = await loadProvider({
    settings: { name: 'deepl', endpoint: server.url, ...settings },
    environment: { DEEPL_AUTH_KEY: KEY },
    ...more,
  })
  return { server, provider }
}

const body = ({ calls }: HttpStandIn): unknown => calls.at(-1)?.body

describe('what is sent', () => {
  test('texts as XML, languages by its own codes, the key in the header', async () => {
    const { server, provider } = await served()
    expect(await ask(provider, ['قَهْوَةٌ &amp; <x1>شاي</x1> Node.js ٣٤<x2/>'])).toEqual({
      texts: [expect.stringMatching(/^w\w+ &amp; <x1>w\w+<\/x1> Node\.js ٣٤<x2><\/x2>$/)],
      usage: { sent: 25 },
    })
    expect(body(server)).toEqual({
      text: ['قَهْوَةٌ &amp; <x1>شاي</x1> Node.js ٣٤<x2/>'],
      source_lang: 'AR',
      target_lang: 'EN-US',
      tag_handling: 'xml',
      tag_handling_version: 'v2',
      outline_detection: false,
      split_sentences: '0',
      preserve_formatting: true,
      show_billed_characters: true,
    })
    expect(server.calls.at(-1)?.headers.authorization).toBe(`DeepL-Auth-Key ${KEY}`)
  })

  test('glossary, formality and model; they are part of the memory\u2019s key', async () => {
    const glossary = 'def3a26b-3e84-45b3-84ae-0c0aaf3525f7'
    const { server, provider } = await served(
      { glossaries: [glossary] },
      { glossary, formality: 'prefer_more', model: 'quality_optimized' },
    )
    expect(await ask(provider, ['نعم'])).toMatchObject({ texts: [expect.any(String)] })
    expect(body(server)).toMatchObject({
      glossary_id: glossary,
      formality: 'prefer_more',
      model_type: 'quality_optimized',
      source_lang: 'AR',
    })
    expect(provider.model).toBe('quality_optimized')
    expect(provider.variant).toBe(`glossary:${glossary} formality:prefer_more`)
  })

  test('a glossary that is not there, and formality that English has not, stop it with what to check', async () => {
    const { provider } = await served({}, { glossary: 'def3a26b-0000-45b3-84ae-0c0aaf3525f7' })
    expect(await ask(provider, ['نعم'])).toMatchObject({
      code: 'settings',
      action: 'stop',
      message: expect.stringContaining('the glossary is not there') as string,
    })
    const { provider: formal } = await served({}, { formality: 'more' })
    expect(await ask(formal, ['نعم'])).toMatchObject({ code: 'settings', action: 'stop' })
  })

  test('what stands round goes with it, and is not billed; with "context": false nothing does', async () => {
    const context = {
      title: 'القَهْوَة',
      before: [{ source: 'قبل', target: 'before' }],
      after: [{ source: 'بعد' }],
      terms: [],
    }
    const { server, provider } = await served()
    expect(provider.context).toBe('neighbours')
    expect(await ask(provider, ['نص <x1>أول</x1> &lt;', 'ثان'], { context })).toMatchObject({ usage: { sent: 11 } })
    expect(body(server)).toMatchObject({ context: 'القَهْوَة\nقبل\nنص أول <\nثان\nبعد' })
    const { provider: bare } = await served({}, { context: false })
    expect(bare.context).toBe(false)
  })

  test('a paragraph may hold several sentences', async () => {
    const { server, provider } = await served({}, {}, { segmentation: 'paragraph' })
    await ask(provider, ['أول. ثان.'])
    expect(body(server)).toMatchObject({ split_sentences: 'nonewlines' })
  })

  test.each([
    ['ar', 'AR', 'AR'],
    ['ar-EG', 'AR', 'AR'],
    ['en', 'EN', 'EN-US'],
    ['en-GB', 'EN', 'EN-GB'],
    ['en-AU', 'EN', 'EN-GB'],
    ['en-US', 'EN', 'EN-US'],
    ['pt', 'PT', 'PT-BR'],
    ['pt-AO', 'PT', 'PT-PT'],
    ['zh', 'ZH', 'ZH-HANS'],
    ['zh-TW', 'ZH', 'ZH-HANT'],
    ['zh-Hant-HK', 'ZH', 'ZH-HANT'],
    ['zh-Hans-TW', 'ZH', 'ZH-HANS'],
    ['es-419', 'ES', 'ES-419'],
    ['es-MX', 'ES', 'ES'],
    ['no', 'NB', 'NB'],
    ['fa', 'FA', 'FA'],
  ])('%s is %s as a source and %s as a target', (tag, source, target) => {
    expect(sourceLanguageOf(tag)).toBe(source)
    expect(targetLanguageOf(tag)).toBe(target)
  })
})

describe('hosts and keys', () => {
  const seen: { readonly url: string; readonly key: string | null }[] = []
  const server = setupServer(
    http.post('*/v2/translate', ({ request }) => {
      seen.push({ url: request.url, key: request.headers.get('authorization') })
      return HttpResponse.json({ translations: [{ text: 'yes' }] })
    }),
  )
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' } as Parameters<typeof server.listen>[0]))
  afterEach(() => void seen.splice(0))
  afterAll(() => server.close())
  const asked = async (environment: Readonly<Record<string, string>>, endpoint?: string): Promise<unknown> => {
    await ask(await loadProvider({ settings: { name: 'deepl', ...(endpoint ? { endpoint } : {}) }, environment }), [
      'نعم',
    ])
    return seen[0]
  }

  test('free keys go to the free host, others to the other one', async () => {
    expect(await asked({ DEEPL_AUTH_KEY: `${KEY}\n` })).toEqual({
      url: 'https://api-free.deepl.com/v2/translate',
      key: `DeepL-Auth-Key ${KEY}`,
    })
    seen.splice(0)
    expect(await asked({ DEEPL_AUTH_KEY: PRO_KEY })).toEqual({
      url: 'https://api.deepl.com/v2/translate',
      key: `DeepL-Auth-Key ${PRO_KEY}`,
    })
  })

  test('an endpoint may have a path; without TLS the key stays on this machine', async () => {
    expect(await asked({ DEEPL_AUTH_KEY: KEY }, 'https://proxy.example/deepl/')).toEqual({
      url: 'https://proxy.example/deepl/v2/translate',
      key: `DeepL-Auth-Key ${KEY}`,
    })
    seen.splice(0)
    expect(await asked({ DEEPL_AUTH_KEY: KEY }, 'http://proxy.example')).toEqual({
      url: 'http://proxy.example/v2/translate',
      key: null,
    })
  })

  test.each([
    [{}, undefined, 'key-missing'],
    [{ DEEPL_AUTH_KEY: ' ' }, undefined, 'key-missing'],
    [{ DEEPL_AUTH_KEY: 'two words' }, undefined, 'key-malformed'],
    [{ DEEPL_AUTH_KEY: 'مفتاح' }, undefined, 'key-malformed'],
  ])('with %j it is not asked', async (environment, endpoint, code) => {
    const provider = await loadProvider({
      settings: { name: 'deepl', ...(endpoint ? { endpoint } : {}) },
      environment,
    })
    const error: unknown = await provider.prepare?.(new AbortController().signal).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MuqabilError)
    expect(error).toMatchObject({ code, message: expect.stringContaining('DEEPL_AUTH_KEY') as string })
    expect(String(error)).not.toMatch(/two words|مفتاح/)
    await expect(ask(provider, ['نعم'])).rejects.toMatchObject({ code })
    expect(seen).toEqual([])
  })

  test('an endpoint with a password in it is refused, and not quoted', async () => {
    await expect(
      loadProvider({ settings: { name: 'deepl', endpoint: 'https://me:secret@proxy.example' }, environment: {} }),
    ).rejects.toMatchObject({ code: 'endpoint', message: expect.not.stringContaining('secret') as string })
  })
})

describe('limits', () => {
  const text = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `نص ${index}`)

  test.each([
    [49, undefined],
    [50, undefined],
    [51, 'too-long'],
  ])('%i texts', async (count, code) => {
    const { provider } = await served()
    expect(await ask(provider, text(count))).toMatchObject(
      code === undefined ? { usage: {} } : { code, action: 'split' },
    )
  })

  test.each([
    [131_071, undefined],
    [131_072, undefined],
    [131_073, 'too-long'],
  ])('a body of %i bytes', async (bytes, code) => {
    const { server, provider } = await served()
    const empty = Buffer.byteLength(bodyOf({ ...request, texts: [''] }, { settings: { name: 'deepl' } }, undefined))
    const answer = await ask(provider, ['a'.repeat(bytes - empty)])
    expect(Buffer.byteLength(server.calls.at(-1)?.text ?? '')).toBe(bytes)
    expect(answer).toMatchObject(code === undefined ? { usage: { sent: bytes - empty } } : { code, action: 'split' })
  })

  const request = { sourceLanguage: 'ar', targetLanguage: 'en', signal: new AbortController().signal }

  test('whatever the texts are made of, no body is over the limit; what stands round is left out first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', '\\', 'قَ', '\n', '\u{1F600}', '&amp;', 'a '), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 50_000 }),
        fc.boolean(),
        (parts, bytes, withContext) => {
          const unit = parts.join('')
          const texts = [unit.repeat(Math.max(1, Math.floor(bytes / Buffer.byteLength(unit))))]
          const context = { title: 'ق'.repeat(40_000), before: [], after: [], terms: [] }
          const sent = bodyOf(
            { ...request, texts, ...(withContext ? { context } : {}) },
            { settings: { name: 'deepl' } },
            undefined,
          )
          expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(131_072)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('texts that the service finds too many are sent in halves', async () => {
    const { server, provider } = await served()
    const sources = text(120).map((each): Content => [each])
    const wide = override(provider, { limits: { characters: 50_000, elements: 120 }, batchCharacters: 50_000 })
    const { targets } = await runEngine(sources, [wide], { clock: fastClock(40) })
    expect(targets.size).toBe(120)
    expect(Math.max(...server.calls.map((call) => (call.body as { text: string[] }).text.length))).toBe(120)
  })
})

describe('what is billed', () => {
  const sources: readonly Content[] = Array.from({ length: 40 }, (_, index): Content => [
    `القَهْوَةُ ${index} `,
    { kind: 'open', id: '1' },
    'قوية',
    { kind: 'close', id: '1' },
    ` وفيها Node.js و٣٤ «نعم» \u{1F600}`,
    { kind: 'standalone', id: '2' },
    '.',
  ])

  test('its own count, without tags; a plan says the same', async () => {
    const { server, provider } = await served()
    const { sent, targets } = await runEngine(sources, [provider], { clock: fastClock(40) })
    expect(targets.size).toBe(40)
    for (const target of targets.values()) expect(encodeContent(target)).toMatch(/<1>.+<\/1>.+<2\/>/)
    const usage = (await (
      await fetch(`${server.url}/v2/usage`, { headers: { authorization: `DeepL-Auth-Key ${KEY}` } })
    ).json()) as { character_count: number }
    expect(sent.providers[0]?.billed).toMatchObject({ sent: usage.character_count, unit: 'characters' })
    expect(sent.charactersSent).toBe(server.meter.characters)
    expect(usage.character_count).toBeLessThan(server.meter.characters)
    // A free key costs nothing.
    expect(sent.cost).toBe(0)
    const { provider: paid } = await served({}, {}, { environment: { DEEPL_AUTH_KEY: PRO_KEY } })
    const estimate = estimateOf(
      sources.map((source) => ({ key: encodeContent(source), source })),
      { provider: paid, budget: {} },
    )
    expect(estimate.cost).toBeCloseTo((usage.character_count * 25) / 1_000_000, 10)
    expect(estimate.mostCost).toBe(estimate.cost)
    expect(estimate.characters).toBe(sent.charactersSent)
  })

  test('a used-up billing period stops it; what was answered is kept', async () => {
    const { provider } = await served({ characterLimit: 400 }, { batchCharacters: 100, concurrency: 1 })
    const { sent, targets } = await runEngine(sources, [provider], { clock: fastClock(40) })
    expect(sent.stopped).toMatchObject({ code: 'quota-day' })
    expect(sent.stopped?.message).toContain('the characters of the billing period')
    expect(targets.size).toBeGreaterThan(0)
    expect(sent.providers[0]?.billed.sent).toBeLessThanOrEqual(400)
  })

  test('angle brackets, ampersands and entities of a text come back as they were', async () => {
    const { provider } = await served()
    const tricky: readonly Content[] = [['نص <b> & &amp; > </x1> ٣']]
    const { targets } = await runEngine(tricky, [provider], { clock: fastClock(40) })
    expect([...targets.values()]).toEqual([[expect.stringMatching(/^w\w+ <b> & &amp; > <\/x1> ٣$/)]])
  })
})

describe('errors', () => {
  const examples = [
    [403, 'Forbidden', 'key', 'stop'],
    [401, 'Unauthorized', 'key', 'stop'],
    [403, 'Wrong endpoint. Use https://api.deepl.com', 'settings', 'stop'],
    [456, 'Quota Exceeded', 'quota-day', 'stop'],
    [429, 'Too many requests', 'quota-minute', 'wait'],
    [529, 'Too many requests', 'quota-minute', 'wait'],
    [400, 'Tag handling parsing failed, please check input.', 'text', 'skip'],
    [400, 'Too many texts in the request', 'too-long', 'split'],
    [413, 'Payload Too Large', 'too-long', 'split'],
    [404, 'Glossary not found', 'settings', 'stop'],
    [404, 'Not found', 'settings', 'stop'],
    [400, "Value for 'target_lang' not supported.", 'settings', 'stop'],
    [400, "'formality' is not supported for given 'target_lang'.", 'settings', 'stop'],
    [400, 'Bad request', 'text', 'skip'],
    [500, 'Internal error', 'unavailable', 'retry'],
    [503, 'Resource currently unavailable', 'unavailable', 'retry'],
    [504, 'Resource currently unavailable', 'unavailable', 'retry'],
    [418, 'teapot', 'unknown', 'retry'],
  ] as const

  test.each(examples)('%i %s: %s, %s', async (status, message, code, action) => {
    const { server, provider } = await served({ faults: () => ({ kind: 'status', http: status, message }) })
    expect(await ask(provider, ['نعم'])).toMatchObject({ code, action, billed: 'no' })
    expect(server.calls.length).toBe(1)
  })

  test('every row of the table decides one of them', () => {
    const own = faults.deepl.filter((row) => !COMMON_HTTP.includes(row))
    const said = examples.map(([status, text]) => ({ http: status, text }))
    expect(idleRows(faults.deepl, said).filter((row) => own.includes(row))).toEqual([])
  })

  test('the service\u2019s own refusals come out as they are documented', async () => {
    const wrongKey = await served({ key: PRO_KEY })
    expect(await ask(wrongKey.provider, ['نعم'])).toMatchObject({ code: 'key' })
    const wrongHost = await served({ host: 'api.deepl.com' })
    expect(await ask(wrongHost.provider, ['نعم'])).toMatchObject({ code: 'settings' })
    const broken = await served()
    expect(await ask(broken.provider, ['<x1>نعم'])).toMatchObject({ code: 'text', action: 'skip' })
    expect(await ask(broken.provider, ['نعم'], { targetLanguage: 'tlh' })).toMatchObject({ code: 'settings' })
  })

  test.each([
    `Key ${KEY} is not valid`,
    `DeepL-Auth-Key ${KEY}`,
    `see https://api.deepl.com/v2/translate?auth_key=${KEY}`,
    `"${KEY}"`,
  ])('the key is in no message: %s', async (message) => {
    const { provider } = await served({ faults: () => ({ kind: 'status', http: 418, message }) })
    const fault = String(await ask(provider, ['نعم']))
    expect(fault).not.toContain(KEY)
    expect(fault).not.toContain(KEY.slice(0, 8))
  })

  test('not even one that looks like a word', async () => {
    const DEEPL_AUTH_KEY = 'geheim'
    const { provider } = await served(
      { key: DEEPL_AUTH_KEY, faults: () => ({ kind: 'status', http: 403, message: 'No access for geheim here' }) },
      {},
      { environment: { DEEPL_AUTH_KEY } },
    )
    expect(String(await ask(provider, ['نعم']))).toContain('No access for … here')
  })

  test.each([{}, { translations: {} }, { translations: [{ text: 3 }] }, [], null])(
    'an answer that is none: %j',
    async (reply) => {
      const server = setupServer(http.post('https://api-free.deepl.com/v2/translate', () => HttpResponse.json(reply)))
      server.listen()
      onTestFinished(() => server.close())
      const provider = await loadProvider({ settings: { name: 'deepl' }, environment: { DEEPL_AUTH_KEY: KEY } })
      expect(await ask(provider, ['نعم'])).toMatchObject({ code: 'garbled', billed: 'maybe' })
    },
  )
})

describe('check', () => {
  const check = (provider: Provider): unknown => provider.check?.(new AbortController().signal)

  test('asks for the usage, with no text', async () => {
    const { server, provider } = await served({ characterLimit: 500_000 })
    await ask(provider, ['قهوة'])
    expect(await check(provider)).toEqual({
      ready: true,
      words: '4 of 500,000 characters of the billing period are used',
    })
    expect(server.calls.at(-1)).toMatchObject({ method: 'GET', path: '/v2/usage', text: '' })
  })

  test('says what stands in the way', async () => {
    const { provider: spent } = await served({ characterLimit: 0 })
    expect(await check(spent)).toMatchObject({ ready: false, words: expect.stringContaining('0 of 0') as string })
    const { provider: refused } = await served({ key: PRO_KEY })
    expect(await check(refused)).toMatchObject({
      ready: false,
      words: expect.stringContaining('not accepted') as string,
    })
    const bare = await loadProvider({ settings: { name: 'deepl' }, environment: {} })
    expect(await check(bare)).toMatchObject({
      ready: false,
      words: expect.stringContaining('DEEPL_AUTH_KEY') as string,
    })
    const { server, provider } = await served()
    await server.close()
    expect(await check(provider)).toMatchObject({
      ready: false,
      words: expect.stringContaining('nothing answers') as string,
    })
  })
})
