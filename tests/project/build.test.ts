/** Builds as a user makes them: a real server, the server's meter against the account. */
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTranslationServer, type TranslationServer } from '../servers/google.ts'
import { runHere as muqabil } from '../run-here.ts'
import { muqabil as asProcess, startMuqabil, temporaryProject } from '../temporary-project.ts'

const PARAGRAPHS = Array.from(
  { length: 12 },
  (_, index) =>
    `هذه الفقرة رقم ${index + 10} من النص، وفيها كلام عن القهوة. والجملة الثانية تقول شيئاً آخر عن «البيت ${index}» وعن Node.js.`,
)
const TEXT = `عنوان النص\n\n${PARAGRAPHS.join('\n\n')}\n`

let server: TranslationServer
beforeAll(async () => {
  server = await startTranslationServer()
})
afterAll(() => server.close())

function config(overrides: object = {}, provider: object = {}): string {
  return JSON.stringify({
    provider: { name: 'google', api: 'rest', project: 'p', endpoint: server.url, ...provider },
    ...overrides,
  })
}

function account(stdout: string): Record<string, number> {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, number>
}

function reset(): void {
  Object.assign(server.meter, { requests: 0, characters: 0, texts: new Map() })
}

function tree(root: string): Record<string, string> {
  return Object.fromEntries(
    ['output', 'translations'].flatMap((folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
            .filter((name) => statSync(join(root, folder, name)).isFile())
            .map((name) => [`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')])
        : [],
    ),
  )
}

describe('Nothing is paid for twice', () => {
  test('a second build sends nothing and changes no byte; the plan said to the character what was sent', async () => {
    const root = temporaryProject({
      'input/a.txt': TEXT,
      'input/b/c.md': `# عنوان النص\n\n${PARAGRAPHS[0]}\n\n- بند **مهم** هنا\n\n> اقتباس\n`,
      'muqabil.config.json': config(),
    })
    reset()
    const planned = JSON.parse((await asProcess(root, ['plan', '--json'])).stdout) as Record<string, number>
    expect(server.meter.requests).toBe(0)
    const first = await asProcess(root, ['build', '--json'])
    expect(first).toMatchObject({ status: 0 })
    const sent = account(first.stdout)
    expect(planned).toMatchObject({
      characters: server.meter.characters,
      requests: server.meter.requests,
      segments: sent.translated === undefined ? -1 : [...server.meter.texts].length,
    })
    expect(sent).toMatchObject({
      charactersSent: server.meter.characters,
      requests: server.meter.requests,
      documents: 2,
      failed: 0,
      untranslated: 0,
    })
    expect([...server.meter.texts.values()].every((times) => times === 1)).toBe(true)
    expect(sent.segments).toBe(
      (sent.recalled ?? 0) +
        (sent.translated ?? 0) +
        (sent.human ?? 0) +
        (sent.carried ?? 0) +
        (sent.failed ?? 0) +
        (sent.untranslated ?? 0),
    )
    const before = tree(root)
    reset()
    // Once by what was noted of the first, once by doing all of it again.
    for (const noted of [true, false]) {
      if (!noted) rmSync(join(root, '.muqabil/last-build.json'))
      const again = await asProcess(root, ['build', '--json'])
      expect(account(again.stdout)).toMatchObject({ charactersSent: 0, requests: 0 })
      expect(server.meter.requests).toBe(0)
      expect(tree(root)).toEqual(before)
    }
    expect((await asProcess(root, ['build', '--frozen'])).status).toBe(0)
    expect(tree(root)).toEqual(before)
    expect((await asProcess(root, ['check'])).status).toBe(0)
  })

  test('the records alone are enough when the memory is deleted', async () => {
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': config() })
    await muqabil(root, ['build'])
    rmSync(join(root, '.muqabil'), { recursive: true })
    reset()
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(server.meter.characters).toBe(0)
  })

  test('a paragraph inserted at the top and one moved send only the new one; no id changes', async () => {
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': config() })
    await muqabil(root, ['build'])
    const ids = (): string[] =>
      [...readFileSync(join(root, 'output/a.html'), 'utf8').matchAll(/<div id="(p-[^"]+)"/g)].map(
        (match) => match[1] ?? '',
      )
    const before = ids()
    const moved = [PARAGRAPHS[0], 'فقرة جديدة تماماً لم تكن هنا.', ...PARAGRAPHS.slice(2), PARAGRAPHS[1]]
    writeFileSync(join(root, 'input/a.txt'), `عنوان النص\n\n${moved.join('\n\n')}\n`)
    reset()
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect([...server.meter.texts.keys()]).toEqual(['فقرة جديدة تماماً لم تكن هنا.'])
    expect(ids().filter((id) => before.includes(id))).toHaveLength(before.length)
  })

  test('renaming a source and changing its format costs only the edit', async () => {
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': config() })
    await muqabil(root, ['build'])
    renameSync(join(root, 'input/a.txt'), join(root, 'input/z.md'))
    writeFileSync(join(root, 'input/z.md'), `# ${TEXT}\nفقرة مضافة بعد تغيير الاسم.\n`)
    reset()
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect([...server.meter.texts.keys()]).toEqual(['فقرة مضافة بعد تغيير الاسم.'])
    expect(Object.keys(tree(root)).toSorted()).toEqual([
      'output/.muqabil.json',
      'output/index.html',
      'output/z.html',
      'output/z.md',
      'translations/z.md.en.xlf',
    ])
  })
})

