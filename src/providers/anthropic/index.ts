/** Anthropic's language models. */
import { MuqabilError } from '../../errors.ts'
import { parseEndpoint } from '../endpoint.ts'
import { askJson, list, record } from '../http.ts'
import { keyFor, neededKey } from '../key.ts'
import { createLanguageModel } from '../language-model/create-language-model.ts'
import { createManner } from '../language-model/manner.ts'
import { modelPrice } from '../language-model/model-price.ts'
import { ownSettings } from '../own-settings.ts'
import type { Provider } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { settings as shape } from './about.ts'
import { readError, rows } from './faults.ts'
import { DEFAULT_MODEL, PRICE_DATE, PRICES, RATES, unthinking } from './limits.ts'
import { bodyOf, PARTS, replyOf, type Part } from './message.ts'

const ANTHROPIC = 'https://api.anthropic.com'
/** Of the API; models have names of their own. */
const VERSION = '2023-06-01'

export function create(context: ProviderContext): Provider {
  const { settings } = context
  const { prompt, answers = 'schema', effort: chosen, keyVariable = 'ANTHROPIC_API_KEY' } = ownSettings(shape, settings)
  const endpoint = parseEndpoint(settings.endpoint ?? ANTHROPIC)
  const isOwn = endpoint.host === new URL(ANTHROPIC).hostname
  const model = settings.model ?? (isOwn ? DEFAULT_MODEL : undefined)
  if (model === undefined) {
    const expected = 'the name of a model that the server at the endpoint has'
    throw new MuqabilError('setting-missing', { provider: settings.name, setting: 'model', expected })
  }
  const manner = createManner<Part>(PARTS)
  const call = { faults: rows, readError }
  const headers = (): Readonly<Record<string, string>> => {
    const key = keyFor(context, keyVariable, endpoint)
    return { 'anthropic-version': VERSION, ...(key === undefined ? {} : { 'x-api-key': key }) }
  }
  return createLanguageModel({
    name: 'anthropic',
    model,
    context,
    prompt,
    effort: chosen !== undefined && chosen !== 'none' ? chosen : unthinking(model) === 'always' ? 'low' : 'none',
    chosenEffort: chosen,
    rates: RATES,
    ...modelPrice({ model, rows: PRICES, date: PRICE_DATE, isOwn, plain: endpoint.plain, settings }),
    ask: async (question) =>
      replyOf(
        await manner.ask((without) =>
          askJson({
            url: `${endpoint.url}/v1/messages`,
            headers: headers(),
            body: bodyOf({ question, model, without, answers, effort: chosen }),
            signal: question.signal,
            ...call,
          }),
        ),
      ),
    prepare: async () => void neededKey(context, keyVariable, endpoint),
    check: (signal) =>
      readinessOf(async () => {
        neededKey(context, keyVariable, endpoint)
        const url = `${endpoint.url}/v1/models?limit=1000`
        const answer = await askJson({ url, method: 'GET', headers: headers(), signal, ...call })
        const known = list(record(answer.body).data).map((each) => record(each).id)
        return `${endpoint.host} answers${known.includes(model) ? ` and has ${model}` : `; ${model} is not in its list of models`}`
      }),
  })
}
