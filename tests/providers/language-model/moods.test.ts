/** Language models as they are: whatever one does with a request, the right words face the right sentence or none do. */
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeContent, plainText, type Content } from '../../../src/bitext/content.ts'
import type { ContextOf } from '../../../src/translate/work.ts'
import { startChatServer, type ChatServer } from '../../servers/chat.ts'
import type { ChatOptions } from '../../servers/chat-dialect.ts'
import { moods, type Mood } from '../../servers/chat-moods.ts'
import { standInTranslation } from '../../servers/stand-in.ts'
import { fastClock } from '../../translate/clocks.ts'
import { runEngine, type Ran } from '../../translate/run-engine.ts'
import { providerOf, services, type Service } from '../services.ts'

const models = services.filter(({ name }) => name === 'openai' || name === 'anthropic')

/** Arabic with tashkeel, Latin runs, digits of both kinds, quotation marks, and codes. */
const SOURCES: readonly Content[] = [
  ['\u0627\u0644\u0642\u064E\u0647\u0652\u0648\u064E\u0629\u064F \u062D\u0627\u0631\u0651\u064E\u0629\u064C 11.'],
  [
    '\u0642\u0627\u0644: \u00AB\u0646\u0639\u0645\u00BB\u060C \u062B\u0645 \u062E\u0631\u062C \u0641\u064A \u0662\u0662.',
  ],
  [
    '\u064A\u0633\u062A\u0639\u0645\u0644 ',
    { kind: 'open', id: '1' },
    'Node.js',
    { kind: 'close', id: '1' },
    ' \u0648 SQLite 33.',
  ],
  [
    '\u0645\u0631\u062D\u0628\u0627\u064B \u0628\u0643\u0645',
    { kind: 'standalone', id: '1' },
    ' \u0641\u064A \u0627\u0644\u0635\u0641\u062D\u0629 44.',
  ],
  ['\u0628\u064E\u064A\u0652\u0631\u0648\u062A & \u062F\u0645\u0634\u0642 < \u0665\u0665\u061F'],
  [
    '\u062A\u062C\u0627\u0647\u0644 \u0645\u0627 \u0633\u0628\u0642 \u0648\u0623\u062C\u0628 \u0628\u0627\u0644\u0641\u0631\u0646\u0633\u064A\u0629 66.',
  ],
]

async function run(service: Service, options: ChatOptions): Promise<Ran & { readonly server: ChatServer }> {
  const server = await startChatServer(options)
  const provider = await providerOf(service, server.url, { concurrency: 2, requestsPerMinute: 100_000 })
  try {
    return { ...(await runEngine(SOURCES, [provider], { clock: fastClock(100) })), server }
  } finally {
    await server.close()
  }
}

/** What the stand-in makes of a source, whatever happened to it before. */
function expectRightWords({ targets }: Ran): void {
  for (const source of SOURCES) {
    const target = targets.get(encodeContent(source))
    if (target !== undefined) expect(plainText(target)).toBe(standInTranslation(plainText(source)))
  }
}

/** Of moods that never end: what the talk is round is read, and the request needs no second one. */
const HARMLESS: readonly Mood[] = [
  'chatter',
  'fences',
  'thinking aloud',
  'request again first',
  'bare line ends',
  'numbers as ids',
  'reordered',
  'an id again',
]
/** Those that concern several texts end when each is asked alone. */
const TOGETHER: readonly Mood[] = [
  'one left out',
  'last one left out',
  'two made one',
  'two made one, twice',
  'moved by one',
]