describe("A person's work is never overwritten", () => {
  test('a correction stays, is marked stale when its source changes, and comes back with it', async () => {
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': config() })
    await muqabil(root, ['build'])
    const file = join(root, 'translations/a.txt.en.xlf')
    const record = readFileSync(file, 'utf8')
    const machine = /<target>([^<]*)<\/target>/g
    const target = [...record.matchAll(machine)][3]?.[1] ?? ''
    writeFileSync(file, record.replace(`<target>${target}</target>`, '<target>As the editor wants it.</target>'))
    const edited = await muqabil(root, ['build', '--json'])
    expect(account(edited.stdout)).toMatchObject({ human: 1, charactersSent: 0 })
    expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toContain('As the editor wants it.')
    writeFileSync(join(root, 'input/a.txt'), TEXT.replace('رقم 11 من النص', 'رقم 11 في النص'))
    const changed = await muqabil(root, ['build', '--json'])
    const stale = [...TEXT.matchAll(/رقم 11 من/g)].length
    expect(stale).toBe(1)
    expect(changed.status).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('As the editor wants it.')
    writeFileSync(join(root, 'input/a.txt'), TEXT)
    expect(account((await muqabil(root, ['build', '--json'])).stdout)).toMatchObject({ human: 1, stale: 0 })
  })
})

describe('Nothing paid for is lost', () => {
  test('killed again and again: complete in the end, billed no more than the document and what was in flight', async () => {
    const slow = await startTranslationServer({ latency: 15 })
    try {
      const long = Array.from(
        { length: 160 },
        (_, index) => `الجملة رقم ${index} من نص طويل فيه كلمات كثيرة ومعنى ${index * 7} مختلف.`,
      ).join('\n\n')
      const root = temporaryProject({
        'input/a.txt': long,
        'muqabil.config.json': JSON.stringify({
          fonts: 'system',
          provider: {
            name: 'google',
            api: 'rest',
            project: 'p',
            endpoint: slow.url,
            batchCharacters: 300,
            concurrency: 3,
          },
        }),
      })
      const whole = (JSON.parse((await muqabil(root, ['plan', '--json'])).stdout) as { characters: number }).characters
      let kills = 0
      for (let round = 0; round < 12; round++) {
        const child = startMuqabil(root, ['build'])
        const ended = new Promise<boolean>((done) => child.on('close', (_, signal) => done(signal === null)))
        // A clock is not needed: the kill comes after a number of requests that differs each time.
        const goal = slow.meter.requests + 1 + ((round * 5) % 7)
        const watch = setInterval(() => {
          if (slow.meter.requests >= goal) child.kill('SIGKILL')
        }, 1)
        const complete = await ended
        clearInterval(watch)
        if (complete) break
        kills++
        for (const text of Object.values(tree(root))) expect(text.endsWith('\n')).toBe(true)
      }
      expect(kills).toBeGreaterThan(3)
      expect((await muqabil(root, ['build'])).status).toBe(0)
      expect(slow.meter.characters).toBeLessThanOrEqual(whole + kills * 3 * 300)
      expect(readFileSync(join(root, 'output/a.html'), 'utf8')).not.toContain('data-state="missing"')
    } finally {
      await slow.close()
    }
  })
})

