/** Programs of the user's own, real processes all: well-behaved, hostile, slow, and dying. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { Content } from '../../src/bitext/content.ts'
import { encodeContent } from '../../src/bitext/content.ts'
import { MuqabilError, ProviderFault } from '../../src/errors.ts'
import { MOST_DEATHS } from '../../src/providers/pool.ts'
import { faultKinds } from '../../src/providers/faults.ts'
import { loadProvider } from '../../src/providers/load-provider.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { commandAt, startCommand } from '../servers/command.ts'
import { muqabil, startMuqabil, temporaryProject } from '../temporary-project.ts'
import { fastClock } from '../translate/clocks.ts'
import { runEngine } from '../translate/run-engine.ts'

/** What the little programs have: `say` a value as a line, `answer` a request well, `log` it where tests look. */
const PREAMBLE = `
const { appendFileSync } = require('node:fs')
const log = process.argv.at(-1)
const note = (text) => appendFileSync(log, text + '\\n')
const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n')
const answer = ({ id, texts }) => say({ id, translations: texts.map((text) => 'w' + [...text].length + ' ' + text.replace(/[\\u0600-\\u06FF]+/g, 'word')) })
const each = (handle) => require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => handle(JSON.parse(line), line))
note('start ' + process.pid)
`
const TEXT = '\u0642\u064E\u0647\u0652\u0648\u0629 Node.js \u0663\u0664 \u00AB\u0645\u0627\u0621\u00BB'

const opened: Provider[] = []
afterEach(async () => {
  for (const provider of opened.splice(0)) await provider.close?.()
})

interface Running {
  readonly provider: Provider
  /** Lines of the program's log. */
  readonly log: () => readonly string[]
  readonly notes: readonly string[]
  readonly root: string
}

async function program(body: string, settings: object = {}, environment = process.env): Promise<Running> {
  const root = temporaryProject({})
  const file = join(root, 'log')
  const notes: string[] = []
  const command = [process.execPath, '-e', PREAMBLE + body, file]
  const provider = await loadProvider({
    settings: { name: 'command', command, ...settings },
    environment,
    root,
    languages: { source: 'ar', target: 'en' },
    note: (line) => void notes.push(line),
  })
  opened.push(provider)
  const log = (): readonly string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [])
  return { provider, log, notes, root }
}

const never = new AbortController().signal
async function ask(provider: Provider, texts: readonly string[] = [TEXT], signal = never): Promise<unknown> {
  return Promise.resolve(provider.translate({ texts, sourceLanguage: 'ar', targetLanguage: 'en', signal })).catch(
    (error: unknown) => error,
  )
}

const starts = (log: readonly string[]): readonly number[] =>
  log.flatMap((line) => (line.startsWith('start ') ? [Number(line.slice(6))] : []))
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(5)
}

