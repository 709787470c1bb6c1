/** Every service that there is a stand-in for, and every way of asking it. */
import { loadProvider } from '../../src/providers/load-provider.ts'
import type { Provider } from '../../src/providers/provider.ts'
import type { ProviderSettings } from '../../src/providers/provider-context.ts'
import { startAmazon } from '../servers/amazon.ts'
import { startAzure } from '../servers/azure.ts'
import { startChatServer } from '../servers/chat.ts'
import { commandAt, startCommand } from '../servers/command.ts'
import { startDeepl } from '../servers/deepl.ts'
import { startTranslationServer } from '../servers/google.ts'
import { startLibreTranslate } from '../servers/libretranslate.ts'
import type { Meter, StandInOptions } from '../servers/stand-in.ts'

/** One way to ask one service. */
export interface Service {
  /** 'google (v2)' */
  readonly name: string
  readonly start: (options: StandInOptions) => Promise<StandInServer>
  /** Without a stand-in at `url`: as a user has them. */
  readonly settings: (url: string) => ProviderSettings
  readonly environment: Readonly<Record<string, string>>
  /** Settings with which, in an empty environment, something that it needs is not there; by default its own without an endpoint. */
  readonly bare?: ProviderSettings | 'needs nothing'
  /** File URL of a module of the user's own. */
  readonly module?: string
  /** It throws what it likes, as modules of one's own may. */
  readonly ownErrors?: boolean
  /** Nobody is asked: what a server could do to it cannot be tried. */
  readonly serverless?: boolean
  /** What becomes of a text, where it is not the stand-in's own. */
  readonly translation?: (text: string) => string
}

export interface StandInServer {
  readonly url: string
  readonly meter: Meter
  close(): Promise<void>
}

const google = (api: 'grpc' | 'rest' | 'v2'): Service => ({
  name: `google (${api})`,
  async start(options) {
    const server = await startTranslationServer(options)
    return { url: api === 'grpc' ? server.grpcUrl : server.url, meter: server.meter, close: () => server.close() }
  },
  settings: (endpoint) => ({ name: 'google', api, project: 'p', endpoint }),
  environment: {},
})

const deepl: Service = {
  name: 'deepl',
  start: startDeepl,
  settings: (endpoint) => ({ name: 'deepl', endpoint }),
  environment: { DEEPL_AUTH_KEY: '279a2e9d-83b3-c416-7e2d-f721593e42a0:fx' },
}

const azure: Service = {
  name: 'azure',
  start: startAzure,
  settings: (endpoint) => ({ name: 'azure', endpoint, region: 'westeurope' }),
  environment: { AZURE_TRANSLATOR_KEY: '0123456789abcdef0123456789abcdef' },
}

const libretranslate: Service = {
  name: 'libretranslate',
  start: startLibreTranslate,
  settings: (endpoint) => ({ name: 'libretranslate', endpoint }),
  environment: {},
  bare: 'needs nothing',
}

const languageModel = (name: 'openai' | 'anthropic', model: string): Service => ({
  name,
  start: startChatServer,
  settings: (endpoint) => ({ name, model, endpoint }),
  environment: {},
})
const amazon: Service = {
  name: 'amazon',
  start: startAmazon,
  settings: (endpoint) => ({ name: 'amazon', endpoint }),
  environment: {},
  bare: { name: 'amazon', region: 'eu-west-1' },
}

const command: Service = {
  name: 'command',
  start: startCommand,
  settings: (url) => ({ name: 'command', command: commandAt(url) }),
  environment: {},
  bare: { name: 'command', command: ['no-such-program-of-anybody'] },
}

export const services: readonly Service[] = [
  google('grpc'),
  google('rest'),
  google('v2'),
  deepl,
  azure,
  libretranslate,
  languageModel('openai', 'stand-in'),
  languageModel('anthropic', 'claude-sonnet-5-5'),
  amazon,
  command,
]

/** The provider that asks the stand-in. */
export function providerOf(
  { settings, environment, module }: Service,
  url: string,
  more: Partial<ProviderSettings> = {},
): Promise<Provider> {
  return loadProvider({ settings: { ...settings(url), ...more }, environment }, module)
}
