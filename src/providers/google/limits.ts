/** What Google Cloud Translation takes, allows and costs. */
import type { Limits, Price, Quota } from '../provider.ts'

/** v3, TranslateTextRequest: at most 1,024 contents; fewer than 30,720 code points are taken, 30,000 recommended. */
export const V3_LIMITS: Limits = { characters: 30_000, elements: 1_024 }

/** v2: at most 128 texts and 100 KB (bytes of UTF-8) a request. */
export const V2_LIMITS: Limits = { characters: 30_000, elements: 128, bytes: 100_000 }

/** Default quota of a project: 6,000,000 characters a minute, v2 and v3 together. Projects can have less: a setting. */
export const QUOTA: Quota = { charactersPerMinute: 6_000_000, requestsPerMinute: 6_000 }

/** Price list of November 2026: NMT, input characters beyond the free 500,000 a month. Other models: set `pricePerMillion`. */
export const PRICE: Price = { perMillionCharacters: 20, currency: 'USD' }
