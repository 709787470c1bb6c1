/** Amazon Translate's own oddities: one text a call, names of errors, credentials from many places. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Content } from '../../src/bitext/content.ts'
import { encodeContent } from '../../src/bitext/content.ts'
import { MuqabilError, ProviderFault } from '../../src/errors.ts'
import { openClient } from '../../src/providers/amazon/client.ts'
import { faultBehind } from '../../src/providers/amazon/faults.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { startAmazon } from '../servers/amazon.ts'
import type { HttpStandIn } from '../servers/http-stand-in.ts'
import { standInTranslation, type Fault } from '../servers/stand-in.ts'
import { bareEnvironment, temporaryProject } from '../temporary-project.ts'
import { fastClock } from '../translate/clocks.ts'
import { runEngine } from '../translate/run-engine.ts'

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}
const COFFEE = '\u0642\u064E\u0647\u0652\u0648\u0629 Node.js \u0663\u0664 \u00AB\u0645\u0627\u0621\u00BB'

let server: HttpStandIn
let fault: Fault | undefined
let translate = standInTranslation
const opened: Provider[] = []
beforeEach(async () => {
  fault = undefined
  translate = standInTranslation
  server = await startAmazon({ faults: () => fault, translate: (text) => translate(text) })
})
afterEach(async () => {
  for (const provider of opened.splice(0)) await provider.close?.()
  await server.close()
})

async function amazon(settings: object = {}, environment: Readonly<Record<string, string>> = {}): Promise<Provider> {
  const provider = await loadProvider({ settings: { name: 'amazon', endpoint: server.url, ...settings }, environment })
  opened.push(provider)
  return provider
}

async function ask(provider: Provider, text: string, targetLanguage = 'en'): Promise<unknown> {
  const signal = new AbortController().signal
  return Promise.resolve(provider.translate({ texts: [text], sourceLanguage: 'ar', targetLanguage, signal })).catch(
    (error: unknown) => error,
  )
}

const lastCall = (): HttpStandIn['calls'][number] => {
  const call = server.calls.at(-1)
  if (call === undefined) throw new Error('nothing was sent')
  return call
}

describe('what is sent', () => {
  test('AWS JSON 1.1, one text, signed for the region', async () => {
    expect(await ask(await amazon({ region: 'eu-west-1' }), COFFEE)).toEqual([standInTranslation(COFFEE)])
    const { method, path, headers, body } = lastCall()
    expect({ method, path, body }).toEqual({
      method: 'POST',
      path: '/',
      body: { Text: COFFEE, SourceLanguageCode: 'ar', TargetLanguageCode: 'en' },
    })
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSShineFrontendService_20170701.TranslateText',
    })
    expect(headers.authorization).toContain('/eu-west-1/translate/aws4_request')
  })

  test('terminologies and the settings of the translation, and the variant that they make', async () => {
    const provider = await amazon({
      glossary: 'names',
      terminology: ['places'],
      formality: 'formal',
      profanity: 'mask',
      brevity: 'on',
    })
    expect(provider.variant).toBe('terminology:names,places formality:formal profanity:mask brevity:on')
    await ask(provider, COFFEE)
    expect(lastCall().body).toMatchObject({
      TerminologyNames: ['names', 'places'],
      Settings: { Formality: 'FORMAL', Profanity: 'MASK', Brevity: 'ON' },
    })
    expect((await amazon()).variant).toBeUndefined()
    expect(await ask(await amazon({ terminology: 'none' }), COFFEE)).toMatchObject({ code: 'settings', action: 'stop' })
  })

  test.each([
    ['en-GB', 'en'],
    ['fr-CA', 'fr-CA'],
    ['zh-Hant', 'zh-TW'],
    ['de', 'de'],
  ])('%s is asked for as %s', async (tag, code) => {
    await ask(await amazon(), COFFEE, tag)
    expect(lastCall().body).toMatchObject({ TargetLanguageCode: code })
  })

  test('no key goes to a server without TLS, nor stands in a message', async () => {
    fault = { kind: 'status', http: 400, reason: 'UnrecognizedClientException', message: KEYS.AWS_SECRET_ACCESS_KEY }
    const thrown = await ask(await amazon({}, KEYS), COFFEE)
    expect(lastCall().headers.authorization).toContain('Credential=local/')
    expect(JSON.stringify(lastCall().headers)).not.toContain(KEYS.AWS_ACCESS_KEY_ID)
    expect(String(thrown)).not.toContain(KEYS.AWS_SECRET_ACCESS_KEY)
    expect(String(thrown)).not.toContain(server.url)
  })
})

describe('its errors', () => {
  test.each([
    [400, 'ThrottlingException', 'Rate exceeded', 'quota-minute', 'wait'],
    [400, 'TooManyRequestsException', 'Too many requests', 'quota-minute', 'wait'],
    [429, 'TooManyRequestsException', '', 'quota-minute', 'wait'],
    [400, 'LimitExceededException', 'The limit is reached', 'quota-minute', 'wait'],
    [400, 'TextSizeLimitExceededException', 'Input text size exceeds limit.', 'too-long', 'split'],
    [400, 'LimitExceededException', 'The size of the text is over the limit', 'too-long', 'split'],
    [400, 'DetectedLanguageLowConfidenceException', 'Low confidence', 'text', 'skip'],
    [400, 'InvalidRequestException', 'The request is not valid', 'text', 'skip'],
    [400, 'UnsupportedLanguagePairException', 'ar to xx', 'settings', 'stop'],
    [400, 'ResourceNotFoundException', 'The terminology was not found', 'settings', 'stop'],
    [400, 'ValidationException', "Value 'xx' at 'targetLanguageCode' failed", 'settings', 'stop'],
    [400, 'InvalidParameterValueException', 'Unknown terminology', 'settings', 'stop'],
    [500, 'ServiceUnavailableException', 'Wait', 'unavailable', 'retry'],
    [500, 'InternalServerException', 'Internal', 'unavailable', 'retry'],
    [400, 'AccessDeniedException', 'not authorized to perform: translate:TranslateText', 'forbidden', 'stop'],
    [400, 'UnrecognizedClientException', 'The security token included in the request is invalid.', 'key', 'stop'],
    [403, 'InvalidSignatureException', 'The request signature does not match', 'key', 'stop'],
    [400, 'ExpiredTokenException', 'The security token is expired', 'key', 'stop'],
    [400, 'MissingAuthenticationTokenException', 'Missing Authentication Token', 'key', 'stop'],
    [403, 'OptInRequired', 'The account is not signed up', 'credit', 'stop'],
    [400, 'SomethingNewException', 'Nobody knows', 'unknown', 'retry'],
  ])('%i %s: %s → %s', async (http, reason, message, code, action) => {
    fault = { kind: 'status', http, reason, message }
    // Names that end otherwise come as they are, too.
    const thrown = await ask(await amazon(), COFFEE)
    expect(thrown).toBeInstanceOf(ProviderFault)
    expect(thrown).toMatchObject({ code, action, billed: 'no' })
    expect(server.calls).toHaveLength(1) // the SDK repeats nothing
  })

  test('a session that cannot be renewed in mid-run is a matter of the key', () => {
    const error = Object.assign(new Error('The SSO session associated with this profile has expired.'), {
      name: 'CredentialsProviderError',
    })
    expect(faultBehind(error, new AbortController().signal)).toMatchObject({ code: 'key', action: 'stop' })
  })

  test('a clock that is wrong is set right by the answer, and the request repeated', async () => {
    const ahead = new Date(Date.now() + 3_600_000)
    const { createServer } = await import('node:http')
    const dates: string[] = []
    const skewed = createServer((request, response) => {
      dates.push(String(request.headers['x-amz-date']))
      request.resume().on('end', () => {
        response.setHeader('date', ahead.toUTCString())
        const first = dates.length === 1
        const name = { __type: 'InvalidSignatureException', message: 'Signature expired: 1 is now earlier than 2' }
        response.writeHead(first ? 403 : 200, { 'content-type': 'application/x-amz-json-1.1' })
        response.end(JSON.stringify(first ? name : { TranslatedText: 'coffee' }))
      })
    })
    await new Promise<void>((done) => skewed.listen(0, '127.0.0.1', done))
    const address = skewed.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const provider = await amazon({ endpoint: `http://127.0.0.1:${port}` })
    const { targets, faults } = await runEngine([['\u0642\u0647\u0648\u0629']], [provider], { clock: fastClock(40) })
    skewed.close()
    skewed.closeAllConnections()
    expect(faults).toEqual(['unavailable'])
    expect(targets.size).toBe(1)
    expect(dates[1]?.slice(0, 11)).toBe(ahead.toISOString().replaceAll(/[-:]/g, '').slice(0, 11))
  })
})

describe('limits', () => {
  /** Arabic letters have two bytes, Latin ones one. */
  test.each([
    [9_999, 'taken'],
    [10_000, 'taken'],
    [10_001, 'not sent'],
  ])('a text of %i bytes is %s', async (bytes, what) => {
    const words = Array.from({ length: 1_000 }, (_, index) => `\u0643\u0644\u0645\u0629${index}`).join(' ')
    const start = Buffer.from(words).subarray(0, 9_900).toString().replace(/\S*$/, '')
    const text = start + 'a'.repeat(bytes - Buffer.byteLength(start))
    expect(Buffer.byteLength(text)).toBe(bytes)
    const { targets, failed } = await runEngine([[text]], [await amazon()], { clock: fastClock(1) })
    expect({ targets: targets.size, failed: [...failed.values()] }).toEqual(
      what === 'taken' ? { targets: 1, failed: [] } : { targets: 0, failed: ['segment-too-long'] },
    )
    expect(server.calls).toHaveLength(what === 'taken' ? 1 : 0)
  })

  test('what is over them all the same is halved, or refused alone', async () => {
    expect(await ask(await amazon(), '\u0642'.repeat(5_001))).toMatchObject({ code: 'too-long', action: 'split' })
  })

  test('one text a call, and what it costs', async () => {
    const sources = Array.from({ length: 7 }, (_, index): Content => [`\u0642\u0647\u0648\u0629 ${index}.`])
    const { sent } = await runEngine(sources, [await amazon()], { clock: fastClock(1) })
    expect(server.calls.map(({ body }) => (body as { Text: string }).Text).toSorted()).toEqual(sources.flat())
    expect(sent).toMatchObject({ requests: 7, charactersSent: server.meter.characters })
    expect(sent.cost).toBeCloseTo((server.meter.characters * 15) / 1e6, 12)
  })
})

