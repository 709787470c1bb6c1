/** Chat completions: what is sent to whom, what is made of each error, and what it comes to. */
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { MuqabilError, ProviderFault } from '../../src/errors.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import { COMMON_HTTP } from '../../src/providers/faults.ts'
import { faults } from '../../src/providers/openai/faults.ts'
import { PRICES } from '../../src/providers/openai/limits.ts'
import type { Answer, Provider } from '../../src/providers/provider.ts'
import type { ProviderContext, ProviderSettings } from '../../src/providers/provider-context.ts'
import { costOf } from '../../src/translate/cost.ts'
import { startChatServer, type ChatServer } from '../servers/chat.ts'
import type { ChatOptions } from '../servers/chat-dialect.ts'
import { standInTranslation } from '../servers/stand-in.ts'

const KEY = 'sk-proj-0123456789abcdefghijklmnop'
const COFFEE = '\u0642\u064E\u0647\u0648\u0629 \u0648\u0663 Node.js'
const rows = faults['chat completions'].filter((row) => !COMMON_HTTP.includes(row))
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
  loadProvider({ settings: { name: 'openai', ...settings }, environment: { OPENAI_API_KEY: KEY }, ...more })

async function ask(asked: Provider, texts: readonly string[] = [COFFEE]): Promise<Answer> {
  const answer = await asked.translate({
    texts,
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
  test('to OpenAI: its newest way of everything, the shared beginning marked for keeping', async () => {
    const { seen } = await standIn({ key: KEY })
    expect((await ask(await provider())).texts).toEqual([standInTranslation(COFFEE)])
    const [{ url, headers, body } = expect.fail('nothing was sent')] = seen
    expect(url).toBe('https://api.openai.com/v1/chat/completions')
    expect(headers.get('authorization')).toBe(`Bearer ${KEY}`)
    expect(headers.get('content-type')).toBe('application/json')
    expect(body).toEqual({
      model: 'gpt-6.1-terra',
      messages: [
        {
          role: 'system',
          content: [
            {
              type: 'text',
              text: expect.stringContaining('You translate from Arabic into English') as string,
              prompt_cache_breakpoint: { mode: 'explicit' },
            },
          ],
        },
        { role: 'user', content: JSON.stringify({ texts: [{ id: '1', text: COFFEE }] }) },
      ],
      max_completion_tokens: 512 + 48 + Math.ceil([...COFFEE].length * 1.5),
      reasoning_effort: 'none',
      temperature: 0,
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'translations',
          strict: true,
          schema: expect.objectContaining({ additionalProperties: false }) as object,
        },
      },
      prompt_cache_key: expect.stringMatching(/^muqabil-[0-9a-f]{16}$/) as string,
      prompt_cache_options: { mode: 'explicit' },
    })
  })

  test.each([
    ['gpt-4o', {}, { reasoning_effort: undefined, temperature: 0, prompt_cache_options: undefined }],
    ['gpt-5-mini', {}, { reasoning_effort: 'low', temperature: undefined, prompt_cache_options: undefined }],
    ['gpt-6.1-sol', {}, { reasoning_effort: 'low', temperature: undefined }],
    ['gpt-6-luna', { effort: 'high' }, { reasoning_effort: 'high', temperature: undefined }],
    ['gpt-6-luna', { answers: 'json' }, { response_format: { type: 'json_object' } }],
    ['gpt-6-luna', { answers: 'text' }, { response_format: undefined }],
  ] as const)('%s with %o', async (model, settings, expected) => {
    const { seen } = await standIn()
    await ask(await provider({ model, ...settings }))
    for (const [name, value] of Object.entries(expected)) expect(seen[0]?.body[name]).toEqual(value)
  })

  test('to a server of one\u2019s own: the older name of the limit, a seed, no key that is meant for another', async () => {
    const server = await standIn()
    await ask(await provider({ model: 'qwen3:8b', endpoint: server.url }, { environment: {} }))
    expect(server.calls[0]).toMatchObject({
      path: '/v1/chat/completions',
      body: { model: 'qwen3:8b', temperature: 0, seed: 0, max_tokens: expect.any(Number) as number },
    })
    expect(server.calls[0]?.headers.authorization).toBeUndefined()
    expect(server.calls[0]?.body).not.toHaveProperty('reasoning_effort')
    expect(server.calls[0]?.body).not.toHaveProperty('prompt_cache_key')
  })

  test.each([
    ['https://openrouter.example/api/v1', {}, 'https://openrouter.example/api/v1/chat/completions', 'authorization'],
    [
      'https://gemini.example/v1beta/openai/',
      {},
      'https://gemini.example/v1beta/openai/chat/completions',
      'authorization',
    ],
    [
      'https://r.openai.azure.example',
      { apiVersion: '2024-10-21' },
      'https://r.openai.azure.example/openai/deployments/my%20model/chat/completions?api-version=2024-10-21',
      'api-key',
    ],
    [
      'https://r.openai.azure.example/openai/v1',
      {},
      'https://r.openai.azure.example/openai/v1/chat/completions',
      'authorization',
    ],
  ])('%s %o', async (endpoint, settings, url, header) => {
    const { seen } = await standIn({ key: 'other-key' })
    await ask(
      await provider(
        { model: 'my model', endpoint, keyVariable: 'OTHER_KEY', ...settings },
        { environment: { OTHER_KEY: 'other-key', OPENAI_API_KEY: KEY } },
      ),
    )
    expect(seen[0]?.url).toBe(url)
    expect(seen[0]?.headers.get(header)).toContain('other-key')
    expect(JSON.stringify([...(seen[0]?.headers ?? [])])).not.toContain(KEY)
  })
})

