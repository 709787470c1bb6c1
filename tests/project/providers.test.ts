/** Providers in whole builds: chains, long sentences, documents that are done before others, glossary and brief. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startTranslationServer } from '../servers/google.ts'
import { runHere as muqabil } from '../run-here.ts'
import { muqabil as asProcess, startMuqabil, temporaryProject } from '../temporary-project.ts'

const account = (stdout: string): Record<string, never> =>
  JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, never>
const text = (count: number, about: string): string =>
  Array.from({ length: count }, (_, index) => `الجملة رقم ${index} عن ${about} في هذا النص.`).join('\n\n')

/** Translates words one by one; `refuse` is a condition on the texts. */
const ownProvider = (name: string, refuse: string, more = ''): string => `
import { ProviderFault } from '${join(process.cwd(), 'src/index.ts')}'
export default {
  name: '${name}', limits: { characters: 400, elements: 5 }, ${more}
  async translate({ texts, context }) {
    if (context) console.error(JSON.stringify(context))
    if (${refuse}) throw new ProviderFault('quota-day', 'stop', 'the quota of the day is used up', { billed: 'no' })
    return texts.map((text) => text.replace(/[\\u0620-\\u06D3]+/g, (word) => 'w' + word.length))
  },
}
`

describe('a chain', () => {
  test('the second provider takes over, the record says who translated what, and nothing is sent twice later', async () => {
    const root = temporaryProject({
      'input/a.txt': text(20, 'القهوة'),
      'one.ts': `let count = 0\n${ownProvider('one', '++count > 2')}`,
      'two.ts': ownProvider('two', 'false'),
      'muqabil.config.json': '{"provider":["./one.ts","./two.ts"]}',
    })
    const ran = await muqabil(root, ['build', '--json', '--verbose'])
    expect(ran.status).toBe(0)
    expect(account(ran.stdout)).toMatchObject({ translated: 20, failed: 0, untranslated: 0 })
    const record = readFileSync(join(root, 'translations/a.txt.en.xlf'), 'utf8')
    const by = (name: string): number => record.split(`<mda:meta type="provider">${name}</mda:meta>`).length - 1
    expect(by('one') + by('two')).toBe(20)
    expect(Math.min(by('one'), by('two'))).toBeGreaterThan(0)
    expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toContain('one, two')
    expect(account((await muqabil(root, ['build', '--json'])).stdout)).toMatchObject({ translated: 0, recalled: 20 })
  })

  test('currencies that differ are refused under a budget of money', async () => {
    const root = temporaryProject({
      'input/a.txt': text(2, 'القهوة'),
      'one.ts': ownProvider('one', 'false', "price: { perMillion: 1, currency: 'USD' },"),
      'two.ts': ownProvider('two', 'false', "price: { perMillion: 1, currency: 'EUR' },"),
      'muqabil.config.json': '{"provider":["./one.ts","./two.ts"],"budget":{"maxCost":1}}',
    })
    const ran = await muqabil(root, ['build'])
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain('[currencies-differ]')
  })
})

describe("what a module of one's own answers", () => {
  const answering = (expression: string): string => `
    const english = (text) => text.replace(/[\\u0620-\\u06D3]+/g, (word) => 'w' + word.length)
    export default { name: 'mine', price: { perMillion: 10, currency: 'USD' },
      async translate({ texts }) { return ${expression} } }`
  const ran = async (expression: string): ReturnType<typeof muqabil> => {
    const root = temporaryProject({
      'input/a.txt': text(3, 'القهوة'),
      'mine.ts': answering(expression),
      'muqabil.config.json': '{"provider":"./mine.ts"}',
    })
    return muqabil(root, ['build', '--json'])
  }

  test('something that is no text leaves its sentences missing, and the reason is said', async () => {
    for (const expression of ['texts.map(() => 7)', 'null', '{ texts: "text" }', 'texts.map((text) => ({ text }))']) {
      const { status, stdout } = await ran(expression)
      expect(status).toBe(1)
      expect(account(stdout)).toMatchObject({ translated: 0, stopped: 'outage' })
      expect(stdout).toContain('an answer that is no list of texts')
    }
  })

  test('null in the place of one text leaves that one missing', async () => {
    const { status, stdout } = await ran(`texts.map((text) => (text.includes('رقم 1 ') ? null : english(text)))`)
    expect(status).toBe(1)
    expect(account(stdout)).toMatchObject({ translated: 2, failed: 1 })
  })

  test('with a count that can be none has its texts taken, and is accounted as it was to be expected', async () => {
    const { status, stdout } = await ran('{ texts: texts.map(english), usage: { sent: NaN, answered: -5 } }')
    expect(status).toBe(0)
    const { translated, cost, charactersSent } = account(stdout)
    expect(translated).toBe(3)
    expect(cost).toBeCloseTo(Number(charactersSent) / 1e5, 12)
  })
})