describe('markup', () => {
  const source: Content = [
    '\u0663 < \u0664 & ',
    { kind: 'open', id: '1' },
    '\u0642\u0648\u064A',
    { kind: 'close', id: '1' },
    ' \u0646\u0635',
  ]

  test('tags are kept, and a bare sign is escaped: the service takes it for the beginning of one', async () => {
    const { targets } = await runEngine([source], [await amazon()], { clock: fastClock(1) })
    expect((lastCall().body as { Text: string }).Text).toBe(
      '\u0663 &lt; \u0664 &amp; <span id="1">\u0642\u0648\u064A</span> \u0646\u0635',
    )
    expect([...targets.values()].map(encodeContent)).toEqual([expect.stringMatching(/^\u0663 .+<1>w\w+<\/1> w\w+$/)])
    expect([...targets.values()][0]?.[0]).toBe('\u0663 < \u0664 & ')
  })

  test('where tags are lost it is asked with placeholders', async () => {
    translate = (text) => standInTranslation(text.replaceAll(/<\/?span[^>]*>/g, ''))
    const { targets, sent } = await runEngine([source], [await amazon()], { clock: fastClock(1) })
    expect(targets.size).toBe(1)
    expect(sent.requests).toBe(2)
    expect((lastCall().body as { Text: string }).Text).toContain('{1}\u0642\u0648\u064A{/1}')
  })

  test('where both are lost its pieces are asked for, a call each', async () => {
    translate = (text) => standInTranslation(text.replaceAll(/<\/?span[^>]*>|\{[^}]*\}/g, ''))
    const { targets } = await runEngine([source], [await amazon()], { clock: fastClock(1) })
    expect([...targets.values()].map(encodeContent)).toEqual([expect.stringMatching(/ <1>w\w+<\/1> w\w+$/)])
    expect(server.calls.slice(2).map(({ body }) => (body as { Text: string }).Text)).toEqual([
      '\u0663 &lt; \u0664 &amp;',
      '\u0642\u0648\u064A',
      '\u0646\u0635',
    ])
  })

  test('an answer that was had before another failed may have been billed', async () => {
    let count = 0
    // Both forms come back without their codes, the first piece well; then the right to translate is gone.
    translate = (text) => {
      if (++count === 3) fault = { kind: 'status', http: 400, reason: 'AccessDeniedException', message: 'no' }
      return count < 3 ? 'lost' : standInTranslation(text)
    }
    const { sent } = await runEngine([source], [await amazon()], { clock: fastClock(1) })
    expect(sent.stopped?.code).toBe('forbidden')
    expect(sent.charactersSent).toBeGreaterThanOrEqual(server.meter.characters)
  })
})

