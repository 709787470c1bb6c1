/** `watch` as a person has it: a real process, a real browser. */
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { placeholderPage, withReload } from '../../src/watch/reload-script.ts'
import { serveOutput } from '../../src/watch/serve-output.ts'
import { launchChromium } from '../browser.ts'
import { muqabil, startMuqabil, temporaryProject } from '../temporary-project.ts'

const FILES = {
  'input/a.txt': 'عنوان النص\n\nالفقرة الأولى هنا.\n',
  'muqabil.config.json': '{"provider":"pseudo","formats":["html","markdown"]}',
}

interface Watched {
  readonly address: string
  readonly builds: () => number
  readonly said: () => string
  readonly stop: () => Promise<number | null>
}

async function watched(root: string, ...args: readonly string[]): Promise<Watched> {
  const child = startMuqabil(root, ['watch', '--port', '0', '--json', ...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const closed = once(child, 'close')
  await expect.poll(() => /http:\S+/.exec(stderr)?.[0]).toBeDefined()
  return {
    address: /http:\S+/.exec(stderr)?.[0] ?? '',
    builds: () => stdout.match(/"event":"(?:account|error)"/g)?.length ?? 0,
    said: () => stdout + stderr,
    async stop() {
      child.kill('SIGINT')
      const [status] = (await closed) as [number | null]
      return status
    },
  }
}

test('a page reloads itself when its source, its record or a setting is saved, and shows what is wrong; nothing is written for it', async () => {
  const root = temporaryProject(FILES)
  const watch = await watched(root, '--translate')
  const browser = await launchChromium()
  onTestFinished(async () => browser.close())
  const page = await browser.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())))
  await page.goto(`${watch.address}a.html`)
  const text = (): Promise<string> => page.evaluate('document.body.innerText')
  await expect.poll(text).toContain('الفقرة الأولى هنا.')
  expect(watch.builds()).toBe(1)
  writeFileSync(join(root, 'input/a.txt'), 'عنوان النص\n\nالفقرة الأولى <script>تغيرت</script>.\n')
  await expect.poll(text).toContain('<script>تغيرت</script>')
  // A record by hand: the page shows the words of a person.
  const record = join(root, 'translations/a.txt.en.xlf')
  const good = readFileSync(record, 'utf8')
  writeFileSync(record, good.replace(/<target>[^<]*/, '<target>A title by hand'))
  await expect.poll(text).toContain('A title by hand')
  // What is wrong stands on the page as text, and goes when it is mended.
  const problem = page.locator('#muqabil-problems')
  writeFileSync(record, `<<<<<<< <img src=x onerror=alert(1)>\n${good}`)
  await expect
    .poll(async () => problem.allInnerTexts())
    .toEqual([expect.stringContaining('[record-conflict]') as string])
  expect(await problem.locator('*').count()).toBe(0)
  writeFileSync(record, good)
  await expect.poll(async () => problem.count()).toBe(0)
  writeFileSync(join(root, 'muqabil.config.json'), '{"formts":[]}')
  await expect
    .poll(async () => problem.allInnerTexts())
    .toEqual([expect.stringContaining('[config-unknown-key]') as string])
  writeFileSync(join(root, 'muqabil.config.json'), '{"provider":"pseudo","formats":["html"],"arabic":"left"}')
  await expect.poll(async () => problem.count()).toBe(0)
  // One build each, and none for what a build itself wrote.
  const builds = watch.builds()
  expect(builds).toBeGreaterThanOrEqual(7)
  expect(builds).toBeLessThanOrEqual(9) // where a save was seen in two halves
  expect(faults).toEqual([])
  expect(readFileSync(join(root, 'output/a.html'), 'utf8')).not.toMatch(/script-src|\.muqabil\//)
  expect(await watch.stop()).toBe(0)
  expect(watch.said()).not.toContain('bug')
})

test('without --translate nothing is asked; a source that comes, and one that goes; the port is said when it is taken', async () => {
  const root = temporaryProject(FILES)
  const watch = await watched(root)
  expect(watch.said()).toContain('"untranslated":2')
  writeFileSync(join(root, 'input/b.txt'), 'وثيقة ثانية.\n')
  await expect.poll(async () => (await fetch(`${watch.address}b.html`)).status).toBe(200)
  await expect.poll(watch.builds).toBe(2)
  const { port } = new URL(watch.address)
  expect(await muqabil(root, ['watch', '--port', port])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('[port-taken]') as string,
  })
  expect((await muqabil(root, ['watch', '--port', '99999'])).stderr).toContain('[option-value]')
  expect(await watch.stop()).toBe(0)
})

describe('Nothing paid for is lost', () => {
  const PROVIDER = `import { existsSync, writeFileSync } from 'node:fs'
    export default { name: 'own', limits: { characters: 500, elements: 1 }, translate: async ({ texts }) => {
      writeFileSync('asked', '')
      while (!existsSync('answer')) await new Promise((done) => setTimeout(done, 20))
      return texts.map(() => 'A sentence of English.') } }`

  test.each(['the first build', 'a later one'])('Ctrl-C waits for answers that are under way: %s', async (which) => {
    const isFirst = which === 'the first build'
    const root = temporaryProject({
      'input/a.txt': isFirst ? 'الجملة الأولى هنا.\n' : '12\n',
      'muqabil.config.json': '{"provider":"./own.mjs","formats":["html"]}',
      'own.mjs': PROVIDER,
    })
    const child = startMuqabil(root, ['watch', '--translate', '--port', '0'])
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    child.stdout?.resume()
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
    const closed = once(child, 'close')
    if (!isFirst) {
      await expect.poll(() => said).toContain('Serving')
      writeFileSync(join(root, 'input/a.txt'), 'الجملة الأولى هنا.\n')
    }
    await expect.poll(() => existsSync(join(root, 'asked'))).toBe(true)
    child.kill('SIGINT')
    await expect.poll(() => said).toContain('Finishing what is in flight')
    writeFileSync(join(root, 'answer'), '')
    expect(await closed).toEqual([0, null])
    expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toContain('A sentence of English.')
    expect((await muqabil(root, ['plan'])).stdout).toBe('A build would send nothing.\n')
  })
})

