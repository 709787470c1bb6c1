/** The one interface of every translation service, built in or of a user's own. */

/** What is asked of a provider in one request. Equal texts never stand twice in it. */
export interface TranslateRequest {
  /** In the form that `markup` names; never empty. */
  readonly texts: readonly string[]
  /** BCP 47. */
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** Aborted at the timeout, or when the user stops at once. */
  readonly signal: AbortSignal
}

/** Per request. Characters are Unicode code points as sent. */
export interface Limits {
  readonly characters: number
  readonly elements: number
  /** UTF-8 bytes, where the service counts those. */
  readonly bytes?: number
}

/** How fast a provider may be asked; the user's configuration goes before. */
export interface Quota {
  readonly charactersPerMinute?: number
  readonly requestsPerMinute?: number
}

export interface Price {
  /** For a million characters sent. */
  readonly perMillionCharacters: number
  /** ISO 4217. */
  readonly currency: string
}

export interface Provider {
  readonly name: string
  /** What answers depend on besides the text, such as the model; part of the memory's key. */
  readonly model?: string
  readonly limits: Limits
  /**
   * The form in which inline codes are sent. `html`: text escaped, codes as `<span id="1">` …
   * `</span>` and `<br id="2">`. `placeholders` (default): text as it is, codes as `{1}` … `{/1}` and `{2/}`.
   */
  readonly markup?: 'html' | 'placeholders'
  readonly quota?: Quota
  readonly price?: Price
  /** Sends nothing to anyone: its characters are not counted as sent. */
  readonly offline?: boolean
  /** Finds credentials and opens what is needed, before the first request and before anything is written. Throws MuqabilError. */
  prepare?(signal: AbortSignal): Promise<void>
  /** One answer for each text, in order. Throws `ProviderFault` (errors.ts); anything else it throws is retried a little and then shown. */
  translate(request: TranslateRequest): Promise<readonly string[]>
  close?(): Promise<void>
}
