/** Fetching a text into the input folder: from real servers on loopback, and from none that is private unless asked. */
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readDocumentText } from '../../src/document/formats.ts'
import { MuqabilError } from '../../src/errors.ts'
import { add, type AddOptions } from '../../src/project/add.ts'
import { isPrivateAddress } from '../../src/project/private-address.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const PAGE = '<!DOCTYPE html><html><body><main><h1>القهوة</h1><p>نصّ الصفحة.</p></main></body></html>'
const HTML = { 'content-type': 'text/html; charset=utf-8' }
/** 'نص' in windows-1256. */
const OLD = Buffer.from([0xe4, 0xd5])

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port, not on a pipe
}

async function outcomeOf(root: string, address: string, options: AddOptions = {}): Promise<string> {
  try {
    return (await add(address, { cwd: root, config: {}, environment: {}, ...options })).path
  } catch (error) {
    if (error instanceof MuqabilError) return error.code
    throw error
  }
}

const filesIn = (root: string): readonly string[] =>
  existsSync(join(root, 'input')) ? readdirSync(join(root, 'input')).toSorted() : []

describe('a text from an address', () => {
  test('lies in the input folder, its address and the day in it, and is built like any other', async () => {
    const base = await serve((_, response) => response.writeHead(200, HTML).end(PAGE))
    const root = temporaryProject({ 'muqabil.config.json': '{"provider":"pseudo"}' })
    const address = `${base}/${encodeURIComponent('أخبار')}/${encodeURIComponent('تاريخ القهوة')}.html?x=1`
    const ran = await muqabil(root, ['add', address, '--allow-private'])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    expect(ran.stdout).toContain('input/تاريخ-القهوة.html')
    const text = readFileSync(join(root, 'input/تاريخ-القهوة.html'), 'utf8')
    expect(text).toBe(`<!--\nsource: ${address}\nfetched: ${new Date().toISOString().slice(0, 10)}\n-->\n${PAGE}`)
    expect(readDocumentText('a.html', text).frontMatter).toEqual({
      source: address,
      fetched: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    expect((await muqabil(root, ['build'])).status).toBe(0)
    // Marks that can be hidden stand in elements of their own.
    const page = readFileSync(join(root, 'output/تاريخ-القهوة.html'), 'utf8')
    expect(page.replaceAll(/<[^>]*>/g, '')).toContain('نصّ الصفحة.')
    expect(await muqabil(root, ['add', address, '--allow-private'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('[source-there]'),
    })
  })

  test.each([
    ['text/html', Buffer.from(PAGE), '/a/', 'input/a.html'],
    ['text/markdown', Buffer.from('# ن\n'), '/readme', 'input/readme.md'],
    ['text/plain', Buffer.from('# ن\n'), '/README.md', 'input/README.md'],
    ['text/plain', Buffer.from('ن'), '/x.php', 'input/x-php.txt'],
    ['application/octet-stream', Buffer.from('x'), '/b.epub', 'input/b.epub'],
    ['text/html', Buffer.from(PAGE), '/', 'input/127-0-0-1.html'],
    ['text/html', Buffer.from(PAGE), '/%2e%2e%2f%2e%2e%2fetc', 'input/etc.html'],
    ['application/pdf', Buffer.from('%PDF'), '/a.pdf', 'fetch-type'],
    ['image/png', Buffer.from('x'), '/a.html', 'fetch-type'],
    ['application/octet-stream', Buffer.from('x'), '/a.exe', 'fetch-type'],
  ])('of the kind %s', async (type, body, path, expected) => {
    const base = await serve((_, response) => response.writeHead(200, { 'content-type': type }).end(body))
    const root = temporaryProject({})
    expect(await outcomeOf(root, base + path, { allowPrivate: true })).toBe(expected)
  })

  test('in an old encoding that the server names is kept as UTF-8', async () => {
    const base = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain; charset="windows-1256"' }).end(OLD),
    )
    const root = temporaryProject({})
    expect(await outcomeOf(root, `${base}/a.txt`, { allowPrivate: true })).toBe('input/a.txt')
    expect(readFileSync(join(root, 'input/a.txt'), 'utf8')).toBe('نص')
    expect(readFileSync(join(root, 'input/.a.txt.source.yaml'), 'utf8')).toMatch(
      /^source: http:\S+\/a\.txt\nfetched: [\d-]+\n$/,
    )
  })

  test('with front matter of its own keeps it', async () => {
    const base = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/markdown' }).end('---\ntitle: ن\n---\n\nنص\n'),
    )
    const root = temporaryProject({})
    await outcomeOf(root, `${base}/a`, { allowPrivate: true })
    expect(readDocumentText('a.md', readFileSync(join(root, 'input/a.md'), 'utf8')).frontMatter).toMatchObject({
      title: 'ن',
      source: `${base}/a`,
    })
  })

  test.each([
    ['gzip', gzipSync(PAGE), 'input/a.html'],
    ['br', brotliCompressSync(PAGE), 'input/a.html'],
    ['gzip', gzipSync(Buffer.alloc(40_000_000)), 'source-too-large'],
    ['gzip', gzipSync(PAGE).subarray(0, 40), 'fetch-failed'],
    ['zstd', Buffer.from('x'), 'fetch-failed'],
  ])('packed as %s', async (encoding, body, expected) => {
    const base = await serve((_, response) =>
      response.writeHead(200, { ...HTML, 'content-encoding': encoding }).end(body),
    )
    const root = temporaryProject({})
    expect(await outcomeOf(root, `${base}/a`, { allowPrivate: true })).toBe(expected)
    expect(filesIn(root)).toEqual(expected.startsWith('input/') ? ['a.html'] : [])
  })
})

describe('what is refused, and writes nothing', () => {
  test.each([
    'ftp://example.org/a',
    'file:///etc/passwd',
    'example.org/a',
    'https://a:b@example.org/',
    'javascript:x',
    '',
  ])('%j', async (address) => {
    const root = temporaryProject({})
    expect(await outcomeOf(root, address)).toBe('address-unusable')
    expect(filesIn(root)).toEqual([])
  })

  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.31.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://localhost/',
  ])('the private address %s', async (address) => {
    expect(await outcomeOf(temporaryProject({}), address)).toBe('address-private')
  })

  test('addresses of the public network are none of these', () => {
    for (const address of ['93.184.216.34', '172.32.0.1', '2606:2800:220:1::1', '100.128.0.1', '::ffff:8.8.8.8'])
      expect([address, isPrivateAddress(address)]).toEqual([address, false])
  })

  test('a name that stands for a private address, even beside a public one, is never connected to', async () => {
    let asked = 0
    const base = await serve((_, response) => {
      asked++
      response.writeHead(200, HTML).end(PAGE)
    })
    const port = new URL(base).port
    const standingFor =
      (...addresses: readonly string[]): LookupFunction =>
      (_host, { all }, done) => {
        const found = addresses.map((address) => ({ address, family: 4 }))
        if (all) done(null, found)
        else done(null, addresses[0] ?? '', 4)
      }
    for (const lookup of [standingFor('127.0.0.1'), standingFor('93.184.216.34', '127.0.0.1')])
      expect(await outcomeOf(temporaryProject({}), `http://news.example:${port}/a`, { lookup })).toBe('address-private')
    expect(asked).toBe(0)
    const root = temporaryProject({})
    expect(
      await outcomeOf(root, `http://news.example:${port}/a`, { lookup: standingFor('127.0.0.1'), allowPrivate: true }),
    ).toBe('input/a.html')
    expect(asked).toBe(1)
  })

  test.each([
    ['to itself', (base: string) => `${base}/again`],
    ['to a file', () => 'file:///etc/passwd'],
    ['to a name and password', () => 'http://a:b@example.org/'],
  ])('redirects %s', async (name, target) => {
    let asked = 0
    const base: string = await serve((_, response) => {
      asked++
      response.writeHead(302, { location: target(base) }).end()
    })
    expect(await outcomeOf(temporaryProject({}), `${base}/a`, { allowPrivate: true })).toBe(
      name === 'to itself' ? 'fetch-failed' : 'address-unusable',
    )
    expect(asked).toBe(name === 'to itself' ? 6 : 1)
  })

  test('redirects are followed, and the address in the end is the one that is kept', async () => {
    const base = await serve((request, response) =>
      request.url === '/a'
        ? response.writeHead(301, { location: '/b.html' }).end()
        : response.writeHead(200, HTML).end(PAGE),
    )
    const root = temporaryProject({})
    expect(await outcomeOf(root, `${base}/a`, { allowPrivate: true })).toBe('input/b.html')
    expect(readFileSync(join(root, 'input/b.html'), 'utf8')).toContain(`source: ${base}/b.html\n`)
  })

  test.each([
    ['more than the limit, announced', { 'content-length': '40000000' }, false, 'source-too-large'],
    ['more than the limit, not announced', {}, true, 'source-too-large'],
  ])('%s', async (_, headers, endless, expected) => {
    const part = Buffer.alloc(1_000_000, 'ن')
    const base = await serve((_request, response) => {
      response.writeHead(200, { ...HTML, ...headers })
      const more = (): void => void (response.destroyed || (endless && response.write(part, () => setImmediate(more))))
      response.write(part)
      more()
    })
    const root = temporaryProject({})
    expect(await outcomeOf(root, `${base}/a`, { allowPrivate: true })).toBe(expected)
    expect(filesIn(root)).toEqual([])
  })

  test.each([
    ['silence', (): void => undefined],
    [
      'a body that stops',
      (response: Parameters<RequestListener>[1]) => void response.writeHead(200, HTML).write('<p>'),
    ],
  ])('%s, once the time is up', async (_, answer) => {
    const base = await serve((_request, response) => answer(response))
    const root = temporaryProject({})
    expect(await outcomeOf(root, `${base}/a`, { allowPrivate: true, timeoutSeconds: 0.2 })).toBe('fetch-failed')
    expect(filesIn(root)).toEqual([])
  })

  test.each([404, 500, 204, 304])('an answer of %i', async (status) => {
    const base = await serve((_, response) => response.writeHead(status, HTML).end())
    expect(await outcomeOf(temporaryProject({}), `${base}/a`, { allowPrivate: true })).toBe('fetch-failed')
  })

  test('names that lead out of the folder, or are taken', async () => {
    const base = await serve((_, response) => response.writeHead(200, HTML).end(PAGE))
    const root = temporaryProject({ 'input/a.html': 'نص' })
    expect(await outcomeOf(root, `${base}/a`, { allowPrivate: true })).toBe('source-there')
    expect(await outcomeOf(root, `${base}/a`, { allowPrivate: true, as: '../../b.html' })).toBe('path-outside')
    expect(await outcomeOf(root, `${base}/a`, { allowPrivate: true, as: 'b.pdf' })).toBe('fetch-type')
    expect(readFileSync(join(root, 'input/a.html'), 'utf8')).toBe('نص')
    expect(await outcomeOf(root, `${base}/a`, { allowPrivate: true, as: 'أ/ب.html' })).toBe('input/أ/ب.html')
  })

  test('a server that is not there', async () => {
    expect(await outcomeOf(temporaryProject({}), 'http://127.0.0.1:1/a', { allowPrivate: true })).toBe('fetch-failed')
  })
})