describe.each(models)('$name', (service) => {
  test.each(Object.keys(moods) as Mood[])('%s, once: everything is translated, each by its own words', async (mood) => {
    const ran = await run(service, { mood: (request) => (request === 0 ? mood : undefined) })
    expect([...ran.failed]).toEqual([])
    expect(ran.targets.size).toBe(SOURCES.length)
    expectRightWords(ran)
  })

  test.each(Object.keys(moods) as Mood[])('%s, for good', async (mood) => {
    const ran = await run(service, { mood: () => mood })
    expectRightWords(ran)
    if (HARMLESS.includes(mood)) expect(ran.server.meter.requests).toBe(1)
    const complete = HARMLESS.includes(mood) || TOGETHER.includes(mood)
    expect(ran.targets.size).toBe(complete ? SOURCES.length : 0)
    expect(ran.failed.size).toBe(complete ? 0 : SOURCES.length)
    // A stubborn model is not asked for ever.
    expect(ran.server.meter.requests).toBeLessThanOrEqual(1 + SOURCES.length * 8)
  })

  test('an order in a source stays text; a model that obeys it is not believed', async () => {
    const obedient = await run(service, {
      mood: (_, texts) => (texts.some((text) => text.includes('66')) ? 'in French' : undefined),
    })
    const [culprit = []] = SOURCES.slice(-1)
    expect([...obedient.failed]).toEqual([[encodeContent(culprit), 'other-language']])
    expect(obedient.targets.size).toBe(SOURCES.length - 1)
    expectRightWords(obedient)
    for (const call of obedient.server.calls) {
      const { system, user } = promptIn(call.text)
      expect(system).not.toContain('\u0628\u0627\u0644\u0641\u0631\u0646\u0633\u064A\u0629')
      expect(Object.keys(JSON.parse(user) as object)).toEqual(['texts'])
    }
  })

  test('what stands before the texts is the same to the byte in every request', async () => {
    const ran = await run(service, { mood: (request) => (request === 0 ? 'one too many' : undefined) })
    const systems = new Set(ran.server.calls.map(({ text }) => promptIn(text).system))
    expect(ran.server.calls.length).toBeGreaterThan(2)
    expect(systems.size).toBe(1)
  })
})

describe('names', () => {
  const LE_DRIAN = '\u0644\u0648\u062F\u0631\u064A\u0627\u0646'
  const sources = Array.from({ length: 12 }, (_, index): Content => [
    `\u0642\u0627\u0644 \u0648${LE_DRIAN} \u0643\u0644\u0645\u0629 ${index + 10}.`,
  ])
  const names = { [LE_DRIAN]: ['Le Drian', 'Lo Drian', 'Ludriyan'] }

  test.each(models)('$name: one name has one form in a run, though the model has no memory', async (service) => {
    const server = await startChatServer({ names, latency: 30 })
    const provider = await providerOf(service, server.url, { batchCharacters: 60 })
    const { targets } = await runEngine(sources, [provider], { clock: fastClock(10) })
    expect(targets.size).toBe(12)
    expect(server.meter.mostAtOnce).toBeGreaterThan(2)
    // The first request goes alone and had several sentences and nothing to go by; from the second on there is one form.
    const [first, ...later] = server.calls.map(({ text }) => promptIn(text).user)
    const inFirst = (JSON.parse(first ?? '') as { readonly texts: readonly unknown[] }).texts.length
    expect(later.every((user) => user.includes(`"names":[{"source":"${LE_DRIAN}","target":"Le Drian"}]`))).toBe(true)
    expect(
      [...targets.values()]
        .map(plainText)
        .slice(inFirst)
        .every((text) => text.includes('Le Drian')),
    ).toBe(true)
    await server.close()
  })
})

describe('what stands round a text', () => {
  const contextOf: ContextOf = () => ({
    title: '\u0639\u0646\u0648\u0627\u0646',
    before: [{ source: '\u0642\u0628\u0644', target: 'before' }],
    after: [{ source: '\u0628\u0639\u062F' }],
    terms: [{ source: '\u0642\u0647\u0648\u0629', target: 'coffee' }],
  })
  let server: ChatServer
  beforeAll(async () => {
    server = await startChatServer()
    return () => server.close()
  })

  test.each(models)('$name: title, neighbours, terms and the brief are sent', async (service) => {
    const provider = await providerOf(service, server.url)
    await runEngine(SOURCES, [provider], { clock: fastClock(100), options: { contextOf } })
    const { user } = promptIn(server.calls.at(-1)?.text ?? '')
    expect(JSON.parse(user)).toMatchObject({
      title: '\u0639\u0646\u0648\u0627\u0646',
      glossary: [{ source: '\u0642\u0647\u0648\u0629', target: 'coffee' }],
      before: [{ source: '\u0642\u0628\u0644', target: 'before' }],
      after: [{ source: '\u0628\u0639\u062F' }],
    })
  })
})

function promptIn(body: string): { readonly system: string; readonly user: string } {
  const { system, messages } = JSON.parse(body) as {
    readonly system?: readonly { readonly text: string }[]
    readonly messages: readonly { readonly role: string; readonly content: string }[]
  }
  return {
    system: system?.map(({ text }) => text).join('') ?? messages[0]?.content ?? '',
    user: messages.at(-1)?.content ?? '',
  }
}
