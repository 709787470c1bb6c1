/** What Anthropic's models cost, and how each of them thinks. */
import type { PriceRow } from '../language-model/model-price.ts'
import type { TokenRates } from '../language-model/token-rates.ts'

/** Translates literature well, can answer without thinking first, and stays affordable for a book. */
export const DEFAULT_MODEL = 'claude-sonnet-5-5'

/** Month of the price list. */
export const PRICE_DATE = '2026-11'

/** With what is kept of a prompt for five minutes; Haiku 5.5 for prompts up to 100,000 tokens. */
export const PRICES: Readonly<Record<string, PriceRow>> = {
  'claude-fable-5-1': [10, 50, 0.25, 12.5],
  'claude-opus-5-5': [4, 20, 0.2, 5],
  'claude-opus-5': [5, 25, 0.5, 6.25],
  'claude-opus-4-8': [5, 25, 0.5, 6.25],
  'claude-opus-4-7': [5, 25, 0.5, 6.25],
  'claude-opus-4-6': [5, 25, 0.5, 6.25],
  'claude-opus-4-5': [5, 25, 0.5, 6.25],
  'claude-sonnet-5-5': [2, 10, 0.1, 2.5],
  'claude-sonnet-5': [2, 10, 0.2, 2.5],
  'claude-sonnet-4-6': [3, 15, 0.3, 3.75],
  'claude-sonnet-4-5': [3, 15, 0.3, 3.75],
  'claude-haiku-5-5': [0.1, 0.5, 0.01, 0.125],
  'claude-haiku-4-5': [1, 5, 0.1, 1.25],
}

/**
 * The tokenizer is not public. Its last public version makes 0.90 tokens of a code point of Arabic news, 1.31 with its
 * vowels; since Claude 4.7 Arabic has stayed at what it was and English has grown by 1.45, as those who asked the
 * counting endpoint report: 0.32 a code point.
 */
export const RATES: TokenRates = { letter: 1.08, mark: 1.9, latin: 0.36, other: 0.8 }

/** How a model is told to answer without thinking first. `always`: it cannot be. */
export function unthinking(model: string): 'between_tools' | 'disabled' | 'always' {
  if (/^claude-sonnet-5-5/.test(model)) return 'between_tools'
  return /^claude-(?:fable|mythos)|^claude-opus-5-5/.test(model) ? 'always' : 'disabled'
}

/** Claude 4.6 and older ones take a temperature; later ones refuse any but their own. */
export function takesTemperature(model: string): boolean {
  return /^claude-(?:3|(?:opus|sonnet|haiku)-4(?:-[0-6])?(?:-\d{8})?$)/.test(model)
}