describe('what is asked and answered', () => {
  test('a line without texts, then a line a request; the program is kept', async () => {
    const { provider, log } = await program('each((asked, line) => { note(line); answer(asked) })')
    await provider.prepare?.(never)
    expect(await ask(provider)).toEqual([expect.stringContaining('Node.js')])
    expect(await ask(provider, ['\u0634\u0627\u064A', '\u0645\u0627\u0621'])).toEqual(['w3 word', 'w3 word'])
    const lines = log().filter((line) => !line.startsWith('start'))
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { id: '1', texts: [], source: 'ar', target: 'en' },
      { id: '2', texts: [TEXT], source: 'ar', target: 'en' },
      { id: '3', texts: ['\u0634\u0627\u064A', '\u0645\u0627\u0621'], source: 'ar', target: 'en' },
    ])
    expect(starts(log())).toHaveLength(1)
  })

  test('several run at once, as many as are allowed', async () => {
    const { provider, log } = await program(
      'each((asked) => setTimeout(() => answer(asked), asked.texts.length * 150))',
      { concurrency: 3 },
    )
    expect(await Promise.all(Array.from({ length: 7 }, () => ask(provider)))).toHaveLength(7)
    expect(starts(log())).toHaveLength(3)
    expect(provider.concurrency).toBe(3)
  })

  test('arguments go as they are, through no shell; the environment and the folder of the project with them', async () => {
    const root = temporaryProject({})
    const args = ['$(touch made)', '; touch made', '`touch made`', 'it\'s "so"', '*', '']
    const body = `
const lines = require('node:readline').createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const { id, texts } = JSON.parse(line)
  const seen = JSON.stringify([process.argv.slice(1), process.cwd(), process.env.OF_DOT_ENV])
  console.log(JSON.stringify({ id, translations: texts.map(() => seen) }))
})`
    const provider = await loadProvider({
      settings: { name: 'command', command: [process.execPath, '-e', body, ...args.filter((each) => each !== '')] },
      environment: { ...process.env, OF_DOT_ENV: 'yes' },
      root,
    })
    opened.push(provider)
    const [seen] = (await ask(provider)) as readonly [string]
    expect(JSON.parse(seen)).toEqual([args.filter((each) => each !== ''), root, 'yes'])
    expect(existsSync(join(root, 'made'))).toBe(false)
  })

  test.each([
    ['a carriage return before the line end', 'process.stdout.write(JSON.stringify({ id, translations }) + "\\r\\n")'],
    ['empty lines', 'process.stdout.write("\\n \\n" + JSON.stringify({ id, translations }) + "\\n\\n")'],
    ['a number for the id', 'say({ id: Number(id), translations })'],
    ['further members', 'say({ id, model: "x", translations, seconds: 1 })'],
    [
      'a line in single bytes',
      'const b = Buffer.from(JSON.stringify({ id, translations }) + "\\n"); let at = 0; const one = () => at < b.length && process.stdout.write(b.subarray(at, ++at), one); one()',
    ],
  ])('%s is no matter', async (_, reply) => {
    const { provider } = await program(
      `each(({ id, texts }) => { const translations = texts.map(() => '\u201Cqahwa\u201D \u0663'); ${reply} })`,
    )
    expect(await ask(provider)).toEqual(['\u201Cqahwa\u201D \u0663'])
    expect(await ask(provider)).toEqual(['\u201Cqahwa\u201D \u0663'])
  })

  test('markup is written as the setting says', async () => {
    const source: Content = [
      { kind: 'open', id: '1' },
      '\u0642\u0648\u064A',
      { kind: 'close', id: '1' },
      ' \u0646\u0635',
    ]
    for (const [markup, sent] of [
      [undefined, '{1}\u0642\u0648\u064A{/1} \u0646\u0635'],
      ['html', '<span id="1">\u0642\u0648\u064A</span> \u0646\u0635'],
      ['xml', '<x1>\u0642\u0648\u064A</x1> \u0646\u0635'],
    ] as const) {
      const { provider, log } = await program(
        'each((asked) => { note(asked.texts.join()); answer(asked) })',
        markup ? { markup } : {},
      )
      const { targets } = await runEngine([source], [provider], { clock: fastClock(1) })
      expect(log()).toContain(sent)
      expect([...targets.values()].map(encodeContent)).toEqual([expect.stringMatching(/<1>word<\/1> word$/)])
    }
  })

  test('the memory knows which engine it was, and no argument stands in a record', async () => {
    const variantOf = async (settings: object): Promise<string | undefined> =>
      (await loadProvider({ settings: { name: 'command', ...settings }, environment: {} })).variant
    const secret = ['/opt/my-engine', '--key', 'hunter2']
    expect(await variantOf({ command: secret })).toMatch(/^my-engine:[0-9a-f]{8}$/)
    expect(await variantOf({ command: secret })).toBe(await variantOf({ command: ['./my-engine', '--key', 'hunter2'] }))
    expect(await variantOf({ command: secret })).not.toBe(
      await variantOf({ command: ['/opt/my-engine', '--key', 'x'] }),
    )
    expect(await variantOf({ command: secret, variant: 'v2' })).toBe('v2')
  })
})