describe('the key', () => {
  test('is asked for before anything is sent', async () => {
    const { seen } = await standIn()
    const asked = await provider({}, { environment: {} })
    await expect(asked.prepare?.(new AbortController().signal)).rejects.toMatchObject({
      code: 'key-missing',
      message: expect.stringContaining('OPENAI_API_KEY') as string,
    })
    expect(seen).toEqual([])
  })

  test('goes to no other machine without TLS, and none is asked for there', async () => {
    let sent: Headers | undefined
    worker.use(
      http.post(
        'http://models.example/v1/chat/completions',
        ({ request }) => ((sent = request.headers), HttpResponse.error()),
      ),
    )
    const asked = await provider({ model: 'm', endpoint: 'http://models.example' })
    await asked.prepare?.(new AbortController().signal)
    await faultOf(asked)
    expect(sent?.get('authorization')).toBeNull()
  })

  test('is in no message, even where the service repeats it', async () => {
    const { seen } = await standIn({ key: 'another' })
    const asked = await provider()
    const fault = await faultOf(asked)
    expect(fault).toMatchObject({ code: 'key', action: 'stop' })
    expect(fault.message).not.toContain(KEY)
    expect(fault.message).not.toContain('platform.example')
    expect(JSON.stringify(await asked.check?.(new AbortController().signal))).not.toContain(KEY)
    expect(seen.map(({ url }) => url)).toEqual([
      'https://api.openai.com/v1/chat/completions',
      'https://api.openai.com/v1/models',
    ])
  })
})

describe('what is missing in the settings is said before anything is sent', () => {
  test.each([
    [{ endpoint: 'https://openrouter.example/api/v1' }, 'model'],
    [{ apiVersion: '2024-10-21', model: 'm' }, 'endpoint'],
  ])('%o', async (settings, setting) => {
    await expect(provider(settings)).rejects.toMatchObject({ code: 'setting-missing', facts: { setting } })
    await expect(provider(settings)).rejects.toBeInstanceOf(MuqabilError)
  })
})

describe('check', () => {
  test('says that the model is there, and sends no text', async () => {
    const { calls } = await standIn({ key: KEY })
    expect(await (await provider()).check?.(new AbortController().signal)).toEqual({
      ready: true,
      words: 'api.openai.com answers and has gpt-6.1-terra',
    })
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({ method: 'GET', path: '/v1/models', text: '' })
  })

  test.each([
    [
      'a key that is refused',
      { key: 'other' },
      {},
      { ready: false, words: expect.stringContaining('not accepted') as string },
    ],
    ['no key', {}, { environment: {} }, { ready: false, words: expect.stringContaining('OPENAI_API_KEY') as string }],
  ])('%s', async (_, options, more, expected) => {
    await standIn(options)
    expect(await (await provider({}, more)).check?.(new AbortController().signal)).toEqual(expected)
  })

  test('nobody there', async () => {
    const asked = await provider({ model: 'm', endpoint: 'http://127.0.0.1:9' })
    expect(await asked.check?.(new AbortController().signal)).toMatchObject({ ready: false })
  })
})