describe('credentials and region', () => {
  const nowhere = { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent' }
  const before = { ...process.env }
  beforeEach(() => void Object.assign(process.env, nowhere))
  afterEach(() => {
    process.env = { ...before }
  })
  const prepared = async (settings: object, environment: Readonly<Record<string, string>>): Promise<unknown> => {
    const provider = await loadProvider({ settings: { name: 'amazon', ...settings }, environment })
    opened.push(provider)
    return provider.prepare?.(new AbortController().signal).catch((error: unknown) => error)
  }

  test.each([
    [{ region: 'eu-west-1' }, {}, 'amazon-credentials', 'no key, no profile, no role'],
    [{}, KEYS, 'setting-missing', 'without "region"'],
    [{}, { ...KEYS, AWS_REGION: 'eu west' }, 'setting-missing', 'such as "eu-west-1"'],
    [
      { region: 'eu-west-1' },
      { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' },
      'amazon-credentials',
      'AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY',
    ],
    [{ region: 'eu-west-1' }, { AWS_PROFILE: 'nobody' }, 'amazon-credentials', 'nobody'],
  ])('%j with %j: %s', async (settings, environment, code, words) => {
    const error = await prepared(settings, environment)
    expect(error).toBeInstanceOf(MuqabilError)
    expect(error).toMatchObject({ code })
    expect(String(error)).toContain(words)
    expect(String(error)).toContain('Nothing was sent')
    expect(String(error)).not.toContain('AKIA')
  })

  test('keys and region of the environment or .env are used', async () => {
    const environment = { ...KEYS, AWS_SESSION_TOKEN: 'token', AWS_DEFAULT_REGION: 'eu-central-1' }
    const { client, region } = await openClient(
      { settings: { name: 'amazon' }, environment },
      new AbortController().signal,
    )
    expect(region).toBe('eu-central-1')
    expect(await client.config.credentials()).toMatchObject({
      accessKeyId: KEYS.AWS_ACCESS_KEY_ID,
      secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY,
      sessionToken: 'token',
    })
    client.destroy()
  })

  test('a profile has keys and region of its own', async () => {
    const home = temporaryProject({
      credentials: '[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = secret\n',
      config: '[profile work]\nregion = me-south-1\n',
    })
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(home, 'credentials')
    process.env.AWS_CONFIG_FILE = join(home, 'config')
    const { client, region } = await openClient(
      { settings: { name: 'amazon' }, environment: { AWS_PROFILE: 'work' } },
      new AbortController().signal,
    )
    expect(region).toBe('me-south-1')
    expect(await client.config.credentials()).toMatchObject({ accessKeyId: 'AKIAWORK' })
    client.destroy()
  })

  test('its keys alone do not choose it: they serve many things', async () => {
    const { chooseProviders } = await import('../../src/project/choose-providers.ts')
    const { openProject } = await import('../../src/project/project.ts')
    const project = await openProject({ cwd: temporaryProject({}), environment: { ...KEYS, AWS_REGION: 'eu-west-1' } })
    expect(await chooseProviders(project)).toBeUndefined()
  })
})

test('without the package a build says what to install; status 2, nothing written', () => {
  const root = temporaryProject({
    'input/a.txt': '\u0642\u0647\u0648\u0629',
    'muqabil.config.json': '{"provider":"amazon"}',
  })
  const hook = join(root, 'absent.mjs')
  writeFileSync(
    hook,
    `import { registerHooks } from 'node:module'
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== '@aws-sdk/client-translate') return next(specifier, context)
    throw Object.assign(new Error("Cannot find package '@aws-sdk/client-translate'"), { code: 'ERR_MODULE_NOT_FOUND' })
  },
})\n`,
  )
  const ran = spawnSync(process.execPath, ['--import', hook, join(process.cwd(), 'bin/muqabil.mjs'), 'build'], {
    cwd: root,
    env: bareEnvironment(),
    encoding: 'utf8',
  })
  expect(ran.status).toBe(2)
  expect(ran.stderr).toBe(
    'Unexpected provider "amazon" without the package @aws-sdk/client-translate, expected it beside muqabil, where only those who use it need it; run "npm install @aws-sdk/client-translate". Nothing was sent. [peer-missing]\n',
  )
})