describe('answers that are none', () => {
  test.each([
    ['no JSON', "process.stdout.write('OK\\n')"],
    ['half of it', 'process.stdout.write(\'{"id":\\n\')'],
    ['a page', "process.stdout.write('<html></html>\\n')"],
    ['a list', 'say([id])'],
    ['an answer to another', "say({ id: id + '0', translations: texts })"],
    ['an answer to nobody', 'say({ translations: texts })'],
    ['no translations', 'say({ id })'],
    ['a text for the list', "say({ id, translations: 'word' })"],
    ['a number in the list', 'say({ id, translations: texts.map(() => 1) })'],
    ['null in the list', 'say({ id, translations: texts.map(() => null) })'],
  ])('%s: garbled, and a new program is asked', async (_, reply) => {
    const { provider, log } = await program(
      `let first = !require('node:fs').readFileSync(log, 'utf8').includes('bad')
each((asked) => { const { id, texts } = asked; if (texts.length === 0 || !first) return answer(asked); first = false; note('bad'); ${reply} })`,
    )
    expect(await ask(provider)).toMatchObject({ code: 'garbled', action: 'retry', billed: 'maybe' })
    expect(await ask(provider)).toEqual([expect.stringContaining('word')])
    expect(starts(log())).toHaveLength(2)
  })

  test('megabytes without a line end are not gathered for ever', async () => {
    const { provider, log } = await program(
      `each((asked) => { if (asked.texts.length === 0) return answer(asked); const mega = 'x'.repeat(1 << 20); const more = () => process.stdout.write(mega, more); more() })`,
    )
    const before = process.memoryUsage().rss
    expect(await ask(provider)).toMatchObject({
      code: 'garbled',
      message: expect.stringContaining('characters') as string,
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20)
    await until(() => starts(log()).every((pid) => !isAlive(pid)))
  })

  test('bytes that are no UTF-8 are not accepted as a translation', async () => {
    const { provider } = await program(
      `each((asked) => asked.texts.length === 0 ? answer(asked) : process.stdout.write(Buffer.concat([Buffer.from('{"id":"' + asked.id + '","translations":["caf'), Buffer.from([0xe9]), Buffer.from(' word"]}\\n')])))`,
    )
    const { failed } = await runEngine([[TEXT]], [provider], { clock: fastClock(1) })
    expect([...failed.values()]).toEqual(['control-characters'])
  })

  test('what it writes without being asked is no answer to the next question', async () => {
    const { provider, log } = await program(
      `each((asked) => { answer(asked); if (asked.texts.length > 0) setTimeout(() => say({ id: String(Number(asked.id) + 1), translations: ['stale'] }), 5) })`,
    )
    expect(await ask(provider)).toEqual([expect.stringContaining('word')])
    await until(() => starts(log()).every((pid) => !isAlive(pid)))
    expect(await ask(provider)).toEqual([expect.stringContaining('word')])
    expect(starts(log())).toHaveLength(2)
  })

  test.each([
    ['closes its input', "if (asked.texts.length > 0) require('node:fs').closeSync(0); answer(asked)"],
    ['closes its output', "answer(asked); if (asked.texts.length > 0) require('node:fs').closeSync(1)"],
  ])('one that %s and lives on is ended, and a new one asked', async (_, handle) => {
    const { provider, log } = await program(
      `process.stdin.on('error', () => {}); each((asked) => { ${handle} }); setInterval(() => {}, 1000)`,
    )
    expect(await ask(provider)).toEqual([expect.stringContaining('word')])
    const next = await ask(provider)
    if (next instanceof Error) expect(['garbled', 'cut-off']).toContain((next as ProviderFault).code)
    expect(await ask(provider)).toEqual([expect.stringContaining('word')])
    await until(() => !isAlive(starts(log())[0] ?? 0))
    expect(starts(log()).length).toBeGreaterThan(1)
  })

  test.each(Object.entries(faultKinds))('its own error "%s" does what it says', async (code, { action }) => {
    const { provider, log } = await program(
      `each((asked) => asked.texts.length === 0 ? answer(asked) : say({ id: asked.id, error: { code: '${code}', message: 'as it says', delaySeconds: 7 } }))`,
    )
    expect(await ask(provider)).toMatchObject({
      code,
      action,
      delaySeconds: 7,
      billed: 'no',
      message: expect.stringContaining('as it says') as string,
    })
    await ask(provider)
    expect(starts(log())).toHaveLength(1) // an error is an answer
  })

  test.each([
    ["'out of memory'", 'out of memory'],
    ["{ code: 'teapot' }", 'teapot'],
    ["{ message: 'short and stout' }", 'short and stout'],
    ['{}', 'not known'],
    ['["x"]', 'not known'],
  ])('an error %s is shown, and tried again a little', async (error, words) => {
    const { provider } = await program(
      `each((asked) => asked.texts.length === 0 ? answer(asked) : say({ id: asked.id, error: ${error} }))`,
    )
    expect(await ask(provider)).toMatchObject({ code: 'unknown', message: expect.stringContaining(words) as string })
  })
})

describe('starting', () => {
  const failing = async (body: string, settings: object = {}): Promise<MuqabilError> => {
    const { provider } = await program(body, settings)
    const error: unknown = await provider.prepare?.(never).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MuqabilError)
    return error as MuqabilError
  }

  test('without a command, and with one that is not there or may not be run', async () => {
    await expect(loadProvider({ settings: { name: 'command' }, environment: {} })).rejects.toMatchObject({
      code: 'setting-missing',
    })
    const root = temporaryProject({ 'no-program': 'x' })
    for (const [command, words] of [
      ['no-such-program-of-anybody', 'there is no such program'],
      ['./no-program', 'it may not be run'],
    ] as const) {
      const provider = await loadProvider({ settings: { name: 'command', command: [command] }, environment: {}, root })
      opened.push(provider)
      await expect(provider.prepare?.(never)).rejects.toThrow(words)
      expect(await provider.check?.(never)).toMatchObject({
        ready: false,
        words: expect.stringContaining(words) as string,
      })
      expect(await ask(provider)).toMatchObject({ code: 'crashed', action: 'stop' })
    }
  })

  test('one that ends at once is told with the last that it wrote to standard error', async () => {
    const error = await failing(
      "console.error('loading'); console.error('no model \\u0642 at /opt/model'); process.exit(3)",
    )
    expect(error.message).toMatch(
      /\(the program ended before it was ready \(with status 3: loading no model \u0642 at \/opt\/model\)\)/,
    )
    expect(error.message).toContain('Nothing was sent')
  })

  test('a banner on standard output is no answer; on standard error it is welcome', async () => {
    expect((await failing("console.log('Loading the model'); each(answer)")).message).toContain('Loading the model')
    const { provider, notes } = await program("console.error('Loading the model'); each(answer)")
    expect(await provider.check?.(never)).toEqual({ ready: true, words: 'it runs and answers' })
    expect(notes).toEqual(['Loading the model'])
  })

  test('one that never answers the first line is given up after startSeconds', async () => {
    expect((await failing('each(() => {})', { startSeconds: 0.3 })).message).toContain(
      'no answer to the first line in 0.3 seconds',
    )
  })

  test('a slow start is not the fault of the first request', async () => {
    const { provider, log } = await program('setTimeout(() => each(answer), 900)', { timeoutSeconds: 0.2 })
    await provider.prepare?.(never)
    const { targets } = await runEngine([[TEXT]], [provider], { clock: fastClock(1) })
    expect(targets.size).toBe(1)
    expect(starts(log())).toHaveLength(1)
  })

  test('a chatty one is not shown for ever', async () => {
    const { provider, notes } = await program(
      "each((asked) => { for (let i = 0; i < 1000; i++) console.error('line ' + i); answer(asked) })",
    )
    await provider.prepare?.(never)
    await until(() => notes.length > 200)
    expect(notes).toHaveLength(201)
    expect(notes.at(-1)).toContain('which is not shown')
  })
})