describe('what a server refuses is left out from then on', () => {
  test.each([
    [['json_schema'], { response_format: { type: 'json_object' } }],
    [['json_schema', 'json_object'], { response_format: undefined }],
    [['response_format'], { response_format: undefined }],
    [['max_completion_tokens'], { max_completion_tokens: undefined, max_tokens: expect.any(Number) as number }],
    [['temperature'], { temperature: undefined }],
    [['prompt_cache_options', 'prompt_cache_key'], { prompt_cache_key: undefined, prompt_cache_options: undefined }],
    [['json_schema', 'temperature', 'prompt_cache_key', 'max_completion_tokens'], { temperature: undefined }],
  ])('%o', async (refuses, expected) => {
    const { seen, meter } = await standIn({ refuses })
    const asked = await provider()
    await ask(asked)
    const tries = seen.length
    expect(tries).toBeGreaterThan(1)
    await Promise.all([ask(asked), ask(asked)])
    expect(seen).toHaveLength(tries + 2)
    for (const [name, value] of Object.entries(expected)) expect(seen.at(-1)?.body[name]).toEqual(value)
    expect(meter.requests).toBe(3)
  })

  test('what the user chose is not left out: the run stops with the service\u2019s words', async () => {
    await standIn({ refuses: ['reasoning_effort'] })
    expect(await faultOf(await provider({ effort: 'high' }))).toMatchObject({
      code: 'settings',
      action: 'stop',
      message: expect.stringContaining("'reasoning_effort'") as string,
    })
  })
})

const openai = (message: string, type: string | null, code: string | null, param: string | null = null): object => ({
  error: { message, type, param, code },
})

