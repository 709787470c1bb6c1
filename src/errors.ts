/** Every error a person can cause: its code, and the one function that makes its sentence. */

/** The three parts of every message: what was found, what was expected, and one thing to do next. */
export interface Sentence {
  readonly found: string
  readonly expected: string
  readonly next: string
}

/** Where an error is: a file as the person knows it (relative to the project), 1-based line and column. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

const FIRST_STRONG_ISOLATE = '\u2068'
const POP_DIRECTIONAL_ISOLATE = '\u2069'
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const QUOTED_CODE_POINTS = 60
/** What a sentence may not hold, even where it repeats words of a parser or of the system: controls, line ends, bidi marks but isolates. */
const UNQUOTED = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066\u2067]/gu

/**
 * Quotes text of a file in a message: cut at 60 code points, controls and invisible
 * characters made visible (`<U+001B>`), right-to-left text isolated, so that a terminal shows
 * it as it is and obeys nothing in it.
 */
export function quote(text: string): string {
  const points = [...text]
  const cut = points.length > QUOTED_CODE_POINTS ? `${points.slice(0, QUOTED_CODE_POINTS).join('')}…` : text
  return isolateRightToLeft(`"${showInvisible(cut)}"`)
}

/** The text with every control and invisible character written out as `<U+XXXX>`. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const point = character.codePointAt(0) ?? 0
    return `<U+${point.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/** Right-to-left text as one run for the bidirectional algorithm (UAX 9, FSI … PDI); other text as it is. */
export function isolateRightToLeft(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? FIRST_STRONG_ISOLATE + text + POP_DIRECTIONAL_ISOLATE : text
}

/** 31000 → '31,000', in no one's locale. */
export function showCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** '1 row', '2,000 rows' */
export function plural(value: number, word: string): string {
  return `${showCount(value)} ${word}${value === 1 ? '' : 's'}`
}

/** A path of the project in a sentence. */
function shown(path: string): string {
  return isolateRightToLeft(showInvisible(path))
}

