/** The messages API: what is sent, what is made of each error, and what it comes to. */
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ProviderFault } from '../../src/errors.ts'
import { COMMON_HTTP } from '../../src/providers/faults.ts'
import { faults } from '../../src/providers/anthropic/faults.ts'
import { PRICES } from '../../src/providers/anthropic/limits.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import type { Answer, Provider } from '../../src/providers/provider.ts'
import type { ProviderContext, ProviderSettings } from '../../src/providers/provider-context.ts'
import { costOf } from '../../src/translate/cost.ts'
import { startChatServer, type ChatServer } from '../servers/chat.ts'
import type { ChatOptions } from '../servers/chat-dialect.ts'
import { standInTranslation } from '../servers/stand-in.ts'

const KEY = 'sk-ant-api03-0123456789abcdefghijklmnop'
const COFFEE = '\u0642\u064E\u0647\u0648\u0629 \u0648\u0663 Node.js'
const MESSAGES = 'https://api.anthropic.com/v1/messages'
const rows = faults.messages.filter((row) => !COMMON_HTTP.includes(row))
const worker = setupServer()
beforeAll(() => worker.listen({ onUnhandledFrame: 'bypass' } as Parameters<typeof worker.listen>[0]))
afterEach(() => worker.resetHandlers())
afterAll(() => worker.close())

