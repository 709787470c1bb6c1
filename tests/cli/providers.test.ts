/** `muqabil providers`: who could translate, in order, and whether each is ready; no text is sent, and nothing fails. */
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { wrap } from '../../src/cli/wrap.ts'
import { builtIns } from '../../src/providers/registry.ts'
import { startAmazon } from '../servers/amazon.ts'
import { startTranslationServer } from '../servers/google.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject, type Ran } from '../temporary-project.ts'

/** Nothing of the machine's own is found. */
const NOWHERE = {
  HOME: '/nonexistent',
  CLOUDSDK_CONFIG: '/nonexistent',
  METADATA_SERVER_DETECTION: 'none',
  AWS_EC2_METADATA_DISABLED: 'true',
}

interface Status {
  readonly event: string
  readonly name: string
  readonly order?: number
  readonly what: string
  readonly needs: string
  readonly variables: readonly string[]
  readonly ready: boolean
  readonly words: string
}

async function list(files: Readonly<Record<string, string>>, environment = {}): Promise<readonly Status[]> {
  const ran = await muqabil(temporaryProject(files), ['providers', '--json'], { ...NOWHERE, ...environment })
  expect(ran).toMatchObject({ status: 0, stderr: '' })
  return ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Status)
    .filter(({ event }) => event === 'readiness')
}
const config = (provider: unknown): string => JSON.stringify({ provider })

describe('without a configuration', () => {
  test('all that are built in are told of, nobody is asked, and only what needs nothing is ready', async () => {
    const found = await list({})
    expect(found.map(({ name }) => name)).toEqual(builtIns.map(({ about }) => about.name))
    for (const { event, order, what, needs, words } of found) {
      expect({ event, order }).toEqual({ event: 'readiness', order: undefined })
      for (const text of [what, needs, words]) expect(text).toMatch(/\S/)
    }
    expect(found.filter(({ ready }) => ready).map(({ name }) => name)).toContain('pseudo')
    expect(found.find(({ name }) => name === 'google')).toMatchObject({ ready: false })
    expect(found.find(({ name }) => name === 'command')).toMatchObject({
      ready: false,
      words: expect.stringContaining('without "command"') as string,
    })
  })

  test('the one whose key is in the environment is the one that a build asks', async () => {
    const [first, ...others] = await list({ '.env': 'GOOGLE_APPLICATION_CREDENTIALS=none.json\n' })
    expect(first).toMatchObject({ name: 'google', order: 1, ready: false })
    expect(first?.words).toContain('the key file is not there')
    expect(others.every(({ order }) => order === undefined)).toBe(true)
  })
})

