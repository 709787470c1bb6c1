/** The command at a terminal, in a log, with streams that close: a real pseudo-terminal, real pipes. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { displayWidth } from '../../src/text/display-width.ts'
import { startTranslationServer, type TranslationServer } from '../servers/google.ts'
import { bareEnvironment, muqabil, startMuqabil, temporaryProject } from '../temporary-project.ts'
import { drafts, muqabilInTerminal, withoutCodes } from '../terminal.ts'

const COUNT = 24
const TEXT = Array.from({ length: COUNT }, (_, n) => `الجملة رقم ${n} من نصٍّ فيه كلمات كثيرة.`).join('\n\n')
const ESCAPE = /\u001B/

let server: TranslationServer
beforeAll(async () => {
  server = await startTranslationServer({ latency: 90 })
})
afterAll(() => server.close())

function project(extra: Readonly<Record<string, string>> = {}): string {
  return temporaryProject({
    'input/قهوة.txt': TEXT,
    'muqabil.config.json': JSON.stringify({
      fonts: 'system',
      formats: ['markdown'],
      provider: { name: 'google', api: 'v2', endpoint: server.url, batchCharacters: 120, concurrency: 1 },
    }),
    ...extra,
  })
}

describe('at a terminal', () => {
  test.each([20, 40, 200])(
    '%i columns: one line that is drawn again, fits, and is gone at the end',
    async (columns) => {
      const ran = await muqabilInTerminal(project(), ['build'], { columns })
      expect(ran.status).toBe(0)
      const lines = drafts(ran.output).filter((line) => line.includes('/'))
      expect(lines.length).toBeGreaterThan(2)
      for (const line of lines) expect(displayWidth(line), line).toBeLessThan(columns)
      expect(lines.at(-1)).toContain(`${COUNT}/${COUNT}`)
      if (columns === 200)
        expect(lines[1]).toMatch(
          /^google █+░+ \d+\/24 segments · [\d,]+ characters · [\d,]+\/s · \d+ s left · \d\.\d{2,4}( USD)?$/,
        )
      if (columns === 20) expect(lines[1]).toMatch(/^\d+\/24( · \d+ s left)?$/)
      // The line is taken away before the account is written, and nothing of it stays.
      expect(withoutCodes(ran.output.split('\r\u001B[2K').at(-1) ?? '')).toMatch(
        /^1 document, 24 rows, 24 segments · .*\r\n$/,
      )
    },
  )

  test.each([
    ['CI', { CI: 'true' }],
    ['TERM=dumb', { TERM: 'dumb' }],
  ])('%s: plain lines', async (_, environment) => {
    const ran = await muqabilInTerminal(project(), ['build'], { columns: 80, environment })
    expect(ran.status).toBe(0)
    expect(ran.output).not.toContain('\u001B[2K')
    expect(ran.output).not.toContain('█')
  })

  test('colour is for what is missing; NO_COLOR takes it away and leaves the bar', async () => {
    const coloured = await muqabilInTerminal(project(), ['build', '--offline'], { columns: 100 })
    expect(coloured.output).toContain('\u001B[33m\u2068input/قهوة.txt\u2069: 24 segments missing\u001B[39m')
    expect(coloured.output).toContain('\u001B[31m24 untranslated\u001B[39m')
    const plain = await muqabilInTerminal(project(), ['build', '--max-chars', '300'], {
      columns: 100,
      environment: { NO_COLOR: '1' },
    })
    expect(plain.output).toContain('█')
    expect(plain.output.replaceAll('\r\u001B[2K', '')).not.toMatch(ESCAPE)
  })

  test('a provider of any name is measured as the terminal shows it', async () => {
    for (const name of ['مُترجِمي', '翻訳機']) {
      const module = `export default { name: '${name}', limits: { characters: 60, elements: 1 }, translate: async ({ texts }) => { await new Promise((done) => setTimeout(done, 40)); return texts.map(() => 'A sentence.') } }`
      const root = project({
        'p.mjs': module,
        'muqabil.config.json':
          '{ "fonts": "system", "formats": ["markdown"], "provider": { "name": "./p.mjs", "concurrency": 1 } }',
      })
      const ran = await muqabilInTerminal(root, ['build'], { columns: 120 })
      const lines = drafts(ran.output).filter((line) => line.includes('/24'))
      expect(lines.some((line) => line.includes(name))).toBe(true)
      for (const line of lines) expect(displayWidth(line)).toBeLessThan(120)
    }
  })

  test('check and inspect', async () => {
    const root = project()
    const checked = await muqabilInTerminal(root, ['check'], { columns: 100 })
    expect(checked).toMatchObject({ status: 1 })
    expect(checked.output).toContain('\u001B[31m')
    const inspected = await muqabilInTerminal(root, ['inspect', 'input/قهوة.txt'], { columns: 40 })
    expect(inspected.status).toBe(0)
    const lines = withoutCodes(inspected.output)
      .split('\r\n')
      .filter((line) => line.includes('الجملة'))
    expect(lines).toHaveLength(COUNT)
    for (const line of lines) expect(displayWidth(line)).toBeLessThan(40)
  })
})

describe('in a pipe or a log', () => {
  test('no control codes, whatever is said; FORCE_COLOR colours all the same', async () => {
    const ran = await muqabil(project(), ['build', '--offline', '--verbose'], { NO_COLOR: '' })
    expect(ran.status).toBe(1)
    expect(ran.stdout + ran.stderr).not.toMatch(ESCAPE)
    expect(ran.stdout.trim().split('\n')).toHaveLength(1)
    const forced = await muqabil(project(), ['build', '--offline'], { FORCE_COLOR: '1', NO_COLOR: '' })
    expect(forced.stdout).toContain('\u001B[31m24 untranslated\u001B[39m')
  })

  test.each([
    ['standard output closed early', '--json | head -n 1 > /dev/null; test -f output/قهوة.md && echo whole', 'whole\n'],
    [
      'standard error closed early',
      '2>&1 > /dev/null | head -c 1 > /dev/null; test -f output/قهوة.md && echo whole',
      'whole\n',
    ],
    ['all three closed from the start', '<&- >&- 2>&-; echo $?', '0\n'],
    ['standard input a terminal nobody types at', '< /dev/null > /dev/null; echo $?', '0\n'],
  ])('%s: the run is the same', async (_, rest, said) => {
    const root = temporaryProject({
      'input/قهوة.txt': TEXT,
      'muqabil.config.json': '{ "provider": "pseudo", "fonts": "system" }',
    })
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', `"${process.execPath}" "${resolve('bin/muqabil.mjs')}" build ${rest}`],
      { cwd: root, env: bareEnvironment() },
    )
    expect(stdout).toBe(said)
    expect(readFileSync(join(root, 'translations/قهوة.txt.en.xlf'), 'utf8')).toMatch(/<\/xliff>\n$/)
  })

  test('standard output on a full disk: the run ends well, and it is said; 2', async () => {
    const root = temporaryProject({
      'input/قهوة.txt': TEXT,
      'muqabil.config.json': '{ "provider": "pseudo", "fonts": "system" }',
    })
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', `exec 3>&1; "${process.execPath}" "${resolve('bin/muqabil.mjs')}" build --json 2>&3 > /dev/full; echo $?`],
      { cwd: root, env: bareEnvironment() },
    )
    expect(stdout).toMatch(/^standard output: Unexpected full disk, expected .*\[output-closed\]\n2\n$/s)
    expect(existsSync(join(root, 'output/قهوة.html'))).toBe(true)
  })
})

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s: what is in flight is finished and saved, 130',
    async (signal) => {
      server.meter.texts.clear()
      const root = project()
      const child = startMuqabil(root, ['build', '--json'])
      let [out, err] = ['', '']
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        if (!out.includes('"progress"') && `${out}${text}`.includes('"progress"')) child.kill(signal)
        out += text
      })
      expect(await new Promise((done) => child.on('close', done))).toBe(130)
      expect(err).toBe(
        `\nFinishing what is in flight and saving it.${signal === 'SIGINT' ? ' Press Ctrl-C again to stop at once.' : ''}\n`,
      )
      const account = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, number | string>
      expect(account).toMatchObject({ event: 'account', stopped: 'interrupted' })
      expect(account.translated).toBeGreaterThan(0)
      expect(account.untranslated).toBeGreaterThan(0)
      const before = server.meter.requests
      expect((await muqabil(root, ['build'])).status).toBe(0)
      expect(server.meter.requests).toBeGreaterThan(before)
      expect([...server.meter.texts.values()]).toEqual(Array.from({ length: COUNT }, () => 1))
    },
  )

  test('a terminal that is closed in the middle: what was answered is saved', async () => {
    const root = project()
    const child = spawn(
      'script',
      ['-qec', `exec '${process.execPath}' '${resolve('bin/muqabil.mjs')}' build`, '/dev/null'],
      {
        cwd: root,
        env: { ...bareEnvironment(), CI: '', TERM: 'xterm' },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('/24')) child.kill('SIGKILL') // script dies, and the terminal with it
    })
    await new Promise((done) => child.on('close', done))
    const sent = server.meter.requests
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(server.meter.requests).toBeLessThan(sent + COUNT / 2)
  })
})