describe('a sentence over the limit of a request', () => {
  const clause = (index: number): string => `وقال الرجل رقم ${index} كلاماً **طويلاً** عن البيت والمدينة`
  const long = `${Array.from({ length: 20 }, (_, index) => clause(index)).join('، ')}.`

  test('is asked for in clauses, joined in the record, and plan knows it', async () => {
    const root = temporaryProject({
      'input/a.md': `${long}\n\nقصيرة.\n`,
      'one.ts': ownProvider('one', 'false'),
      'muqabil.config.json': '{"provider":"./one.ts"}',
    })
    const planned = JSON.parse((await muqabil(root, ['plan', '--json'])).stdout) as Record<string, number>
    const ran = await muqabil(root, ['build', '--json'])
    expect(ran.status).toBe(0)
    expect(account(ran.stdout)).toMatchObject({
      segments: 2,
      translated: 2,
      charactersSent: planned.characters,
      requests: planned.requests,
    })
    const html = readFileSync(join(root, 'output/a.html'), 'utf8')
    expect(html.match(/<strong>/g)).toHaveLength(40)
    expect(html).toMatch(/w4 w5 w3 19 w6 <strong>/)
    expect(account((await muqabil(root, ['build', '--json'])).stdout)).toMatchObject({ recalled: 2, requests: 0 })
  })
})

describe('The budget is a contract', () => {
  test('over a kill too: the run that goes on has what is left of it, and says so', async () => {
    const server = await startTranslationServer({ latency: 30 })
    try {
      const most = 2_000
      const root = temporaryProject({
        'input/a.txt': text(150, 'القهوة'),
        'muqabil.config.json': JSON.stringify({
          provider: {
            name: 'google',
            api: 'rest',
            project: 'p',
            endpoint: server.url,
            batchCharacters: 200,
            concurrency: 2,
          },
          budget: { maxCharacters: most },
        }),
      })
      const child = startMuqabil(root, ['build'])
      const ended = new Promise((done) => child.on('close', done))
      while (server.meter.requests < 5) await wait(2)
      child.kill('SIGKILL')
      await ended
      const planned = JSON.parse((await muqabil(root, ['plan', '--json'])).stdout) as Record<string, number>
      // What the killed run had asked for is billed when the service has done with it.
      while (server.meter.underWay > 0) await wait(2)
      const before = server.meter.characters
      const again = await muqabil(root, ['build', '--json'])
      expect(again.status).toBe(1)
      expect(again.stdout).toContain('they count against this budget')
      expect(account(again.stdout)).toMatchObject({ charactersSent: planned.characters, stopped: 'budget' })
      expect(server.meter.characters - before).toBe(planned.characters)
      expect(server.meter.characters).toBeLessThanOrEqual(most)
      // That run came to its end: the next one has a budget of its own.
      expect(account((await muqabil(root, ['build', '--json'])).stdout).charactersSent).toBeGreaterThan(1_500)
    } finally {
      await server.close()
    }
  })
})