describe('with a configuration', () => {
  test('the chain stands first, in its order, modules of one\u2019s own with it; no text is sent', async () => {
    const [google, amazon] = [await startTranslationServer(), await startAmazon()]
    try {
      const found = await list({
        'muqabil.config.json': config([
          './own.mjs',
          { name: 'amazon', endpoint: amazon.url },
          { name: 'google', api: 'rest', project: 'p', endpoint: google.url },
        ]),
        'own.mjs':
          'export default { name: "x", translate: async () => [], check: async () => ({ ready: true, words: "it is there" }) }',
      })
      expect(found.slice(0, 3)).toMatchObject([
        { name: './own.mjs', order: 1, ready: true, words: 'it is there' },
        { name: 'amazon', order: 2, ready: true, words: 'credentials accepted in us-east-1' },
        { name: 'google', order: 3, ready: true, words: 'credentials accepted, asked by v3 (rest)' },
      ])
      expect(found.slice(3).map(({ name }) => name)).toEqual(
        builtIns.map(({ about }) => about.name).filter((name) => name !== 'amazon' && name !== 'google'),
      )
      expect(google.meter.requests + amazon.meter.requests).toBe(0)
    } finally {
      await Promise.all([google.close(), amazon.close()])
    }
  })

  test('what is wrong with one keeps nobody from telling of the others', async () => {
    const found = await list({
      'muqabil.config.json': config([
        'gogle',
        './none.mjs',
        './throws.mjs',
        { name: 'command', command: [process.execPath, '-e', 'console.error("no model"); process.exit(1)'] },
        { name: 'google', api: 'v2', endpoint: 'http://127.0.0.1:2' },
      ]),
      'throws.mjs': 'export default { name: "x", translate: async () => [], check() { throw new TypeError("oh") } }',
    })
    expect(found.slice(0, 5).map(({ ready }) => ready)).toEqual([false, false, false, false, false])
    expect(found[0]?.words).toContain('"google", which is the nearest name')
    expect(found[1]?.words).toContain('[provider-module]')
    expect(found[2]?.words).toBe('it fails: TypeError: oh')
    expect(found[3]?.words).toContain('no model')
    expect(found[4]?.words).toContain('nothing answers at its address')
  })

  test('one that never answers is waited for no longer than it may take', async () => {
    const found = await list({
      'muqabil.config.json': config('./own.mjs'),
      'own.mjs':
        'export default { name: "x", startSeconds: 0.3, translate: async () => [], check: () => new Promise(() => {}) }',
    })
    expect(found[0]).toMatchObject({ ready: false, words: 'no answer within 0.3 seconds' })
  })

  test('a service that takes the connection and says nothing', { timeout: 40_000 }, async () => {
    const server = createServer(() => undefined)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const found = await list({
      'muqabil.config.json': config({ name: 'google', api: 'v2', endpoint: `http://127.0.0.1:${port}` }),
    })
    server.close()
    expect(found[0]).toMatchObject({ ready: false, words: 'no answer within 10 seconds' })
  })

  test('what a program writes to standard error is shown under --verbose', async () => {
    const command = [
      process.execPath,
      '-e',
      'console.error("loaded"); require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => console.log(JSON.stringify({ id: JSON.parse(line).id, translations: [] })))',
    ]
    const root = temporaryProject({ 'muqabil.config.json': config({ name: 'command', command }) })
    const ran = await muqabil(root, ['providers', '--verbose'], NOWHERE)
    expect(ran.stderr).toBe('command: loaded\n')
    expect(ran.stdout).toContain(
      '  1. command: ready\n     a program of your own that reads and writes JSON lines\n     it runs and answers\n',
    )
  })

  test('a configuration that cannot be read is a matter of usage; status 2', async () => {
    expect((await muqabil(temporaryProject({ 'muqabil.config.json': '{' }), ['providers'])).status).toBe(2)
  })
})

describe('for people', () => {
  const show = (files: Readonly<Record<string, string>>): Promise<Ran> =>
    muqabil(temporaryProject(files), ['providers'], NOWHERE)

  test('what is asked stands apart from what is not, and nobody is said to be asked when nobody is', async () => {
    expect((await show({})).stdout).toMatch(
      /^A build asks nobody: no provider is configured, no key is in the environment, and no model is on this machine\.\n\nNot asked:\n {2}- {2}google: not ready\n {5}Google Cloud/,
    )
    const { stdout } = await show({ 'muqabil.config.json': config('pseudo') })
    expect(stdout).toMatch(/^A build asks, in this order:\n {2}1\. pseudo: ready\n[^]*\n\nNot asked:\n {2}- {2}google/)
    expect(stdout).not.toMatch(/undefined|\[object/)
  })

  test('names and words of others are shown, not obeyed', async () => {
    const { stdout } = await show({
      'muqabil.config.json': config('./own.mjs'),
      'own.mjs':
        'export default { name: "x", translate: async () => [], check: async () => ({ ready: false, words: "\\u001B[2J \u0642\u0647\u0648\u0629" }) }',
    })
    expect(stdout).not.toContain('\u001B')
    expect(stdout).toContain('\u2068<U+001B>[2J \u0642\u0647\u0648\u0629\u2069')
  })

  test.each([
    [30, '     one two three four five\n     six seven\n'],
    [20, '     one two three\n     four five six\n     seven\n'],
    [10, '     one two three\n     four five six\n     seven\n'],
    [undefined, '     one two three four five six seven\n'],
  ])('in %s columns', (columns, expected) => {
    expect(wrap('one two three four five six seven', { indent: 5, columns })).toBe(expected)
  })
})
