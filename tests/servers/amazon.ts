/** A stand-in for Amazon Translate on loopback: AWS JSON 1.1. */
import {
  startHttpStandIn,
  type HttpCall,
  type HttpProtocol,
  type HttpReply,
  type HttpStandIn,
} from './http-stand-in.ts'
import type { StandInOptions } from './stand-in.ts'

const TARGET = 'AWSShineFrontendService_20170701'
const MOST_BYTES = 10_000
const LANGUAGES = new Set(['ar', 'de', 'en', 'fa', 'fr', 'fr-CA', 'zh-TW'])
/** Custom terminologies that lie in the region. */
const TERMINOLOGIES = new Set(['names', 'places'])

export function startAmazon(options: StandInOptions = {}): Promise<HttpStandIn> {
  return startHttpStandIn(amazon, options)
}

interface Body {
  readonly Text?: string
  readonly SourceLanguageCode?: string
  readonly TargetLanguageCode?: string
  readonly TerminologyNames?: readonly string[]
  readonly Settings?: object
}

const amazon: HttpProtocol = {
  read(call) {
    const target = String(call.headers['x-amz-target'] ?? '')
    if (call.method !== 'POST' || call.headers['content-type'] !== 'application/x-amz-json-1.1')
      return error(404, 'UnknownOperationException')
    if (!/^AWS4-HMAC-SHA256 Credential=\w+\/\d{8}\/[\w-]+\/translate\/aws4_request, /.test(authorization(call)))
      return error(400, 'MissingAuthenticationTokenException', 'Missing Authentication Token')
    if (target === `${TARGET}.ListLanguages`)
      return reply({ DisplayLanguageCode: 'en', Languages: [{ LanguageCode: 'ar', LanguageName: 'Arabic' }] })
    if (target !== `${TARGET}.TranslateText`) return error(400, 'UnknownOperationException')
    return refusalOf(call.body as Body) ?? [(call.body as Body).Text ?? '']
  },
  answer({ answers: [answer] }, call) {
    const { SourceLanguageCode, TargetLanguageCode, TerminologyNames, Settings } = call.body as Body
    return reply({
      ...(TerminologyNames ? { AppliedTerminologies: TerminologyNames.map((Name) => ({ Name, Terms: [] })) } : {}),
      ...(Settings ? { AppliedSettings: Settings } : {}),
      SourceLanguageCode,
      TargetLanguageCode,
      TranslatedText: answer,
    })
  },
  /** Nearly every error has the status 400; the name tells them apart. A reason that is such a name stands as it is. */
  fault({ http, message, reason = '' }) {
    if (/^[A-Z]/.test(reason)) return error(http, reason, message)
    const [status, name] = ERRORS[http] ?? [http, 'SomethingNewException']
    return error(status, name, message)
  },
}

const ERRORS: Readonly<Record<number, readonly [number, string]>> = {
  401: [400, 'UnrecognizedClientException'],
  403: [400, 'AccessDeniedException'],
  429: [400, 'ThrottlingException'],
  500: [500, 'InternalServerException'],
  503: [500, 'ServiceUnavailableException'],
}

function authorization({ headers }: HttpCall): string {
  return headers.authorization ?? ''
}

function refusalOf({
  Text,
  SourceLanguageCode = '',
  TargetLanguageCode = '',
  TerminologyNames = [],
}: Body): HttpReply | undefined {
  if (!Text) {
    const constraint = 'Member must have length greater than or equal to 1'
    return error(
      400,
      'ValidationException',
      `1 validation error detected: Value at 'text' failed to satisfy constraint: ${constraint}`,
    )
  }
  const bytes = Buffer.byteLength(Text)
  if (bytes > MOST_BYTES) {
    const message = `Input text size exceeds limit. Max length of request text allowed is ${MOST_BYTES} bytes while in this request the text size is ${bytes} bytes`
    return error(400, 'TextSizeLimitExceededException', message)
  }
  if (!LANGUAGES.has(SourceLanguageCode) || !LANGUAGES.has(TargetLanguageCode)) {
    const message = `Unsupported language pair: ${SourceLanguageCode} to ${TargetLanguageCode}.`
    return error(400, 'UnsupportedLanguagePairException', message)
  }
  const unknown = TerminologyNames.find((name) => !TERMINOLOGIES.has(name))
  return unknown === undefined
    ? undefined
    : error(400, 'ResourceNotFoundException', `The terminology ${unknown} was not found.`)
}

function reply(body: object): HttpReply {
  return { headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'a' }, body }
}

function error(status: number, name: string, message?: string): HttpReply {
  return { ...reply({ __type: name, ...(message === undefined ? {} : { message }) }), status }
}
