/** Every error a person can cause: its code, and the one sentence that it makes. */
import { fileSentences } from './sentences/file.ts'
import { modelSentences } from './sentences/model.ts'
import { projectSentences } from './sentences/project.ts'
import { providerSentences } from './sentences/provider.ts'
import { recordSentences } from './sentences/record.ts'
import { showInvisible, shown, type Sentence } from './sentences/say.ts'

export { isolateRightToLeft, plural, quote, showCount, showInvisible, type Sentence } from './sentences/say.ts'

/** Where an error is: a file as the person knows it (relative to the project), 1-based line and column. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/** What a sentence may not hold, even where it repeats words of a parser or of the system: controls, line ends, bidi marks but isolates. */
const UNQUOTED = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066\u2067]/gu

/** Code → the sentence of its facts. Codes are permanent: they are what scripts match on. */
export const sentences = {
  ...fileSentences,
  ...recordSentences,
  ...providerSentences,
  ...modelSentences,
  ...projectSentences,
}

export type ErrorCode = keyof typeof sentences
export type ErrorFacts<Code extends ErrorCode> = Parameters<(typeof sentences)[Code]>[0]

/**
 * What stops a file or a run and a person can mend.
 *
 * `message` is the whole sentence, `place: Unexpected X, expected Y; do Z. [code]`.
 */
export class MuqabilError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'MuqabilError'
  readonly code: Code
  readonly facts: ErrorFacts<Code>
  readonly place: Place
  /** The sentence without its place, for where the place is shown in another way. */
  readonly reason: string

  constructor(code: Code, facts: ErrorFacts<Code>, place: Place = {}, options?: ErrorOptions) {
    const sentence = (sentences[code] as (facts: ErrorFacts<Code>) => Sentence)(facts)
    const found = sentence.found.replace(/^an? /, '') // a sentence quotes the system's and the rules' own words
    const reason = `Unexpected ${found}, expected ${sentence.expected}; ${sentence.next}. [${code}]`.replace(
      UNQUOTED,
      showInvisible,
    )
    super(showPlace(place) + reason, options)
    this.code = code
    this.facts = facts
    this.place = place
    this.reason = reason
  }

  /** Narrows the type of `facts` to those of the code. */
  is<Asked extends ErrorCode>(code: Asked): this is MuqabilError<Asked> {
    return String(this.code) === code
  }

  /** 1-based line in `file`, if the error has one. */
  get line(): number | undefined {
    return this.place.line
  }

  get file(): string | undefined {
    return this.place.file
  }
}

function showPlace({ file, line, column }: Place): string {
  if (file === undefined) return ''
  const position = [line, column].filter((part) => part !== undefined).map((part) => `:${part}`)
  return `${shown(file)}${position.join('')}: `
}

/**
 * What the engine does about a fault.
 *
 * `wait`: everyone pauses once, as long as the service asked. `retry`: this request again, later.
 * `split`: halve the request; alone, again a little. `skip`: this provider is not asked for these
 * segments any more. `stop`: it is asked nothing more in this run. `stop-all`: neither is any other.
 */
export type FaultAction = 'wait' | 'retry' | 'split' | 'skip' | 'stop' | 'stop-all'

export interface FaultOptions extends ErrorOptions {
  readonly delaySeconds?: number | undefined
  readonly billed?: 'no' | 'maybe'
  /** What the service says that it billed, although there is no answer that can be used. */
  readonly usage?: FaultUsage | undefined
}

/** In the units of the provider's price; of those sent, `cached` and `kept` ones have prices of their own. */
export interface FaultUsage {
  readonly sent?: number
  readonly answered?: number
  readonly cached?: number
  readonly kept?: number
}

/** What a provider throws when it has no answers: what happened, and what is to be done about it. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault'
  readonly action: FaultAction
  /** How long the service asked to wait, in seconds. */
  readonly delaySeconds: number | undefined
  /** Permanent, for messages and tests: 'quota-minute', 'quota-day', 'unavailable', 'key', … */
  readonly code: string
  /** Whether the service may have billed the request: it has not when it said no. 'maybe' by default. */
  readonly billed: 'no' | 'maybe'
  readonly usage: FaultUsage | undefined

  constructor(code: string, action: FaultAction, message: string, options: FaultOptions = {}) {
    super(message, options)
    this.code = code
    this.action = action
    this.delaySeconds = options.delaySeconds
    this.billed = options.billed ?? 'maybe'
    this.usage = options.usage
  }
}
