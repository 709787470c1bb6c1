/** The engine on a clock of the tests' own: chains, budgets, quotas, forms, late answers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeContent, type Content } from '../../src/bitext/content.ts'
import { ProviderFault } from '../../src/errors.ts'
import { override } from '../../src/providers/override.ts'
import { realClock } from '../../src/project/real-clock.ts'
import type { Provider, TranslateRequest } from '../../src/providers/provider.ts'
import { simulatedClock, type SimulatedClock } from './clocks.ts'
import { runEngine } from './run-engine.ts'

const sentences = (count: number): readonly Content[] =>
  Array.from({ length: count }, (_, index) => [`الجملة رقم ${index} من النص.`])
const english = (text: string): string => text.replace(/[\u0600-\u06FF]+/g, 'word')
const size = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + [...text].length, 0)

function provider(own: Partial<Provider> = {}): Provider {
  return {
    name: 'one',
    limits: { characters: 5000, elements: 50 },
    batchCharacters: 100,
    concurrency: 4,
    translate: ({ texts }) => Promise.resolve(texts.map(english)),
    ...own,
  }
}

/** A service with a quota in any window of a minute, on the same clock; counts what it refuses. */
function metered(
  clock: SimulatedClock,
  quota: number,
  own: Partial<Provider> = {},
  latency = 50,
): { readonly provider: Provider; readonly refused: () => number } {
  const accepted: { readonly at: number; readonly characters: number }[] = []
  let refused = 0
  return {
    refused: () => refused,
    provider: provider({
      async translate({ texts }) {
        const characters = size(texts)
        const sum = accepted
          .filter(({ at }) => at > clock.now() - 60_000)
          .reduce((total, each) => total + each.characters, 0)
        if (sum + characters > quota) {
          refused++
          throw new ProviderFault('quota-minute', 'wait', 'the quota of the minute', { delaySeconds: 5, billed: 'no' })
        }
        accepted.push({ at: clock.now(), characters })
        await clock.sleep(latency)
        return texts.map(english)
      },
      ...own,
    }),
  }
}

describe('The pace is kept', () => {
  test('at the quota nothing is refused, and it takes hardly longer than the quota needs', async () => {
    const clock = simulatedClock()
    const { provider: service, refused } = metered(clock, 6000, {
      quota: { charactersPerMinute: 6000 },
      batchCharacters: 60,
    })
    const sources = sentences(1000)
    const { targets, sent } = await runEngine(sources, [service], { clock })
    expect(targets.size).toBe(1000)
    expect(refused()).toBe(0)
    expect(clock.time() / ((sent.charactersSent / 6000) * 60_000)).toBeLessThanOrEqual(1.02)
  })

  test('a quota far below what is believed is learnt from few refusals, then kept', async () => {
    const clock = simulatedClock()
    const { provider: service, refused } = metered(clock, 2000, {
      quota: { charactersPerMinute: 6_000_000 },
      batchCharacters: 60,
    })
    const { targets, sent } = await runEngine(sentences(600), [service], { clock })
    expect(targets.size).toBe(600)
    expect(refused() / sent.requests).toBeLessThan(0.15)
    expect(clock.time() / ((sent.charactersSent / 2000) * 60_000)).toBeLessThan(1.6)
  })

  test('limits that the service announces are kept from then on', async () => {
    const clock = simulatedClock()
    const at: number[] = []
    const service = provider({
      concurrency: 1,
      async translate({ texts }) {
        at.push(clock.now())
        await clock.sleep(10)
        return { texts: texts.map(english), announced: [{ of: 'requests', limit: 30, remaining: 20 }] }
      },
    })
    await runEngine(sentences(200), [service], { clock })
    for (const start of at.slice(1))
      expect(at.filter((each) => each >= start && each < start + 60_000).length).toBeLessThanOrEqual(31)
  })

  test('a refusal pauses everyone once, as long as the service asked', async () => {
    const clock = simulatedClock()
    let first = true
    const at: number[] = []
    const service = provider({
      async translate({ texts }) {
        at.push(clock.now())
        await clock.sleep(20)
        if (first) {
          first = false
          throw new ProviderFault('quota-minute', 'wait', 'wait', { delaySeconds: 7, billed: 'no' })
        }
        return texts.map(english)
      },
    })
    const { targets } = await runEngine(sentences(60), [service], { clock })
    expect(targets.size).toBe(60)
    expect(at.filter((each) => each > 20 && each < 7000)).toEqual([])
  })

  test.each(['wait', 'retry'] as const)(
    'who asks for a pause of more than an hour is left alone: %s',
    async (action) => {
      const clock = simulatedClock()
      const service = provider({
        name: 'busy',
        concurrency: 1,
        translate: () =>
          Promise.reject(new ProviderFault('any', action, 'later', { delaySeconds: 9e12, billed: 'no' })),
      })
      const { sent } = await runEngine(sentences(2), [service], { clock })
      expect(sent.requests).toBe(1)
      expect(sent.stopped?.message).toBe('busy: later; it asks not to be asked for 2500000000 hours')
      expect(clock.time()).toBeLessThan(1000)
      const other = provider({ translate: ({ texts }) => Promise.resolve(texts.map(english)) })
      expect((await runEngine(sentences(2), [service, other], { clock })).targets.size).toBe(2)
    },
  )

  test('an interrupt ends the pause before a request that is sent again', async () => {
    const over = new AbortController()
    const service = provider({
      concurrency: 1,
      translate() {
        setTimeout(() => over.abort(), 20)
        return Promise.reject(new ProviderFault('any', 'retry', 'later', { delaySeconds: 3000, billed: 'no' }))
      },
    })
    const { sent } = await runEngine(sentences(2), [service], { clock: realClock, options: { signal: over.signal } })
    expect(sent.stopped?.code).toBe('interrupted')
  })
})

