/** The budget is a contract for tokens too: what a request can cost at most is known before it goes out. */
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Content } from '../../../src/bitext/content.ts'
import { expectedTokens, mostTokens } from '../../../src/providers/language-model/token-rates.ts'
import { RATES as OPENAI } from '../../../src/providers/openai/limits.ts'
import { RATES as ANTHROPIC } from '../../../src/providers/anthropic/limits.ts'
import type { Provider, RequestContext } from '../../../src/providers/provider.ts'
import { override } from '../../../src/providers/override.ts'
import { startChatServer, type ChatServer } from '../../servers/chat.ts'
import type { ChatOptions } from '../../servers/chat-dialect.ts'
import { moods, type Mood } from '../../servers/chat-moods.ts'
import type { Fault } from '../../servers/stand-in.ts'
import { fastClock } from '../../translate/clocks.ts'
import { runEngine } from '../../translate/run-engine.ts'
import { providerOf, services } from '../services.ts'

const models = services.filter(({ name }) => name === 'openai' || name === 'anthropic')
/** A token for every byte of what a text is at its longest: no tokenizer makes more. */
const worst = (text: string): number => Math.max(Buffer.byteLength(text), Buffer.byteLength(text.normalize('NFKD')))

const arabic = fc.constantFrom(
  ...'\u0627\u0628\u062A\u0633\u0644\u0645\u0646\u0648\u064A\u0629\u064E\u064F\u0650\u0651\u0660\u0665\u060C\u061F \uFDFA\uFDFD\uFEFB',
)
const text = fc.oneof(
  fc.string({ unit: arabic, minLength: 1, maxLength: 200 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
)
const neighbour = fc
  .record({ source: text, target: fc.option(text, { nil: undefined }) })
  .map(({ source, target }) => ({ source, ...(target === undefined ? {} : { target }) }))
const context: fc.Arbitrary<RequestContext> = fc.record({
  title: text,
  before: fc.array(neighbour, { maxLength: 4 }),
  after: fc.array(neighbour, { maxLength: 4 }),
  terms: fc.array(fc.record({ source: text, target: text }), { maxLength: 5 }),
})

async function started(options: ChatOptions): Promise<ChatServer> {
  const server = await startChatServer(options)
  onTestFinished(() => server.close())
  return server
}

describe.each(models)('$name', (service) => {
  test('no request comes to more than was said, by the most wasteful tokenizer', async () => {
    const server = await started({ tokens: worst, answerTokens: worst, translate: (each) => `${each} and more` })
    const provider = await providerOf(service, server.url)
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), context, async (texts, round) => {
        const { sent, answered, mostSent, mostAnswered } =
          provider.sizeOf?.({ texts, context: round }) ?? expect.fail('no size')
        expect(sent).toBeLessThanOrEqual(mostSent)
        expect(answered).toBeLessThanOrEqual(mostAnswered)
        const request = {
          texts,
          context: round,
          sourceLanguage: 'ar',
          targetLanguage: 'en',
          signal: new AbortController().signal,
        }
        const usage = await provider.translate(request).then(
          (answer) => ('texts' in answer ? answer.usage : undefined),
          (error: { usage?: { sent: number; answered: number } }) => error.usage,
        )
        expect(usage?.sent).toBeLessThanOrEqual(mostSent)
        expect(usage?.answered).toBeLessThanOrEqual(mostAnswered)
      }),
      { numRuns: 60 },
    )
  })

  test('a neighbour that is translated meanwhile, and names that are decided, still fit, whatever the server adds', async () => {
    const source =
      '\u0642\u0627\u0644\u062A \u0627\u0644\u0648\u0632\u064A\u0631\u0629 \u0625\u0646 \u0627\u0644\u0627\u062A\u0641\u0627\u0642 \u0642\u0631\u064A\u0628 \u062C\u062F\u0627\u064B \u0648\u0644\u0645 \u064A\u0628\u0642 \u0625\u0644\u0627 \u0627\u0644\u0642\u0644\u064A\u0644'
    const target = 'The minister said that the agreement was very near and that little was left.'
    const letters = [...'\u0627\u0628\u062A\u062B\u062C\u062D\u062E\u062F\u0630\u0631']
    const name = (index: number): string =>
      [...String(index).padStart(3, '0')]
        .map((digit) => letters[Number(digit)])
        .join('')
        .repeat(4)
    const names = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [name(index), [`Name of Number ${index}`]]),
    )
    const server = await started({ tokens: worst, hidden: 1_200, names })
    const provider = await providerOf(service, server.url)
    const [untold, told] = [{ source }, { source, target }]
    const ask = (texts: readonly string[], neighbours: RequestContext['before']) =>
      provider.translate({
        texts,
        context: { before: neighbours, after: neighbours, terms: [] },
        sourceLanguage: 'ar',
        targetLanguage: 'en',
        signal: new AbortController().signal,
      })
    const texts = [`${Object.keys(names).join(' ')}.`]
    const most =
      provider.sizeOf?.({
        texts,
        context: {
          before: [untold, untold, untold, untold, untold, untold],
          after: [untold, untold, untold, untold, untold, untold],
          terms: [],
        },
      }).mostSent ?? 0
    await ask(texts, [])
    const answer = await ask(texts, [told, told, told, told, told, told])
    expect(server.calls.at(-1)?.text).toContain('Name of Number 15')
    expect('texts' in answer ? answer.usage?.sent : Infinity).toBeLessThanOrEqual(most)
  })

  const price = {
    unit: 'tokens',
    perMillion: 2,
    perMillionAnswered: 10,
    perMillionCached: 0.1,
    perMillionKept: 2.5,
    currency: 'USD',
  } as const
  const SENTENCES = Array.from({ length: 60 }, (_, index): Content => [
    `\u0627\u0644\u062C\u0645\u0644\u0629 \u0631\u0642\u0645 ${index} \u0641\u064A \u0627\u0644\u0643\u062A\u0627\u0628 \u0627\u0644\u0643\u0628\u064A\u0631 \u0627\u0644\u0630\u064A \u0643\u062A\u0628\u0647.`,
  ])

  /** Billed in money by the server's own count, and how the run ended. */
  async function spend(
    options: ChatOptions,
    maxCost: number,
  ): Promise<{ readonly billed: number; readonly stopped: string | undefined; readonly accounted: number }> {
    const server = await startChatServer({ tokens: worst, hidden: 1_000, ...options })
    const provider: Provider = override(
      await providerOf(service, server.url, { batchCharacters: 120, concurrency: 3, timeoutSeconds: 600 }),
      { price },
    )
    const { sent: spent } = await runEngine(SENTENCES, [provider], { clock: fastClock(200), budget: { maxCost } })
    await server.close()
    const { sent, answered, cached, kept } = server.tokens
    const billed = ((sent - cached - kept) * 2 + cached * 0.1 + kept * 2.5 + answered * 10) / 1e6
    return { billed, stopped: spent.stopped?.code, accounted: spent.cost }
  }

  test.each([
    ['all is well', {}],
    ['the service does not say what it counted', { countsNothing: true }],
    ['every second answer is lost', { faults: (request) => (request % 2 === 0 ? { kind: 'lost' } : undefined) }],
    ['half of each answer is lost', { faults: (request) => (request % 3 > 0 ? { kind: 'reset-inside' } : undefined) }],
    ['every answer is cut off', { mood: () => 'cut off' }],
    ['the model talks', { mood: (request) => (request % 2 === 0 ? 'talk' : undefined) }],
    ['it thinks a lot', { thoughts: 300 }],
  ] satisfies readonly (readonly [string, ChatOptions])[])(
    '%s: the run stops before more is billed than the budget allows',
    async (_, options) => {
      const maxCost = 0.1
      const { billed, stopped, accounted } = await spend(options, maxCost)
      expect(stopped).toBe('budget')
      expect(billed).toBeLessThanOrEqual(maxCost)
      // Not by sending nothing.
      expect(billed).toBeGreaterThan(maxCost * 0.15)
      if (!('faults' in options) && !('countsNothing' in options)) expect(accounted).toBeCloseTo(billed, 9)
    },
  )

  test('whatever it does in whatever order', async () => {
    const names = Object.keys(moods) as Mood[]
    const lost: readonly (Fault | undefined)[] = [
      { kind: 'lost' },
      { kind: 'truncated' },
      { kind: 'reset-inside' },
      undefined,
      undefined,
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.constantFrom(...names), { nil: undefined }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(...lost), { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0.02, max: 0.4, noNaN: true }),
        fc.boolean(),
        async (moodOf, faultOf, maxCost, countsNothing) => {
          const options = {
            countsNothing,
            mood: (request: number) => moodOf[request % moodOf.length],
            faults: (request: number) => faultOf[request % faultOf.length],
          }
          expect((await spend(options, maxCost)).billed).toBeLessThanOrEqual(maxCost)
        },
      ),
      { numRuns: 12 },
    )
  })

  test('what the service counts is what the account has', async () => {
    const server = await started({})
    const provider = await providerOf(service, server.url, {
      pricePerMillion: 2,
      pricePerMillionAnswered: 10,
      pricePerMillionCached: 0.1,
      batchCharacters: 100,
    })
    const sources = Array.from({ length: 8 }, (_, index): Content => [
      `\u0627\u0644\u062C\u0645\u0644\u0629 \u0631\u0642\u0645 ${index} \u0641\u064A \u0627\u0644\u0643\u062A\u0627\u0628 \u0627\u0644\u0643\u0628\u064A\u0631.`,
    ])
    const { sent } = await runEngine(sources, [provider], { clock: fastClock(100) })
    const { tokens } = server
    expect(sent.providers[0]).toMatchObject({
      billed: { sent: tokens.sent, answered: tokens.answered, unit: 'tokens' },
    })
    expect(sent.cost).toBeCloseTo(
      ((tokens.sent - tokens.cached) * 2 + tokens.cached * 0.1 + tokens.answered * 10) / 1e6,
      12,
    )
  })
})