describe('documents are not barriers', () => {
  test('a document is written as soon as it has its answers, while another still waits', async () => {
    const server = await startTranslationServer({
      faults: (_, texts) => (texts.some((each) => each.includes('الشاي')) ? { kind: 'hang' } : undefined),
    })
    try {
      const root = temporaryProject({
        'input/a.txt': text(30, 'القهوة'),
        // So long that each has a request of its own.
        'input/b.txt': text(8, `الشاي${' وكلام طويل'.repeat(25)}`),
        'input/c.txt': text(30, 'البيت'),
        'muqabil.config.json': JSON.stringify({
          provider: { name: 'google', api: 'rest', project: 'p', endpoint: server.url, batchCharacters: 300 },
        }),
      })
      const child = startMuqabil(root, ['build'])
      const ended = new Promise((done) => child.on('close', done))
      for (
        let tries = 0;
        tries < 400 && !(existsSync(join(root, 'output/a.html')) && existsSync(join(root, 'output/c.html')));
        tries++
      )
        await wait(50)
      expect(existsSync(join(root, 'output/a.html'))).toBe(true)
      expect(existsSync(join(root, 'translations/c.txt.en.xlf'))).toBe(true)
      expect(existsSync(join(root, 'output/b.html'))).toBe(false)
      child.kill('SIGKILL')
      await ended
    } finally {
      await server.close()
    }
  })
})

describe('context', () => {
  test('a provider that heeds it gets title, neighbours and terms; another glossary or brief is another variant', async () => {
    const root = temporaryProject({
      'input/a.md': '# عن القهوة العربية\n\nشربتُ القهوةَ في الصباح. ثم خرجتُ إلى النهر.\n\nوبالقهوة تبدأ الأيام.\n',
      'glossary.csv': 'source,target,note\nقهوة,coffee,the drink\nالنهر,the Nile,\nشاي,tea,\n',
      'one.ts': ownProvider('one', 'false', 'context: true, batchCharacters: 30, concurrency: 1,'),
      'muqabil.config.json': '{"provider":"./one.ts","glossary":"glossary.csv"}',
    })
    const ran = await asProcess(root, ['build', '--json'])
    expect(ran.status).toBe(0)
    const contexts = ran.stderr
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map(
        (line) =>
          JSON.parse(line) as {
            title: string
            terms: { source: string }[]
            before: { source: string; target?: string }[]
            after: { source: string }[]
          },
      )
    expect(contexts.every(({ title }) => title === 'عن القهوة العربية')).toBe(true)
    expect(contexts.map(({ terms }) => terms.map(({ source }) => source).join())).toEqual([
      'قهوة',
      'قهوة',
      'النهر',
      'قهوة',
    ])
    expect(contexts[2]?.before.map(({ source }) => source)).toEqual(['عن القهوة العربية', 'شربتُ القهوةَ في الصباح.'])
    expect(contexts[2]?.before.every(({ target }) => target !== undefined)).toBe(true)
    expect(contexts[2]?.after.map(({ source }) => source)).toEqual(['وبالقهوة تبدأ الأيام.'])
    const variant = (): string =>
      /type="variant">([^<]*)</.exec(readFileSync(join(root, 'translations/a.md.en.xlf'), 'utf8'))?.[1] ?? ''
    const before = variant()
    expect(before).toMatch(/^glossary:[0-9a-f]{8}$/)
    writeFileSync(join(root, 'brief.md'), 'For children.\n')
    writeFileSync(join(root, 'input/a.md'), '# عن الشاي\n\nشربت الشاي وحدي هنا.\n')
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(variant()).toMatch(/^brief:[0-9a-f]{8} glossary:[0-9a-f]{8}$/)
  })

  test('a glossary with a mistake is one message with its line', async () => {
    const root = temporaryProject({
      'input/a.txt': text(2, 'القهوة'),
      'glossary.csv': 'قهوة,coffee\nشاي,tea, black\n',
      'muqabil.config.json': '{"provider":"pseudo","glossary":"glossary.csv"}',
    })
    const ran = await muqabil(root, ['build'])
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain(
      'glossary.csv:2: Unexpected row with 3 cells, expected 2 (source, target); put quotes round a cell that holds a comma. [glossary-row]',
    )
  })
})
