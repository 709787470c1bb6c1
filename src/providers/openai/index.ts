/** Language models by the chat-completions protocol. */
import { askJson, list, record } from '../http.ts'
import { neededKey } from '../key.ts'
import { createLanguageModel, type Question } from '../language-model/create-language-model.ts'
import { createManner } from '../language-model/manner.ts'
import { modelPrice } from '../language-model/model-price.ts'
import { ownSettings } from '../own-settings.ts'
import type { Provider } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { settings as shape } from './about.ts'
import { bodyOf, PARTS, replyOf, type Part } from './completion.ts'
import { readError, rows } from './faults.ts'
import { keepsByMark, PRICE_DATE, PRICES, RATES, usualEffort } from './limits.ts'
import { serviceOf } from './service.ts'

export function create(context: ProviderContext): Provider {
  const { settings } = context
  const { prompt, answers = 'schema', effort: chosen, apiVersion } = ownSettings(shape, settings)
  const service = serviceOf(context)
  const { model, endpoint, isOpenAI } = service
  const effort = chosen ?? (isOpenAI ? usualEffort(model) : undefined)
  const manner = createManner<Part>(PARTS)
  const call = { faults: rows, readError }
  const about = {
    model,
    answers,
    effort,
    limit: isOpenAI || apiVersion !== undefined ? 'max_completion_tokens' : 'max_tokens',
    seed: endpoint.plain,
    cache: isOpenAI ? (keepsByMark(model) ? 'mark' : 'key') : 'none',
  } as const
  const ask = (question: Question, without: ReadonlySet<Part>): ReturnType<typeof askJson> =>
    askJson({
      url: service.completions,
      headers: service.headers(),
      body: bodyOf({ question, without, ...about }),
      signal: question.signal,
      ...call,
    })
  return createLanguageModel({
    name: 'openai',
    model,
    context,
    prompt,
    effort: effort ?? 'none',
    chosenEffort: chosen,
    rates: RATES,
    ...modelPrice({ model, rows: PRICES, date: PRICE_DATE, isOwn: isOpenAI, plain: endpoint.plain, settings }),
    ask: async (question) => replyOf(await manner.ask((without) => ask(question, without))),
    prepare: async () => void neededKey(context, service.variable, endpoint),
    check: (signal) =>
      readinessOf(async () => {
        neededKey(context, service.variable, endpoint)
        const answer = await askJson({
          url: service.models,
          method: 'GET',
          headers: service.headers(),
          signal,
          ...call,
        })
        const known = list(record(answer.body).data).map((each) => record(each).id)
        return `${endpoint.host} answers${known.includes(model) ? ` and has ${model}` : `; ${model} is not in its list of models`}`
      }),
  })
}
