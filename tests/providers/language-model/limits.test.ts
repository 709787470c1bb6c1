/** Limits of a request and of a minute, for language models. */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Content } from '../../../src/bitext/content.ts'
import { startChatServer, type ChatServer } from '../../servers/chat.ts'
import type { ChatOptions } from '../../servers/chat-dialect.ts'
import { fastClock } from '../../translate/clocks.ts'
import { runEngine } from '../../translate/run-engine.ts'
import { providerOf, services } from '../services.ts'

const models = services.filter(({ name }) => name === 'openai' || name === 'anthropic')
const sentences = (count: number): readonly Content[] =>
  Array.from({ length: count }, (_, index): Content => [`\u0642\u0647\u0648\u0629 ${index + 100}`])
/** Words of its own, so that nothing takes it for a machine that got stuck. */
const long = (characters: number): Content => {
  const letters = [...'\u0627\u0628\u062A\u062B\u062C\u062D\u062E\u062F\u0630\u0631']
  const words = Array.from({ length: 3_000 }, (_, index) =>
    [...String(index + 10_000)].map((digit) => letters[Number(digit)]).join(''),
  )
  return [words.join(' ').slice(0, characters - 1) + '.']
}

async function started(options: ChatOptions = {}): Promise<ChatServer> {
  const server = await startChatServer(options)
  onTestFinished(() => server.close())
  return server
}

describe.each(models)('$name', (service) => {
  test.each([
    [79, 1],
    [80, 1],
    [81, 2],
  ])('%i texts go in %i requests', async (count, requests) => {
    const server = await started()
    const { targets } = await runEngine(sentences(count), [await providerOf(service, server.url)], {
      clock: fastClock(100),
    })
    expect(targets.size).toBe(count)
    expect(server.meter.requests).toBe(requests)
  })

  test.each([
    [11_999, []],
    [12_000, []],
    [12_001, ['segment-too-long']],
  ])('a text of %i characters', async (characters, codes) => {
    const server = await started()
    const { failed } = await runEngine([long(characters)], [await providerOf(service, server.url)], {
      clock: fastClock(100),
    })
    expect([...failed.values()]).toEqual(codes)
  })

  test('tokens a minute are kept, as the provider expects them', async () => {
    const server = await started()
    const provider = await providerOf(service, server.url, { tokensPerMinute: 30_000, batchCharacters: 100 })
    const size = provider.sizeOf?.({ texts: ['\u0642\u0647\u0648\u0629 100'] }) ?? expect.fail('no size')
    const clock = fastClock(600)
    const start = clock.now()
    const { targets, sent } = await runEngine(sentences(200), [provider], { clock })
    expect(targets.size).toBe(200)
    const minutes = (clock.now() - start) / 60_000
    const least = (server.meter.requests * (size.sent + size.answered)) / 30_000
    expect(minutes).toBeGreaterThan(Math.min(1, least) * 0.8)
    expect(sent.requests).toBe(server.meter.requests)
  })

  test('a request that no minute has room for is said in tokens', async () => {
    const server = await started()
    const provider = await providerOf(service, server.url, { tokensPerMinute: 100 })
    const { failed, faults } = await runEngine(sentences(2), [provider], { clock: fastClock(100) })
    expect([...failed.values()]).toEqual(['request-over-quota', 'request-over-quota'])
    expect(faults).toEqual([])
    expect(server.calls).toEqual([])
  })

  test('a limit that is announced slows the run before it is refused', async () => {
    const server = await started({ announces: { requests: 60, tokens: 1_000_000 } })
    const provider = await providerOf(service, server.url, { batchCharacters: 20 })
    const clock = fastClock(60)
    const start = clock.now()
    const { targets } = await runEngine(sentences(80), [provider], { clock })
    expect(targets.size).toBe(80)
    expect(clock.now() - start).toBeGreaterThan(server.meter.requests * 1_000 * 0.8)
    expect(server.meter.rejected).toBe(0)
  })
})
