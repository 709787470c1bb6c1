/** A stand-in for language models on loopback, by chat completions and by Anthropic's messages: it reads the prompt, finds the texts in it, and answers as a model does. */
import { anthropic } from './chat-anthropic.ts'
import { chatCompletions } from './chat-completions.ts'
import type { ChatOptions, Counts, Dialect, ErrorKind, TokenMeter } from './chat-dialect.ts'
import { done, moods, type Work, type Written } from './chat-moods.ts'
import {
  startHttpStandIn,
  type HttpCall,
  type HttpProtocol,
  type HttpReply,
  type HttpStandIn,
} from './http-stand-in.ts'

export interface ChatServer extends HttpStandIn {
  readonly tokens: TokenMeter
}

const MODELS = ['gpt-6.1-terra', 'claude-sonnet-5-5', 'stand-in']

export async function startChatServer(options: ChatOptions = {}): Promise<ChatServer> {
  const { models = MODELS, mood, announces, thoughts = 0, leastKept = 512, hidden = 20 } = options
  const third = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3)
  const [count, countAnswer] = [options.tokens ?? third, options.answerTokens ?? third]
  const tokens: TokenMeter = { sent: 0, answered: 0, cached: 0, kept: 0 }
  const cache = new Set<string>()
  const turns = new Map<string, number>()
  let requests = 0
  const dialectOf = (call: HttpCall): Dialect => (anthropic.isMine(call) ? anthropic : chatCompletions)

  /** Each of the texts in the prompt, as a model finds them: by reading it. */
  function readingOf(
    call: HttpCall,
  ): Pick<Work, 'texts' | 'system' | 'user'> & { readonly given: ReadonlyMap<string, string> } {
    const { system, user } = dialectOf(call).prompt(call)
    const request = JSON.parse(user) as { texts: Work['texts']; names?: Work['names'] }
    return {
      texts: request.texts,
      system,
      user,
      given: new Map((request.names ?? []).map(({ source, target }) => [source, target])),
    }
  }

  const protocol: HttpProtocol = {
    read(call) {
      const dialect = dialectOf(call)
      if (call.method === 'GET' && /\/models$/.test(call.path))
        return unauthorized(call) ?? { body: dialect.models(models) }
      if (!dialect.isMine(call))
        return {
          status: 404,
          body: { error: { message: `Invalid URL (${call.method} ${call.path})`, type: 'invalid_request_error' } },
        }
      const refusal = unauthorized(call) ?? dialect.refusal(call, options)
      return refusal ?? readingOf(call).texts.map(({ text }) => text)
    },
    answer({ answers, fault }, call) {
      const dialect = dialectOf(call)
      const { texts, system, user, given } = readingOf(call)
      const now = requests++
      // What a fault took away was taken from the front: the ids of what is left are still their own.
      const answered =
        fault?.kind === 'answers' && answers.length < texts.length ? texts.slice(texts.length - answers.length) : texts
      const extra = answers.slice(texts.length).map((_, index) => ({ id: String(texts.length + index + 1), text: '' }))
      const named = answers.map((answer, index) => withNames(answer, texts[index]?.text ?? '', given))
      const work: Work = {
        texts: [...answered, ...extra],
        answers: named.map(({ text }) => text),
        names: named.flatMap(({ names }) => names),
        system,
        user,
      }
      const chosen = mood?.(
        now,
        texts.map(({ text }) => text),
      )
      return replyTo(call, dialect, (chosen === undefined ? done : moods[chosen])(work))
    },
    fault({ http, message, reason }, call) {
      return dialectOf(call).error(http, message, kindOf(http, reason), call)
    },
  }

  function replyTo(call: HttpCall, dialect: Dialect, written: Written): HttpReply {
    const { system, user, mostTokens, kept, schema } = dialect.prompt(call)
    const all = count(system) + count(user) + (schema === undefined ? 0 : count(JSON.stringify(schema))) + hidden
    const beginning = kept === undefined || count(kept) < leastKept ? 0 : count(kept)
    const known = kept !== undefined && cache.has(kept)
    if (beginning > 0 && kept !== undefined) cache.add(kept)
    const cut = cutAt(written, Math.max(0, mostTokens - thoughts))
    const counts: Counts = {
      sent: all,
      answered: Math.min(mostTokens, thoughts + countAnswer(cut.text)),
      cached: known ? beginning : 0,
      kept: known ? 0 : beginning,
      thoughts,
      told: !options.countsNothing,
    }
    for (const each of ['sent', 'answered', 'cached', 'kept'] as const) tokens[each] += counts[each]
    const reply = dialect.reply(cut, counts, call)
    return announces ? { ...reply, headers: { ...reply.headers, ...dialect.announced(announces) } } : reply
  }

  function cutAt(written: Written, most: number): Written {
    if (countAnswer(written.text) <= most) return written
    let text = written.text
    while (text !== '' && countAnswer(text) > most) text = text.slice(0, Math.floor(text.length * 0.9))
    return { text, end: 'length' }
  }

  function unauthorized(call: HttpCall): HttpReply | undefined {
    if (options.key === undefined) return undefined
    const given =
      call.headers['x-api-key'] ?? call.headers['api-key'] ?? call.headers.authorization?.replace(/^Bearer /, '')
    if (given === options.key) return undefined
    return dialectOf(call).error(
      401,
      `Incorrect API key provided: ${String(given)}. You can find your API key at https://platform.example/account/api-keys?key=${String(given)}.`,
      kindOf(401, 'invalid_api_key'),
      call,
    )
  }

  /** The word that `standInTranslation` made of a name is replaced by what the model calls it this time. */
  function withNames(
    answer: string,
    text: string,
    given: ReadonlyMap<string, string>,
  ): { readonly text: string; readonly names: Work['names'] } {
    const names: { source: string; target: string }[] = []
    let changed = answer
    for (const [source, forms] of Object.entries(options.names ?? {})) {
      if (!text.includes(source)) continue
      const turn = turns.get(source) ?? 0
      turns.set(source, turn + 1)
      const target = given.get(source) ?? forms[turn % forms.length] ?? source
      changed = `${changed} ${target}`
      if (!given.has(source)) names.push({ source, target })
    }
    return { text: changed, names }
  }

  const server = await startHttpStandIn(protocol, options)
  return { ...server, tokens }
}

/** The kinds of error that go with a status where a trouble does not name one. */
function kindOf(status: number, reason?: string): ErrorKind {
  const types: Readonly<Record<number, string>> = {
    400: 'invalid_request_error',
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found_error',
    429: 'rate_limit_error',
    500: 'api_error',
    529: 'overloaded_error',
  }
  return { type: types[status] ?? 'api_error', code: reason === 'rateLimitExceeded' ? 'rate_limit_exceeded' : reason }
}
