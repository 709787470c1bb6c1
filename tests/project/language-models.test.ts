/** Language models in whole builds: what is planned, paid, remembered and said. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startChatServer, type ChatServer } from '../servers/chat.ts'
import type { ChatOptions } from '../servers/chat-dialect.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

interface Account {
  readonly cost: number
  readonly mostCost: number
  readonly charactersSent: number
  readonly requests: number
  readonly translated: number
  readonly failed: number
  readonly untranslated: number
  readonly stopped?: string
  readonly providers: readonly { readonly billed: Readonly<Record<string, number>> }[]
}

const last = (stdout: string): Account => JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Account
const ARTICLE = readFileSync('input/moscow-washington-syria.txt', 'utf8')
const PRICE = { pricePerMillion: 2, pricePerMillionAnswered: 10, pricePerMillionCached: 0.1 }

async function started(options: ChatOptions = {}): Promise<ChatServer> {
  const server = await startChatServer(options)
  onTestFinished(() => server.close())
  return server
}

function project(
  name: 'openai' | 'anthropic',
  endpoint: string,
  files: Readonly<Record<string, string>> = {},
  more: object = {},
): string {
  const provider = { name, endpoint, model: name === 'openai' ? 'stand-in' : 'claude-haiku-4-5', ...PRICE }
  return temporaryProject({
    'input/article.txt': ARTICLE,
    'muqabil.config.json': JSON.stringify({ provider, ...more }),
    ...files,
  })
}

describe.each(['openai', 'anthropic'] as const)('%s', (name) => {
  test('a build costs what the plan expects or less than its most, and the account is the service\u2019s own count', async () => {
    // As wasteful as that service's tokenizer is with Arabic.
    const rate = name === 'openai' ? 0.165 : 0.49
    const server = await started({ tokens: (text) => Math.ceil(Buffer.byteLength(text) * rate) })
    const root = project(name, server.url)
    const planned = last((await muqabil(root, ['plan', '--json'])).stdout)
    expect(server.calls).toEqual([])
    const ran = await muqabil(root, ['build', '--json'])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    const { cost, providers, charactersSent, requests, failed, untranslated } = last(ran.stdout)
    expect({ charactersSent, requests, failed, untranslated }).toEqual({
      charactersSent: (planned as unknown as { characters: number }).characters,
      requests: planned.requests,
      failed: 0,
      untranslated: 0,
    })
    const { sent, answered, cached } = server.tokens
    expect(providers[0]?.billed).toMatchObject({ sent, answered, unit: 'tokens' })
    expect(cost).toBeCloseTo(((sent - cached) * 2 + cached * 0.1 + answered * 10) / 1e6, 9)
    // The range that the guide states.
    expect(cost).toBeLessThanOrEqual(planned.mostCost)
    expect(cost).toBeGreaterThan(planned.cost * 0.5)
    expect(cost).toBeLessThan(planned.cost * 2)
  })

  test('--max-cost is held to the last cent, and what was answered stays', async () => {
    const server = await started({ tokens: (text) => Buffer.byteLength(text) })
    const root = project(name, server.url)
    const ran = await muqabil(root, ['build', '--json', '--max-cost', '0.07'])
    expect(ran.status).toBe(1)
    const { cost, stopped, translated, untranslated } = last(ran.stdout)
    expect(stopped).toBe('budget')
    expect(translated).toBeGreaterThan(0)
    expect(untranslated).toBeGreaterThan(0)
    const { sent, answered, cached } = server.tokens
    expect(((sent - cached) * 2 + cached * 0.1 + answered * 10) / 1e6).toBeLessThanOrEqual(0.07)
    expect(cost).toBeLessThanOrEqual(0.07)
    const done = server.meter.texts
    const rest = await muqabil(root, ['build', '--json'])
    expect(rest.status).toBe(0)
    expect(Math.max(...done.values())).toBe(1)
  })

  test('the record says which prompt, brief and glossary a translation was made with; another brief bills nothing again', async () => {
    const server = await started()
    const root = project(
      name,
      server.url,
      { 'brief.md': 'For students of history.\n', 'terms.csv': '\u0645\u0648\u0633\u0643\u0648,Moscow\n' },
      { glossary: 'terms.csv' },
    )
    expect((await muqabil(root, ['build'])).status).toBe(0)
    const record = readFileSync(join(root, 'translations/article.txt.en.xlf'), 'utf8')
    expect(record).toMatch(/<mda:meta type="variant">prompt:1 brief:[0-9a-f]{8} glossary:[0-9a-f]{8}<\/mda:meta>/)
    for (const { text } of server.calls) expect(text).toContain('For students of history.')
    expect(server.calls.some(({ text }) => text.includes(String.raw`\"target\":\"Moscow\"`))).toBe(true)
    const calls = server.calls.length
    writeFileSync(join(root, 'brief.md'), 'For lawyers.\n')
    const again = await muqabil(root, ['build', '--json'])
    expect(last(again.stdout)).toMatchObject({ translated: 0, charactersSent: 0, cost: 0 })
    expect(server.calls).toHaveLength(calls)
    // What is new is translated by the new brief.
    writeFileSync(
      join(root, 'input/b.txt'),
      '\u0641\u0642\u0631\u0629 \u062C\u062F\u064A\u062F\u0629 \u0639\u0646 \u0627\u0644\u0642\u0647\u0648\u0629.\n',
    )
    expect(last((await muqabil(root, ['build', '--json'])).stdout)).toMatchObject({ translated: 1, requests: 1 })
    expect(server.calls.at(-1)?.text).toContain('For lawyers.')
  })
})

describe('before anything is sent or written', () => {
  test('a plan does not call a model free whose price is not known, and says whose figures it has', async () => {
    const root = temporaryProject({ 'input/a.txt': ARTICLE })
    expect((await muqabil(root, ['plan'])).stdout).toMatch(
      / USD, at least 1 s at the quota\. Nobody translates yet: these are the figures of google\.\n$/,
    )
    const provider = { name: 'openai', model: 'm', endpoint: 'https://models.example' }
    writeFileSync(join(root, 'muqabil.config.json'), JSON.stringify({ provider }))
    expect((await muqabil(root, ['plan'])).stdout).toMatch(
      / requests?, at a price that is not known, at least 0 s at the quota\.\n$/,
    )
    expect(last((await muqabil(root, ['plan', '--json'])).stdout)).toMatchObject({ cost: 0, unpriced: true })
  })

  test.each([
    ['no key', { name: 'openai' }, [], 'OPENAI_API_KEY in the environment or .env'],
    ['no key', { name: 'anthropic' }, [], 'ANTHROPIC_API_KEY in the environment or .env'],
    ['no key of that name', { name: 'openai', keyVariable: 'OTHER_KEY' }, [], 'OTHER_KEY in the environment or .env'],
    ['no model', { name: 'openai', endpoint: 'http://127.0.0.1:9' }, [], '[setting-missing]'],
    [
      'no price under a budget',
      { name: 'openai', model: 'm', endpoint: 'https://models.example' },
      ['--max-cost', '1'],
      '[price-unknown]',
    ],
  ])('%s: %o', async (_, provider, args, words) => {
    const root = temporaryProject({ 'input/a.txt': ARTICLE, 'muqabil.config.json': JSON.stringify({ provider }) })
    const ran = await muqabil(root, ['build', ...args])
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain(words)
    expect(existsSync(join(root, 'translations'))).toBe(false)
    expect(existsSync(join(root, 'output'))).toBe(false)
  })
})

test('what a person reads: the range of a plan, the tokens of an account', async () => {
  const server = await started()
  const root = project('openai', server.url)
  expect((await muqabil(root, ['plan'])).stdout).toMatch(/, 0\.\d\d USD and at most 0\.\d\d USD, at least/)
  expect((await muqabil(root, ['build'])).stdout).toMatch(
    / characters sent · [\d,]+ tokens sent, [\d,]+ answered · 0\.\d+ USD\n$/,
  )
})
