/** Google's REST ways against a service worker of msw: what is sent, and what is made of each error. */
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ProviderFault } from '../../src/errors.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import type { Provider } from '../../src/providers/provider.ts'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' } as Parameters<typeof server.listen>[0]))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const V2 = 'https://translation.googleapis.com/language/translate/v2'

async function v2(): Promise<Provider> {
  return loadProvider({ settings: { name: 'google', api: 'v2' }, environment: { GOOGLE_API_KEY: 'AIza-secret' } })
}

async function ask(provider: Provider): Promise<readonly string[] | ProviderFault> {
  try {
    const answer = await provider.translate({
      texts: ['قهوة & <b>', 'شاي'],
      sourceLanguage: 'ar',
      targetLanguage: 'en',
      signal: new AbortController().signal,
    })
    return 'texts' in answer ? answer.texts : answer
  } catch (error) {
    if (error instanceof ProviderFault) return error
    throw error
  }
}

describe('v2', () => {
  test('sends html, languages and the key; gives the answers in order', async () => {
    let seen: unknown
    server.use(
      http.post(V2, async ({ request }) => {
        seen = {
          body: await request.json(),
          key: request.headers.get('x-goog-api-key'),
          query: new URL(request.url).search,
        }
        return HttpResponse.json({
          data: { translations: [{ translatedText: 'coffee &amp; ' }, { translatedText: 'tea' }] },
        })
      }),
    )
    expect(await ask(await v2())).toEqual(['coffee &amp; ', 'tea'])
    expect(seen).toEqual({
      body: { q: ['قهوة & <b>', 'شاي'], format: 'html', source: 'ar', target: 'en' },
      key: 'AIza-secret',
      query: '',
    })
  })

  test.each([
    [403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', 'quota-minute', 'wait'],
    [403, 'dailyLimitExceeded', 'Daily Limit Exceeded', 'quota-day', 'stop'],
    [403, 'forbidden', 'Cloud Translation API has not been used in project 1', 'forbidden', 'stop'],
    [429, 'rateLimitExceeded', 'Quota exceeded', 'quota-minute', 'wait'],
    [400, 'badRequest', 'API key not valid. Please pass a valid API key.', 'key', 'stop'],
    [400, 'invalid', 'Too many text segments', 'too-long', 'split'],
    [400, 'invalid', 'Bad language pair', 'settings', 'stop'],
    [400, 'invalid', 'Text not translatable', 'text', 'skip'],
    [500, 'backendError', 'Internal error', 'unavailable', 'retry'],
    [503, 'backendError', 'Unavailable', 'unavailable', 'retry'],
  ])('%i %s: %s → %s', async (status, reason, message, code, action) => {
    let requests = 0
    server.use(
      http.post(V2, () => {
        requests++
        return HttpResponse.json(
          { error: { code: status, message, errors: [{ reason, message }] } },
          { status, headers: { 'retry-after': '3' } },
        )
      }),
    )
    const fault = await ask(await v2())
    expect(fault).toMatchObject({ code, action })
    expect(requests).toBe(1)
    expect(String(fault)).not.toContain('AIza-secret')
  })

  test('a connection that breaks is an outage', async () => {
    server.use(http.post(V2, () => HttpResponse.error()))
    expect(await ask(await v2())).toMatchObject({ action: 'retry' })
  })
})

describe('loading', () => {
  test('a misspelt name is answered with the nearest one', async () => {
    await expect(loadProvider({ settings: { name: 'gogle' }, environment: {} })).rejects.toMatchObject({
      code: 'provider-unknown',
      message: expect.stringContaining('"google"') as string,
    })
  })
})
