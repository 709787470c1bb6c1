/** What Google Cloud Translation takes, allows and costs. */
import type { Limits, Price, Quota } from '../provider.ts'

/** v3, TranslateTextRequest: at most 1,024 contents; fewer than 30,720 code points are taken, 30,000 recommended. */
export const V3_LIMITS: Limits = { characters: 30_000, elements: 1_024 }

/** v2: at most 128 texts and 100 KB (bytes of UTF-8) a request. */
export const V2_LIMITS: Limits = { characters: 30_000, elements: 128, bytes: 100_000 }

/** Default quota of a project for the general model: 6,000,000 characters a minute, v2 and v3 together. Projects can have less: a setting. */
const QUOTA: Quota = { charactersPerMinute: 6_000_000, requestsPerMinute: 6_000 }
const CUSTOM_QUOTA: Quota = { charactersPerMinute: 100_000, requestsPerMinute: 6_000 }
/** The language model has no quota of content. */
const LLM_QUOTA: Quota = { requestsPerMinute: 6_000 }

/** Cloud Translation's price list: dollars a million characters, beyond the free 500,000 a month. */
const DATE = '2026-11'
const NMT: Price = { unit: 'characters', perMillion: 20, currency: 'USD', date: DATE }
const LLM: Price = { unit: 'characters', perMillion: 10, perMillionAnswered: 10, currency: 'USD', date: DATE }
const ADAPTIVE: Price = { unit: 'characters', perMillion: 25, perMillionAnswered: 25, currency: 'USD', date: DATE }
const CUSTOM: Price = { unit: 'characters', perMillion: 80, currency: 'USD', date: DATE }

/** By what translates: the general model, the language model, sentences of a data set, or a model of one's own. */
export function termsOf(model: string, adaptive: boolean): { readonly quota: Quota; readonly price: Price } {
  if (adaptive) return { quota: LLM_QUOTA, price: ADAPTIVE }
  if (/general\/nmt$|^nmt$/.test(model)) return { quota: QUOTA, price: NMT }
  return model.endsWith('general/translation-llm')
    ? { quota: LLM_QUOTA, price: LLM }
    : { quota: CUSTOM_QUOTA, price: CUSTOM }
}