describe('dying', () => {
  test('the text that kills it is found and left missing; the others are translated', async () => {
    const { provider, log } = await program(
      "each((asked) => { if (asked.texts.some((text) => text.includes('\u0632\u0646\u062C\u0628\u064A\u0644'))) { console.error('segmentation fault'); process.exit(139) } answer(asked) })",
    )
    const sources = Array.from({ length: 40 }, (_, index): Content => [
      `\u0627\u0644\u062C\u0645\u0644\u0629 ${index}${index === 11 ? ' \u0632\u0646\u062C\u0628\u064A\u0644' : ''}.`,
    ])
    const { targets, failed, sent } = await runEngine(sources, [provider], { clock: fastClock(40) })
    expect([...failed]).toEqual([[encodeContent(sources[11] ?? []), 'cut-off']])
    expect(targets.size).toBe(39)
    expect(sent.stopped).toBeUndefined()
    expect(starts(log()).length).toBeLessThanOrEqual(MOST_DEATHS + 1)
  })

  test('one that dies of everything is started no more after so many times', async () => {
    const { provider, log } = await program(
      "each((asked) => { if (asked.texts.length === 0) return answer(asked); console.error('out of memory'); process.kill(process.pid, 'SIGABRT') })",
    )
    const sources = Array.from({ length: 60 }, (_, index): Content => [
      `\u0627\u0644\u062C\u0645\u0644\u0629 ${index}.`,
    ])
    const { targets, sent } = await runEngine(sources, [provider], { clock: fastClock(200) })
    expect(targets.size).toBe(0)
    expect(sent.stopped?.code).toBe('crashed')
    expect(sent.stopped?.message).toContain('by SIGABRT: out of memory')
    expect(starts(log()).length).toBeLessThanOrEqual(MOST_DEATHS + 1)
  })

  test('half a line and then the end is no answer', async () => {
    const { provider } = await program(
      `each((asked) => { if (asked.texts.length === 0) return answer(asked); process.stdout.write('{"id":"' + asked.id + '","translations":["wo', () => process.exit(0)) })`,
    )
    expect(await ask(provider)).toMatchObject({
      code: 'cut-off',
      message: expect.stringContaining('with status 0') as string,
    })
  })

  test('at a time limit it is killed, and another is started', async () => {
    const { provider, log } = await program(
      "each((asked) => { if (asked.texts.length > 0 && !require('node:fs').readFileSync(log, 'utf8').includes('hung')) return note('hung'); answer(asked) })",
      { timeoutSeconds: 0.3 },
    )
    const { targets } = await runEngine([[TEXT]], [provider], { clock: fastClock(1) })
    expect(targets.size).toBe(1)
    const [first = 0, second = 0] = starts(log())
    expect(isAlive(first)).toBe(false)
    expect(isAlive(second)).toBe(true)
  })

  test('asked twice and answered once, the other one finishes unheard and is kept', async () => {
    const { provider, log } = await program(
      'each((asked) => setTimeout(() => { note("done"); answer(asked) }, asked.texts.length === 0 ? 0 : 200))',
    )
    await provider.prepare?.(never)
    const asker = new AbortController()
    const asked = ask(provider, [TEXT], asker.signal)
    await wait(50)
    asker.abort(new Error('over'))
    expect(await asked).toMatchObject({ message: 'over' })
    expect(await ask(provider)).toEqual([expect.stringContaining('word')])
    expect(starts(log())).toHaveLength(1)
  })
})