describe('tokens without a tokenizer', () => {
  // Counted once with o200k_base, and with Anthropic's last public tokenizer.
  test.each([
    [
      '\u0628\u0650\u0633\u0652\u0645\u0650 \u0627\u0644\u0644\u0651\u064E\u0647\u0650 \u0627\u0644\u0631\u0651\u064E\u062D\u0652\u0645\u064E\u0670\u0646\u0650 \u0627\u0644\u0631\u0651\u064E\u062D\u0650\u064A\u0645\u0650',
      'vowelled',
      21,
      48,
    ],
    [
      'Russia and the United States of America are negotiating over the future of Syria, Jean-Yves Le Drian said on Tuesday, while Damascus and Tehran watch from afar.',
      'English',
      33,
      51,
    ],
  ] as const)('%s', (sample, _, o200k, claude) => {
    for (const [expected, counted] of [
      [expectedTokens(sample, OPENAI), o200k],
      [expectedTokens(sample, ANTHROPIC), claude],
    ] as const) {
      expect(expected).toBeGreaterThan(counted * 0.6)
      expect(expected).toBeLessThan(counted * 1.7)
      expect(mostTokens(sample)).toBeGreaterThan(counted)
    }
  })

  test('a ligature that is taken apart is counted as what it becomes', () => {
    expect(mostTokens('\uFDFA')).toBeGreaterThan(30)
  })
})
