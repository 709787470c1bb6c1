/** The engine against the naive loop, under a quota, and with many segments; each beside a floor of the same run. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import pLimit from 'p-limit'
import { encodeContent } from '../../src/bitext/content.ts'
import { Memory, type Answer } from '../../src/memory/memory.ts'
import { groupCommit } from '../../src/project/journal.ts'
import { realClock } from '../../src/project/real-clock.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import type { Provider } from '../../src/providers/provider.ts'
import type { ProviderSettings } from '../../src/providers/provider-context.ts'
import type { Judged } from '../../src/translate/judge.ts'
import { translateSegments, type Sent } from '../../src/translate/translate-segments.ts'
import { standInTranslation } from '../../tests/servers/stand-in.ts'
import { median, type Row } from './rows.ts'
import { startStandIn, type StandInProcess } from './stand-in.ts'

const SEGMENTS = 2_000
const LATENCY = 50
const languages = { sourceLanguage: 'ar', targetLanguage: 'en' }

/** Some eighty code points each, no two the same. */
function sentences(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `قالت الجملة رقم ${index} من هذا النص الطويل كلاماً كثيراً عن القهوة والبيت القديم والنهر ${index * 7}.`,
  )
}

export async function benchEngine(tell: (rows: readonly Row[]) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'muqabil-engine-'))
  const server = await startStandIn({ latency: LATENCY })
  try {
    tell(await againstNaive(server, folder))
    tell(await whereLatencyGrows(folder))
    tell(await underQuota(folder))
    tell(await journalAgainstAppend(folder))
    tell(await manySegments(folder))
  } finally {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function google(endpoint: string, more: Partial<ProviderSettings> = {}): Promise<Provider> {
  const settings = {
    name: 'google',
    api: 'grpc',
    project: 'p',
    endpoint,
    charactersPerMinute: 1e12,
    requestsPerMinute: 1e9,
    ...more,
  }
  return loadProvider({ settings, environment: {} })
}

interface Timed {
  readonly sent: Sent
  readonly milliseconds: number
  readonly cpuMilliseconds: number
  readonly answered: number
}

/** From the first request to the last commit. */
async function run(texts: readonly string[], provider: Provider, path: string): Promise<Timed> {
  rmSync(path, { force: true })
  using memory = await Memory.open(path)
  const journal = groupCommit(memory)
  const origin = { kind: 'machine' as const, provider: 'google' }
  let answered = 0
  const items = texts.map((text) => ({ key: encodeContent([text]), source: [text] }))
  const cpu = process.cpuUsage()
  let start: number | undefined
  const sent = await translateSegments({
    items,
    providers: [provider],
    ...languages,
    clock: realClock,
    budget: {},
    journal: {
      begin(_, { characters, cost }) {
        start ??= performance.now()
        return memory.begin(characters, cost)
      },
      settle: (ticket, answers: readonly Judged[]) =>
        journal.settle(
          ticket,
          answers.map(({ item, target }): Answer => ({ source: item.source, target, ...languages, origin })),
        ),
    },
    onAnswers: (answers) => void (answered += answers.length),
    onFailure: ({ reason }) => {
      throw new Error(reason)
    },
  })
  const milliseconds = performance.now() - (start ?? 0)
  const { user, system } = process.cpuUsage(cpu)
  return { sent, answered, milliseconds, cpuMilliseconds: (user + system) / 1000 }
}

/** What everybody writes first: ten at a time, a segment a request, nothing kept. */
async function naive(texts: readonly string[], provider: Provider): Promise<number> {
  const limit = pLimit(10)
  const start = performance.now()
  const signal = new AbortController().signal
  await Promise.all(texts.map((text) => limit(() => provider.translate({ texts: [text], ...languages, signal }))))
  return performance.now() - start
}

async function againstNaive(server: StandInProcess, folder: string): Promise<readonly Row[]> {
  const texts = sentences(SEGMENTS)
  const provider = await google(server.grpcUrl, { concurrency: 64, batchCharacters: 5_000 })
  const usual = await google(server.grpcUrl)
  const path = join(folder, 'memory.db')
  await run(texts.slice(0, 20), provider, path)
  const slow = await naive(texts, usual)
  const raised = await middleOf(() => run(texts, provider, path))
  const byDefault = await middleOf(() => run(texts, usual, path))
  await Promise.all([provider.close?.(), usual.close?.()])
  return [
    ['naive loop, ten at a time, one segment a request', slow / 1000, 's'],
    [
      `engine, concurrency raised: ${raised.sent.requests} requests`,
      slow / raised.milliseconds,
      '× faster than the naive loop',
    ],
    [
      `engine, as it comes: ${byDefault.sent.requests} requests`,
      slow / byDefault.milliseconds,
      '× faster than the naive loop',
    ],
    ['engine, CPU for 1,000 segments', (raised.cpuMilliseconds / SEGMENTS) * 1000, 'ms'],
  ]
}

/** The middle one of five. */
async function middleOf(once: () => Promise<Timed>): Promise<Timed> {
  const first = await once()
  const runs = [first, await once(), await once(), await once(), await once()]
  const middle = median(runs.map(({ milliseconds }) => milliseconds))
  return runs.find(({ milliseconds }) => milliseconds === middle) ?? first
}

/** Batches are the same there: smaller ones with more in flight are made when there is not enough for all workers. */
async function whereLatencyGrows(folder: string): Promise<readonly Row[]> {
  const server = await startStandIn({ latency: LATENCY, latencyPerThousand: 20 })
  const texts = sentences(SEGMENTS)
  const usual = await google(server.grpcUrl)
  const slow = await naive(texts, usual)
  const sizes = [1_000, 2_000, 5_000, 30_000]
  const rows: Row[] = []
  for (const batchCharacters of sizes) {
    const provider = await google(server.grpcUrl, { batchCharacters })
    const { milliseconds, sent } = await middleOf(() => run(texts, provider, join(folder, 'grows.db')))
    rows.push([
      `latency grows with size; ≤ ${batchCharacters} a request: ${sent.requests} requests`,
      slow / milliseconds,
      '× faster than the naive loop',
    ])
    await provider.close?.()
  }
  await usual.close?.()
  server.close()
  return rows
}

/** The quota's own minimum: what the service can let through at its rate, after what it lets through at once. */
async function underQuota(folder: string): Promise<readonly Row[]> {
  const [windowMilliseconds, burst] = [60_000, 0.01]
  const texts = sentences(500)
  const total = texts.reduce((sum, text) => sum + [...text].length, 0)
  const quota = Math.ceil((total * windowMilliseconds) / 8_000)
  const server = await startStandIn({ latency: LATENCY, quota: { characters: quota, windowMilliseconds } })
  const provider = await google(server.grpcUrl, {
    charactersPerMinute: quota,
    batchCharacters: Math.floor(quota * burst),
  })
  const { milliseconds, sent } = await run(texts, provider, join(folder, 'quota.db'))
  const { rejected } = await server.meter()
  await provider.close?.()
  server.close()
  return [
    [
      'under a quota: time',
      milliseconds / ((sent.charactersSent / quota) * windowMilliseconds),
      "× the quota's own minimum",
    ],
    ['under a quota: rejected requests', rejected, 'requests'],
  ]
}

async function journalAgainstAppend(folder: string): Promise<readonly Row[]> {
  const [GROUPS, GROUP] = [200, 100]
  const origin = { kind: 'machine' as const, provider: 'google', model: 'general/nmt' }
  const answers = sentences(GROUPS * GROUP).map((text): Answer => ({
    source: [text],
    target: [standInTranslation(text)],
    ...languages,
    origin,
  }))
  const groups = Array.from({ length: GROUPS }, (_, index) => answers.slice(index * GROUP, (index + 1) * GROUP))
  const file = openSync(join(folder, 'append'), 'w')
  const time = (work: () => void): number => {
    const start = performance.now()
    work()
    return performance.now() - start
  }
  const append = time(() => {
    for (const group of groups) {
      writeSync(file, group.map((answer) => JSON.stringify(answer)).join('\n'))
      fdatasyncSync(file)
    }
  })
  closeSync(file)
  using memory = await Memory.open(join(folder, 'journal.db'))
  const journal = time(() => {
    for (const group of groups) memory.commit(group)
  })
  return [['journal, 100 answers a commit', append / journal, 'of an append with fdatasync']]
}

async function manySegments(folder: string): Promise<readonly Row[]> {
  const provider: Provider = {
    name: 'own',
    limits: { characters: 5_000, elements: 1_000 },
    translate: ({ texts }) => Promise.resolve(texts.map(standInTranslation)),
  }
  const peaks: number[] = []
  for (const count of [10_000, 100_000]) {
    const texts = sentences(count)
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    let peak = before
    const watch = setInterval(() => {
      globalThis.gc?.()
      peak = Math.max(peak, process.memoryUsage().heapUsed)
    }, 100)
    const { answered } = await run(texts, provider, join(folder, 'many.db'))
    clearInterval(watch)
    if (answered !== count) throw new Error(`${answered} of ${count}`)
    peaks.push((peak - before) / 1e6)
  }
  return [
    ['10,000 segments: most heap beside the texts', peaks[0] ?? 0, 'MB'],
    ['100,000 segments: most heap beside the texts', peaks[1] ?? 0, 'MB'],
  ]
}