describe('the end', () => {
  test.each([
    ['that ends with its input', 'each(answer)'],
    ['that does not', "each(answer); setInterval(() => {}, 1000); process.on('SIGTERM', () => {})"],
  ])('one %s is gone when it is closed, and what it started with it', async (_, body) => {
    const { provider, log } = await program(
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }); child.unref(); note('start ' + child.pid); ${body}`,
    )
    expect(await ask(provider)).toBeInstanceOf(Array)
    const pids = starts(log())
    expect(pids).toHaveLength(2)
    await provider.close?.()
    await until(() => pids.every((pid) => !isAlive(pid)))
  })

  test('closed in the middle of a request', async () => {
    const { provider, log } = await program('each((asked) => { if (asked.texts.length === 0) answer(asked) })')
    const asked = ask(provider)
    await until(() => starts(log()).length === 1)
    await wait(100)
    await provider.close?.()
    expect(await asked).toBeInstanceOf(ProviderFault)
    await until(() => starts(log()).every((pid) => !isAlive(pid)))
  })
})

describe('in a build', () => {
  const LONG = Array.from(
    { length: 30 },
    (_, index) =>
      `\u0627\u0644\u062C\u0645\u0644\u0629 \u0631\u0642\u0645 ${index} \u0645\u0646 \u0646\u0635 \u0637\u0648\u064A\u0644.`,
  ).join('\n\n')
  const project = (body: string, more: object = {}): string => {
    const root = temporaryProject({ 'input/a.txt': LONG, 'engine.cjs': PREAMBLE + body })
    const provider = { name: 'command', command: [process.execPath, 'engine.cjs', join(root, 'log')], ...more }
    writeFileSync(join(root, 'muqabil.config.json'), JSON.stringify({ fonts: 'system', provider }))
    return root
  }
  const logOf = (root: string): readonly string[] => readFileSync(join(root, 'log'), 'utf8').trim().split('\n')

  test('it is free, its words are shown under --verbose alone, and it is gone afterwards', async () => {
    const root = project("console.error('model \\u001B[2J loaded, api_key=hunter2 \\u0642'); each(answer)")
    const ran = await muqabil(root, ['build', '--verbose'])
    expect(ran).toMatchObject({ status: 0 })
    expect(ran.stderr).toContain('command: \u2068model [2J loaded, … \u0642\u2069\n')
    expect(ran.stderr).not.toMatch(/\u001B|hunter2/)
    expect(ran.stdout).toMatch(/30 translated .* 0\.00 USD/)
    expect(starts(logOf(root)).every((pid) => !isAlive(pid))).toBe(true)
    const record = readFileSync(join(root, 'translations/a.txt.en.xlf'), 'utf8')
    expect(record).toMatch(/engine\.cjs|node:[0-9a-f]{8}/)
    const quiet = project("console.error('model loaded'); each(answer)")
    expect((await muqabil(quiet, ['build'])).stderr).not.toContain('model loaded')
  })

  test('a plan, a check and a frozen build start nothing', async () => {
    const root = project('each(answer)')
    for (const args of [['plan'], ['check'], ['build', '--frozen'], ['build', '--offline'], ['inspect', 'input/a.txt']])
      await muqabil(root, args)
    expect(existsSync(join(root, 'log'))).toBe(false)
  })

  test('a build that cannot write ends, and so does the program', async () => {
    const root = project('each(answer); setInterval(() => {}, 1000)')
    writeFileSync(join(root, 'output'), 'a file')
    const ran = await muqabil(root, ['build'])
    expect(ran).toMatchObject({ status: 2 })
    expect(ran.stderr).toContain('[file-unwritable]')
    await until(() => starts(logOf(root)).every((pid) => !isAlive(pid)))
  })

  test('Ctrl-C of the terminal lets it finish what is under way', async () => {
    const body =
      'each((asked) => { if (asked.texts.length === 0) return answer(asked); note("asked"); setTimeout(() => { note("answered"); answer(asked) }, 400) })'
    const root = project(body, { batchCharacters: 60 })
    // A process group of its own stands for a terminal's: the signal goes to all of it.
    const child = spawn(process.execPath, [join(process.cwd(), 'bin/muqabil.mjs'), 'build', '--json'], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    await until(() => existsSync(join(root, 'log')) && logOf(root).filter((line) => line === 'asked').length === 2)
    process.kill(-(child.pid ?? 0), 'SIGINT')
    expect(await new Promise((done) => child.on('close', done))).toBe(130)
    const lines = logOf(root)
    expect(lines.filter((line) => line === 'answered')).toHaveLength(lines.filter((line) => line === 'asked').length)
    expect(starts(lines)).toHaveLength(1)
    const account = JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as { translated: number; failed: number }
    expect(account).toMatchObject({ translated: expect.any(Number) as number, failed: 0 })
    expect(account.translated).toBeGreaterThanOrEqual(2)
  })

  test('a build that is killed takes it along', async () => {
    const root = project('each((asked) => { if (asked.texts.length === 0) answer(asked); else note("asked") })')
    const child = startMuqabil(root, ['build'])
    await until(() => existsSync(join(root, 'log')) && logOf(root).includes('asked'))
    child.kill('SIGKILL')
    await until(() => starts(logOf(root)).every((pid) => !isAlive(pid)))
  })
})

test('the stand-in is a program as well', async () => {
  const server = await startCommand({})
  const provider = await loadProvider({
    settings: { name: 'command', command: commandAt(server.url) },
    environment: {},
  })
  opened.push(provider)
  expect(await ask(provider, ['\u0642\u0647\u0648\u0629'])).toEqual([expect.stringMatching(/^w\w+$/)])
  expect(server.calls.map(({ id }) => id)).toEqual(['1', '2'])
  await provider.close?.()
  await server.close()
})