/** Code → the sentence of its facts. Codes are permanent: they are what scripts match on. */
export const sentences = {
  'not-utf8': (facts: { byte: number; offset: number; likely?: string }) => ({
    found: `byte 0x${facts.byte.toString(16).toUpperCase().padStart(2, '0')} at offset ${facts.offset}`,
    expected: 'UTF-8, or UTF-16 with a byte order mark',
    next: facts.likely
      ? `save it as UTF-8, or run with --encoding ${facts.likely}, which it looks like`
      : 'save it as UTF-8',
  }),
  'not-utf16': (facts: { bytes: number; offset: number }) => ({
    found: `${facts.bytes === 1 ? 'single byte' : 'half of a surrogate pair'} at offset ${facts.offset}`,
    expected: 'whole characters of UTF-16, which the byte order mark promises',
    next: 'take the file from its origin again, or save it as UTF-8',
  }),
  'encoding-mismatch': (facts: { byte: number; offset: number; encoding: string }) => ({
    found: `byte 0x${facts.byte.toString(16).toUpperCase().padStart(2, '0')} at offset ${facts.offset}`,
    expected: `${facts.encoding}, as the encoding is set`,
    next: 'save it as UTF-8, or name the encoding that it has',
  }),
  // bitext: records and exchange files
  'record-conflict': (facts: { mark: string }) => ({
    found: `conflict mark ${quote(facts.mark)}`,
    expected: 'one version of each segment',
    next: 'settle the merge in git, then build again. The file was not touched',
  }),
  'xml-syntax': (facts: { problem: string }) => ({
    found: `XML (${facts.problem})`,
    expected: 'a well-formed document',
    next: 'mend it at this place, or take the file from git again. The file was not touched',
  }),
  'xml-refused': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'plain XML within limits',
    next: 'take it out of the file. The file was not touched',
  }),
  'xliff-version': (facts: { version: string }) => ({
    found: `version ${quote(facts.version)}`,
    expected: 'XLIFF 2.0, 2.1 or 2.2',
    next: 'convert the file, or take it from git again. The file was not touched',
  }),
  'xliff-schema': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'what the XLIFF schema allows',
    next: 'mend it at this place. The file was not touched',
  }),
  'xliff-rule': (facts: { problem: string; expected: string }) => ({
    found: facts.problem,
    expected: facts.expected,
    next: 'mend it at this place. The file was not touched',
  }),
  'record-newer': (facts: { version: string; known: string }) => ({
    found: `record of format ${facts.version}`,
    expected: `format ${facts.known} or older`,
    next: 'update muqabil. The file was not touched',
  }),
  'record-foreign': (facts: { problem: string; expected: string }) => ({
    found: facts.problem,
    expected: facts.expected,
    next: 'put the record of this source there, or move this file away. The file was not touched',
  }),
  // document
  'document-too-deep': (facts: { limit?: number }) => ({
    found:
      facts.limit === undefined
        ? 'markup nested deeper than can be read'
        : `markup nested or repeated over ${showCount(facts.limit)} times`,
    expected: 'a document that a page can show',
    next: 'look at this place, and cut the document or take the nesting out',
  }),
  'front-matter': (facts: { problem: string }) => ({
    found: `front matter (${facts.problem})`,
    expected: 'lines of "key: value" between two "---" lines',
    next: 'mend it',
  }),
  // files
  'not-text': (facts: { character: string; offset: number }) => ({
    found: `${facts.character} at offset ${facts.offset}`,
    expected: 'text without NUL characters',
    next: 'check that this is a text file, and save it again from an editor',
  }),
  'encoding-unknown': (facts: { encoding: string }) => ({
    found: `encoding ${quote(facts.encoding)}`,
    expected: 'a name of the WHATWG Encoding Standard, such as windows-1256 or iso-8859-6',
    next: 'correct it',
  }),
  'file-unreadable': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a file that can be read',
    next: 'look at what stands there, its name and its permissions',
  }),
  'file-unwritable': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a place that can be written',
    next: 'free it, or name another folder in the configuration, then run again. No file is half written, and nothing paid for is lost',
  }),
  'path-outside': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a path that stays inside the project',
    next: 'move the file into the project or leave it out',
  }),
  'name-too-long': (facts: { bytes: number }) => ({
    found: `name of ${facts.bytes} bytes`,
    expected: 'at most 255 bytes with the ending that is added',
    next: 'shorten it',
  }),
  // memory
  'memory-locked': (_: object) => ({
    found: 'memory that another program holds',
    expected: 'a turn to write within a minute',
    next: 'wait until the other build is done, then run again. What was answered is saved',
  }),
  'memory-unusable': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a memory that can be read and written',
    next: 'mend it, or name another place by "memory" in the configuration. What was saved before is safe, and the records rebuild a memory that is lost',
  }),
  // translate
  'segment-too-long': (facts: { characters: number; limit: number }) => ({
    found: `segment of ${plural(facts.characters, 'character')}`,
    expected: `at most ${showCount(facts.limit)}, the provider's limit`,
    next: 'cut it in the source',
  }),
  'request-over-quota': (facts: { size: number; unit: 'characters' | 'tokens'; quota: number }) => ({
    found: `request of ${plural(facts.size, facts.unit === 'tokens' ? 'token' : 'character')}`,
    expected: `at most ${showCount(facts.quota)}, the whole quota of a minute`,
    next: `raise ${facts.unit}PerMinute, or cut the segment in the source`,
  }),
  // providers
  'provider-unknown': (facts: { name: string; nearest?: string; known: readonly string[] }) => ({
    found: `provider ${quote(facts.name)}`,
    expected: facts.nearest
      ? `"${facts.nearest}", which is the nearest name`
      : `one of ${facts.known.join(', ')}, or a path such as "./my-provider.ts"`,
    next: 'correct it',
  }),
  'provider-module': (facts: { problem: string }) => ({
    found: `provider module (${facts.problem})`,
    expected: 'a default export of defineProvider({ name, translate })',
    next: 'see docs/providers.md for the interface, and mend it',
  }),
  'google-credentials': (facts: { problem: string }) => ({
    found: `absence of usable credentials for Google Cloud (${facts.problem})`,
    expected: 'a key file, or the login of gcloud',
    next: 'set GOOGLE_APPLICATION_CREDENTIALS to a service account\u2019s key file in the environment or .env, or run "gcloud auth application-default login"; for an API key set GOOGLE_API_KEY and "api": "v2". Nothing was sent',
  }),
  'google-project': (_: object) => ({
    found: 'absence of a Google Cloud project',
    expected: 'the id of the project that is billed',
    next: 'set GOOGLE_CLOUD_PROJECT in the environment or .env, or "project" of the provider in the configuration. Nothing was sent',
  }),
  'setting-missing': (facts: { provider: string; setting: string; expected: string }) => ({
    found: `provider "${facts.provider}" without "${facts.setting}"`,
    expected: facts.expected,
    next: `set "${facts.setting}" of the provider in the configuration. Nothing was sent`,
  }),
  'key-missing': (facts: { provider: string; variable: string }) => ({
    found: `provider "${facts.provider}" without a key`,
    expected: `${facts.variable} in the environment or .env`,
    next: 'fill in .env, or run with --frozen. Nothing was sent',
  }),
  'peer-missing': (facts: { provider: string; package: string }) => ({
    found: `provider "${facts.provider}" without the package ${facts.package}`,
    expected: 'it beside muqabil, where only those who use it need it',
    next: `run "npm install ${facts.package}". Nothing was sent`,
  }),
  'amazon-credentials': (facts: { problem: string }) => ({
    found: `absence of usable credentials for Amazon Translate (${facts.problem})`,
    expected: 'an access key, a profile, or a role of the machine',
    next: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, in the environment or .env. Nothing was sent',
  }),
  'command-failed': (facts: { command: string; problem: string }) => ({
    found: `command ${quote(facts.command)} (${facts.problem})`,
    expected: 'a program that answers a line of JSON with a line of JSON',
    next: 'run it by hand, and see docs/providers.md for what it must write. Nothing was sent',
  }),
  'key-malformed': (facts: { provider: string; variable: string }) => ({
    found: `space, line end or foreign letter in ${facts.variable}`,
    expected: `the key of provider "${facts.provider}" and nothing else`,
    next: 'copy it into the environment or .env again. Nothing was sent',
  }),
  'key-without-tls': (facts: { provider: string; host: string }) => ({
    found: `key for provider "${facts.provider}" at ${facts.host}, which is reached without TLS`,
    expected: 'https, or a server on this machine',
    next: 'put https into "endpoint" of the provider. Nothing was sent',
  }),
  endpoint: (facts: { endpoint: string }) => ({
    found: `endpoint ${quote(facts.endpoint)}`,
    expected:
      'an address such as "http://127.0.0.1:8080" or "https://translate-eu.googleapis.com", without a password or query in it',
    next: 'correct it',
  }),
  // project: configuration, sources, runs
  'folder-missing': (_: object) => ({
    found: 'absence of this folder',
    expected: 'the folder of a project',
    next: 'check its name, or make it and run "muqabil init" in it',
  }),
  'config-not-found': (_: object) => ({
    found: 'configuration that is not there',
    expected: 'a file to read',
    next: 'check the path, or leave --config out to use muqabil.config.ts, .js or .json',
  }),
  'config-several': (facts: { first: string; second: string }) => ({
    found: `configuration beside ${quote(facts.first)}`,
    expected: 'one',
    next: 'remove one of them, or name one by --config',
  }),
  'config-syntax': (facts: { problem: string; expected?: string }) => ({
    found: facts.problem,
    expected: facts.expected ?? 'a module with a configuration as its default export',
    next: 'mend the file at this place',
  }),
  'config-secret': (facts: { key: string }) => ({
    found: `setting ${quote(facts.key)}`,
    expected: 'keys of services in the environment or .env, which git does not keep',
    next: 'move it there; .env.example of "muqabil init" has the names',
  }),
  'config-unknown-key': (facts: { key: string; nearest?: string; known: readonly string[] }) => ({
    found: `setting ${quote(facts.key)}`,
    expected: facts.nearest ? `"${facts.nearest}", which is the nearest name` : `one of ${facts.known.join(', ')}`,
    next: 'correct or remove it',
  }),
  'config-value': (facts: { key: string; value?: string; problem: string }) => ({
    found:
      facts.key === ''
        ? `${facts.value ?? 'nothing'} as the configuration`
        : facts.value === undefined
          ? `absence of "${facts.key}"`
          : `${facts.value} for "${facts.key}"`,
    expected: facts.problem,
    next: 'correct it',
  }),
  'input-missing': (_: object) => ({
    found: 'absence of this folder',
    expected: 'a folder with .txt or .md files to translate',
    next: 'make it and put a document in, or name another one by "input" in the configuration',
  }),
  'input-empty': (facts: { extensions: readonly string[] }) => ({
    found: 'folder without a document',
    expected: `at least one file that ends in ${facts.extensions.join(', ')}`,
    next: 'put one in and run again',
  }),
  'file-not-matched': (facts: { pattern: string; nearest?: string; input: string }) => ({
    found: `pattern ${quote(facts.pattern)} without a source`,
    expected: facts.nearest
      ? `${quote(facts.nearest)}, which is the nearest name`
      : `a path or pattern of files in ${shown(`${facts.input}/`)}`,
    next: `check the spelling; paths are relative to the project, such as ${quote(`${facts.input}/news/*.md`)}`,
  }),
  'file-outside-input': (facts: { input: string }) => ({
    found: 'file that is not in the input folder',
    expected: `a source in ${shown(`${facts.input}/`)}`,
    next: 'move it there, or name its folder by "input" in the configuration',
  }),
  'format-unknown': (facts: { extensions: readonly string[] }) => ({
    found: 'file of a kind that is not read',
    expected: `one that ends in ${facts.extensions.join(', ')}`,
    next: 'save it as one of these',
  }),
  'no-provider': (facts: { segments: number; characters: number; variables: readonly string[] }) => ({
    found: `${plural(facts.segments, 'segment')} to translate (${plural(facts.characters, 'character')}) and no provider`,
    expected: 'a translation service, or a run that needs none',
    next: `set the key of a service in the environment or .env (${facts.variables.join(', ')}), or name a server of your own in the configuration (see "muqabil providers"); to try the layout free of charge, run with --provider pseudo; to build with what is known, run with --offline. Nothing was written`,
  }),
  'memory-unsupported': (facts: { memory: string }) => ({
    found: `memory ${quote(facts.memory.replace(/:\/\/.*/s, '://…'))}`,
    expected: 'the path of a file',
    next: 'set "memory" to a path such as ".muqabil/memory.db"',
  }),
  'folders-overlap': (facts: { first: string; second: string }) => ({
    found: `${quote(facts.second)} inside ${quote(facts.first)}`,
    expected: 'folders of input, output and translations that lie apart',
    next: 'set another folder in the configuration',
  }),
  // glossary
  'glossary-row': (facts: { cells: number; columns: readonly string[] }) => ({
    found: `row with ${facts.cells} ${facts.cells === 1 ? 'cell' : 'cells'}`,
    expected: `${facts.columns.length} (${facts.columns.join(', ')})`,
    next:
      facts.cells > facts.columns.length ? 'put quotes round a cell that holds a comma' : 'complete it or take it out',
  }),
  'glossary-quote': (_: object) => ({
    found: 'quotation mark that nothing closes',
    expected: 'a second one at the end of the cell',
    next: 'close it; a quotation mark inside a cell is written twice',
  }),
  'glossary-column': (facts: { column: string; known: readonly string[] }) => ({
    found: `column ${quote(facts.column)}`,
    expected: `names out of ${facts.known.join(', ')}`,
    next: 'rename it or take it out',
  }),
  'glossary-missing': (_: object) => ({
    found: 'glossary that is not there',
    expected: 'a CSV file',
    next: 'check the path that "glossary" in the configuration names',
  }),
  'price-unknown': (facts: { provider: string; model: string }) => ({
    found: `budget of money with provider "${facts.provider}", whose price for ${quote(facts.model)} is not known`,
    expected: 'pricePerMillion and pricePerMillionAnswered of the provider, in the configuration',
    next: 'set both from its price list, or use maxCharacters. Nothing was sent',
  }),
  'currencies-differ': (facts: { first: string; second: string }) => ({
    found: `providers that bill in ${showInvisible(facts.first)} and in ${showInvisible(facts.second)}`,
    expected: 'one currency under a budget of money',
    next: 'set pricePerMillion and currency of one of them, or use maxCharacters',
  }),
  // cli
  'command-unknown': (facts: { command: string; nearest?: string }) => ({
    found: `command ${quote(facts.command)}`,
    expected: facts.nearest ? `"${facts.nearest}", which is the nearest name` : 'build, plan, check, inspect or init',
    next: 'see "muqabil --help" for what each does',
  }),
  'option-unknown': (facts: { option: string; command: string; nearest?: string }) => ({
    found: `option ${quote(facts.option)}`,
    expected: facts.nearest ? `"${facts.nearest}", which is the nearest name` : `an option of ${facts.command}`,
    next: `see "${facts.command} --help" for all`,
  }),
  'option-value': (facts: { option: string; value?: string; expected: string }) => ({
    found:
      facts.value === undefined
        ? `absence of a value after "${facts.option}"`
        : `${quote(facts.value)} for "${facts.option}"`,
    expected: facts.expected,
    next: 'correct it',
  }),
  'option-conflict': (facts: { first: string; second: string }) => ({
    found: `"${facts.first}" together with "${facts.second}"`,
    expected: 'one of them',
    next: 'leave the other out',
  }),
  'argument-missing': (facts: { argument: string; command: string }) => ({
    found: `absence of <${facts.argument}>`,
    expected: `"${facts.command} <${facts.argument}>"`,
    next: 'add it',
  }),
  'argument-surplus': (facts: { argument: string; command: string }) => ({
    found: `argument ${quote(facts.argument)}`,
    expected: `no more for "${facts.command}"`,
    next: 'leave it out',
  }),
  'output-closed': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a standard output that can be written to the end',
    next: 'free it, then run again. The run itself came to its end, and all it did is saved',
  }),
  // edition
  'output-collision': (facts: { first: string; second: string }) => ({
    found: `sources ${quote(facts.first)} and ${quote(facts.second)}, which would write one file`,
    expected: 'names that differ in more than capitals or the form of their accents',
    next: 'rename one of them. Nothing was written',
  }),
} satisfies Record<string, (facts: never) => Sentence>

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
