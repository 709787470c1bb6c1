/** What Amazon Translate takes and costs. */
import type { Limits, Price } from '../provider.ts'

/** TranslateText: one text a call, at most 10,000 bytes of UTF-8 (Developer guide, "Guidelines and quotas"). */
export const LIMITS: Limits = { characters: 10_000, elements: 1, bytes: 10_000 }

/**
 * Price list: dollars a million characters, white space and markup included; a call that ends in an error is free.
 * A quota is not published ("scales to serve operational traffic"): the engine learns it from the refusals.
 */
export const PRICE: Price = { unit: 'characters', perMillion: 15, currency: 'USD', date: '2026-11' }
