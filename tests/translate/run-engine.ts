/** The engine on its own, with a journal in memory. */
import type { Content } from '../../src/bitext/content.ts'
import { encodeContent } from '../../src/bitext/content.ts'
import type { Provider } from '../../src/providers/provider.ts'
import type { Budget } from '../../src/translate/ledger.ts'
import { translateSegments, type Sent, type TranslateOptions } from '../../src/translate/translate-segments.ts'
import type { Clock } from '../../src/translate/clock.ts'

export interface Ran {
  readonly sent: Sent
  /** By source, encoded; only what was durable. */
  readonly targets: ReadonlyMap<string, Content>
  readonly failed: ReadonlyMap<string, string>
  readonly faults: readonly string[]
}

export interface RunOptions {
  readonly clock: Clock
  readonly budget?: Budget
  readonly options?: Partial<TranslateOptions>
}

export async function runEngine(
  sources: readonly Content[],
  providers: readonly Provider[],
  { clock, budget = {}, options = {} }: RunOptions,
): Promise<Ran> {
  const targets = new Map<string, Content>()
  const failed = new Map<string, string>()
  const faults: string[] = []
  const sent = await translateSegments({
    items: sources.map((source) => ({ key: encodeContent(source), source })),
    providers,
    sourceLanguage: 'ar',
    targetLanguage: 'en',
    clock,
    budget,
    journal: {
      begin: () => 1,
      settle: (_, answers) => {
        for (const { item, target } of answers) targets.set(item.key, target)
        return Promise.resolve()
      },
    },
    onAnswers: () => undefined,
    onFailure: ({ key, code }) => void failed.set(key, code),
    onFault: ({ code }) => void faults.push(code),
    ...options,
  })
  return { sent, targets, failed, faults }
}
