/** Anthropic's messages API. */
import type { HttpCall } from './http-stand-in.ts'
import type { ChatOptions, Dialect, Prompt } from './chat-dialect.ts'

const KNOWN = new Set(['model', 'max_tokens', 'system', 'messages', 'thinking', 'temperature', 'output_config'])

interface Body {
  readonly model: string
  readonly max_tokens?: number
  readonly system: readonly { readonly text: string; readonly cache_control?: { readonly type: string } }[]
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly thinking?: { readonly type: string }
  readonly temperature?: number
  readonly output_config?: {
    readonly effort?: string
    readonly format?: { readonly type: string; readonly schema: unknown }
  }
}

const bodyOf = (call: HttpCall): Body => call.body as Body // as our own client sends it

export const anthropic: Dialect = {
  isMine: ({ path, headers }) => path === '/v1/messages' || headers['anthropic-version'] !== undefined,
  refusal(call, options) {
    const message = fault(call, options)
    return message === undefined ? undefined : this.error(400, message, { type: 'invalid_request_error' }, call)
  },
  prompt(call): Prompt {
    const { system, messages, max_tokens = 0, output_config } = bodyOf(call)
    const kept = system.find(({ cache_control }) => cache_control?.type === 'ephemeral')?.text
    return {
      system: system.map(({ text }) => text).join(''),
      user: messages.findLast(({ role }) => role === 'user')?.content ?? '',
      mostTokens: max_tokens,
      ...(kept === undefined ? {} : { kept }),
      ...(output_config?.format === undefined ? {} : { schema: output_config.format.schema }),
    }
  },
  reply({ text, end }, { sent, answered, cached, kept, thoughts, told }, call) {
    const refused = end === 'refusal' || end === 'content-filter'
    const thinking = thoughts > 0 ? [{ type: 'thinking', thinking: '', signature: 'c2lnbmF0dXJl' }] : []
    const usage = {
      input_tokens: sent - cached - kept,
      cache_read_input_tokens: cached,
      cache_creation_input_tokens: kept,
      output_tokens: answered,
      output_tokens_details: { thinking_tokens: thoughts },
      service_tier: 'standard',
    }
    return {
      headers: { 'request-id': 'req_1' },
      body: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: bodyOf(call).model,
        content: refused ? [] : [...thinking, { type: 'text', text }],
        stop_reason: refused ? 'refusal' : end === 'length' ? 'max_tokens' : 'end_turn',
        stop_sequence: null,
        ...(told ? { usage } : {}),
      },
    }
  },
  error: (status, message, { type = 'invalid_request_error', code }) => ({
    status,
    body: {
      type: 'error',
      error: { type, message, ...(code === undefined ? {} : { details: { error_code: code } }) },
      request_id: 'req_1',
    },
  }),
  models: (models) => ({ data: models.map((id) => ({ type: 'model', id, display_name: id })), has_more: false }),
  announced: ({ requests, tokens, remaining }) => ({
    'anthropic-ratelimit-requests-limit': String(requests),
    'anthropic-ratelimit-requests-remaining': String(remaining ?? requests - 1),
    'anthropic-ratelimit-requests-reset': new Date(Date.now() + 90_000).toISOString(),
    'anthropic-ratelimit-tokens-limit': String(tokens),
    'anthropic-ratelimit-tokens-remaining': String(tokens),
    'anthropic-ratelimit-tokens-reset': new Date().toISOString(),
  }),
}

/** As Anthropic words them. */
function fault(call: HttpCall, { refuses = [] }: ChatOptions): string | undefined {
  const body = bodyOf(call)
  if (call.headers['anthropic-version'] !== '2023-06-01') return 'anthropic-version: header is required'
  const unknown = Object.keys(body).find((name) => !KNOWN.has(name) || refuses.includes(name))
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`
  if (refuses.includes('format') && body.output_config?.format)
    return 'output_config.format: Extra inputs are not permitted'
  if (refuses.includes('cache_control') && body.system.some(({ cache_control }) => cache_control))
    return 'system.0.cache_control: Extra inputs are not permitted'
  if (!body.max_tokens) return 'max_tokens: Field required'
  const { type } = body.thinking ?? {}
  const always = /^claude-(?:fable|mythos|opus-5-5)/.test(body.model)
  if (type !== undefined && always)
    return `"thinking.type.${type}" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.`
  const sonnet = body.model === 'claude-sonnet-5-5'
  if (type === 'disabled' && sonnet)
    return 'To turn thinking off on this model, send "thinking": {"type": "between_tools"}.'
  if (type === 'between_tools' && !sonnet) return '"thinking.type.between_tools" is not supported for this model.'
  const old = /^claude-(?:3|(?:opus|sonnet|haiku)-4(?:-[0-6])?$)/.test(body.model)
  if (body.temperature !== undefined && !old) return '`temperature` may only be set to 1 on this model.'
  return undefined
}
