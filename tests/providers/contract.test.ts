/** The contract of providers, over every way of every service and a module of a user's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { startHttpStandIn, type HttpProtocol } from '../servers/http-stand-in.ts'
import { contract } from './contract.ts'
import { inLatin } from './local/make-vocabulary.ts'
import { installModel } from './local/small-model.ts'
import { services, type Service } from './services.ts'

/** Texts there, translations back. */
const protocol: HttpProtocol = {
  read: ({ method, body }) => (method === 'GET' ? { body: {} } : (body as { texts: readonly string[] }).texts),
  answer: ({ answers }) => ({ body: answers }),
  fault: ({ http, message }) => ({ status: http, body: { message } }),
}

const own: Service = {
  name: 'a module of the user\u2019s own',
  async start(options) {
    const server = await startHttpStandIn(protocol, options)
    process.env.MUQABIL_TEST_OWN = server.url
    return server
  },
  settings: () => ({ name: './own.ts' }),
  environment: {},
  bare: 'needs nothing',
  module: pathToFileURL('tests/fixtures/providers/own.ts').href,
  ownErrors: true,
}

/** Nothing is asked over a line here: what a server could do to it is left out. */
const local: Service = {
  name: 'local',
  start() {
    const url = mkdtempSync(join(tmpdir(), 'muqabil-models-'))
    installModel(url)
    const meter = {
      requests: 0,
      rejected: 0,
      characters: 0,
      texts: new Map<string, number>(),
      underWay: 0,
      mostAtOnce: 0,
    }
    return Promise.resolve({ url, meter, close: () => Promise.resolve(rmSync(url, { recursive: true, force: true })) })
  },
  settings: (models) => ({ name: 'local', models, concurrency: 1 }),
  environment: {},
  bare: { name: 'local', models: '/nonexistent/models' },
  ownErrors: true,
  serverless: true,
  translation: inLatin,
}

/** Nothing of the machine's own is to be found: neither files of credentials nor the machine's role. */
const nowhere: Readonly<Record<string, string>> = {
  AWS_EC2_METADATA_DISABLED: 'true',
  METADATA_SERVER_DETECTION: 'none',
}
const before = { ...process.env }
let home = ''
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'muqabil-home-'))
  Object.assign(process.env, nowhere, { HOME: home, CLOUDSDK_CONFIG: join(home, 'gcloud') })
})
afterAll(() => {
  process.env = before
  rmSync(home, { recursive: true, force: true })
})

for (const service of [...services, own, local]) contract(service)
