/** The one interface of every translation service, built in or of a user's own. */
import type { Term } from '../bitext/term.ts'

/** What is asked of a provider in one request. Equal texts never stand twice in it. */
export interface TranslateRequest {
  /** In document order, in the form that `markup` names; never empty. */
  readonly texts: readonly string[]
  /** BCP 47. */
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** Aborted at the timeout, or when the user stops at once. */
  readonly signal: AbortSignal
  /** Only for providers that say `context`. */
  readonly context?: RequestContext
}

/** What stands round the texts of a request: to be understood, not to be translated. */
export interface RequestContext {
  /** The document's title, in the source language. */
  readonly title?: string
  /** Sentences before the first text and after the last one, in order; with their translation where it is known. */
  readonly before: readonly Neighbour[]
  readonly after: readonly Neighbour[]
  /** Entries of the glossary that occur in the texts. */
  readonly terms: readonly Term[]
  /** Sentences like the texts that were translated before; only for providers that say `examples`. */
  readonly examples?: readonly Example[]
  /** What the documents' authors tell whoever translates some of the texts. */
  readonly notes?: readonly TextNote[]
}

/** A note on a text, which is named by its words without markup. */
export interface TextNote {
  readonly source: string
  readonly note: string
}

/** A sentence like one of the texts, with its translation, both without markup. */
export interface Example {
  readonly source: string
  readonly target: string
}

/** A sentence beside the texts, without markup. */
export interface Neighbour {
  readonly source: string
  readonly target?: string
}

/** Per request, of texts as sent. A limit that is absent is none. */
export interface Limits {
  /** Unicode code points. */
  readonly characters: number
  /** Texts. */
  readonly elements: number
  /** Bytes of UTF-8, where the service counts those. */
  readonly bytes?: number
  /** UTF-16 code units, where the service counts those. */
  readonly codeUnits?: number
}

/** How fast a provider may be asked; the user's settings go before. */
export interface Quota {
  /** As the bill counts them, where characters are billed. */
  readonly charactersPerMinute?: number
  readonly requestsPerMinute?: number
  /** Of language models, sent and answered ones together. */
  readonly tokensPerMinute?: number
}

/** What the service bills. Without a price a provider costs nothing. */
export interface Price {
  /** Characters are code points as sent, markup included, where `sizeOf` does not say otherwise. */
  readonly unit: 'characters' | 'tokens'
  /** For a million units sent. */
  readonly perMillion: number
  /** For a million units answered, where these are billed too. */
  readonly perMillionAnswered?: number
  /** For a million units sent that the service had read before and kept (a prompt's beginning); as `perMillion` without it. */
  readonly perMillionCached?: number
  /** For a million units sent that the service keeps for later; as `perMillion` without it. */
  readonly perMillionKept?: number
  /** ISO 4217. */
  readonly currency: string
  /** Month of the price list, 'YYYY-MM'. */
  readonly date?: string
}

/** What a request comes to in a service's units, before it is sent: what is expected, and what it cannot exceed. */
export interface Sizing {
  readonly sent: number
  readonly answered: number
  readonly mostSent: number
  readonly mostAnswered: number
}

/** What the service says that it billed, in the units of the price. */
export interface Usage {
  /** All of them, `cached` and `kept` ones too. */
  readonly sent?: number
  readonly answered?: number
  /** Of those sent: billed as `perMillionCached`, and as `perMillionKept`. */
  readonly cached?: number
  readonly kept?: number
}

/** A limit a service announces with an answer or a fault, as in the `x-ratelimit-…` headers. */
export interface AnnouncedLimit {
  readonly of: 'requests' | 'tokens' | 'characters'
  /** A minute. */
  readonly limit?: number
  readonly remaining?: number
  /** Until `remaining` is `limit` again. */
  readonly resetSeconds?: number
}

/** One answer for each text, in order; an empty one where the service has none. */
export interface Answer {
  readonly texts: readonly string[]
  readonly usage?: Usage
  readonly announced?: readonly AnnouncedLimit[]
}

/** Whether a provider could be asked now: found out without sending a text. */
export interface Readiness {
  readonly ready: boolean
  /** What was found, or what to do. */
  readonly words: string
}

/** How inline codes are written in the texts. */
export type Markup = 'html' | 'xml' | 'placeholders'

export interface Provider {
  readonly name: string
  /** What translates, as provenance names it. */
  readonly model?: string
  /** What answers depend on besides text, provider and model: a glossary, a prompt's version and brief. Part of the memory's key. */
  readonly variant?: string
  readonly limits: Limits
  /**
   * The form in which inline codes are sent. `html`: text escaped, codes as `<span id="1">` …
   * `</span>` and `<img id="2">`. `xml`: text escaped, codes as `<x1>` … `</x1>` and `<x2/>`.
   * `placeholders` (default): text as it is, codes as `{1}` … `{/1}` and `{2/}`.
   */
  readonly markup?: Markup
  readonly quota?: Quota
  /** Without one it costs nothing. */
  readonly price?: Price
  /** It bills, and how much is not known: a budget of money cannot be kept with it. */
  readonly unpriced?: boolean
  /** Wanted size of a request in code points; the engine's own where absent. */
  readonly batchCharacters?: number
  /** Wanted number of requests under way; the engine's own where absent. */
  readonly concurrency?: number
  /** Each answer helps the next request: the first one goes alone, and one more is under way with each answer. */
  readonly slowStart?: boolean
  /** How long an answer may take; the engine's own where absent. */
  readonly timeoutSeconds?: number
  /** How long it may take until it could be asked, where something has to be started first. */
  readonly startSeconds?: number
  /**
   * Requests hold neighbours of one document, and `context` comes with them. 'neighbours': the
   * title and the sentences round are heeded, the glossary's terms and the brief are not.
   */
  readonly context?: boolean | 'neighbours'
  /** Similar sentences that were translated before are heeded. */
  readonly examples?: boolean
  /** A request may be sent twice without being billed twice, so a late one is. */
  readonly repeatable?: boolean
  /** The quota of requests counts texts: a request of ten texts is ten of it. */
  readonly textsAreRequests?: boolean
  /** Sends nothing to anyone: its characters are not counted as sent. */
  readonly offline?: boolean
  /** Its answers are no translations. */
  readonly pseudo?: boolean
  /** Where the bill does not count code points as sent: what a request comes to, in the units of the price. */
  sizeOf?(request: Pick<TranslateRequest, 'texts' | 'context'>): Sizing
  /** Finds credentials and opens what is needed, before the first request and before anything is written. Throws MuqabilError. */
  prepare?(signal: AbortSignal): Promise<void>
  /** Whether it could be asked now. Sends no text. */
  check?(signal: AbortSignal): Promise<Readiness>
  /** Throws `ProviderFault` (errors.ts); anything else it throws is retried a little and then shown. */
  translate(request: TranslateRequest): Promise<readonly string[] | Answer>
  close?(): Promise<void>
}