interface Seen {
  readonly url: string
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

/** A stand-in that is reached under the service's own name, with what it was sent. */
async function standIn(options: ChatOptions = {}): Promise<ChatServer & { readonly seen: readonly Seen[] }> {
  const server = await startChatServer(options)
  onTestFinished(() => server.close())
  const seen: Seen[] = []
  worker.use(
    http.all(/^https:/, async ({ request }) => {
      const [{ pathname, search }, text] = [new URL(request.url), await request.text()]
      seen.push({
        url: request.url,
        headers: request.headers,
        body: text === '' ? {} : (JSON.parse(text) as Seen['body']),
      })
      return fetch(`${server.url}${pathname}${search}`, {
        method: request.method,
        headers: request.headers,
        ...(text === '' ? {} : { body: text }),
      })
    }),
  )
  return { ...server, seen }
}

const provider = (settings: Partial<ProviderSettings> = {}, more: Partial<ProviderContext> = {}): Promise<Provider> =>
  loadProvider({ settings: { name: 'anthropic', ...settings }, environment: { ANTHROPIC_API_KEY: KEY }, ...more })

async function ask(asked: Provider): Promise<Answer> {
  const answer = await asked.translate({
    texts: [COFFEE],
    sourceLanguage: 'ar',
    targetLanguage: 'en',
    signal: new AbortController().signal,
  })
  return 'texts' in answer ? answer : { texts: answer }
}

const faultOf = async (asked: Provider): Promise<ProviderFault> =>
  ask(asked).then(
    () => expect.fail('no fault'),
    (error: unknown) => (error instanceof ProviderFault ? error : expect.fail(String(error))),
  )

describe('what is sent', () => {
  test('to Claude Sonnet 5.5, with its way of not thinking first and the shared beginning marked', async () => {
    const { seen } = await standIn({ key: KEY })
    expect((await ask(await provider())).texts).toEqual([standInTranslation(COFFEE)])
    const [{ url, headers, body } = expect.fail('nothing was sent')] = seen
    expect(url).toBe(MESSAGES)
    expect(headers.get('x-api-key')).toBe(KEY)
    expect(headers.get('anthropic-version')).toBe('2023-06-01')
    expect(headers.get('authorization')).toBeNull()
    expect(body).toEqual({
      model: 'claude-sonnet-5-5',
      max_tokens: 512 + 48 + Math.ceil([...COFFEE].length * 1.5),
      system: [
        {
          type: 'text',
          text: expect.stringContaining('You translate from Arabic into English') as string,
          cache_control: { type: 'ephemeral' },
        },
      ],
      messages: [{ role: 'user', content: JSON.stringify({ texts: [{ id: '1', text: COFFEE }] }) }],
      thinking: { type: 'between_tools' },
      output_config: {
        format: { type: 'json_schema', schema: expect.objectContaining({ additionalProperties: false }) as object },
      },
    })
  })

  test.each([
    ['claude-haiku-5-5', {}, { thinking: { type: 'disabled' }, temperature: undefined }],
    ['claude-haiku-4-5', {}, { thinking: { type: 'disabled' }, temperature: 0 }],
    [
      'claude-opus-5-5',
      {},
      { thinking: undefined, output_config: { effort: 'low', format: expect.anything() as object } },
    ],
    [
      'claude-opus-5-5',
      { effort: 'none' },
      { thinking: undefined, output_config: { effort: 'low', format: expect.anything() as object } },
    ],
    [
      'claude-sonnet-5-5',
      { effort: 'high' },
      { thinking: undefined, output_config: { effort: 'high', format: expect.anything() as object } },
    ],
    ['claude-sonnet-5-5', { answers: 'text' }, { output_config: undefined }],
  ] as const)('%s with %o is taken at the first try', async (model, settings, expected) => {
    const { seen } = await standIn()
    await ask(await provider({ model, ...settings }))
    expect(seen).toHaveLength(1)
    for (const [name, value] of Object.entries(expected)) expect(seen[0]?.body[name]).toEqual(value)
    const roomy = 'effort' in settings && settings.effort === 'high' ? 16_000 : model === 'claude-opus-5-5' ? 4_000 : 0
    expect(Number(seen[0]?.body.max_tokens)).toBe(512 + 48 + Math.ceil([...COFFEE].length * 1.5) + roomy)
  })

  test('thoughts before the answer are not the answer', async () => {
    await standIn({ thoughts: 50 })
    const answer = await ask(await provider({ effort: 'low' }))
    expect(answer.texts).toEqual([standInTranslation(COFFEE)])
    expect(answer.usage?.answered).toBeGreaterThan(50)
  })

  test('to another server, under its path, with a key of its own', async () => {
    const server = await standIn({ key: 'other-key' })
    await ask(
      await provider(
        { model: 'm', endpoint: server.url, keyVariable: 'OTHER_KEY' },
        { environment: { OTHER_KEY: 'other-key', ANTHROPIC_API_KEY: KEY } },
      ),
    )
    expect(server.calls[0]).toMatchObject({ path: '/v1/messages', headers: { 'x-api-key': 'other-key' } })
    await expect(provider({ endpoint: server.url })).rejects.toMatchObject({ code: 'setting-missing' })
  })
})

describe('the key', () => {
  test('is asked for before anything is sent, and is in no message', async () => {
    const { seen } = await standIn({ key: 'another' })
    await expect(
      (await provider({}, { environment: {} })).prepare?.(new AbortController().signal),
    ).rejects.toMatchObject({ code: 'key-missing', message: expect.stringContaining('ANTHROPIC_API_KEY') as string })
    expect(seen).toEqual([])
    const fault = await faultOf(await provider())
    expect(fault).toMatchObject({ code: 'key', action: 'stop' })
    expect(fault.message).not.toContain(KEY)
  })

  test('goes to no other machine without TLS', async () => {
    let sent: Headers | undefined
    worker.use(
      http.post('http://models.example/v1/messages', ({ request }) => ((sent = request.headers), HttpResponse.error())),
    )
    await faultOf(await provider({ model: 'm', endpoint: 'http://models.example' }))
    expect(sent?.get('x-api-key')).toBeNull()
  })
})

test('check says that the model is there, and sends no text', async () => {
  const { calls } = await standIn({ key: KEY })
  expect(await (await provider()).check?.(new AbortController().signal)).toEqual({
    ready: true,
    words: 'api.anthropic.com answers and has claude-sonnet-5-5',
  })
  expect(calls).toHaveLength(1)
  expect(calls[0]).toMatchObject({ method: 'GET', path: '/v1/models', text: '' })
  expect(await (await provider({}, { environment: {} })).check?.(new AbortController().signal)).toMatchObject({
    ready: false,
  })
})

describe('what a server refuses is left out from then on', () => {
  test.each([
    [['format'], { output_config: undefined }],
    [['thinking'], { thinking: undefined }],
    [['cache_control'], { system: [{ type: 'text', text: expect.any(String) as string }] }],
    [['format', 'thinking', 'cache_control'], { thinking: undefined }],
  ])('%o', async (refuses, expected) => {
    const { seen } = await standIn({ refuses })
    const asked = await provider()
    await ask(asked)
    expect(seen).toHaveLength(refuses.length + 1)
    await ask(asked)
    expect(seen).toHaveLength(refuses.length + 2)
    for (const [name, value] of Object.entries(expected)) expect(seen.at(-1)?.body[name]).toEqual(value)
  })
})

const said = (type: string, message: string, details?: object): object => ({
  type: 'error',
  error: { type, message, ...(details ? { details } : {}) },
  request_id: 'req_1',
})

const CASES: readonly [what: string, status: number, body: object | string, code: string][] = [
  [
    'a limit of spending of one\u2019s own',
    400,
    said(
      'invalid_request_error',
      'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
    ),
    'quota-day',
  ],
  [
    'the tier\u2019s',
    429,
    said('rate_limit_error', 'Your organization has reached its monthly spend limit.', {
      error_code: 'enforced_spend_limit_reached',
    }),
    'quota-day',
  ],
  [
    'no credit',
    400,
    said(
      'invalid_request_error',
      'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
    ),
    'credit',
  ],
  ['billing', 402, said('billing_error', 'There is an issue with your billing.'), 'credit'],
  [
    'a minute',
    429,
    said(
      'rate_limit_error',
      'This request would exceed your organization\u2019s rate limit of 30,000 input tokens per minute.',
    ),
    'quota-minute',
  ],
  ['a wrong key', 401, said('authentication_error', `invalid x-api-key ${KEY}`), 'key'],
  [
    'no right',
    403,
    said('permission_error', 'Your API key does not have permission to use the specified resource.'),
    'forbidden',
  ],
  ['no such model', 404, said('not_found_error', 'model: claude-9'), 'settings'],
  ['a parameter', 400, said('invalid_request_error', 'top_k: Extra inputs are not permitted'), 'settings'],
  ['too long', 400, said('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'), 'too-long'],
  [
    'a limit too high',
    400,
    said(
      'invalid_request_error',
      'max_tokens: 200000 > 128000, which is the maximum allowed number of output tokens for claude-sonnet-5-5',
    ),
    'too-long',
  ],
  ['too large', 413, said('request_too_large', 'Request exceeds the maximum allowed number of bytes.'), 'too-long'],
  ['a filter', 400, said('invalid_request_error', 'Output blocked by content filtering policy'), 'text'],
  ['inside', 500, said('api_error', 'Internal server error'), 'unavailable'],
  ['out of time', 504, said('timeout_error', 'Request timed out.'), 'unavailable'],
  ['overloaded', 529, said('overloaded_error', 'Overloaded'), 'unavailable'],
  ['a page', 502, '<html>Bad gateway</html>', 'unavailable'],
  ['no message', 200, { hello: 'world' }, 'garbled'],
]

describe('errors', () => {
  test.each(CASES)('%s', async (_, status, body, code) => {
    worker.use(
      http.post(MESSAGES, () =>
        typeof body === 'string' ? new HttpResponse(body, { status }) : HttpResponse.json(body as never, { status }),
      ),
    )
    const fault = await faultOf(await provider())
    expect(fault).toMatchObject({ code })
    expect(fault.message).not.toContain(KEY)
  })

  test('every row of the table is tried here', () => {
    const hit = new Set(
      CASES.map(([, status, body]) =>
        rows.find(
          ({ http: statuses, says }) => statuses?.includes(status) && (says?.test(JSON.stringify(body)) ?? true),
        ),
      ),
    )
    expect(rows.filter((row) => !hit.has(row))).toEqual([])
  })
})

describe('what it comes to', () => {
  test('the service\u2019s own count, with what it kept at its price', async () => {
    await standIn()
    const asked = await provider()
    const [first, second] = [await ask(asked), await ask(asked)]
    expect(first.usage?.kept).toBeGreaterThan(0)
    expect(second.usage).toMatchObject({ cached: first.usage?.kept, kept: 0, sent: first.usage?.sent })
    const { sent = 0, answered = 0, cached = 0 } = second.usage ?? {}
    expect(costOf(second.usage ?? {}, asked)).toBeCloseTo(
      ((sent - cached) * 2 + cached * 0.1 + answered * 10) / 1e6,
      12,
    )
    expect(costOf(first.usage ?? {}, asked)).toBeGreaterThan(costOf(second.usage ?? {}, asked))
  })

  test('a refusal and an answer that is cut off are billed, and counted', async () => {
    await standIn({ mood: (request) => (['refusal', 'cut off', 'talk'] as const)[request] })
    const asked = await provider()
    for (const code of ['text', 'cut-off', 'count']) {
      const fault = await faultOf(asked)
      const usage = { sent: expect.any(Number) as number, answered: expect.any(Number) as number }
      expect(fault).toMatchObject({ code, billed: 'maybe', usage })
    }
  })

  test('thoughts that left no room for an answer are said', async () => {
    await standIn({ thoughts: 100_000 })
    const { message } = await faultOf(await provider({ effort: 'low' }))
    expect(message).toContain('100000 tokens of it were thoughts: see the setting "effort"')
  })

  test('limits that are announced', async () => {
    await standIn({ announces: { requests: 50, tokens: 40_000, remaining: 0 } })
    const [requests, tokens] = (await ask(await provider())).announced ?? []
    expect(requests).toMatchObject({ of: 'requests', limit: 50, remaining: 0 })
    expect(Math.abs((requests?.resetSeconds ?? 0) - 90)).toBeLessThan(5)
    expect(tokens).toMatchObject({ of: 'tokens', limit: 40_000 })
  })

  test.each(Object.keys(PRICES))('%s has a price in tokens', async (model) => {
    expect((await provider({ model })).price).toMatchObject({
      unit: 'tokens',
      currency: 'USD',
      date: '2026-11',
      perMillionKept: (PRICES[model]?.[0] ?? 0) * 1.25,
    })
  })

  test('a snapshot costs what its model does', async () => {
    expect((await provider({ model: 'claude-haiku-4-5-20251001' })).price).toMatchObject({ perMillion: 1 })
    expect(await provider({ model: 'claude-9' })).toMatchObject({ unpriced: true })
  })
})
