/** One chat completion: the request's body, and what its answer says. */
import { sha256Hex } from '../../text/hash.ts'
import { COMMON_HTTP, faultFrom, faultOf } from '../faults.ts'
import { announcedLimits, list, record, type HttpAnswer } from '../http.ts'
import type { Effort } from '../language-model/answer-limit.ts'
import { ANSWER_SCHEMA, ANSWER_SCHEMA_NAME } from '../language-model/answer-schema.ts'
import type { Question, Reply } from '../language-model/create-language-model.ts'
import type { Answers } from '../language-model/settings.ts'
import type { Usage } from '../provider.ts'
import { readError, rows } from './faults.ts'

/** What a server may refuse to take, and the words by which it does. */
export const PARTS = {
  schema: /response_format|schema|structured output|additionalProperties|grammar|guided/i,
  json: /response_format|json_object|json mode/i,
  temperature: /temperature/i,
  seed: /\bseed\b/i,
  cache: /prompt_cache/i,
  limit: /max_(?:completion_)?tokens/i,
} as const satisfies Readonly<Record<string, RegExp>>

export type Part = keyof typeof PARTS

export interface BodyInput {
  readonly question: Question
  readonly model: string
  readonly without: ReadonlySet<Part>
  /** The strictest form to ask for. */
  readonly answers: Answers
  /** Undefined: nothing is said of it. */
  readonly effort: Effort | undefined
  /** Name of the limit of tokens; without the part `limit` the other one. */
  readonly limit: 'max_tokens' | 'max_completion_tokens'
  /** The same numbers for the same question, where the server knows how. */
  readonly seed: boolean
  /** `mark`: the beginning that all requests share is marked for keeping, and nothing else is kept. */
  readonly cache: 'none' | 'key' | 'mark'
}

export function bodyOf(input: BodyInput): Readonly<Record<string, unknown>> {
  const { question, model, without, answers, effort, limit, seed, cache } = input
  const { system, user, mostTokens } = question
  const format =
    answers === 'schema' && !without.has('schema')
      ? { type: 'json_schema', json_schema: { name: ANSWER_SCHEMA_NAME, strict: true, schema: ANSWER_SCHEMA } }
      : answers !== 'text' && !without.has('json')
        ? { type: 'json_object' }
        : undefined
  const other = limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
  const keeps = without.has('cache') ? 'none' : cache
  const text = { type: 'text', text: system, prompt_cache_breakpoint: { mode: 'explicit' } }
  // A model that thinks takes no temperature.
  const cold = (effort === undefined || effort === 'none') && !without.has('temperature')
  return {
    model,
    messages: [
      { role: 'system', content: keeps === 'mark' ? [text] : system },
      { role: 'user', content: user },
    ],
    [without.has('limit') ? other : limit]: mostTokens,
    ...(effort === undefined ? {} : { reasoning_effort: effort }),
    ...(cold ? { temperature: 0 } : {}),
    ...(seed && !without.has('seed') ? { seed: 0 } : {}),
    ...(format ? { response_format: format } : {}),
    ...(keeps === 'none' ? {} : { prompt_cache_key: `muqabil-${sha256Hex(system).slice(0, 16)}` }),
    ...(keeps === 'mark' ? { prompt_cache_options: { mode: 'explicit' } } : {}),
  }
}

/** @throws {ProviderFault} for an error in an answer's clothes (status 200), and `garbled` for no completion at all. */
export function replyOf({ body, headers }: HttpAnswer): Reply {
  const choice = record(list(record(body).choices)[0])
  const error = record(body).error ?? choice.error
  if (error !== undefined && error !== null) throw faultIn({ error })
  const message = record(choice.message)
  if (choice.message === undefined) throw faultOf('garbled', 'no completion')
  const { refusal } = message
  const reason = choice.finish_reason
  const announced = announcedLimits(headers)
  const usage = usageOf(record(body).usage)
  return {
    text: textOf(message.content),
    end:
      reason === 'length'
        ? 'cut-off'
        : reason === 'content_filter' || (typeof refusal === 'string' && refusal !== '')
          ? 'refused'
          : 'whole',
    words: typeof refusal === 'string' ? refusal : thoughtsOf(record(body).usage),
    ...(usage ? { usage } : {}),
    ...(announced.length > 0 ? { announced } : {}),
  }
}

/** OpenRouter answers with 200 and an error when a model fails after the request was taken. */
function faultIn(body: { readonly error: unknown }): Error {
  const { code } = record(body.error)
  const words = readError(body)
  return faultFrom([...rows, ...COMMON_HTTP], {
    ...(Number.isInteger(code) ? { http: Number(code) } : { http: 502 }),
    text: `${words} ${JSON.stringify(body)}`,
    message: words,
    billed: 'maybe',
  })
}

/** Text, or a list of parts with text in them. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  return list(content)
    .map((part) => record(part).text)
    .filter((text) => typeof text === 'string')
    .join('')
}

/** Where an answer was cut off by thoughts, that is worth knowing. */
function thoughtsOf(usage: unknown): string {
  const thoughts = countOf(record(record(usage).completion_tokens_details).reasoning_tokens)
  return thoughts === undefined || thoughts === 0
    ? ''
    : `${thoughts} tokens of it were thoughts: see the setting "effort"`
}

function usageOf(usage: unknown): Usage | undefined {
  const { prompt_tokens, completion_tokens, prompt_tokens_details } = record(usage)
  const [sent, answered] = [countOf(prompt_tokens), countOf(completion_tokens)]
  const cached = countOf(record(prompt_tokens_details).cached_tokens)
  const kept = countOf(record(prompt_tokens_details).cache_write_tokens)
  if (sent === undefined || answered === undefined) return undefined
  return { sent, answered, ...(cached === undefined ? {} : { cached }), ...(kept === undefined ? {} : { kept }) }
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}