test('a pause that no timer can be set for does not end at once', async () => {
  const over = new AbortController()
  setTimeout(() => over.abort(), 20)
  await expect(realClock.sleep(9e12, over.signal)).rejects.toThrow('aborted')
})

describe('The budget is a contract', () => {
  test('whatever goes wrong, no more is accepted than the budget allows, over retries and a chain', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1500 }),
        fc.array(fc.constantFrom('ok', 'retry', 'lost', 'split', 'short', 'bad', 'stop'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        async (maxCharacters, script, concurrency) => {
          const clock = simulatedClock()
          let [billed, index] = [0, 0]
          const translate = async ({ texts }: TranslateRequest): Promise<readonly string[]> => {
            const kind = script[index++] ?? 'ok'
            await clock.sleep(10)
            if (kind === 'retry') throw new ProviderFault('unavailable', 'retry', 'no', { billed: 'no' })
            if (kind === 'stop') throw new ProviderFault('quota-day', 'stop', 'no', { billed: 'no' })
            billed += size(texts)
            if (kind === 'lost') throw new ProviderFault('unavailable', 'retry', 'no')
            if (kind === 'split') throw new ProviderFault('too-long', 'split', 'no')
            if (kind === 'short') return texts.slice(1).map(english)
            return texts.map((text) => (kind === 'bad' ? text : english(text)))
          }
          const services = [provider({ translate, concurrency }), provider({ name: 'two', translate, concurrency })]
          const sources = sentences(40)
          const { sent, targets, failed } = await runEngine(sources, services, { clock, budget: { maxCharacters } })
          expect(billed).toBeLessThanOrEqual(maxCharacters)
          expect(sent.charactersSent).toBeGreaterThanOrEqual(billed)
          expect(sent.charactersSent).toBeLessThanOrEqual(maxCharacters)
          if (sent.stopped === undefined) expect(targets.size + failed.size).toBe(sources.length)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('where answers are billed too their most is reserved, and what they came to is settled', async () => {
    const clock = simulatedClock()
    const service = provider({ price: { unit: 'characters', perMillion: 10, perMillionAnswered: 10, currency: 'USD' } })
    const { sent } = await runEngine(sentences(50), [service], { clock, budget: { maxCost: 0.005 } })
    expect(sent.cost).toBeLessThanOrEqual(0.005)
    // Nearly all of it is used: reservations that came to less are given back.
    expect(sent.cost).toBeGreaterThan(0.004)
  })
})

test('an answer that was lost counts as the most that it can be, for who goes on with the budget too', async () => {
  const noted: number[] = []
  let requests = 0
  const { sent } = await runEngine(
    sentences(2),
    [
      provider({
        concurrency: 1,
        price: { unit: 'tokens', perMillion: 1_000_000, currency: 'USD' },
        sizeOf: () => ({ sent: 2, answered: 0, mostSent: 10, mostAnswered: 0 }),
        translate({ texts }) {
          if (++requests === 1) throw new ProviderFault('unavailable', 'retry', 'the connection broke')
          return Promise.resolve({ texts: texts.map(english), usage: { sent: 3, answered: 0 } })
        },
      }),
    ],
    {
      clock: simulatedClock(),
      options: {
        journal: {
          begin: () => 1,
          settle: (_ticket, _answers, _provider, held) => {
            noted.push(held.cost)
            return Promise.resolve()
          },
        },
      },
    },
  )
  expect([sent.requests, sent.cost, sent.held.cost]).toEqual([2, 5, 13])
  expect(noted).toEqual([10, 13])
})

describe('A chain', () => {
  test('the next provider takes over for the rest of the day, and for what the first refuses', async () => {
    const clock = simulatedClock()
    let requests = 0
    const first = provider({
      concurrency: 1,
      translate({ texts }) {
        if (texts.some((text) => text.includes('رقم 3 ')))
          throw new ProviderFault('text', 'skip', 'not this text', { billed: 'no' })
        if (++requests > 4) throw new ProviderFault('quota-day', 'stop', 'the quota of the day', { billed: 'no' })
        return Promise.resolve(texts.map(english))
      },
    })
    const taken: string[] = []
    const by = new Map<string, string>()
    const second = provider({ name: 'two' })
    const { targets, sent, failed } = await runEngine(sentences(30), [first, second], {
      clock,
      options: {
        onTakeover: ({ from, to }) => taken.push(`${from.name} → ${to.name}`),
        onAnswers: (answers, { name }) => answers.forEach(({ item }) => by.set(item.key, name)),
      },
    })
    expect(targets.size).toBe(30)
    expect(failed.size).toBe(0)
    expect(sent.stopped).toBeUndefined()
    expect(taken).toEqual(['one → two'])
    expect(by.get('الجملة رقم 3 من النص.')).toBe('two')
    expect(sent.providers.map(({ name, segments }) => [name, segments > 0])).toEqual([
      ['one', true],
      ['two', true],
    ])
    expect(sent.providers.reduce((sum, each) => sum + each.segments, 0)).toBe(30)
  })

  test('two models of one service are accounted apart, and together once', async () => {
    const price = { unit: 'characters', perMillion: 10, currency: 'USD' } as const
    let asked = 0
    let noted = { characters: 0, cost: 0 }
    const meter = { small: 0, large: 0 }
    const model = (name: keyof typeof meter, perMillion: number): Provider =>
      provider({
        model: name,
        concurrency: 1,
        price: { ...price, perMillion },
        translate({ texts }) {
          if (name === 'small' && ++asked > 3)
            throw new ProviderFault('quota-day', 'stop', 'the quota of the day', { billed: 'no' })
          meter[name] += size(texts)
          return Promise.resolve(texts.map(english))
        },
      })
    const { sent } = await runEngine(sentences(30), [model('small', 10), model('large', 20)], {
      clock: simulatedClock(),
      options: {
        journal: {
          begin: () => 1,
          settle: (_ticket, _answers, _provider, spentSoFar) => {
            noted = spentSoFar
            return Promise.resolve()
          },
        },
      },
    })
    const cost = (meter.small * 10 + meter.large * 20) / 1e6
    expect(sent.providers.map((each) => [each.model, each.charactersSent])).toEqual([
      ['small', meter.small],
      ['large', meter.large],
    ])
    expect([sent.charactersSent, noted.characters]).toEqual([meter.small + meter.large, meter.small + meter.large])
    expect(sent.cost).toBeCloseTo(cost, 12)
    expect(noted.cost).toBeCloseTo(cost, 12)
  })

  test('what nobody can translate is missing, with the last reason; an interruption is passed to nobody', async () => {
    const clock = simulatedClock()
    const refusing = (name: string): Provider =>
      provider({
        name,
        translate: ({ texts }) => Promise.resolve(texts.map((text) => (text.includes('رقم 2 ') ? '' : english(text)))),
      })
    const { failed, targets } = await runEngine(sentences(5), [refusing('one'), refusing('two')], { clock })
    expect([...failed]).toEqual([['الجملة رقم 2 من النص.', 'empty']])
    expect(targets.size).toBe(4)
    const stop = new AbortController()
    let second = 0
    const ran = await runEngine(
      sentences(20),
      [
        provider({
          concurrency: 1,
          translate({ texts }) {
            stop.abort()
            return Promise.resolve(texts.map(english))
          },
        }),
        provider({
          name: 'two',
          translate({ texts }) {
            second++
            return Promise.resolve(texts.map(english))
          },
        }),
      ],
      { clock, options: { signal: stop.signal } },
    )
    expect(ran.sent.stopped?.code).toBe('interrupted')
    expect(ran.targets.size).toBeGreaterThan(0)
    expect(second).toBe(0)
  })
})

describe('Codes', () => {
  const source: Content = [
    'قال ',
    { kind: 'open', id: '1' },
    'الرجل الكبير',
    { kind: 'close', id: '1' },
    ' نعم',
    { kind: 'standalone', id: '2' },
    '.',
  ]
  const asked = async (
    answer: (text: string) => string,
  ): Promise<{
    readonly texts: readonly string[]
    readonly target: string
    readonly inPieces: boolean | undefined
  }> => {
    const texts: string[] = []
    let inPieces: boolean | undefined
    const service = provider({
      markup: 'html',
      translate: ({ texts: some }) => {
        texts.push(...some)
        return Promise.resolve(some.map(answer))
      },
    })
    const { targets } = await runEngine([source], [service], {
      clock: simulatedClock(),
      options: { onAnswers: ([first]) => (inPieces = first?.inPieces) },
    })
    return { texts, target: encodeContent(targets.get(encodeContent(source)) ?? []), inPieces }
  }

  test('kept: one request', async () => {
    expect(await asked(english)).toEqual({
      texts: ['قال <span id="1">الرجل الكبير</span> نعم<img id="2">.'],
      target: 'word <1>word word</1> word<2/>.',
      inPieces: false,
    })
  })

  test('lost as markup: asked for with placeholders', async () => {
    const { texts, target, inPieces } = await asked((text) => english(text.replace(/<[^>]*>/g, '')))
    expect(texts).toEqual(['قال <span id="1">الرجل الكبير</span> نعم<img id="2">.', 'قال {1}الرجل الكبير{/1} نعم{2/}.'])
    expect({ target, inPieces }).toEqual({ target: 'word <1>word word</1> word<2/>.', inPieces: false })
  })

  test('lost in every form: in pieces, and said', async () => {
    const { texts, target, inPieces } = await asked((text) => english(text.replace(/<[^>]*>|[{}\d/]/g, '')))
    expect(texts.slice(2)).toEqual(['قال', 'الرجل الكبير', 'نعم'])
    expect({ target, inPieces }).toEqual({ target: 'word <1>word word</1> word<2/>.', inPieces: true })
  })
})

describe('A slow tail', () => {
  const slowFifth = (
    clock: SimulatedClock,
    repeatable: boolean,
  ): { readonly service: Provider; readonly asked: () => number } => {
    let count = 0
    return {
      asked: () => count,
      service: provider({
        repeatable,
        concurrency: 1,
        timeoutSeconds: 100,
        async translate({ texts, signal }) {
          count++
          await clock.sleep(count === 5 ? 90_000 : 100, signal)
          return texts.map(english)
        },
      }),
    }
  }

  test('is asked a second time where that is free', async () => {
    const clock = simulatedClock()
    const { service } = slowFifth(clock, true)
    const { targets } = await runEngine(sentences(40), [service], { clock })
    expect(targets.size).toBe(40)
    expect(clock.time()).toBeLessThan(10_000)
  })

  test('the second copy counts as sent, keeps the pace, and takes nothing from a budget', async () => {
    const clock = simulatedClock()
    const { service, asked } = slowFifth(clock, true)
    const { sent } = await runEngine(sentences(40), [service], { clock })
    expect(asked()).toBe(sent.requests)

    // To the character what the texts need: the first copy is waited for.
    const again = simulatedClock()
    const { service: poor, asked: askedPoor } = slowFifth(again, true)
    const maxCharacters = size(sentences(40).map((content) => encodeContent(content)))
    const { targets } = await runEngine(sentences(40), [poor], { clock: again, budget: { maxCharacters } })
    expect(targets.size).toBe(40)
    expect(again.time()).toBeGreaterThan(90_000)
    expect(sent.requests).toBe(askedPoor() + 1)

    // In a quota that the first requests have used up it waits for its turn.
    const paced = simulatedClock()
    const { service: slow } = slowFifth(paced, true)
    await runEngine(sentences(20), [override(slow, { quota: { requestsPerMinute: 6 } })], { clock: paced })
    expect(paced.time()).toBeGreaterThan(60_000)
  })

  test('is waited for where it is billed', async () => {
    const clock = simulatedClock()
    const { service, asked } = slowFifth(clock, false)
    const { targets, sent } = await runEngine(sentences(40), [service], { clock })
    expect(targets.size).toBe(40)
    expect(asked()).toBe(sent.requests)
    expect(clock.time()).toBeGreaterThan(90_000)
  })

  test('a request that is answered by nobody in time is cut in two', async () => {
    const clock = simulatedClock()
    const sizes: number[] = []
    const service = provider({
      batchCharacters: 1000,
      concurrency: 1,
      timeoutSeconds: 30,
      async translate({ texts, signal }) {
        sizes.push(texts.length)
        await clock.sleep(texts.length > 10 ? 60_000 : 100, signal)
        return texts.map(english)
      },
    })
    const { targets } = await runEngine(sentences(32), [service], { clock })
    expect(targets.size).toBe(32)
    expect(sizes).toEqual([32, 16, 8, 8, 16, 8, 8])
  })
})

test('a program error of ours is thrown, not taken for a fault of the service', async () => {
  const clock = simulatedClock()
  await expect(
    runEngine(sentences(3), [provider()], {
      clock,
      options: {
        onAnswers: () => {
          throw new TypeError('ours')
        },
      },
    }),
  ).rejects.toThrow('ours')
})
