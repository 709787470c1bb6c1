/** The guide of the providers against the code: each has a section with its own settings, and its examples run. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { builtIns } from '../../src/providers/registry.ts'
import { installModel, smallModel } from '../providers/local/small-model.ts'
import { services, type Service } from '../providers/services.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

/** The guide's text under each heading. */
const sections = new Map(
  readFileSync('docs/providers.md', 'utf8')
    .split(/^## |^# (?=Providers)/m)
    .slice(1)
    .map((section): [string, string] => [/^.*/.exec(section)?.[0] ?? '', section]),
)

describe.each(builtIns.map(({ about }) => about))('$name', ({ name, settings }) => {
  test('its section has a table of its own settings, and no other', () => {
    const section = sections.get(name) ?? ''
    const named = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, setting]) => setting)
    expect(named.toSorted()).toEqual(Object.keys(settings).toSorted())
  })

  test('its section has an example', () => {
    if (name === 'pseudo') return expect(sections.get(name)).toContain('Offline')
    expect(sections.get(name)).toMatch(/```jsonc?\n/)
  })
})

type Named = { readonly name: string } & Readonly<Record<string, unknown>>

/** 'engine.py': a block of code whose first line names it. */
const files = Object.fromEntries(
  [...sections.values()].flatMap((text) =>
    [...text.matchAll(/```(?:python|js)\n((?:#|\/\/) ([\w-]+\.\w+)\n[^]*?)```/g)].map(([, code = '', name = '']) => [
      name,
      code,
    ]),
  ),
)

/** Every configuration that stands in the guide. */
const examples = [...sections].flatMap(([section, text]) =>
  [...text.matchAll(/```json\n([^]*?)```/g)].map(([, code = '']) => ({ section, code: code.trim() })),
)

describe('every example configuration builds, asking a stand-in', () => {
  test.each(examples)('$section: $code', async ({ code }) => {
    const config = JSON.parse(code) as { readonly provider: string | Named | readonly (string | Named)[] }
    const started = await Promise.all([config.provider].flat().map(start))
    try {
      const root = temporaryProject({
        ...files,
        'input/qahwa.md': '# القَهْوَةُ\n\nقال د. أحمد: «نعم **بالتأكيد** عند الساعة ٣:٣٠ في Node.js». ثم خرج، ولم يَعُد.\n',
        'muqabil.config.json': JSON.stringify({ ...config, provider: started.map(({ provider }) => provider) }),
        '.env': started
          .flatMap(({ environment }) => Object.entries(environment).map(([key, value]) => `${key}=${value}\n`))
          .join(''),
      })
      const ran = await muqabil(root, ['build', '--json'])
      expect(ran).toMatchObject({ status: 0, stderr: '' })
      const account = JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as Readonly<Record<string, number>>
      expect(account).toMatchObject({ event: 'account', failed: 0, untranslated: 0 })
      expect(account.translated).toBe(account.segments)
      const page = readFileSync(join(root, `output/qahwa.md`), 'utf8')
      expect(page).toContain('Node.js')
      expect(page).toMatch(/\*\*\w+\*\*/)
    } finally {
      await Promise.all(started.map(({ close }) => close()))
    }
  })
})

/** The provider as the example has it, asking the stand-in for its service. */
async function start(
  example: string | Named,
): Promise<{ readonly provider: Named; readonly environment: Service['environment']; readonly close: () => Promise<void> }> {
  const own: Named = typeof example === 'string' ? { name: example } : example
  // A program of the guide is its own service.
  if (Array.isArray(own.command)) return { provider: withThisNode(own), environment: {}, close: () => Promise.resolve() }
  if (own.name === 'local') return engineHere(own)
  const fitting = services.filter(({ settings }) => settings('').name === own.name)
  const service = fitting.find(({ settings }) => own.api === undefined || settings('').api === own.api)
  if (service === undefined) throw new Error(`There is no stand-in for the provider "${own.name}".`)
  const server = await service.start({})
  return {
    provider: { ...service.settings(server.url), ...own, endpoint: withPath(service.settings(server.url).endpoint ?? server.url, own.endpoint) },
    environment: service.environment,
    close: () => server.close(),
  }
}

/** A small model in place of a real one. */
function engineHere(own: Named): { readonly provider: Named; readonly environment: Service['environment']; readonly close: () => Promise<void> } {
  const models = temporaryProject({})
  installModel(models, smallModel(), { architecture: 'base' })
  return { provider: { ...own, models }, environment: {}, close: () => Promise.resolve() }
}

/** The stand-in's address under the example's own path. */
function withPath(url: string, example: unknown): string {
  return typeof example === 'string' ? `${url}${new URL(example).pathname.replace(/\/$/, '')}` : url
}
/** The tests' own Node, wherever it is. */
function withThisNode(own: Named): Named {
  const [program, ...args] = own.command as readonly string[] // as the schema has it
  return { ...own, command: [program === 'node' ? process.execPath : program, ...args] }
}

test('the example of a provider of one\u2019s own is asked as it stands', async () => {
  const code = /```ts\n([^]*?)```/.exec(sections.get('Your own') ?? '')?.[1] ?? ''
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { texts } = JSON.parse(body) as { texts: readonly string[] }
      response.end(JSON.stringify(texts.map((text) => text.replaceAll(/[\u0600-\u06FF]+/g, 'word'))))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const root = temporaryProject({
    'input/a.md': '# \u0642\u0647\u0648\u0629\n',
    'muqabil.config.json': '{"provider":"./my-provider.ts","fonts":"system"}',
  })
  const here = code
    .replace("from 'muqabil'", `from '${join(process.cwd(), 'src/index.ts')}'`)
    .replace('http://127.0.0.1:5000', `http://127.0.0.1:${port}`)
  writeFileSync(join(root, 'my-provider.ts'), here)
  const ran = await muqabil(root, ['build'])
  server.close()
  expect(ran).toMatchObject({ status: 0 })
  expect(ran.stdout).toContain('1 translated')
})