describe('Nothing is silently wrong', () => {
  test('the source again, an empty answer and Arabic are refused; the row is visibly missing; status 1; asked again later', async () => {
    let broken = true
    const bad = await startTranslationServer({
      faults: (_, texts) =>
        broken
          ? {
              kind: 'answers',
              change: (answers) =>
                answers.map((answer, index) =>
                  texts[index]?.includes('رقم 12')
                    ? (texts[index] ?? '')
                    : texts[index]?.includes('رقم 13')
                      ? ''
                      : answer,
                ),
            }
          : undefined,
    })
    try {
      const root = temporaryProject({
        'input/a.txt': TEXT,
        'muqabil.config.json': JSON.stringify({ provider: { name: 'google', api: 'v2', endpoint: bad.url } }),
      })
      const first = await muqabil(root, ['build', '--json'])
      expect(first.status).toBe(1)
      expect(account(first.stdout)).toMatchObject({ failed: 2 })
      const html = readFileSync(join(root, 'output/a.html'), 'utf8')
      expect(html.match(/<div id="p-[^"]+" class="row missing"/g)).toHaveLength(2)
      broken = false
      Object.assign(bad.meter, { texts: new Map() })
      expect((await muqabil(root, ['build'])).status).toBe(0)
      expect(bad.meter.texts.size).toBe(2)
    } finally {
      await bad.close()
    }
  })

  test('a short answer list is halved until the culprit stands alone', async () => {
    const short = await startTranslationServer({
      faults: (_, texts) =>
        texts.some((text) => text.includes('رقم 15'))
          ? { kind: 'answers', change: (answers) => answers.slice(1) }
          : undefined,
    })
    try {
      const root = temporaryProject({
        'input/a.txt': TEXT,
        'muqabil.config.json': JSON.stringify({
          provider: { name: 'google', api: 'rest', project: 'p', endpoint: short.url },
        }),
      })
      const ran = await muqabil(root, ['build', '--json'])
      expect(ran.status).toBe(1)
      expect(account(ran.stdout)).toMatchObject({ failed: 1 })
    } finally {
      await short.close()
    }
  })
})

describe('The budget is a contract', () => {
  test.each([0, 50, 120, 500])('--max-chars %i is never crossed, and plan says the same', async (most) => {
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': config() })
    reset()
    const planned = JSON.parse((await muqabil(root, ['plan', '--json', '--max-chars', String(most)])).stdout) as Record<
      string,
      number
    >
    const ran = await muqabil(root, ['build', '--json', '--max-chars', String(most)])
    expect(ran.status).toBe(1)
    expect(server.meter.characters).toBeLessThanOrEqual(most)
    expect(server.meter.characters).toBe(planned.characters)
  })

  test('that it stopped is said once, behind what is missing in each document', async () => {
    const texts = Array.from({ length: 9 }, (_, at) => [`input/${at}.txt`, TEXT.replaceAll('.', ` ${at}.`)])
    const root = temporaryProject({ ...Object.fromEntries(texts), 'muqabil.config.json': config() })
    const { stderr } = await muqabil(root, ['build', '--max-chars', '50'])
    const lines = stderr.trim().split('\n')
    expect(lines.filter((line) => line.endsWith(' missing')).length).toBeGreaterThan(1)
    expect(lines.findIndex((line) => line.startsWith('Stopped: the budget'))).toBe(lines.length - 1)
  })
})

describe('The three ways of Google', () => {
  test.each(['grpc', 'rest', 'v2'] as const)('%s translates a document', async (api) => {
    const root = temporaryProject({
      'input/a.md': '# عنوان **قوي** هنا\n\nنص فيه [رابط](https://example.org/?a=1&b=2) و`code` & علامة <.\n',
      'muqabil.config.json': config({}, { api, endpoint: api === 'grpc' ? server.grpcUrl : server.url }),
    })
    const ran = await muqabil(root, ['build', '--json'])
    expect(ran).toMatchObject({ status: 0 })
    expect(account(ran.stdout)).toMatchObject({ translated: 2, failed: 0 })
    const html = readFileSync(join(root, 'output/a.html'), 'utf8')
    expect(html.match(/<strong>/g)).toHaveLength(2)
    expect(html.match(/href="https:\/\/example\.org\/\?a=1(?:&|&#x26;|&amp;)b=2"/g)).toHaveLength(2)
  })

  test.each([
    {
      name: 'per minute, then well',
      http: 429,
      grpc: 8,
      message: 'Quota exceeded for limit per minute',
      reason: 'rateLimitExceeded',
      delaySeconds: 0.2,
    },
    {
      name: '403 userRateLimitExceeded',
      http: 403,
      grpc: 8,
      message: 'User Rate Limit Exceeded',
      reason: 'userRateLimitExceeded',
      delaySeconds: 0,
    },
    {
      name: 'an outage of a moment',
      http: 503,
      grpc: 14,
      message: 'The service is currently unavailable.',
      reason: 'backendError',
      delaySeconds: 0,
    },
  ])('$name: waited for, then complete', async ({ name: _name, ...fault }) => {
    for (const api of fault.http === 403 ? ['v2'] : ['rest', 'v2']) {
      const faulty = await startTranslationServer({
        faults: (request) => (request === 0 ? { kind: 'status', ...fault } : undefined),
      })
      try {
        const root = temporaryProject({
          'input/a.txt': TEXT,
          'muqabil.config.json': JSON.stringify({
            provider: { name: 'google', api, project: 'p', endpoint: faulty.url },
          }),
        })
        expect((await muqabil(root, ['build'])).status).toBe(0)
      } finally {
        await faulty.close()
      }
    }
  })

  test('the quota of the day and a refused key stop at once, with words and without the key', async () => {
    for (const [reason, message, words] of [
      ['dailyLimitExceeded', 'Daily Limit Exceeded', 'quota of the day'],
      ['forbidden', 'The request is missing a valid API key.', 'the key or the credentials are not accepted'],
    ] as const) {
      const stopping = await startTranslationServer({
        faults: () => ({ kind: 'status', http: 403, grpc: 7, message, reason }),
      })
      try {
        const root = temporaryProject({
          'input/a.txt': TEXT,
          'muqabil.config.json': JSON.stringify({ provider: { name: 'google', api: 'v2', endpoint: stopping.url } }),
        })
        const ran = await muqabil(root, ['build', '--verbose'], { GOOGLE_API_KEY: 'AIza-secret-of-mine' })
        expect(ran.status).toBe(1)
        expect(ran.stderr).toContain(words)
        expect(ran.stderr + ran.stdout).not.toContain('AIza-secret-of-mine')
        expect(stopping.meter.requests).toBeLessThanOrEqual(10)
      } finally {
        await stopping.close()
      }
    }
  })

  test('no credentials are one clear message, status 2, and nothing is written', async () => {
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': '{"provider":"google"}' })
    const ran = await muqabil(root, ['build'], {
      HOME: root,
      METADATA_SERVER_DETECTION: 'none',
      CLOUDSDK_CONFIG: join(root, 'none'),
    })
    expect(ran.status).toBe(2)
    expect(ran.stderr).toMatch(/^Unexpected absence of usable credentials for Google Cloud/m)
    expect(ran.stderr).not.toContain('    at ')
    expect(tree(root)).toEqual({})
  })
})

describe('Providers without a key', () => {
  test('pseudo rows are marked and never count as translated', async () => {
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': config() })
    const pseudo = await muqabil(root, ['build', '--json', '--provider', 'pseudo'])
    expect(pseudo.status).toBe(0)
    expect(account(pseudo.stdout)).toMatchObject({ charactersSent: 0, requests: 0 })
    expect((await muqabil(root, ['build', '--frozen'])).status).toBe(1)
    reset()
    const real = await muqabil(root, ['build', '--json'])
    expect(account(real.stdout)).toMatchObject({ recalled: 0, untranslated: 0 })
    expect(server.meter.characters).toBeGreaterThan(0)
    expect(readFileSync(join(root, 'translations/a.txt.en.xlf'), 'utf8')).not.toContain('pseudo')
  })

  test("a module of one's own", async () => {
    const root = temporaryProject({
      'input/a.md': 'نص **قوي** هنا.\n',
      'my-provider.ts':
        "export default { name: 'mine', limits: { characters: 100, elements: 2 }, translate: async ({ texts }: { texts: readonly string[] }) => texts.map((text) => text.replace(/[\\u0600-\\u06FF]+/g, 'word')) }\n",
      'muqabil.config.json': '{"provider":"./my-provider.ts"}',
    })
    expect(await muqabil(root, ['build', '--json'])).toMatchObject({ status: 0 })
    expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toContain('word <strong>word</strong> word.')
  })

  test('no provider: status 2, the ways named, nothing written; --offline shows what is missing', async () => {
    const root = temporaryProject({ 'input/a.txt': TEXT })
    const ran = await muqabil(root, ['build'])
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain('[no-provider]')
    expect(tree(root)).toEqual({})
    expect((await muqabil(root, ['build', '--offline'])).status).toBe(1)
    expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toContain('Not translated')
  })
})

describe('Bad input', () => {
  test('each is one message with file, expectation and next step; the others are built; status 2', async () => {
    const root = temporaryProject({
      'input/good.txt': TEXT,
      'input/empty.txt': '\uFEFF  \n',
      'input/furniture.txt': 'اترك تعليقاً\n\nزر الذهاب إلى الأعلى\n',
      'input/old.txt': Uint8Array.from([0xc7, 0xe1, 0xda, 0xd1, 0xc8, 0xed, 0xc9, 0x20, 0xe1, 0xdb, 0xc9]),
      'translations/conflict.txt.en.xlf': '<?xml version="1.0"?>\n<<<<<<< ours\n<a/>\n=======\n<b/>\n>>>>>>> theirs\n',
      'input/conflict.txt': TEXT,
      'muqabil.config.json': config(),
    })
    const ran = await muqabil(root, ['build'])
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain(
      'input/old.txt: Unexpected byte 0xC7 at offset 0, expected UTF-8, or UTF-16 with a byte order mark; save it as UTF-8, or run with --encoding windows-1256, which it looks like. [not-utf8]',
    )
    expect(ran.stderr).toContain('translations/conflict.txt.en.xlf:2: Unexpected conflict mark')
    expect(ran.stderr).toContain('input/empty.txt: nothing to read in it: skipped')
    expect(ran.stderr).toContain('input/furniture.txt: nothing but web furniture in it: skipped')
    expect(existsSync(join(root, 'output/good.html'))).toBe(true)
    expect(readFileSync(join(root, 'translations/conflict.txt.en.xlf'), 'utf8')).toContain('<<<<<<<')
    expect((await muqabil(root, ['build', '--encoding', 'windows-1256', 'input/old.txt'])).status).toBe(0)
  })

  test('a wrong configuration names the nearest name', async () => {
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': '{ "formts": ["html"] }' })
    const ran = await muqabil(root, ['build'])
    expect(ran).toMatchObject({ status: 2 })
    expect(ran.stderr).toBe(
      'muqabil.config.json:1:3: Unexpected setting "formts", expected "formats", which is the nearest name; correct or remove it. [config-unknown-key]\n',
    )
  })
})

describe('The sample', () => {
  test('what is committed is what a build writes, without a key', async () => {
    const root = temporaryProject({})
    for (const folder of ['input', 'output', 'translations']) cpSync(folder, join(root, folder), { recursive: true })
    const before = tree(root)
    const ran = await muqabil(root, ['build', '--json'])
    expect(ran.status).toBe(0)
    expect(account(ran.stdout)).toMatchObject({
      documents: 1,
      units: 29,
      segments: 30,
      recalled: 30,
      leftOut: 2,
      charactersSent: 0,
    })
    expect(tree(root)).toEqual(before)
  })
})
