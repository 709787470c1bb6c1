/** A provider out of a language model: what is the same for all of them, whatever protocol they are asked by. */
import type { ProviderFault } from '../../errors.ts'
import { faultOf } from '../faults.ts'
import type { AnnouncedLimit, Answer, Price, Provider, TranslateRequest, Usage } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { variantOf } from '../variant.ts'
import { answerLimit, type Effort } from './answer-limit.ts'
import { createDecidedNames } from './decided-names.ts'
import { matchAnswers } from './match-answers.ts'
import { echoOf } from './prompt-echo.ts'
import { heedsExamples, systemText, usualPrompt } from './prompts.ts'
import { readAnswer } from './read-answer.ts'
import { requestText, type DecidedName } from './request-text.ts'
import { sizeRequest } from './size-request.ts'
import type { TokenRates } from './token-rates.ts'

/** What is asked of a model. */
export interface Question {
  /** The same bytes in every request of a run. */
  readonly system: string
  readonly user: string
  /** Most tokens of the answer, thinking included. */
  readonly mostTokens: number
  readonly signal: AbortSignal
}

/** What came back, in whatever protocol. */
export interface Reply {
  readonly text: string
  /** `cut-off`: at the limit of tokens. `refused`: the model, or a filter round it, will not. */
  readonly end: 'whole' | 'cut-off' | 'refused'
  /** What the service said of that. */
  readonly words?: string
  readonly usage?: Usage
  readonly announced?: readonly AnnouncedLimit[]
}

export interface LanguageModel extends Pick<Provider, 'name' | 'unpriced' | 'prepare' | 'check'> {
  readonly model: string
  /** In tokens; of nothing where it is free. */
  readonly price: Price
  readonly context: ProviderContext
  /** Version of the prompt; `usualPrompt` by default. */
  readonly prompt: number | undefined
  /** How much it thinks before it answers. */
  readonly effort: Effort
  /** The user's own choice of it: other answers. */
  readonly chosenEffort: Effort | undefined
  readonly rates: TokenRates
  /** Throws `ProviderFault`. */
  readonly ask: (question: Question) => Promise<Reply>
}

/** Of texts: well below what models answer in one piece. */
const LIMITS = { characters: 12_000, elements: 80 }
/** Some paragraphs: enough to be understood, and little to lose. */
const BATCH_CHARACTERS = 3_000
/** Models write as they go: a long answer takes its time. */
const TIMEOUT_SECONDS = 180

export function createLanguageModel(own: LanguageModel): Provider {
  const { name, model, context, effort, chosenEffort, rates, ask } = own
  const { prompt = usualPrompt({ examples: context.examples === true }) } = own
  const { languages: { source: sourceLanguage, target: targetLanguage } = { source: 'ar', target: 'en' }, brief } =
    context
  const names = createDecidedNames()
  const told = tellOnce((source, target) =>
    systemText({ version: prompt, sourceLanguage: source, targetLanguage: target, brief }),
  )
  return {
    name,
    model,
    ...variantOf({ prompt: String(prompt), effort: chosenEffort }),
    limits: LIMITS,
    // Paired tags are what models have seen most of: they move them with the words and close them.
    markup: 'xml',
    batchCharacters: BATCH_CHARACTERS,
    timeoutSeconds: TIMEOUT_SECONDS,
    context: true,
    examples: heedsExamples(prompt),
    // The first answer decides names, has the shared beginning kept, and shows what the server takes.
    slowStart: true,
    price: own.price,
    unpriced: own.unpriced === true,
    sizeOf: ({ texts, context: round }) =>
      sizeRequest({
        texts,
        ...(round ? { context: round } : {}),
        system: told(sourceLanguage, targetLanguage).system,
        names: names.occurringIn(texts),
        targetLanguage,
        effort,
        rates,
      }),
    ...(own.prepare ? { prepare: own.prepare } : {}),
    ...(own.check ? { check: own.check } : {}),
    async translate(request) {
      const { texts, signal } = request
      const { system, isEcho } = told(request.sourceLanguage, request.targetLanguage)
      const user = requestText({ texts, context: request.context, names: names.occurringIn(texts) })
      const reply = await ask({ system, user, mostTokens: answerLimit(texts, request.targetLanguage, effort), signal })
      const read = answersIn(reply, request)
      const answers = read.texts.map((answer, index) => {
        const text = texts[index] ?? ''
        return isEcho(answer, text) ? '' : onLinesOf(answer, text)
      })
      names.note(read.names, { ...request, answers })
      const { usage, announced } = reply
      return { texts: answers, ...(usage ? { usage } : {}), ...(announced ? { announced } : {}) } satisfies Answer
    },
  }
}

/** @throws {ProviderFault} `cut-off`, `text` for a refusal, `count` when the answers are not those to the texts. */
function answersIn(
  { text, end, words = '', usage }: Reply,
  { texts }: TranslateRequest,
): { readonly texts: readonly string[]; readonly names: readonly DecidedName[] } {
  const fault = (code: 'cut-off' | 'text' | 'count', said: string): ProviderFault => faultOf(code, said, { usage })
  if (end === 'cut-off') throw fault('cut-off', words)
  if (end === 'refused') throw fault('text', words)
  const read = readAnswer(text)
  if (read === undefined) throw fault('count', text.trim() === '' ? 'nothing' : 'talk, or nothing that can be read')
  const matched = matchAnswers(texts, read)
  if (matched.kind === 'mismatch') throw fault('count', matched.problem)
  return { texts: matched.texts, names: read.names }
}

/** A sentence that stands on one line does so in the translation too. */
function onLinesOf(answer: string, source: string): string {
  return source.includes('\n') ? answer : answer.trim().replace(/\s*[\r\n]\s*/g, ' ')
}

interface Told {
  readonly system: string
  readonly isEcho: ReturnType<typeof echoOf>
}

/** Made once for the languages of a run. */
function tellOnce(make: (source: string, target: string) => string): (source: string, target: string) => Told {
  const made = new Map<string, Told>()
  return (source, target) => {
    const key = `${source} ${target}`
    const known = made.get(key)
    if (known !== undefined) return known
    const system = make(source, target)
    const told = { system, isEcho: echoOf(system) }
    made.set(key, told)
    return told
  }
}
