/** The chat-completions protocol as OpenAI, Azure and servers of one's own speak it. */
import type { HttpCall } from './http-stand-in.ts'
import type { ChatOptions, Dialect, Prompt } from './chat-dialect.ts'

const PATH = /^\/(?:v1|api\/v1|v1beta\/openai|openai\/v1)\/chat\/completions$/
const AZURE = /^\/openai\/deployments\/([^/]+)\/chat\/completions$/
/** Of the reference of the API; everything else is an error there. */
const KNOWN = new Set([
  'model',
  'messages',
  'max_tokens',
  'max_completion_tokens',
  'reasoning_effort',
  'temperature',
  'seed',
  'response_format',
  'prompt_cache_key',
  'prompt_cache_options',
])

interface Body {
  readonly model: string
  readonly messages: readonly {
    readonly role: string
    readonly content: string | readonly { readonly text: string; readonly prompt_cache_breakpoint?: unknown }[]
  }[]
  readonly max_tokens?: number
  readonly max_completion_tokens?: number
  readonly reasoning_effort?: string
  readonly temperature?: number
  readonly response_format?: { readonly type: string; readonly json_schema?: unknown }
}

const bodyOf = (call: HttpCall): Body => call.body as Body // as our own client sends it
const textOf = (content: Body['messages'][number]['content'] = ''): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('')

export const chatCompletions: Dialect = {
  isMine: ({ path, query, method }) =>
    method === 'POST' && (PATH.test(path) || (AZURE.test(path) && query.has('api-version'))),
  refusal(call, options) {
    const { message, code = 'unsupported_parameter', param } = fault(call, options) ?? {}
    return message === undefined
      ? undefined
      : this.error(400, message, { type: 'invalid_request_error', code, param }, call)
  },
  prompt(call): Prompt {
    const { messages, max_tokens, max_completion_tokens, response_format } = bodyOf(call)
    const system = messages.find(({ role }) => role === 'system')?.content
    const kept = typeof system === 'string' ? undefined : system?.find((part) => part.prompt_cache_breakpoint)?.text
    return {
      system: textOf(system),
      user: textOf(messages.findLast(({ role }) => role === 'user')?.content),
      mostTokens: max_completion_tokens ?? max_tokens ?? Infinity,
      ...(kept === undefined ? {} : { kept }),
      ...(response_format?.json_schema === undefined ? {} : { schema: response_format.json_schema }),
    }
  },
  reply({ text, end }, { sent, answered, cached, kept, thoughts, told }, call) {
    const usage = {
      prompt_tokens: sent,
      completion_tokens: answered,
      total_tokens: sent + answered,
      prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: kept },
      completion_tokens_details: { reasoning_tokens: thoughts },
    }
    return {
      body: {
        id: 'chatcmpl-1',
        object: 'chat.completion',
        created: 1_790_000_000,
        model: bodyOf(call).model,
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              content: end === 'refusal' ? null : text,
              refusal: end === 'refusal' ? 'I can\u2019t help with that.' : null,
            },
            finish_reason: end === 'length' ? 'length' : end === 'content-filter' ? 'content_filter' : 'stop',
          },
        ],
        ...(told ? { usage } : {}),
      },
    }
  },
  error: (status, message, { type = 'invalid_request_error', code = null, param = null }) => ({
    status,
    body: { error: { message, type, param, code } },
  }),
  models: (models) => ({ object: 'list', data: models.map((id) => ({ id, object: 'model', owned_by: 'stand-in' })) }),
  announced: ({ requests, tokens, remaining }) => ({
    'x-ratelimit-limit-requests': String(requests),
    'x-ratelimit-limit-tokens': String(tokens),
    'x-ratelimit-remaining-requests': String(remaining ?? requests - 1),
    'x-ratelimit-remaining-tokens': String(tokens),
    'x-ratelimit-reset-requests': '1m30.5s',
    'x-ratelimit-reset-tokens': '6ms',
  }),
}

interface ParameterFault {
  readonly message: string
  readonly code?: string
  readonly param?: string
}

/** As OpenAI words them. */
function fault(call: HttpCall, { refuses = [] }: ChatOptions): ParameterFault | undefined {
  const body = bodyOf(call)
  const unknown = Object.keys(body).find((name) => !KNOWN.has(name))
  if (unknown !== undefined)
    return { message: `Unknown parameter: '${unknown}'.`, code: 'unknown_parameter', param: unknown }
  const format = body.response_format?.type
  if (format !== undefined && refuses.includes(format))
    return {
      message: `Invalid parameter: 'response_format' of type '${format}' is not supported with this model.`,
      param: 'response_format',
    }
  const refused = refuses.find((name) => name in body)
  if (refused !== undefined) {
    const instead = refused === 'max_tokens' ? " Use 'max_completion_tokens' instead." : ''
    return {
      message: `Unsupported parameter: '${refused}' is not supported with this model.${instead}`,
      param: refused,
    }
  }
  const thinks = body.reasoning_effort !== undefined && body.reasoning_effort !== 'none'
  if (thinks && body.temperature !== undefined)
    return {
      message: `Unsupported value: 'temperature' does not support ${body.temperature} with this model. Only the default (1) value is supported.`,
      code: 'unsupported_value',
      param: 'temperature',
    }
  if (body.max_tokens === undefined && body.max_completion_tokens === undefined)
    return { message: 'a limit is always sent' }
  if (format === 'json_object' && !/json/i.test(textOf(body.messages[0]?.content)))
    return {
      message: "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    }
  return undefined
}
