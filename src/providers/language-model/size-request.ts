/** What a request to a language model comes to in tokens. */
import { countCodePoints } from '../../bitext/content.ts'
import { scriptOf } from '../../text/letters.ts'
import type { Sizing, TranslateRequest } from '../provider.ts'
import { answerLimit, usualThinking, type Effort } from './answer-limit.ts'
import { ANSWER_SCHEMA } from './answer-schema.ts'
import { MOST_NAME_CHARACTERS } from './decided-names.ts'
import { requestText, type DecidedName } from './request-text.ts'
import { expectedTokens, mostTokens, type TokenRates } from './token-rates.ts'

export interface SizeInput extends Pick<TranslateRequest, 'texts' | 'context'> {
  readonly system: string
  readonly names: readonly DecidedName[]
  readonly targetLanguage: string
  readonly effort: Effort
  readonly rates: TokenRates
}

/** Marks between messages, and what services put into a prompt themselves when an answer must follow a schema. */
const OVERHEAD = 40
const MOST_OVERHEAD = 800
/** Names may be decided between the sizing and the sending; those are bytes of UTF-8, with their brackets and quotes. */
const MOST_NAMES = MOST_NAME_CHARACTERS * 2 + 20 * 32
/** A neighbour may get its translation meanwhile: in bytes, for one of its source. */
const MOST_TRANSLATION = 1.5
/** Code points of an English answer for one of an Arabic text, and tokens of what stands round it. */
const ANSWERED = 1.15
const ANSWERED_ROUND = 14

const schema = JSON.stringify(ANSWER_SCHEMA)

export function sizeRequest({ texts, context, system, names, targetLanguage, effort, rates }: SizeInput): Sizing {
  const user = requestText({ texts, context, names })
  const untranslated = [...(context?.before ?? []), ...(context?.after ?? [])].filter(
    ({ target }) => target === undefined,
  )
  const later = untranslated.reduce((sum, { source }) => sum + 20 + Buffer.byteLength(source) * MOST_TRANSLATION, 0)
  const rate = scriptOf(targetLanguage) === 'Latn' ? rates.latin : Math.max(rates.letter, rates.other)
  const answered = texts.reduce((sum, text) => sum + ANSWERED_ROUND + countCodePoints(text) * ANSWERED * rate, OVERHEAD)
  const most = answerLimit(texts, targetLanguage, effort)
  return {
    sent: OVERHEAD + expectedTokens(system, rates) + expectedTokens(user, rates) + expectedTokens(schema, rates),
    answered: Math.min(most, Math.ceil(answered + usualThinking(effort))),
    mostSent: Math.ceil(
      MOST_OVERHEAD + MOST_NAMES + later + mostTokens(system) + mostTokens(user) + mostTokens(schema) * 2,
    ),
    mostAnswered: most,
  }
}
