/** What every provider must keep, whoever wrote it: the engine relies on it. */
import process from 'node:process'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MuqabilError, ProviderFault } from '../../src/errors.ts'
import { faultKinds } from '../../src/providers/faults.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import type { Limits, Provider } from '../../src/providers/provider.ts'
import type { ProviderSettings } from '../../src/providers/provider-context.ts'
import { simulatedClock } from '../translate/clocks.ts'
import { runEngine } from '../translate/run-engine.ts'
import { standInTranslation, type Fault } from '../servers/stand-in.ts'
import { providerOf, type Service, type StandInServer } from './services.ts'

/** Tashkeel, a Latin run, digits of both kinds, quotation marks: what texts are made of. */
const TEXTS = [
  '\u0642\u064E\u0647\u0652\u0648\u0629',
  '\u0634\u0627\u064A \u0648Node.js \u0663\u0664',
  '\u00AB\u0645\u0627\u0621\u00BB 12',
  '\u062D\u0644\u064A\u0628\u061F',
]
/** A port that is nobody's and that fetch does not refuse to ask. */
const NOBODY = 'http://127.0.0.1:2'
const LETTER = '\u0642'

/** The suite for one way of one service. */
export function contract(service: Service): void {
  const translation = service.translation ?? standInTranslation
  describe(service.name, () => {
    const stray: unknown[] = []
    const note = (error: unknown): void => void stray.push(error)
    beforeAll(() => void process.on('unhandledRejection', note))
    afterAll(() => void process.off('unhandledRejection', note))

    let server: StandInServer
    let fault: Fault | undefined
    const opened: Provider[] = []
    const open = async (): Promise<Provider> => {
      const provider = await providerOf(service, server.url)
      opened.push(provider)
      return provider
    }
    beforeEach(async () => {
      fault = undefined
      server = await service.start({ faults: () => fault })
    })
    afterEach(async () => {
      for (const provider of opened.splice(0)) await provider.close?.()
      await server.close()
      await turn()
      expect(stray, 'rejections that nobody handled').toEqual([])
    })

    test('one answer for each text, in their order, also of several requests at once', async () => {
      const provider = await open()
      const most = Math.min(provider.limits.elements, 2)
      const requests = TEXTS.flatMap((_, index) => (index % most === 0 ? [TEXTS.slice(index, index + most)] : []))
      const answers = await Promise.all(requests.map((texts) => ask(provider, texts)))
      expect(answers).toEqual(requests.map((texts) => texts.map(translation)))
    })

    test('what is just within the limits is taken', async () => {
      const { limits } = await open()
      const provider = await open()
      const longest = LETTER.repeat(lettersWithin(limits))
      expect(await ask(provider, [longest])).toEqual([translation(longest)])
      const count = Math.min(limits.elements, 2_000)
      const many = Array.from({ length: count }, (_, index) => `${LETTER}${index}`)
      if (many.join('').length <= limits.characters) expect(await ask(provider, many)).toHaveLength(count)
      expect(server.meter.rejected).toBe(0)
    })

    test('what no request has room for is not sent', async () => {
      const provider = await open()
      const long = LETTER.repeat(lettersWithin(provider.limits) + 1)
      const { failed } = await runEngine([[long]], [provider], { clock: simulatedClock() })
      expect([...failed.values()]).toEqual(['segment-too-long'])
      expect(server.meter.requests).toBe(0)
    })

    test('an abort ends a request that is under way', async () => {
      if (service.serverless) return
      const provider = await open()
      fault = { kind: 'hang' }
      const asker = new AbortController()
      const asked = ask(provider, TEXTS.slice(0, 1), asker.signal).then(
        () => 'answered',
        () => 'cut off',
      )
      await until(() => server.meter.requests === 1)
      asker.abort(new ProviderFault('timeout', 'split', 'no answer in time'))
      expect(await asked).toBe('cut off')
      // And the next one is asked all the same.
      fault = undefined
      expect(await ask(provider, TEXTS.slice(0, 1))).toEqual(TEXTS.slice(0, 1).map(translation))
    })

    test('an error of the service is a fault of a known kind', async () => {
      if (service.ownErrors) return
      const provider = await open()
      fault = { kind: 'status', http: 503, grpc: 14, message: 'The service is currently unavailable.' }
      const thrown = await ask(provider, TEXTS.slice(0, 1)).catch((error: unknown) => error)
      expect(thrown).toBeInstanceOf(ProviderFault)
      expect(thrown).toMatchObject({ code: 'unavailable', action: 'retry' })
      expect(Object.keys(faultKinds)).toContain((thrown as ProviderFault).code)
    })

    test('it can be closed twice, before the first request and after the last', async () => {
      const fresh = await open()
      await fresh.close?.()
      await fresh.close?.()
      const used = await open()
      await used.prepare?.(new AbortController().signal)
      await ask(used, TEXTS.slice(0, 1))
      await used.close?.()
      await used.close?.()
    })

    test('whether it is ready is found out without sending a text; nobody at its address is not ready', async () => {
      const provider = await open()
      expect(await provider.check?.(new AbortController().signal)).toMatchObject({ ready: true })
      expect(server.meter.requests).toBe(0)
      if (service.module !== undefined) return // it has an address of its own
      const away = await providerOf(service, NOBODY)
      opened.push(away)
      const found = await away.check?.(new AbortController().signal)
      expect(found).toMatchObject({ ready: false })
      expect(found?.words).toMatch(/\S/)
    })

    test('what it needs and has not is said before anything is sent', async () => {
      if (service.bare === 'needs nothing') return
      const bare = service.bare ?? withoutEndpoint(service.settings('http://127.0.0.1:1'))
      const prepared = (async () => {
        const provider = await loadProvider({ settings: bare, environment: {} })
        opened.push(provider)
        await provider.prepare?.(new AbortController().signal)
      })()
      const error: unknown = await prepared.catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(MuqabilError)
      expect((error as MuqabilError).message).toContain('Nothing was sent')
    })
  })
}

/** As a user has them who asks the service itself. */
function withoutEndpoint({ endpoint: _endpoint, ...settings }: ProviderSettings): ProviderSettings {
  return settings
}

async function ask(
  provider: Provider,
  texts: readonly string[],
  signal = new AbortController().signal,
): Promise<readonly string[]> {
  const answer = await provider.translate({ texts, sourceLanguage: 'ar', targetLanguage: 'en', signal })
  return 'texts' in answer ? answer.texts : answer
}

/** So many Arabic letters make the longest text that a request may hold. */
function lettersWithin({ characters, bytes = Infinity }: Limits): number {
  return Math.min(characters, Math.floor(bytes / 2))
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await turn()
}