/** Each as the service is known to answer: status, body, headers; and what it means. */
const CASES: readonly [
  what: string,
  status: number,
  body: object | string,
  code: string,
  headers?: Record<string, string>,
][] = [
  [
    'prepaid credit used up',
    429,
    openai(
      'You exceeded your current quota, please check your plan and billing details.',
      'insufficient_quota',
      'insufficient_quota',
    ),
    'credit',
  ],
  [
    'no prepaid credit',
    429,
    openai('You have no credits left.', 'insufficient_quota', 'credit_balance_exhausted'),
    'credit',
  ],
  [
    'a project\u2019s limit of spending',
    429,
    openai(
      'You exceeded your current quota, please check your plan and billing details.',
      'insufficient_quota',
      'project_spend_limit_exceeded',
    ),
    'quota-day',
  ],
  [
    'the organization\u2019s',
    429,
    openai('You exceeded your current quota.', 'insufficient_quota', 'organization_usage_limit_exceeded'),
    'quota-day',
  ],
  [
    'requests a minute',
    429,
    openai(
      'Rate limit reached for gpt-6.1-terra in organization org-x on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.',
      'requests',
      'rate_limit_exceeded',
    ),
    'quota-minute',
  ],
  [
    'tokens a minute',
    429,
    openai(
      'Rate limit reached for gpt-6.1-terra in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000.',
      'tokens',
      'rate_limit_exceeded',
    ),
    'quota-minute',
  ],
  [
    'requests a day',
    429,
    openai(
      'Rate limit reached for gpt-6.1-terra in organization org-x on requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s.',
      'requests',
      'rate_limit_exceeded',
    ),
    'quota-day',
  ],
  [
    'more than a minute holds',
    429,
    openai(
      'Request too large for gpt-6.1-terra in organization org-x on tokens per min (TPM): Limit 30000, Requested 45000. The input or output tokens must be reduced in order to run successfully.',
      'tokens',
      'rate_limit_exceeded',
    ),
    'too-long',
  ],
  [
    'too fast a rise',
    503,
    openai('Slow down. Reduce your request rate.', 'service_unavailable_error', 'slow_down'),
    'quota-minute',
  ],
  [
    'overloaded',
    503,
    openai(
      'The engine is currently overloaded, please try again later',
      'service_unavailable_error',
      'server_is_overloaded',
    ),
    'unavailable',
  ],
  [
    'a wrong key',
    401,
    openai(`Incorrect API key provided: ${KEY}.`, 'invalid_request_error', 'invalid_api_key'),
    'key',
  ],
  [
    'a country',
    403,
    openai('Country, region, or territory not supported', 'request_forbidden', 'unsupported_country_region_territory'),
    'forbidden',
  ],
  [
    'an unknown model',
    404,
    openai(
      'The model `gpt-9` does not exist or you do not have access to it.',
      'invalid_request_error',
      'model_not_found',
    ),
    'settings',
  ],
  [
    'too long',
    400,
    openai(
      "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
      'invalid_request_error',
      'context_length_exceeded',
      'messages',
    ),
    'too-long',
  ],
  [
    'a limit that is too high',
    400,
    openai(
      'max_tokens is too large: 200000. This model supports at most 128000 completion tokens.',
      'invalid_request_error',
      'invalid_value',
      'max_tokens',
    ),
    'too-long',
  ],
  [
    'a filter',
    400,
    openai(
      'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
      'invalid_request_error',
      'invalid_prompt',
    ),
    'text',
  ],
  [
    'a parameter',
    400,
    openai(
      "Unsupported value: 'verbosity' does not support 'low'.",
      'invalid_request_error',
      'unsupported_value',
      'verbosity',
    ),
    'settings',
  ],
  [
    'Azure: its filter',
    400,
    openai(
      'The response was filtered due to the prompt triggering Azure OpenAI\u2019s content management policy.',
      null,
      'content_filter',
      'prompt',
    ),
    'text',
  ],
  [
    'Azure: no deployment',
    404,
    openai('The API deployment for this resource does not exist.', null, 'DeploymentNotFound'),
    'settings',
  ],
  [
    'Azure: a minute',
    429,
    { error: { code: '429', message: 'Requests have exceeded call rate limit. Please retry after 6 seconds.' } },
    'quota-minute',
    { 'retry-after': '6' },
  ],
  ['OpenRouter: no credit', 402, { error: { code: 402, message: 'Insufficient credits. Add more.' } }, 'credit'],
  [
    'OpenRouter: flagged',
    403,
    { error: { code: 403, message: 'meta requires moderation. Your input was flagged for "violence".' } },
    'text',
  ],
  ['OpenRouter: after the start', 200, { error: { code: 502, message: 'Provider returned error' } }, 'unavailable'],
  [
    'OpenRouter: in the choice',
    200,
    {
      choices: [
        { error: { code: 429, message: 'Rate limit exceeded: free-models-per-min' }, message: { content: '' } },
      ],
    },
    'quota-minute',
  ],
  [
    'OpenRouter: today',
    429,
    { error: { code: 429, message: 'Rate limit exceeded: free-models-per-day' } },
    'quota-day',
  ],
  [
    'Gemini: a minute',
    429,
    [
      {
        error: {
          code: 429,
          message: 'You exceeded your quota. Please retry in 34.1s.',
          status: 'RESOURCE_EXHAUSTED',
          details: [
            { violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel' }] },
            { retryDelay: '34s' },
          ],
        },
      },
    ],
    'quota-minute',
  ],
  [
    'Gemini: a day',
    429,
    [
      {
        error: {
          code: 429,
          message: 'You exceeded your quota.',
          status: 'RESOURCE_EXHAUSTED',
          details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] }],
        },
      },
    ],
    'quota-day',
  ],
  [
    'Gemini: a wrong key',
    400,
    [{ error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' } }],
    'key',
  ],
  [
    'Gemini: a place',
    400,
    [
      {
        error: { code: 400, message: 'User location is not supported for the API use.', status: 'FAILED_PRECONDITION' },
      },
    ],
    'forbidden',
  ],
  [
    'Groq: no JSON',
    400,
    openai('Failed to generate JSON. Please adjust your prompt.', 'invalid_request_error', 'json_validate_failed'),
    'garbled',
  ],
  ['Groq: no room', 498, openai('Capacity exceeded', 'api_error', 'capacity_exceeded'), 'unavailable'],
  [
    'vLLM: too long',
    400,
    {
      object: 'error',
      message:
        "This model's maximum context length is 16384 tokens. However, you requested 20000 tokens (19000 in the messages, 1000 in the completion).",
      type: 'BadRequestError',
      code: 400,
    },
    'too-long',
  ],
  [
    'llama.cpp: too long',
    400,
    {
      error: {
        code: 400,
        message: 'the request exceeds the available context size. try increasing the context size',
        type: 'exceed_context_size_error',
        n_ctx: 4096,
      },
    },
    'too-long',
  ],
  [
    'llama.cpp: too long, of late',
    500,
    { error: { code: 500, message: 'Context size has been exceeded.', type: 'server_error' } },
    'too-long',
  ],
  [
    'llama.cpp: loading',
    503,
    { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
    'unavailable',
  ],
  [
    'Ollama: no such model',
    404,
    openai('model "qwen9" not found, try pulling it first', 'api_error', null),
    'settings',
  ],
  ['too large', 413, 'Payload Too Large', 'too-long'],
  ['a page', 502, '<html>Bad gateway</html>', 'unavailable'],
  ['no completion', 200, { hello: 'world' }, 'garbled'],
  ['nobody knows', 418, openai('I am a teapot', null, null), 'unknown'],
]

describe('errors', () => {
  const answering = (status: number, body: object | string, headers: Record<string, string> = {}): void =>
    worker.use(
      http.post('https://api.openai.com/v1/chat/completions', () =>
        typeof body === 'string'
          ? new HttpResponse(body, { status, headers })
          : HttpResponse.json(body as never, { status, headers }),
      ),
    )

  test.each(CASES)('%s', async (_, status, body, code, headers) => {
    answering(status, body, headers)
    const fault = await faultOf(await provider())
    expect(fault).toMatchObject({ code })
    expect(fault.message).not.toContain(KEY)
  })

  test('every row of the table is tried here', () => {
    const hit = new Set(
      CASES.map(([, status, body]) => {
        const text = `${typeof body === 'string' ? body : JSON.stringify(body)}`
        const inside = (Array.isArray(body) ? body[0] : body) as {
          error?: { code?: unknown }
          choices?: [{ error: { code: unknown } }]
        }
        const code = inside.choices?.[0].error.code ?? inside.error?.code
        return rows.find(
          ({ http: statuses, says }) =>
            statuses?.includes(status === 200 ? Number(code) : status) && (says?.test(text) ?? true),
        )
      }),
    )
    expect(rows.filter((row) => !hit.has(row))).toEqual([])
  })

  test.each([
    ['Retry-After', { 'retry-after': '7' }, 'Slow down', 7],
    ['milliseconds', { 'retry-after-ms': '1500' }, 'Slow down', 1.5],
    ['in words', {}, 'Please try again in 1m2.5s.', 62.5],
    ['Google\u2019s way', {}, '"retryDelay": "34s"', 34],
    [
      'the limit that is used up',
      { 'x-ratelimit-limit-tokens': '30000', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '2.5s' },
      'Rate limit',
      2.5,
    ],
    [
      'a limit of -1 is none',
      { 'x-ratelimit-limit-tokens': '-1', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '2.5s' },
      'Rate limit',
      undefined,
    ],
  ])('how long to wait: %s', async (_, headers, message, seconds) => {
    answering(
      429,
      message.startsWith('"')
        ? `{"error":{"message":"","details":[{${message}}]}}`
        : openai(message, 'requests', 'rate_limit_exceeded'),
      headers,
    )
    expect((await faultOf(await provider())).delaySeconds).toBe(seconds)
  })
})

describe('what it comes to', () => {
  test('the service\u2019s own count, with what it kept at its price', async () => {
    const server = await standIn({ tokens: (text) => Buffer.byteLength(text) })
    const asked = await provider()
    const [first, second] = [await ask(asked), await ask(asked)]
    expect(first.usage).toMatchObject({ cached: 0, kept: expect.any(Number) as number })
    expect(second.usage).toMatchObject({ cached: first.usage?.kept, kept: 0 })
    const { sent = 0, answered = 0, cached = 0 } = second.usage ?? {}
    expect(costOf(second.usage ?? {}, asked)).toBeCloseTo(
      ((sent - cached) * 1 + cached * 0.05 + answered * 5) / 1e6,
      12,
    )
    expect(server.tokens.sent).toBe((first.usage?.sent ?? 0) + sent)
  })

  test('limits that are announced', async () => {
    await standIn({ announces: { requests: 60, tokens: 30_000 } })
    expect((await ask(await provider())).announced).toEqual([
      { of: 'requests', limit: 60, remaining: 59, resetSeconds: 90.5 },
      { of: 'tokens', limit: 30_000, remaining: 30_000, resetSeconds: 0.006 },
    ])
  })

  test.each(Object.keys(PRICES))('%s has a price in tokens', async (model) => {
    const { price, unpriced } = await provider({ model })
    expect(price).toMatchObject({ unit: 'tokens', currency: 'USD', date: '2026-11' })
    expect(unpriced).toBe(false)
    const [sent = 0, answered = 0, cached = 0, kept = sent] = PRICES[model] ?? []
    expect(cached).toBeLessThan(sent)
    expect(sent).toBeLessThan(answered)
    expect(kept).toBeGreaterThanOrEqual(sent)
  })

  test('a snapshot costs what its model does; what is not known is said to be so', async () => {
    expect((await provider({ model: 'gpt-5.4-mini-2026-03-17' })).price).toMatchObject({ perMillion: 0.75 })
    expect(await provider({ model: 'gpt-6-luna-pro' })).toMatchObject({
      unpriced: true,
      price: { unit: 'tokens', perMillion: 0 },
    })
    expect(await provider({ model: 'gpt-6.1-terra', endpoint: 'https://proxy.example' })).toMatchObject({
      unpriced: true,
    })
    expect(await provider({ model: 'm', endpoint: 'http://127.0.0.1:1' })).toMatchObject({
      unpriced: false,
      price: { perMillion: 0 },
    })
    const own = await provider({
      model: 'm',
      endpoint: 'https://proxy.example',
      pricePerMillion: 2,
      pricePerMillionAnswered: 8,
      pricePerMillionCached: 1,
    })
    expect(own).toMatchObject({
      unpriced: false,
      price: { unit: 'tokens', perMillion: 2, perMillionAnswered: 8, perMillionCached: 1, perMillionKept: 2.5 },
    })
    const dearer = await provider({ pricePerMillion: 2 })
    expect(dearer.price).toMatchObject({ perMillion: 2, perMillionCached: 0.1, perMillionKept: 2.5 })
  })

  test('a refusal and an answer that is cut off are billed, and counted', async () => {
    await standIn({ mood: (request) => (['refusal', 'content filter', 'cut off', 'talk'] as const)[request] })
    const asked = await provider()
    for (const code of ['text', 'text', 'cut-off', 'count']) {
      const fault = await faultOf(asked)
      expect(fault).toMatchObject({
        code,
        billed: 'maybe',
        usage: { sent: expect.any(Number) as number, answered: expect.any(Number) as number },
      })
    }
  })

  test('thoughts that left no room for an answer are said', async () => {
    await standIn({ thoughts: 100_000 })
    expect((await faultOf(await provider({ effort: 'low' }))).message).toContain(
      '100000 tokens of it were thoughts: see the setting "effort"',
    )
  })

  test('the variant says which prompt and which effort; the brief is in the system\u2019s words', async () => {
    expect((await provider()).variant).toBe('prompt:1')
    expect((await provider({ effort: 'high', prompt: 1 })).variant).toBe('prompt:1 effort:high')
    const { seen } = await standIn()
    await ask(await provider({}, { brief: 'For readers of law.' }))
    expect(JSON.stringify(seen[0]?.body)).toContain('For readers of law.')
  })
})
