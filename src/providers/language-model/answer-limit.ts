/** How long an answer may become: the limit that is sent with a request, and so what it can cost at most. */
import { countCodePoints } from '../../bitext/content.ts'
import { scriptOf } from '../../text/letters.ts'

/** Tokens for a code point of the source. English needs 0.3 to 0.5; scripts that tokenizers know less need more. */
const PER_CHARACTER = { Latn: 1.5, other: 4 }
const PER_TEXT = 48
/** Brackets, and the names that were met. */
const BASE = 512

/** How much a model may think before it answers, where it does. */
export const EFFORTS = ['none', 'low', 'medium', 'high', 'xhigh', 'max'] as const
export type Effort = (typeof EFFORTS)[number]

/** Tokens for thinking: several times of what a translation takes, so that none is cut off by it. */
const THINKING: Readonly<Record<Effort, number>> = {
  none: 0,
  low: 4_000,
  medium: 8_000,
  high: 16_000,
  xhigh: 32_000,
  max: 64_000,
}
/** Of the room for thinking so much is used by a request that needs no proof. */
const USUAL_THINKING = 0.15

/** In tokens, thinking included. */
export function answerLimit(texts: readonly string[], targetLanguage: string, effort: Effort): number {
  const characters = texts.reduce((sum, text) => sum + countCodePoints(text), 0)
  const perCharacter = scriptOf(targetLanguage) === 'Latn' ? PER_CHARACTER.Latn : PER_CHARACTER.other
  return BASE + texts.length * PER_TEXT + Math.ceil(characters * perCharacter) + THINKING[effort]
}

/** What is to be expected of thinking, in tokens. */
export function usualThinking(effort: Effort): number {
  return THINKING[effort] * USUAL_THINKING
}
