/** What Azure Translator takes, allows and costs. */
import type { Limits, Price, Quota, Sizing, TranslateRequest } from '../provider.ts'

export type Tier = 'F0' | 'S1' | 'S2' | 'S3' | 'S4'

/** 1,000 texts and 50,000 characters a request. The service counts UTF-16 code units: a surrogate pair is two. */
const MOST = { elements: 1_000, codeUnits: 50_000 }

/** Characters an hour. They may be used evenly only, so the minute's share is the quota, in a sliding window. */
const HOURLY: Readonly<Record<Tier, number>> = {
  F0: 2_000_000,
  S1: 40_000_000,
  S2: 40_000_000,
  S3: 120_000_000,
  S4: 200_000_000,
}
/** Of a custom model: 3,600 characters a second. */
const CUSTOM_A_SECOND = 3_600

/** A standard model answers within 15 seconds or not at all, a custom one within 120. */
const STANDARD_SECONDS = 30
const CUSTOM_SECONDS = 130

/** The price list's pay-as-you-go rates, dollars a million characters. S2 to S4 are paid in advance: this is what lies beyond. */
const DATE = '2025-12'
const STANDARD: Price = { unit: 'characters', perMillion: 10, currency: 'USD', date: DATE }
const CUSTOM: Price = { unit: 'characters', perMillion: 40, currency: 'USD', date: DATE }
/** 2,000,000 characters a month, then it stops. */
const FREE: Price = { unit: 'characters', perMillion: 0, currency: 'USD', date: DATE }

export interface Terms {
  readonly limits: Limits
  readonly quota: Quota
  readonly price: Price
  readonly timeoutSeconds: number
}

/** @param isCustom A category of one's own translates. */
export function termsOf(tier: Tier, isCustom: boolean): Terms {
  const minute = Math.floor(HOURLY[tier] / 60)
  const charactersPerMinute = isCustom ? Math.min(minute, CUSTOM_A_SECOND * 60) : minute
  // A request over the minute's share is refused for ever, also when it is within the limits of a request.
  const codeUnits = Math.min(MOST.codeUnits, charactersPerMinute)
  return {
    limits: { ...MOST, characters: codeUnits, codeUnits },
    quota: { charactersPerMinute },
    price: tier === 'F0' ? FREE : isCustom ? CUSTOM : STANDARD,
    timeoutSeconds: isCustom ? CUSTOM_SECONDS : STANDARD_SECONDS,
  }
}

/** Billed as counted: code units as sent, markup and repetitions included. */
export function sizeOf({ texts }: Pick<TranslateRequest, 'texts'>): Sizing {
  const sent = texts.reduce((sum, text) => sum + text.length, 0)
  return { sent, answered: 0, mostSent: sent, mostAnswered: 0 }
}
