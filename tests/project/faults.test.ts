/** Faults around a build: interrupts, neighbours, disks, names, encodings. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startTranslationServer } from '../servers/google.ts'
import { runHere as muqabil } from '../run-here.ts'
import { muqabil as asProcess, startMuqabil, temporaryProject } from '../temporary-project.ts'

const LONG = Array.from({ length: 60 }, (_, index) => `الجملة رقم ${index} من نص طويل فيه كلمات كثيرة.`).join('\n\n')
const SHORTER = LONG.split('\n\n').slice(0, 30).join('\n\n')
const slow = (url: string): string =>
  JSON.stringify({
    fonts: 'system',
    provider: { name: 'google', api: 'rest', project: 'p', endpoint: url, batchCharacters: 100, concurrency: 2 },
  })
const lastLine = (text: string): Record<string, number> =>
  JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Record<string, number>

describe('Nothing paid for is lost', () => {
  test.each([1, 2])('interrupted %i times: 130, what was answered is saved and not sent again', async (times) => {
    const server = await startTranslationServer({ latency: 60 })
    try {
      const root = temporaryProject({ 'input/a.txt': LONG, 'muqabil.config.json': slow(server.url) })
      const child = startMuqabil(root, ['build'])
      const ended = new Promise<number | null>((done) => child.on('close', done))
      const watch = setInterval(() => {
        if (server.meter.requests < 4) return
        clearInterval(watch)
        child.kill('SIGINT')
        if (times === 2) setTimeout(() => child.kill('SIGINT'), 5)
      }, 2)
      expect(await ended).toBe(130)
      const billed = server.meter.characters
      expect(billed).toBeGreaterThan(0)
      const whole = (JSON.parse((await muqabil(root, ['plan', '--json'])).stdout) as { characters: number }).characters
      expect((await muqabil(root, ['build'])).status).toBe(0)
      expect(server.meter.characters).toBe(billed + whole)
      if (times === 1) expect([...server.meter.texts.values()].every((count) => count === 1)).toBe(true)
    } finally {
      await server.close()
    }
  })

  test.each(['page', 'site'])(
    'interrupted while it draws a %s of many documents: soon, 130, and the next build goes on',
    async (layout) => {
      const many = Array.from({ length: 120 }, (_, at) => [`input/${at}.md`, `# عنوان ${at}\n\n${SHORTER}`] as const)
      const config = { provider: './own.mjs', fonts: 'system', layout, formats: ['markdown', 'html'] }
      const root = temporaryProject({
        ...Object.fromEntries(many),
        'own.mjs':
          "export default { name: 'own', translate: async ({ texts }) => texts.map((text) => `Tea ${text.length}.`) }",
        'muqabil.config.json': JSON.stringify(config),
      })
      const names = (): readonly string[] =>
        existsSync(join(root, 'output')) ? readdirSync(join(root, 'output'), { recursive: true, encoding: 'utf8' }) : []
      const contents = (): readonly string[] =>
        names()
          .toSorted()
          .filter((name) => statSync(join(root, 'output', name)).isFile())
          .map((name) => `${name} ${readFileSync(join(root, 'output', name)).toString('base64')}`)
      const drawn = (): number => names().filter((name) => name.endsWith('.md')).length
      await muqabil(root, ['build'])
      const whole = contents()
      rmSync(join(root, 'output'), { recursive: true })
      rmSync(join(root, '.muqabil'), { recursive: true })

      const child = startMuqabil(root, ['build', '--json'])
      let stdout = ''
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
      const ended = new Promise<number | null>((done) => child.on('close', done))
      while (drawn() < 5) await wait(2)
      child.kill('SIGINT')
      expect(await ended).toBe(130)
      const done = drawn()
      expect(done).toBeLessThan(120)
      expect(lastLine(stdout)).toMatchObject({ event: 'account', documents: done, stopped: 'interrupted' })
      expect(stdout).toContain(`Interrupted: ${done} of 120 documents are done`)
      expect(existsSync(join(root, 'output/index.html'))).toBe(false)
      await muqabil(root, ['build'])
      expect(contents()).toEqual(whole)
    },
  )

  test('two builds at once both finish, and the edition is whole', async () => {
    const server = await startTranslationServer({ latency: 20 })
    try {
      const root = temporaryProject({ 'input/a.txt': LONG, 'muqabil.config.json': slow(server.url) })
      const both = await Promise.all([asProcess(root, ['build']), asProcess(root, ['build'])])
      expect(both.map(({ status, stderr }) => (status === 0 ? '' : stderr))).toEqual(['', ''])
      expect((await muqabil(root, ['check'])).status).toBe(0)
      expect(readdirSync(join(root, 'translations')).filter((name) => name.startsWith('.'))).toEqual([])
      expect([...server.meter.texts.values()].every((count) => count === 1)).toBe(true)
    } finally {
      await server.close()
    }
  })

  test('builds of documents that have sentences in common wait for each other: no sentence is paid for twice', async () => {
    const server = await startTranslationServer({ latency: 150 })
    try {
      const root = temporaryProject({
        'input/a.txt': LONG,
        'input/b.txt': `${SHORTER}\n\nهذه جملة في هذا النص وحده.`,
        'muqabil.config.json': slow(server.url),
      })
      const first = asProcess(root, ['build', 'input/a.txt'])
      while (server.meter.requests === 0) await wait(2)
      const second = await asProcess(root, ['build', 'input/b.txt'])
      expect(second.stdout + second.stderr).toContain('Another build of this project is asking a provider')
      expect([(await first).status, second.status]).toEqual([0, 0])
      expect(server.meter.texts.size).toBe(61)
      expect([...server.meter.texts.values()].every((count) => count === 1)).toBe(true)
      expect((await muqabil(root, ['build', '--frozen'])).status).toBe(0)
    } finally {
      await server.close()
    }
  })

  test('one that waits for another is interrupted at once; the turn of a killed one is free', async () => {
    const server = await startTranslationServer({ latency: 500 })
    try {
      const root = temporaryProject({ 'input/a.txt': SHORTER.slice(0, 500), 'muqabil.config.json': slow(server.url) })
      const first = startMuqabil(root, ['build'])
      while (server.meter.underWay === 0) await wait(2)
      const second = startMuqabil(root, ['build', '--json'])
      let stdout = ''
      second.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
      const ended = new Promise<number | null>((done) => second.on('close', done))
      while (!stdout.includes('Another build')) await wait(2)
      second.kill('SIGINT')
      expect(await ended).toBe(130)
      expect(lastLine(stdout)).toMatchObject({ event: 'account', stopped: 'interrupted', charactersSent: 0 })
      first.kill('SIGKILL')
      const third = await asProcess(root, ['build'])
      expect(third.status).toBe(0)
      expect(third.stdout + third.stderr).not.toContain('Another build')
    } finally {
      await server.close()
    }
  })
})

describe('places that cannot be written or read', () => {
  test('a file where the output folder should be is one message; the records are safe', async () => {
    const root = temporaryProject({
      'input/a.txt': LONG,
      output: 'a file',
      'muqabil.config.json': '{"provider":"pseudo"}',
    })
    const ran = await muqabil(root, ['build'])
    expect(ran.status).toBe(2)
    expect(ran.stderr).toMatch(
      /^output\/a\.html: Unexpected .*, expected a place that can be written; .*\[file-unwritable\]$/m,
    )
    expect(ran.stderr).not.toContain('    at ')
    expect(readFileSync(join(root, 'output'), 'utf8')).toBe('a file')
  })

  test('no input folder; a link out of the project; a folder as output inside the input', async () => {
    const root = temporaryProject({ 'muqabil.config.json': '{"provider":"pseudo"}' })
    expect((await muqabil(root, ['build'])).stderr).toContain('[input-missing]')
    mkdirSync(join(root, 'input/news'), { recursive: true })
    const within = await muqabil(join(root, 'input/news'), ['build'])
    expect(within.stderr).toContain(`run it in the folder "${basename(root)}" above, where the project is`)
    const linked = temporaryProject({ 'input/a.txt': LONG, 'muqabil.config.json': '{"provider":"pseudo"}' })
    symlinkSync('/etc/hostname', join(linked, 'input/out.txt'))
    const ran = await muqabil(linked, ['build'])
    expect(ran).toMatchObject({ status: 2 })
    expect(ran.stderr).toContain('input/out.txt: Unexpected link that leads out of the project')
    expect(existsSync(join(linked, 'output/a.html'))).toBe(true)
    const inside = temporaryProject({ 'input/a.txt': LONG, 'muqabil.config.json': '{"output":"input/out"}' })
    expect((await muqabil(inside, ['build'])).stderr).toContain('[folders-overlap]')
  })

  test('a file that no reader knows is said, and the others are built', async () => {
    const root = temporaryProject({
      'input/a.txt': LONG,
      'input/page.pdf': 'x',
      'muqabil.config.json': '{"provider":"pseudo"}',
    })
    const ran = await muqabil(root, ['build'])
    expect(ran.status).toBe(0)
    expect(ran.stderr).toContain(
      'input/page.pdf: not read: only files that end in .txt, .md, .markdown, .html, .htm, .xhtml, .srt, .vtt, .docx, .epub, .po, .xlf, .xliff are',
    )
  })

  test('a record of a newer muqabil is refused and not touched', async () => {
    const root = temporaryProject({ 'input/a.txt': LONG, 'muqabil.config.json': '{"provider":"pseudo"}' })
    await muqabil(root, ['build'])
    const file = join(root, 'translations/a.txt.en.xlf')
    const newer = readFileSync(file, 'utf8').replace('<mda:meta type="format">1<', '<mda:meta type="format">99<')
    writeFileSync(file, newer)
    const ran = await muqabil(root, ['build'])
    expect(ran).toMatchObject({ status: 2 })
    expect(ran.stderr).toContain('[record-newer]')
    expect(readFileSync(file, 'utf8')).toBe(newer)
  })
})

describe('names and encodings', () => {
  test('names of all kinds work; where two outputs would meet both keep the extension', async () => {
    const names = [
      'مقالة عن القهوة.txt',
      'a b.md',
      '-x.txt',
      'a.txt',
      'a.md',
      'index.md',
      'deep/er/z.txt',
      "it's & <b>.txt",
    ]
    const root = temporaryProject({
      ...Object.fromEntries(names.map((name, index) => [`input/${name}`, `# عنوان ${index}\n\nنص ${index}.\n`])),
      'muqabil.config.json': '{"provider":"pseudo","fonts":"system"}',
    })
    expect((await muqabil(root, ['build'])).status).toBe(0)
    for (const name of [
      'مقالة عن القهوة.html',
      'a b.html',
      '-x.html',
      'a.txt.html',
      'a.md.html',
      'index.md.html',
      'deep/er/z.html',
      "it's & <b>.html",
    ])
      expect(existsSync(join(root, 'output', name)), name).toBe(true)
    expect(readFileSync(join(root, 'output/index.html'), 'utf8')).not.toContain('<b>.')
  })

  test('line ends, byte order marks and UTF-16 give the same rows', async () => {
    const text = 'عنوان\n\nفقرة أولى هنا.\n\nفقرة ثانية هنا.'
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    const root = temporaryProject({
      'input/lf.txt': text,
      'input/crlf.txt': text.replaceAll('\n', '\r\n'),
      'input/cr.txt': text.replaceAll('\n', '\r'),
      'input/ls.txt': text.replaceAll('\n', '\u2028'),
      'input/bom.txt': `\uFEFF${text}\n`,
      'input/utf16.txt': utf16,
      'input/spaces.txt': text.replaceAll('\n', '  \n'),
    })
    const rows = await Promise.all(
      ['lf', 'crlf', 'cr', 'ls', 'bom', 'utf16', 'spaces'].map(
        async (name) => (await muqabil(root, ['inspect', `input/${name}.txt`, '--json'])).stdout,
      ),
    )
    expect(new Set(rows.map((each) => each.replaceAll(/"line":\d+/g, ''))).size).toBe(1)
    expect(rows[0]?.trim().split('\n')).toHaveLength(3)
  })

  test('NUL and hostile names never reach the terminal raw', async () => {
    const root = temporaryProject({
      'input/a\u001B[2J.txt': 'x\u0000y',
      'input/b.txt': LONG,
      'muqabil.config.json': '{"provider":"pseudo"}',
    })
    const ran = await muqabil(root, ['build', '--verbose'])
    expect(ran.status).toBe(2)
    expect(ran.stderr + ran.stdout).not.toContain('\u001B')
  })
})

describe('settings', () => {
  test('a configuration in TypeScript, from another folder, with a pattern of files', async () => {
    const root = temporaryProject({
      'p/input/n/a.txt': LONG,
      'p/input/b.txt': LONG,
      'p/muqabil.config.ts': "import { defineConfig } from 'x'\nexport default defineConfig({})\n",
    })
    expect((await asProcess(root, ['build', '-C', 'p'])).stderr).toContain(
      'muqabil.config.ts: Unexpected configuration',
    )
    writeFileSync(
      join(root, 'p/muqabil.config.ts'),
      `import { defineConfig } from '${resolve('src/index.ts')}'\nexport default defineConfig({ provider: 'pseudo', formats: ['interleaved'] as const satisfies readonly string[] as never })\n`,
    )
    const ran = await asProcess(root, ['build', '-C', 'p', '--json', 'input/n/*.txt'])
    expect(ran.status).toBe(0)
    expect(lastLine(ran.stdout)).toMatchObject({ documents: 1 })
    expect(readdirSync(join(root, 'p/output'), { recursive: true, encoding: 'utf8' }).toSorted()).toEqual([
      '.muqabil.json',
      'n',
      'n/a.interleaved.md',
    ])
    expect((await muqabil(root, ['build', '-C', 'p', 'input/none.txt'])).stderr).toContain('[file-not-matched]')
  })

  test('`keep` and `leaveOut`', async () => {
    const text = 'عنوان النص\n\nنص أول هنا.\n\nإعلان مدفوع\n\nنص ثانٍ هنا.\n\nشارك\n'
    const root = temporaryProject({
      'input/a.txt': text,
      'muqabil.config.json': '{"provider":"pseudo","keep":["شارك"],"leaveOut":["إعلان مدفوع"]}',
    })
    expect(lastLine((await muqabil(root, ['build', '--json'])).stdout)).toMatchObject({ units: 4, leftOut: 1 })
  })
})
