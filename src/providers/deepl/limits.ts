/** What DeepL takes and costs. */
import type { Limits, Price, Sizing, TranslateRequest } from '../provider.ts'
import { countCodePoints } from '../../bitext/content.ts'

/** A request's whole body, as JSON, in bytes: 128 KiB. */
export const MOST_BODY_BYTES = 128 * 1024

/** 50 texts a request; so few bytes of them that even written with escapes, two bytes for one, they fit into the body. */
export const LIMITS: Limits = { characters: 50_000, elements: 50, bytes: 50_000 }

const DATE = '2026-06'
/** API Pro: dollars a million characters, beside a monthly fee. API Free is free up to 500,000 a month, then it stops. */
const PRO: Price = { unit: 'characters', perMillion: 25, currency: 'USD', date: DATE }
const FREE: Price = { unit: 'characters', perMillion: 0, currency: 'USD', date: DATE }

export function priceOf(isFree: boolean): Price {
  return isFree ? FREE : PRO
}

/** '<x1>', '</x1>', '<x2/>' */
const TAG = /<[^>]*>/g

/** Billed are the source's code points outside tags; whether an entity is one of them or five is not documented, so it is five. */
export function sizeOf({ texts }: Pick<TranslateRequest, 'texts'>): Sizing {
  const sent = texts.reduce((sum, text) => sum + countCodePoints(text.replace(TAG, '')), 0)
  return { sent, answered: 0, mostSent: sent, mostAnswered: 0 }
}
