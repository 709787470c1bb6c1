/** What OpenAI's models cost, and how each of them thinks. */
import type { Effort } from '../language-model/answer-limit.ts'
import type { PriceRow } from '../language-model/model-price.ts'
import type { TokenRates } from '../language-model/token-rates.ts'

/** Writes naturally, can answer without thinking first, and costs an edition of a book a few dollars. */
export const DEFAULT_MODEL = 'gpt-6.1-terra'

/** Month of the price list. */
export const PRICE_DATE = '2026-11'

/** Standard processing, prompts below 272,000 tokens. Since GPT-5.6 what is kept of a prompt costs more than what is not. */
export const PRICES: Readonly<Record<string, PriceRow>> = {
  'gpt-6-astra': [10, 50, 1, 12.5],
  'gpt-6.1-sol': [2, 10, 0.1, 2.5],
  'gpt-6-sol': [2, 10, 0.2, 2.5],
  'gpt-6.1-terra': [1, 5, 0.05, 1.25],
  'gpt-6-luna': [0.1, 0.5, 0.01, 0.125],
  'gpt-5.6-sol': [4, 20, 0.4, 5],
  'gpt-5.6-terra': [2, 12, 0.2, 2.5],
  'gpt-5.6-luna': [0.2, 1.2, 0.02, 0.25],
  'gpt-5.5': [5, 30, 0.5],
  'gpt-5.4': [2.5, 15, 0.25],
  'gpt-5.4-mini': [0.75, 4.5, 0.075],
  'gpt-5.4-nano': [0.2, 1.25, 0.02],
  'gpt-5.2': [1.75, 14, 0.175],
  'gpt-5.1': [1.25, 10, 0.125],
  'gpt-5': [1.25, 10, 0.125],
  'gpt-5-mini': [0.25, 2, 0.025],
  'gpt-5-nano': [0.05, 0.4, 0.005],
  'gpt-4.1': [2, 8, 0.5],
  'gpt-4.1-mini': [0.4, 1.6, 0.1],
  'gpt-4.1-nano': [0.1, 0.4, 0.025],
  'gpt-4o': [2.5, 10, 1.25],
  'gpt-4o-mini': [0.15, 0.6, 0.075],
}

/**
 * Measured with o200k_base, the tokenizer of OpenAI's models, on news, vowelled verses and English prose: Arabic news
 * comes to 0.30 tokens a code point, with its vowels to 0.61, English to 0.21. Open models of today (Gemma, Llama,
 * Qwen) are within a quarter of it.
 */
export const RATES: TokenRates = { letter: 0.35, mark: 1, latin: 0.235, other: 0.6 }

/** How a model of OpenAI's is told to think, unless a setting says: not at all where it can, little where it cannot. Undefined: it knows no such thing. */
export function usualEffort(model: string): Effort | undefined {
  if (/^gpt-(?:5\.[1-9]|6-(?:sol|luna)|6\.1-terra)(?!.*pro)/.test(model)) return 'none'
  return /^(?:gpt-[5-9]|o\d)/.test(model) ? 'low' : undefined
}

/** Whether what is kept of a prompt costs, and can be marked. */
export function keepsByMark(model: string): boolean {
  return /^gpt-(?:5\.[6-9]|[6-9])/.test(model)
}
