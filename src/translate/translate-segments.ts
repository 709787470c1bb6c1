/** Sends what is to be translated: at the right pace, within the budget, through faults, and takes only what may stand. */
import pLimit from 'p-limit'
import { countCodePoints, plainText, type Content } from '../bitext/content.ts'
import { MuqabilError, ProviderFault } from '../errors.ts'
import type { Provider } from '../providers/provider.ts'
import { refusalOf } from './accept.ts'
import type { Clock } from './clock.ts'
import { decodeMarkup, encodeMarkup, type Markup } from './markup.ts'
import type { Pacer } from './pacer.ts'
import { request } from './request.ts'
import { charactersWithin, costOf, workOf, type Budget, type Encoded, type Item } from './work.ts'

export interface TranslateOptions {
  readonly items: readonly Item[]
  readonly provider: Provider
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly clock: Clock
  readonly pacer: Pacer
  /** Requests under way at once. */
  readonly concurrency: number
  readonly batchCharacters: number
  readonly timeoutSeconds: number
  readonly budget: Budget
  /** Called with each request's accepted answers before anything else happens to them; must be durable when it returns. */
  readonly onAnswers: (answers: readonly TranslatedItem[]) => void
  /** A segment that was asked for and has no acceptable answer. */
  readonly onFailure: (failure: FailedItem) => void
  /** Notes a request before it goes out and after it came to an end, for the journal. */
  readonly begin?: (characters: number) => number
  readonly settle?: (ticket: number) => void
  /** Aborted: nothing new is sent, what is in flight is finished. */
  readonly signal?: AbortSignal
  /** Aborted: what is in flight is cut off. */
  readonly stopNow?: AbortSignal
  readonly onFault?: (fault: { readonly code: string; readonly message: string }) => void
}

export interface TranslatedItem {
  readonly key: string
  readonly target: Content
}

export interface FailedItem {
  readonly key: string
  readonly code: string
  readonly reason: string
}

export interface Sent {
  /** Code points of all requests, repeated ones too. */
  readonly charactersSent: number
  readonly requests: number
  readonly cost: number
  /** Why the provider was asked no more although something was left. */
  readonly stopped?: { readonly code: string; readonly message: string }
}

const MOST_RETRIES = 4
const MOST_WAITS = 12
const FIRST_BACKOFF_MILLISECONDS = 500
const LONGEST_BACKOFF_MILLISECONDS = 30_000
const WAIT_MILLISECONDS = 10_000
/** So many requests in a row given up, with no answer in between, are an outage. */
const OUTAGE = 3

/** Resolves when everything was answered, refused, or is not to be sent any more. Never rejects for a provider's fault. */
export async function translateSegments(options: TranslateOptions): Promise<Sent> {
  return new Run(options).all()
}

class Run {
  readonly #options: TranslateOptions
  readonly #stopNow: AbortSignal
  readonly #most: number
  #charactersSent = 0
  #requests = 0
  #givenUp = 0
  #stopped: { readonly code: string; readonly message: string } | undefined

  constructor(options: TranslateOptions) {
    this.#options = options
    this.#stopNow = options.stopNow ?? new AbortController().signal
    this.#most = charactersWithin(options.budget, options.provider.price?.perMillionCharacters ?? 0)
  }

