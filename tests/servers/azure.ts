/** A stand-in for Azure Translator on loopback: /translate and /languages of version 3.0, as strict as its documents say. */
import {
  startHttpStandIn,
  type HttpCall,
  type HttpProtocol,
  type HttpReply,
  type HttpStandIn,
} from './http-stand-in.ts'
import type { StandInOptions } from './stand-in.ts'

export interface AzureOptions extends StandInOptions {
  /** The one key that is accepted; without it any, and none. */
  readonly key?: string
  /** Region of the resource; without it a global one. */
  readonly region?: string
  readonly categories?: readonly string[]
}

const MOST = { texts: 1_000, codeUnits: 50_000 }
const LANGUAGES = [
  'ar',
  'de',
  'en',
  'es',
  'fa',
  'fr',
  'fr-ca',
  'he',
  'ku',
  'nb',
  'pt',
  'pt-pt',
  'sr-Cyrl',
  'ur',
  'zh-Hans',
  'zh-Hant',
]
/** On the service's own hosts, and on those of resources. */
const PATH = /^(?:\/translator\/text\/v3\.0)?\/(translate|languages)$/
const PARAMETERS = ['api-version', 'from', 'to', 'textType', 'category', 'allowFallback', 'scope']

export async function startAzure(options: AzureOptions = {}): Promise<HttpStandIn> {
  const protocol: HttpProtocol = {
    read(call) {
      const [, what] = PATH.exec(call.path) ?? []
      if (what === undefined) return { status: 404, body: { error: { code: '404', message: 'Resource not found' } } }
      if (call.query.get('api-version') !== '3.0')
        return refuse(400021, 'The API version parameter is missing or invalid.')
      if (call.method !== (what === 'translate' ? 'POST' : 'GET'))
        return refuse(405000, 'The request method is not supported for the requested resource.')
      if (what === 'languages')
        return {
          body: {
            translation: Object.fromEntries(
              LANGUAGES.map((code) => [code, { name: code, nativeName: code, dir: 'ltr' }]),
            ),
          },
        }
      return unauthorized(call) ?? wrong(call) ?? textsOf(call)
    },
    answer({ answers }, call) {
      const to = call.query.get('to')
      const metered = textsOf(call).reduce((sum, text) => sum + text.length, 0)
      return {
        headers: {
          'x-metered-usage': String(metered),
          'x-mt-system': call.query.has('category') ? 'Custom' : 'Microsoft',
          'x-requestid': '5d465614-96dc-42b1-a676-ed5fb08fa641.EUWE.1122T0920',
        },
        body: answers.map((text) => ({ translations: [{ text, to }] })),
      }
    },
    fault({ http, message, reason }) {
      const usual = http === 429 ? 429001 : http * 1000
      return refuse(reason !== undefined && /^\d{6}$/.test(reason) ? Number(reason) : usual, message)
    },
  }

  function unauthorized({ headers }: HttpCall): HttpReply | undefined {
    const given = headers['ocp-apim-subscription-key']
    const region = headers['ocp-apim-subscription-region']
    const wrongKey = options.key !== undefined && given !== options.key
    // A resource of a region is not found from another one; a global one needs none.
    const wrongRegion = options.region !== undefined && region !== options.region
    return wrongKey || wrongRegion
      ? refuse(401000, 'The request is not authorized because credentials are missing or invalid.')
      : undefined
  }

  function wrong({ headers, query, body }: HttpCall): HttpReply | undefined {
    if (headers['content-type']?.split(';')[0] !== 'application/json')
      return refuse(415000, 'The Content-Type header is missing or invalid.')
    const unknown = [...query.keys()].find((name) => !PARAMETERS.includes(name))
    if (unknown !== undefined) return refuse(400000, 'One of the request inputs is not valid.')
    if (!Array.isArray(body)) return refuse(400074, 'The body of the request is not valid JSON.')
    const from = query.get('from')
    if (from !== null && !LANGUAGES.includes(from)) return refuse(400035, 'The source language is not valid.')
    if (!LANGUAGES.includes(query.get('to') ?? '')) return refuse(400036, 'The target language is not valid.')
    if (!['plain', 'html'].includes(query.get('textType') ?? 'plain'))
      return refuse(400071, 'The value is not valid for TextType.')
    const category = query.get('category')
    if (category !== null && !options.categories?.includes(category) && query.get('allowFallback') === 'false')
      return refuse(400079, 'The custom system requested for translation between from and to language does not exist.')
    if (body.length === 0 || body.length > MOST.texts)
      return body.length === 0
        ? refuse(400005, 'An input text is missing or invalid.')
        : refuse(400072, 'The array of input text has too many elements.')
    const texts = (body as readonly { readonly Text?: unknown; readonly text?: unknown }[]).map(
      ({ Text, text }) => Text ?? text,
    )
    if (!texts.every((text) => typeof text === 'string'))
      return refuse(400020, 'One of the elements in the array of input text is not valid.')
    if (texts.some((text) => text.length > MOST.codeUnits)) return refuse(400050, 'The input text is too long.')
    return texts.reduce((sum, text) => sum + text.length, 0) > MOST.codeUnits
      ? refuse(400077, 'The maximum request size has been exceeded.')
      : undefined
  }

  return startHttpStandIn(protocol, options)
}

function textsOf({ body }: HttpCall): readonly string[] {
  return (body as readonly { readonly Text?: string; readonly text?: string }[]).map(
    ({ Text, text }) => Text ?? text ?? '',
  ) // checked before
}

function refuse(code: number, message: string): HttpReply {
  return { status: Math.floor(code / 1000), body: { error: { code, message } } }
}
