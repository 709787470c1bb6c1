/** What a LibreTranslate server takes. It allows what its operator says, and costs nothing. */
import type { Limits } from '../provider.ts'

/** Of a server without limits: so much keeps a processor busy for some seconds. */
const MOST: Limits = { characters: 5_000, elements: 100 }

/** Small requests, as many as a server has threads by default, each with its time on a slow machine. */
export const PACE = { batchCharacters: 2_000, concurrency: 4, timeoutSeconds: 120 } as const

export interface Allowed {
  /** Characters a text. Servers before 2024 counted those of a request: no request has more. */
  readonly charLimit?: number | undefined
  readonly batchLimit?: number | undefined
  /** The server counts texts as requests: no request may hold more texts than a minute has. */
  readonly requestsPerMinute?: number | undefined
}

/** @param learnt Characters a text that the server itself says; -1 for no limit. */
export function limitsOf({ charLimit, batchLimit, requestsPerMinute }: Allowed, learnt?: number): Limits {
  const served = learnt === undefined || learnt < 0 ? MOST.characters : Math.min(learnt, MOST.characters)
  return {
    characters: charLimit ?? served,
    elements: Math.max(1, Math.floor(Math.min(batchLimit ?? MOST.elements, requestsPerMinute ?? Infinity))),
  }
}