  async all(): Promise<Sent> {
    const { items, provider, batchCharacters, budget, concurrency, onFailure } = this.#options
    const work = workOf(items, { provider, batchCharacters, budget })
    for (const { key, characters } of work.tooLong) {
      const error = new MuqabilError('segment-too-long', { characters, limit: provider.limits.characters })
      onFailure({ key, code: error.code, reason: error.reason })
    }
    const limit = pLimit(Math.max(1, concurrency))
    await Promise.all(work.batches.map((batch) => limit(() => this.#ask(batch))))
    if (work.beyond.length > 0) this.#stop('budget', 'the budget has no room for the rest')
    return {
      charactersSent: provider.offline ? 0 : this.#charactersSent,
      requests: provider.offline ? 0 : this.#requests,
      cost: costOf(this.#charactersSent, provider),
      ...(this.#stopped ? { stopped: this.#stopped } : {}),
    }
  }

  #stop(code: string, message: string): void {
    this.#stopped ??= { code, message }
  }

  get #isOver(): boolean {
    if (this.#options.signal?.aborted || this.#stopNow.aborted) this.#stop('interrupted', 'interrupted')
    return this.#stopped !== undefined
  }

  /** One request and all that follows from it. */
  async #ask(batch: readonly Encoded[], markup?: Markup): Promise<void> {
    let [retries, waits] = [0, 0]
    while (!this.#isOver) {
      let answers: readonly string[]
      try {
        const given = await this.#send(batch)
        if (given === undefined) return
        answers = given
      } catch (error) {
        const next = await this.#afterFault(error, batch, retries, waits)
        if (next === 'over') return
        if (next === 'wait') waits++
        else retries++
        continue
      }
      this.#givenUp = 0
      if (answers.length !== batch.length)
        return this.#halve(batch, 'answer-count', `${answers.length} answers to ${batch.length} texts`)
      return this.#take(batch, answers, markup)
    }
  }

  /** Undefined: not sent, since the run is over. */
  async #send(batch: readonly Encoded[]): Promise<readonly string[] | undefined> {
    const { pacer, begin, settle } = this.#options
    const characters = batch.reduce((sum, item) => sum + item.characters, 0)
    if (this.#charactersSent + characters > this.#most) {
      this.#stop('budget', 'the budget has no room for another request')
      return undefined
    }
    this.#charactersSent += characters // reserved before the wait, so that two workers never share the last room
    try {
      await pacer.take({
        characters,
        requests: 1,
        ...(this.#options.signal
          ? { signal: AbortSignal.any([this.#options.signal, this.#stopNow]) }
          : { signal: this.#stopNow }),
      })
    } catch (error) {
      this.#charactersSent -= characters
      if (!this.#isOver) throw error
      return undefined
    }
    if (this.#isOver) {
      this.#charactersSent -= characters
      return undefined
    }
    this.#requests++
    const ticket = begin?.(characters)
    try {
      return await request(
        batch.map(({ text }) => text),
        { ...this.#options, stopNow: this.#stopNow },
      )
    } finally {
      if (ticket !== undefined) settle?.(ticket)
    }
  }

  /** What the fault asks for: try again, after a wait that counts as such or not; or the batch has been dealt with. */
  async #afterFault(
    error: unknown,
    batch: readonly Encoded[],
    retries: number,
    waits: number,
  ): Promise<'retry' | 'wait' | 'over'> {
    const { clock, pacer, onFault, provider } = this.#options
    if (this.#isOver) return 'over'
    if (error instanceof MuqabilError) {
      if (batch.length > 1) await this.#halve(batch, error.code, error.reason)
      else this.#fail(batch, error.code, error.reason)
      return 'over'
    }
    const fault =
      error instanceof ProviderFault ? error : new ProviderFault('unknown', 'retry', messageOf(error), { cause: error })
    onFault?.({ code: fault.code, message: `${provider.name}: ${fault.message}` })
    const backoff =
      Math.min(LONGEST_BACKOFF_MILLISECONDS, FIRST_BACKOFF_MILLISECONDS * 2 ** retries) * (0.5 + clock.random() / 2)
    switch (fault.action) {
      case 'wait':
        if (waits >= MOST_WAITS) break
        pacer.pause(
          fault.delaySeconds === undefined
            ? WAIT_MILLISECONDS * (0.5 + clock.random() / 2) * (waits + 1)
            : fault.delaySeconds * 1000,
        )
        return 'wait'
      case 'retry':
        if (retries >= (fault.code === 'unknown' ? 2 : MOST_RETRIES)) break
        await clock
          .sleep(fault.delaySeconds === undefined ? backoff : fault.delaySeconds * 1000, this.#stopNow)
          .catch(() => undefined)
        return 'retry'
      case 'split':
      case 'skip':
        await this.#halve(batch, fault.code, fault.message)
        return 'over'
      case 'stop':
        this.#stop(fault.code, `${provider.name}: ${fault.message}`)
        return 'over'
    }
    this.#givenUp++
    if (this.#givenUp >= OUTAGE) this.#stop('outage', `${provider.name}: ${fault.message}`)
    if (this.#isOver) this.#fail(batch, fault.code, fault.message)
    else await this.#halve(batch, fault.code, fault.message)
    return 'over'
  }

  /** The culprit is found by halving; alone, it is left missing. */
  async #halve(batch: readonly Encoded[], code: string, reason: string): Promise<void> {
    if (batch.length === 1) return this.#fail(batch, code, reason)
    const middle = batch.length >> 1
    await this.#ask(batch.slice(0, middle))
    await this.#ask(batch.slice(middle))
  }

  #fail(batch: readonly Encoded[], code: string, reason: string): void {
    for (const { key } of batch) this.#options.onFailure({ key, code, reason })
  }

  /** Takes what may stand; asks again for the rest, alone, and at last in another form. */
  async #take(batch: readonly Encoded[], answers: readonly string[], markup?: Markup): Promise<void> {
    const accepted: TranslatedItem[] = []
    const refused: { readonly item: Encoded; readonly code: string; readonly reason: string }[] = []
    for (const [index, item] of batch.entries()) {
      const checked = this.#check(item, answers[index] ?? '', markup)
      if ('target' in checked) accepted.push({ key: item.key, target: checked.target })
      else refused.push({ item, ...checked })
    }
    if (accepted.length > 0) this.#options.onAnswers(accepted)
    for (const { item, code, reason } of refused) {
      const form = this.#nextForm(item, batch.length > 1, markup)
      this.#options.onFault?.({ code, message: `${this.#options.provider.name}: ${reason}` })
      if (form === undefined) this.#fail([item], code, reason)
      else if (!this.#isOver) await this.#ask([form.item], form.markup)
    }
  }

  #check(
    item: Encoded,
    answer: string,
    markup?: Markup,
  ): { readonly target: Content } | { readonly code: string; readonly reason: string } {
    const { provider, sourceLanguage, targetLanguage } = this.#options
    const own = provider.markup ?? 'placeholders'
    const decoded =
      markup === 'placeholders' && own === 'html'
        ? decodeTwice(answer, item.source)
        : decodeMarkup(answer, item.source, own)
    if (decoded.kind === 'bad-codes') return { code: 'codes', reason: decoded.reason }
    const target = trimmed(decoded.content, item.source)
    return refusalOf(target, item.source, { sourceLanguage, targetLanguage }) ?? { target }
  }

  /** First alone as it was; then, for a service that takes HTML, with placeholders; then no more. */
  #nextForm(
    item: Encoded,
    wasTogether: boolean,
    markup?: Markup,
  ): { readonly item: Encoded; readonly markup?: Markup } | undefined {
    if (wasTogether) return { item }
    const hasCodes = item.source.some((part) => typeof part === 'object')
    if (markup !== undefined || !hasCodes || this.#options.provider.markup !== 'html') return undefined
    const text = encodeMarkup([encodeMarkup(item.source, 'placeholders')], 'html')
    return { item: { ...item, text, characters: countCodePoints(text) }, markup: 'placeholders' }
  }
}

function decodeTwice(answer: string, source: Content): ReturnType<typeof decodeMarkup> {
  const text = decodeMarkup(answer, [''], 'html')
  return text.kind === 'content' ? decodeMarkup(plainText(text.content), source, 'placeholders') : text
}

/** White space at the ends that the source has not. */
function trimmed(content: Content, source: Content): Content {
  const first = source[0]
  const last = source.at(-1)
  return content.flatMap((part, index): Content => {
    if (typeof part !== 'string') return [part]
    const start = index === 0 && !(typeof first === 'string' && /^\s/.test(first)) ? part.trimStart() : part
    const end =
      index === content.length - 1 && !(typeof last === 'string' && /\s$/.test(last)) ? start.trimEnd() : start
    return end === '' ? [] : [end]
  })
}

/** Without addresses' query strings, where keys stand. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/\?\S*/g, '?…').replace(/\s+/g, ' ').slice(0, 300)
}
