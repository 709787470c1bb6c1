/**
 * Spans of OpenTelemetry, by its API alone: they go nowhere unless the process has loaded an SDK. No text of a
 * document, a translation or a message is in them, as these go to other people's servers.
 */
import type { Attributes, Span } from '@opentelemetry/api'
import { MuqabilError, ProviderFault } from '../errors.ts'
import type { Provider } from '../providers/provider.ts'
import { override } from '../providers/override.ts'
import type { Journal } from '../translate/translate-segments.ts'
import type { Account } from './events.ts'
import { programVersion } from './version.ts'

type Api = typeof import('@opentelemetry/api')

/** Where the API keeps what an SDK has registered, of whichever copy of the API (its "global" of major version 1). */
const REGISTERED = Symbol.for('opentelemetry.js.api.1')

export type SpanName = 'build' | 'document' | 'batch' | 'request'

/** What a span is told while it goes on. */
export interface Traced {
  readonly add: (attributes: Attributes) => void
}

/** Does the work within a span. Without an SDK it is only done, and the API is not loaded. */
export async function traced<Value>(
  name: SpanName,
  attributes: Attributes,
  work: (span: Traced) => Promise<Value>,
): Promise<Value> {
  const api = await loadApi()
  if (api === undefined) return work({ add: () => undefined })
  return tracerOf(api).startActiveSpan(`muqabil.${name}`, { attributes }, async (span) => {
    try {
      return await work({ add: (more) => void span.setAttributes(more) })
    } catch (error) {
      fail(api, span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** A build within its span, which is told how much there was to do. */
export async function traceBuild(work: () => Promise<Account>): Promise<Account> {
  return traced('build', {}, async ({ add }) => {
    const account = await work()
    const { documents, segments, translated, requests, charactersSent } = account
    add({ 'muqabil.documents': documents, 'muqabil.segments': segments, 'muqabil.translated': translated })
    add({ 'muqabil.requests': requests, 'muqabil.characters': charactersSent })
    return account
  })
}

/** The providers and the journal of a run, each request and each batch of segments in a span. */
export async function traceAsking(
  providers: readonly Provider[],
  journal: Journal,
): Promise<{ readonly providers: readonly Provider[]; readonly journal: Journal }> {
  const api = await loadApi()
  if (api === undefined) return { providers, journal }
  const tracer = tracerOf(api)
  const around = api.context.active()
  const open = new Map<number, Span>()
  return {
    providers: providers.map((provider) =>
      override(provider, {
        translate: (request) =>
          traced('request', { ...about(provider), 'muqabil.texts': request.texts.length }, async () =>
            provider.translate(request),
          ),
      }),
    ),
    journal: {
      async begin(provider, most) {
        const ticket = await journal.begin(provider, most)
        const attributes = { ...about(provider), 'muqabil.characters': most.characters }
        open.set(ticket, tracer.startSpan('muqabil.batch', { attributes }, around))
        return ticket
      },
      async settle(ticket, answers, provider, spent) {
        const span = open.get(ticket)
        open.delete(ticket)
        try {
          await journal.settle(ticket, answers, provider, spent)
        } finally {
          span?.setAttribute('muqabil.answered', answers.length)
          span?.end()
        }
      },
    },
  }
}

function about({ name, model }: Provider): Attributes {
  return { 'muqabil.provider': name, ...(model === undefined ? {} : { 'muqabil.model': model }) }
}

/** Its code; its message may quote a text. */
function fail({ SpanStatusCode }: Api, span: Span, error: unknown): void {
  const code = error instanceof MuqabilError || error instanceof ProviderFault ? error.code : 'bug'
  span.setStatus({ code: SpanStatusCode.ERROR, message: code })
  span.setAttribute('error.type', code)
}

function tracerOf({ trace }: Api): ReturnType<Api['trace']['getTracer']> {
  return trace.getTracer('muqabil', programVersion())
}

async function loadApi(): Promise<Api | undefined> {
  return REGISTERED in globalThis ? import('@opentelemetry/api') : undefined
}
