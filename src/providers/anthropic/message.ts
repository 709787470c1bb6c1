/** One message: the request's body, and what its answer says. */
import { faultOf } from '../faults.ts'
import { announcedLimits, list, record, type HttpAnswer } from '../http.ts'
import type { Effort } from '../language-model/answer-limit.ts'
import { ANSWER_SCHEMA } from '../language-model/answer-schema.ts'
import type { Question, Reply } from '../language-model/create-language-model.ts'
import type { Usage } from '../provider.ts'
import { takesTemperature, unthinking } from './limits.ts'

/** What a server may refuse to take, and the words by which it does. */
export const PARTS = {
  schema: /output_config|output_format|schema|structured output/i,
  temperature: /temperature/i,
  thinking: /\bthinking\b/i,
  cache: /cache_control/i,
} as const satisfies Readonly<Record<string, RegExp>>

export type Part = keyof typeof PARTS

export interface BodyInput {
  readonly question: Question
  readonly model: string
  readonly without: ReadonlySet<Part>
  readonly answers: 'schema' | 'text'
  /** Of the settings; undefined: as little as the model can. */
  readonly effort: Effort | undefined
}

export function bodyOf({ question, model, without, answers, effort }: BodyInput): Readonly<Record<string, unknown>> {
  const { system, user, mostTokens } = question
  const how = unthinking(model)
  const thinks = (effort !== undefined && effort !== 'none') || how === 'always'
  const config = {
    ...(thinks ? { effort: effort === undefined || effort === 'none' ? 'low' : effort } : {}),
    ...(answers === 'schema' && !without.has('schema')
      ? { format: { type: 'json_schema', schema: ANSWER_SCHEMA } }
      : {}),
  }
  return {
    model,
    max_tokens: mostTokens,
    system: [{ type: 'text', text: system, ...(without.has('cache') ? {} : { cache_control: { type: 'ephemeral' } }) }],
    messages: [{ role: 'user', content: user }],
    ...(thinks || without.has('thinking') ? {} : { thinking: { type: how } }),
    ...(!thinks && takesTemperature(model) && !without.has('temperature') ? { temperature: 0 } : {}),
    ...(Object.keys(config).length > 0 ? { output_config: config } : {}),
  }
}

/** @throws {ProviderFault} `garbled` for what is no message. */
export function replyOf({ body, headers }: HttpAnswer): Reply {
  const { content, stop_reason: reason, stop_details: details, usage: counts } = record(body)
  if (!Array.isArray(content)) throw faultOf('garbled', 'no message')
  const text = list(content)
    .map(record)
    .flatMap((block) => (block.type === 'text' && typeof block.text === 'string' ? [block.text] : []))
    .join('')
  const announced = announcedLimits(headers, 'anthropic-ratelimit-')
  const usage = usageOf(counts)
  const { explanation } = record(details)
  return {
    text,
    end:
      reason === 'max_tokens' || reason === 'model_context_window_exceeded'
        ? 'cut-off'
        : reason === 'refusal'
          ? 'refused'
          : 'whole',
    words: typeof explanation === 'string' ? explanation : thoughtsOf(counts),
    ...(usage ? { usage } : {}),
    ...(announced.length > 0 ? { announced } : {}),
  }
}

/** Where an answer was cut off by thoughts, that is worth knowing. */
function thoughtsOf(counts: unknown): string {
  const thoughts = countOf(record(record(counts).output_tokens_details).thinking_tokens)
  return thoughts === 0 ? '' : `${thoughts} tokens of it were thoughts: see the setting "effort"`
}

/** What was read from the cache and what was written to it are counted beside the rest of the prompt. */
function usageOf(counts: unknown): Usage | undefined {
  const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } = record(counts)
  if (typeof input_tokens !== 'number' || typeof output_tokens !== 'number') return undefined
  const [cached, kept] = [countOf(cache_read_input_tokens), countOf(cache_creation_input_tokens)]
  return { sent: countOf(input_tokens) + cached + kept, answered: countOf(output_tokens), cached, kept }
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0
}
