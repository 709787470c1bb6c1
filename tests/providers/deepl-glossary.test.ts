/** The project's glossary at DeepL: made once, found again, and never made by who only looks. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import fc from 'fast-check'
import type { Term } from '../../src/bitext/term.ts'
import { entriesOf } from '../../src/providers/deepl/glossary-entries.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import type { Provider } from '../../src/providers/provider.ts'
import type { ProviderContext, ProviderSettings } from '../../src/providers/provider-context.ts'
import { runHere } from '../run-here.ts'
import { startDeepl, type DeeplOptions } from '../servers/deepl.ts'
import type { HttpStandIn } from '../servers/http-stand-in.ts'
import { temporaryProject } from '../temporary-project.ts'
import { fastClock } from '../translate/clocks.ts'
import { runEngine } from '../translate/run-engine.ts'
import { ask } from './ask.ts'

const KEY = '279a2e9d-83b3-c416-7e2d-f721593e42a0:fx'
const TERMS: readonly Term[] = [
  { source: 'قَهْوَة', target: 'coffee', forbidden: ['java'] },
  { source: 'مقهى', target: 'coffee house' },
]

async function serve(options: DeeplOptions = {}): Promise<HttpStandIn> {
  const server = await startDeepl({ key: KEY, ...options })
  onTestFinished(() => server.close())
  return server
}

async function providerAt(
  { url }: HttpStandIn,
  more: Partial<ProviderContext> = {},
  settings: Partial<ProviderSettings> = {},
): Promise<Provider> {
  return loadProvider({
    settings: { name: 'deepl', endpoint: url, ...settings },
    environment: { DEEPL_AUTH_KEY: KEY },
    languages: { source: 'ar', target: 'en-GB' },
    terms: () => TERMS,
    ...more,
  })
}

const asked = ({ calls }: HttpStandIn): readonly string[] => calls.map(({ method, path }) => `${method} ${path}`)
const ids = ({ calls }: HttpStandIn): readonly unknown[] =>
  calls
    .filter(({ path }) => path === '/v2/translate')
    .map(({ body }) => (body as { readonly glossary_id?: string }).glossary_id)
const MADE = ['GET /v2/glossaries', 'GET /v2/glossary-language-pairs', 'POST /v2/glossaries']

describe('the project\u2019s glossary', () => {
  test('is made at the first request, and used by all of a run', async () => {
    const server = await serve()
    const provider = await providerAt(server, {}, { concurrency: 5 })
    await provider.prepare?.(new AbortController().signal)
    await provider.check?.(new AbortController().signal)
    expect(asked(server)).toEqual(['GET /v2/usage'])
    await Promise.all(['نعم', 'لا', 'ربما'].map((text) => ask(provider, [text])))
    expect(asked(server).slice(1)).toEqual([...MADE, ...Array.from({ length: 3 }, () => 'POST /v2/translate')])
    const made = server.calls.find(({ method, path }) => method === 'POST' && path === '/v2/glossaries')?.body
    expect(made).toEqual({
      name: expect.stringMatching(/^muqabil-[0-9a-f]{16}$/) as string,
      source_lang: 'ar',
      target_lang: 'en',
      entries: 'قهوة\tcoffee\nقَهْوَة\tcoffee\nمقهى\tcoffee house',
      entries_format: 'tsv',
    })
    expect(new Set(ids(server)).size).toBe(1)
    expect(ids(server)[0]).toEqual(expect.any(String))
    expect(`muqabil-${provider.variant?.replace('glossary:', '')}`).toBe((made as { name: string }).name)
  })

  test('is found again by its name; another entry makes another, under another name', async () => {
    const server = await serve()
    await ask(await providerAt(server), ['نعم'])
    const again = await providerAt(server)
    await ask(again, ['نعم'])
    expect(asked(server).slice(MADE.length + 1)).toEqual(['GET /v2/glossaries', 'POST /v2/translate'])
    const other = await providerAt(server, { terms: () => [...TERMS, { source: 'شاي', target: 'tea' }] })
    await ask(other, ['نعم'])
    expect(other.variant).not.toBe(again.variant)
    expect(new Set(ids(server)).size).toBe(2)
    // What is forbidden, and the order of the rows, are nothing to it.
    const same = await providerAt(server, {
      terms: () => TERMS.map(({ source, target }) => ({ source, target })).toReversed(),
    })
    expect(same.variant).toBe(again.variant)
  })

  test('old ones of ours go when another is made; all others stay', async () => {
    const pair = { source_lang: 'ar', target_lang: 'en' }
    const old = '2020-01-01T00:00:00Z'
    const stored = [
      { glossary_id: 'old', name: 'muqabil-0123456789abcdef', ...pair, creation_time: old },
      { glossary_id: 'young', name: 'muqabil-1123456789abcdef', ...pair, creation_time: new Date().toISOString() },
      { glossary_id: 'theirs', name: 'Terms', ...pair, creation_time: old },
      { glossary_id: 'french', name: 'muqabil-2123456789abcdef', ...pair, target_lang: 'fr', creation_time: old },
    ]
    const server = await serve({ stored })
    await ask(await providerAt(server), ['نعم'])
    expect(asked(server).filter((each) => each.startsWith('DELETE'))).toEqual(['DELETE /v2/glossaries/old'])
    expect(ids(server)).toEqual([expect.any(String)])
    // One that does not go does no harm.
    const stubborn = await serve({
      stored,
      onGlossaries: ({ method }) => (method === 'DELETE' ? { status: 503, body: '' } : undefined),
    })
    await ask(await providerAt(stubborn), ['نعم'])
    expect(ids(stubborn)).toEqual([expect.any(String)])
  })

  test.each<[string, Partial<ProviderContext>, Partial<ProviderSettings>]>([
    ['no glossary', { terms: () => [] }, {}],
    ['nothing to be told', { terms: () => [{ source: 'قهوة', target: '', forbidden: ['java'] }] }, {}],
    ['one named by its id', {}, { glossary: 'g1' }],
    ['"projectGlossary": false', {}, { projectGlossary: false }],
  ])('%s: nothing is asked', async (_, more, settings) => {
    const server = await serve({ glossaries: ['g1'] })
    const provider = await providerAt(server, more, settings)
    await ask(provider, ['نعم'])
    expect(asked(server)).toEqual(['POST /v2/translate'])
    expect(ids(server)).toEqual([settings.glossary])
    expect(provider.variant).toBe(settings.glossary === undefined ? undefined : 'glossary:g1')
  })

  test('languages without glossaries: it says so once, and translates without', async () => {
    const server = await serve({ glossaryLanguages: ['de', 'en'] })
    const said: string[] = []
    const provider = await providerAt(server, { notice: (line) => said.push(line) }, { formality: 'prefer_more' })
    await ask(provider, ['نعم'])
    await ask(provider, ['لا'])
    expect(asked(server)).toEqual([...MADE.slice(0, 2), 'POST /v2/translate', 'POST /v2/translate'])
    expect(ids(server)).toEqual([undefined, undefined])
    expect(said).toEqual([expect.stringContaining('no glossaries from ar into en')])
    expect(provider.variant).toBe('glossary:none formality:prefer_more')
  })
})

describe('faults', () => {
  test.each([
    [403, 'Forbidden', 'key', 'stop'],
    [429, 'Too many requests', 'quota-minute', 'wait'],
    [456, 'Quota Exceeded', 'quota-day', 'stop'],
    [400, 'Invalid glossary entries provided', 'settings', 'stop'],
    [404, 'Not found', 'settings', 'stop'],
    [413, 'Payload Too Large', 'settings', 'stop'],
    [503, '', 'unavailable', 'retry'],
  ] as const)('%i %s: %s, %s; no text is sent', async (status, message, code, action) => {
    const server = await serve({ onGlossaries: () => ({ status, body: { message } }) })
    expect(await ask(await providerAt(server), ['نعم'])).toMatchObject({ code, action, billed: 'no' })
    expect(ids(server)).toEqual([])
  })

  test('one that another build removes under way is made anew, once for all requests', async () => {
    const { variant } = await providerAt(await serve())
    const old = {
      glossary_id: 'old',
      name: `muqabil-${variant?.replace('glossary:', '')}`,
      creation_time: '2020-01-01T00:00:00Z',
    }
    const server = await serve({ stored: [{ ...old, source_lang: 'ar', target_lang: 'en' }] })
    const provider = await providerAt(server, {}, { concurrency: 5 })
    await ask(provider, ['نعم'])
    await fetch(`${server.url}/v2/glossaries/old`, {
      method: 'DELETE',
      headers: { authorization: `DeepL-Auth-Key ${KEY}`, 'user-agent': 'another' },
    })
    const answers = await Promise.all(['لا', 'ربما'].map((text) => ask(provider, [text])))
    expect(answers.every((answer) => 'texts' in answer)).toBe(true)
    expect(asked(server).filter((each) => each === 'POST /v2/glossaries')).toHaveLength(1)
    expect(ids(server).slice(-2)).not.toContain('old')
  })

  test('what the service refuses with one that is there stays refused', async () => {
    const server = await serve()
    const provider = await providerAt(server, {}, { formality: 'more' })
    expect(await ask(provider, ['نعم'])).toMatchObject({ code: 'settings' })
    expect(ids(server)).toHaveLength(1)
  })

  test('what passes is got over, one that is not ready is waited for', async () => {
    let refusals = 2
    const server = await serve({
      unreadyTimes: 2,
      onGlossaries: () => (refusals-- > 0 ? { status: 503, body: '' } : undefined),
    })
    const { targets } = await runEngine([['نعم'], ['لا']], [await providerAt(server)], { clock: fastClock(40) })
    expect(targets.size).toBe(2)
    expect(asked(server).filter((each) => each === 'POST /v2/glossaries')).toHaveLength(1)
    expect(ids(server)).not.toContain(undefined)
  })
})

test('of two entries for one word the first counts', () => {
  expect(entriesOf(['eye', 'spring'].map((target) => ({ source: 'عين', target })))).toBe('عين\teye')
  // What was written goes before what is made of another entry.
  expect(
    entriesOf([
      { source: 'عِلْم', target: 'knowledge' },
      { source: 'علم', target: 'science' },
    ]),
  ).toBe('علم\tscience\nعِلْم\tknowledge')
})

test('whatever terms hold, the service takes the entries', () => {
  const word = fc
    .array(fc.constantFrom('ق', 'َ', ' ', '\t', '\n', '\r', '\u0085', '\u2028', '\u0000', '"', ',', 'é', 'e\u0301'), {
      maxLength: 8,
    })
    .map((parts) => parts.join(''))
  const long = fc.constantFrom('ق'.repeat(512), 'ق'.repeat(513))
  fc.assert(
    fc.property(fc.array(fc.record({ source: fc.oneof(word, long), target: fc.oneof(word, long) })), (terms) => {
      const entries = entriesOf(terms)
      if (entries === '') return
      const rows = entries.split('\n').map((line) => line.split('\t'))
      for (const row of rows) {
        expect(row).toHaveLength(2)
        for (const cell of row) {
          expect(cell).toBe(cell.trim())
          expect(cell).toMatch(/^[^\p{Cc}\u2028]+$/u)
          expect(Buffer.byteLength(cell)).toBeLessThanOrEqual(1024)
        }
      }
      expect(new Set(rows.map(([source]) => source)).size).toBe(rows.length)
    }),
  )
})

test('of a project: plan, check and --frozen make none, a build makes one, the next one finds it', async () => {
  const server = await serve()
  const root = temporaryProject({
    'input/a.txt': 'القهوة قوية.',
    'glossary.csv': 'source,target,forbidden\nقهوة,coffee,java\n',
    'muqabil.config.json': JSON.stringify({
      glossary: 'glossary.csv',
      formats: ['html'],
      provider: { name: 'deepl', endpoint: server.url },
    }),
  })
  const environment = { DEEPL_AUTH_KEY: KEY }
  const run = async (...args: readonly string[]): Promise<number | null> =>
    (await runHere(root, args, environment)).status
  await run('plan')
  await run('check')
  await run('build', '--frozen')
  expect(asked(server)).toEqual([])
  await run('build')
  expect(asked(server)).toEqual([...MADE, 'POST /v2/translate'])
  await run('build')
  expect(asked(server)).toHaveLength(4)
  writeFileSync(join(root, 'input/b.txt'), 'المقهى هنا.')
  await run('build')
  expect(asked(server).slice(4)).toEqual(['GET /v2/glossaries', 'POST /v2/translate'])
  expect(new Set(ids(server)).size).toBe(1)
})
