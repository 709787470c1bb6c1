/** Amazon Translate, by the optional package of the AWS SDK. */
import { ProviderFault } from '../../errors.ts'
import { faultOf } from '../faults.ts'
import { ownSettings } from '../own-settings.ts'
import type { Provider, TranslateRequest } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { variantOf } from '../variant.ts'
import { settings as shape } from './about.ts'
import { openClient, type Opened } from './client.ts'
import { faultBehind } from './faults.ts'
import { amazonLanguage } from './language.ts'
import { LIMITS, PRICE } from './limits.ts'

export function create(context: ProviderContext): Provider {
  const { glossary } = context.settings
  const { terminology = [], formality, profanity, brevity } = ownSettings(shape, context.settings)
  const terminologies = [...(glossary === undefined ? [] : [glossary]), ...[terminology].flat()]
  const named = terminologies.length === 0 ? undefined : terminologies.join(',')
  let opened: Promise<Opened> | undefined
  const open = (signal: AbortSignal): Promise<Opened> =>
    (opened ??= openClient(context, signal).catch((error: unknown) => {
      opened = undefined
      throw error
    }))
  const Settings = {
    ...(formality === undefined
      ? {}
      : { Formality: formality === 'formal' ? ('FORMAL' as const) : ('INFORMAL' as const) }),
    ...(profanity === undefined ? {} : { Profanity: 'MASK' as const }),
    ...(brevity === undefined ? {} : { Brevity: 'ON' as const }),
  }
  return {
    name: 'amazon',
    ...variantOf({ terminology: named, formality, profanity, brevity }),
    limits: LIMITS,
    // Tags in a text are kept, and a bare "<" is taken for the beginning of one: text has to be escaped.
    markup: 'html',
    price: PRICE,
    async prepare(signal) {
      await open(signal)
    },
    check: (signal) => readinessOf(async () => askForLanguages(await open(signal), signal)),
    async translate({ texts, sourceLanguage, targetLanguage, signal }: TranslateRequest) {
      const { sdk, client } = await open(signal)
      const answers: string[] = []
      // One text a call; the limits say so, and so there is one.
      for (const Text of texts) {
        const command = new sdk.TranslateTextCommand({
          Text,
          SourceLanguageCode: amazonLanguage(sourceLanguage),
          TargetLanguageCode: amazonLanguage(targetLanguage),
          ...(terminologies.length === 0 ? {} : { TerminologyNames: terminologies }),
          ...(Object.keys(Settings).length === 0 ? {} : { Settings }),
        })
        try {
          const { TranslatedText } = await client.send(command, { abortSignal: signal })
          if (TranslatedText === undefined) throw faultOf('garbled', 'no translation in it')
          answers.push(TranslatedText)
        } catch (error) {
          throw faultBehind(error, signal)
        }
      }
      return answers
    },
    async close() {
      const last = await opened?.catch(() => undefined)
      opened = undefined
      last?.client.destroy()
    },
  }
}

/** Asks for the list of languages. To be refused that is an answer too: a build does not need it. */
async function askForLanguages({ sdk, client, region }: Opened, signal: AbortSignal): Promise<string> {
  try {
    await client.send(new sdk.ListLanguagesCommand({ MaxResults: 1 }), { abortSignal: signal })
  } catch (error) {
    const fault = faultBehind(error, signal)
    if (!(fault instanceof ProviderFault && fault.code === 'forbidden')) throw fault
  }
  return `credentials accepted in ${region}`
}