test('what lies behind links in the input folder is watched as well', async () => {
  const root = temporaryProject({ ...FILES, 'texts/ب/b.txt': 'وثيقة ثانية.\n', 'c.txt': 'وثيقة ثالثة.\n' })
  symlinkSync('../texts', join(root, 'input/more'))
  symlinkSync('../c.txt', join(root, 'input/c.txt'))
  const watch = await watched(root)
  const served = async (path: string): Promise<string> => (await fetch(watch.address + path)).text()
  writeFileSync(join(root, 'texts/ب/b.txt'), 'وثيقة ثانية وقد تغيرت.\n')
  await expect.poll(() => served('more/ب/b.html')).toContain('وقد تغيرت')
  writeFileSync(join(root, 'c.txt'), 'وثيقة ثالثة وقد تغيرت.\n')
  await expect.poll(() => served('c.html')).toContain('وقد تغيرت')
  expect(await watch.stop()).toBe(0)
})

test('folders that went away, as with another branch, are seen when they come back', async () => {
  const root = temporaryProject({
    'content/ar/a.txt': FILES['input/a.txt'],
    'muqabil.config.json': '{"provider":"pseudo","formats":["html"],"input":"content/ar"}',
  })
  const watch = await watched(root)
  rmSync(join(root, 'content'), { recursive: true })
  await expect.poll(watch.said).toContain('[input-missing]')
  mkdirSync(join(root, 'content/ar'), { recursive: true })
  writeFileSync(join(root, 'content/ar/b.txt'), 'وثيقة ثانية.\n')
  await expect.poll(async () => (await fetch(`${watch.address}b.html`)).status).toBe(200)
  expect(await watch.stop()).toBe(0)
})

describe('the server', () => {
  async function served(): Promise<{
    readonly port: number
    readonly get: (
      path: string,
      headers?: Readonly<Record<string, string>>,
      method?: string,
    ) => Promise<{ readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]> }>
  }> {
    const root = temporaryProject({
      'output/a.html':
        '<html><head><meta http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;"></head><body>a</body></html>',
      'output/.muqabil.json': '{}',
      'output/أ ب.md': '# نص <b>',
      'secret.txt': 'secret',
      'output2/x.txt': 'secret',
    })
    symlinkSync('../secret.txt', join(root, 'output/link.txt'))
    const server = await serveOutput({ root, folder: () => 'output', port: 0 })
    onTestFinished(() => server.close())
    const port = Number(new URL(server.address).port)
    return {
      port,
      get: (path, headers = {}, method = 'GET') =>
        new Promise((done, fail) => {
          const sent = request(
            { host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
            (response) => {
              let body = ''
              response
                .setEncoding('utf8')
                .on('data', (chunk: string) => (body += chunk))
                .on('end', () => done({ status: response.statusCode ?? 0, body, headers: response.headers }))
            },
          )
          sent.on('error', fail).end()
        }),
    }
  }

  test('gives pages with our script and a policy that allows it, other files as they are', async () => {
    const { get, port } = await served()
    const page = await get('/a.html')
    expect(page.body).toContain(`content="script-src 'self'; connect-src 'self'; default-src &#x27;none&#x27;"`)
    expect(page.body).toContain('<script src="/.muqabil/reload.js" defer></script>\n</head>')
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    const markdown = await get(encodeURI('/أ ب.md'))
    expect(markdown).toMatchObject({
      status: 200,
      body: '# نص <b>',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
    expect((await get('/', { host: `localhost:${port}` })).body).toContain('No page is here yet')
  })

  test.each([
    ['/../secret.txt', {}, 404],
    ['/..%2fsecret.txt', {}, 404],
    ['/%2e%2e/secret.txt', {}, 404],
    ['/..%5csecret.txt', {}, 404],
    ['/link.txt', {}, 404],
    ['/.muqabil.json', {}, 404],
    ['//etc/passwd', {}, 404],
    ['/%00', {}, 404],
    ['/%ff', {}, 404],
    ['/../output2/x.txt', {}, 404],
    ['/a.html', { host: 'evil.example' }, 403],
    ['/a.html', { host: 'evil.example:1' }, 403],
    ['/a.html', { origin: 'http://evil.example' }, 403],
    ['/a.html', { origin: 'null' }, 403],
    ['/.muqabil/events', { origin: 'https://evil.example' }, 403],
    ['/a.html', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['/a.html', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
  ] as const)('%s with %j: %i', async (path, headers, status) => {
    const { get } = await served()
    const answer = await get(path, headers)
    expect(answer.status).toBe(status)
    expect(answer.body).not.toContain('secret')
  })

  test('takes nothing, and is there for this machine alone', async () => {
    const { get } = await served()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await get('/a.html', {}, method)).status).toBe(405)
  })

  test('what is said where no page is, is text', () => {
    expect(withReload(placeholderPage('<b> & so'))).toContain('<p>&lt;b> &amp; so</p>')
  })
})
