/** The review server: what its own page gets, and what nobody else does. Real sockets. */
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import type { DocumentView, EditResult, ProjectView } from '../../src/review/api.ts'
import { pageOf } from '../../src/review/page.ts'
import { serveReview } from '../../src/review/serve.ts'
import { record, SOURCE, TEXT } from '../project/review/reviewed-project.ts'
import { BUNDLE, served, type Answer, type TestServer } from './served.ts'

async function firstEdit(server: TestServer): Promise<Record<string, unknown>> {
  const { body } = await server.get(`/api/document?path=${encodeURIComponent(SOURCE)}`)
  const [row] = (JSON.parse(body) as DocumentView).rows
  const [segment] = row?.segments ?? []
  return {
    kind: 'target',
    document: SOURCE,
    unit: row?.unit,
    segment: segment?.id,
    base: segment?.version,
    target: ['The quarter café'],
  }
}

const refusedWith = (status: number): object => ({ status, body: expect.stringContaining('"message"') as string })

describe('its own page', () => {
  test('is opened by the token, which goes from the address; asks, edits, hears of others', async () => {
    const server = await served()
    const entrance = await server.ask(`/?token=${server.token}`)
    expect(entrance).toMatchObject({ status: 200, body: expect.stringContaining('content="0; url=/"') as string })
    expect(entrance.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(entrance.body + String(entrance.headers['set-cookie'])).not.toContain(server.token)
    const page = await server.get('/')
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('id="app"') as string })
    const { documents, sourceDirection } = JSON.parse((await server.get('/api/project')).body) as ProjectView
    expect(documents).toMatchObject([{ path: SOURCE, counts: { segments: 6, translated: 6 } }])
    expect(sourceDirection).toBe('rtl')

    const heard = await server.socket()
    let text = ''
    heard.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    heard.write(
      `GET /api/events?window=w2 HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${await server.cookie()}\r\n\r\n`,
    )
    await expect.poll(() => text).toContain(': listening')
    const edit = await firstEdit(server)
    const { status, body } = await server.post('/api/edit', edit, { 'muqabil-window': 'w1' })
    const result = JSON.parse(body) as EditResult
    expect([status, result.kind]).toEqual([200, 'saved'])
    expect(record(server.root)).toContain('The quarter café')
    await expect.poll(() => text).toMatch(/data: \{"kind":"rows".*The quarter café/)
    const undo = result.kind === 'saved' ? [result.undo, { ...edit, base: 'x' }] : []
    const both = JSON.parse((await server.post('/api/edits', undo, { 'muqabil-window': 'w2' })).body) as EditResult[]
    expect(both.map(({ kind }) => kind)).toEqual(['saved', 'conflict'])
    expect(server.bugs).toEqual([])
  })

  test('is told in words what is wrong: no such document, a record in conflict, a body that is no edit', async () => {
    const server = await served()
    expect(await server.get('/api/document?path=input%2Fb.md')).toMatchObject({
      status: 404,
      body: expect.stringContaining('[document-unknown]') as string,
    })
    writeFileSync(join(server.root, 'translations/a.md.en.xlf'), '<<<<<<< ours\n')
    expect(await server.get(`/api/document?path=${SOURCE}`)).toMatchObject({
      status: 422,
      body: expect.stringContaining('[record-conflict]') as string,
    })
    for (const body of [null, [], { kind: 'target' }, { kind: 'drop', document: SOURCE }, 'x'.repeat(2000)])
      expect(await server.post('/api/edit', body)).toMatchObject(refusedWith(400))
    expect(await server.get('/api/nothing')).toMatchObject(refusedWith(404))
    expect(server.bugs).toEqual([])
  })
})

describe('nobody else', () => {
  test('without the token, with a wrong one, or with one in the Referer', async () => {
    const server = await served()
    const wrong = `${server.token.slice(0, -1)}${server.token.endsWith('A') ? 'B' : 'A'}`
    for (const path of ['/', '/api/project', `/api/document?path=${SOURCE}`, '/api/events', '/api/nothing'])
      for (const headers of [
        {},
        { cookie: `muqabil-${server.port}=${server.token}` },
        { referer: server.address },
        { authorization: `Bearer ${server.token}` },
      ])
        expect(await server.ask(path, { headers })).toMatchObject(refusedWith(401))
    for (const token of [wrong, '', server.token.slice(1), `${server.token}x`])
      expect((await server.ask(`/?token=${token}`)).status).toBe(403)
    expect((await server.ask(`/api/project?token=${server.token}`)).status).toBe(401)
  })

  test('under another name: a name that leads here has the cookie, and is no name of this server', async () => {
    const server = await served()
    const cookie = await server.cookie()
    for (const host of [
      'evil.example',
      `evil.example:${server.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      'localhost.evil.example',
    ])
      for (const path of ['/', '/api/project', `/?token=${server.token}`])
        expect(await server.ask(path, { headers: { host, cookie } })).toMatchObject(refusedWith(403))
    for (const host of [`localhost:${server.port}`, `[::1]:${server.port}`, `LOCALHOST:${server.port}`])
      expect((await server.ask('/api/project', { headers: { host, cookie } })).status).toBe(200)
  })

  test("another site's page: it may neither write nor read, whatever it says it sends", async () => {
    const server = await served()
    const edit = await firstEdit(server)
    const before = record(server.root)
    const refused: Answer[] = []
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:${server.port + 1}` },
      { origin: `https://127.0.0.1:${server.port}` },
      { origin: `http://localhost:${server.port}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'application/json-but-not' },
    ])
      refused.push(await server.post('/api/edit', edit, headers))
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403, 415, 415, 415])
    const cookie = await server.cookie()
    const noOrigin = { cookie, 'content-type': 'application/json' }
    expect(
      (await server.ask('/api/edit', { method: 'POST', headers: noOrigin, body: JSON.stringify(edit) })).status,
    ).toBe(403)
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect((await server.ask('/api/edit', { method, headers: { cookie } })).status).toBe(405)
    for (const site of ['cross-site', 'same-site'])
      expect((await server.ask('/api/project', { headers: { cookie, 'sec-fetch-site': site } })).status).toBe(403)
    expect(record(server.root)).toBe(before)
  })

  test('a page that frames it, guesses types or asks others: every answer says no', async () => {
    const server = await served()
    const answers = [
      await server.get('/'),
      await server.ask(`/?token=${server.token}`),
      await server.ask('/'),
      await server.get('/api/project'),
      await server.get('/api/nothing'),
      await server.ask('/', { headers: { host: 'evil.example' } }),
    ]
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'.*frame-ancestors 'none'$/)
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
    // What would end the script early does not: it stands in a text.
    const { html, policy } = pageOf({
      script: 'const a = "</script><img src=x>"',
      style: 'a::after { content: "</style>" }',
    })
    expect(html.match(/<\/script/g)).toHaveLength(1)
    expect(html.match(/<\/style/g)).toHaveLength(1)
    expect(policy).toMatch(/script-src 'sha256-[^']+'; connect-src 'self'/)
  })

  test('by a path: names of documents are looked up in a list, and lead to no file', async () => {
    const server = await served({}, { 'secret.md': 'سرّ\n', 'input/ب 1.md': 'نصّ.\n' })
    const names = [
      '../secret.md',
      'input/../secret.md',
      '..%2Fsecret.md',
      '..%252Fsecret.md',
      'input%252F..%252F..%252Fetc%252Fpasswd',
      '/etc/passwd',
      'file:///etc/passwd',
      'translations/a.md.en.xlf',
      'muqabil.config.json',
      '__proto__',
      'a\u0000b',
    ]
    for (const name of names) {
      expect((await server.get(`/api/document?path=${encodeURIComponent(name)}`)).status).toBe(404)
      const seen = { document: name, unit: 'p-1', segment: 's1' }
      for (const path of ['/api/beside', '/api/estimate', '/api/translate-again'])
        expect((await server.post(path, seen)).status).toBe(404)
      expect((await server.post('/api/edit', { ...seen, kind: 'state', base: 'x', state: 'final' })).status).toBe(404)
    }
    for (const path of [
      '/../secret.md',
      '/%2e%2e/secret.md',
      '/%252e%252e%252fsecret.md',
      '/input/a.md',
      '/.git/config',
    ])
      expect((await server.get(path)).status).toBe(404)
    expect((await server.get(`/api/document?path=${encodeURIComponent('input/ب 1.md')}`)).status).toBe(200)
    expect(server.bugs).toEqual([])
  })

  test('by much: a body of 1 GB is not read, by length or in chunks; headers without end neither', async () => {
    const server = await served()
    const cookie = await server.cookie()
    const head = (more: string): string =>
      `POST /api/edit HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\nOrigin: http://127.0.0.1:${server.port}\r\nContent-Type: application/json\r\n${more}\r\n\r\n`
    const before = process.memoryUsage().rss
    for (const [more, chunk] of [
      ['Content-Length: 1000000000', 'x'.repeat(65_536)],
      ['Transfer-Encoding: chunked', `10000\r\n${'x'.repeat(65_536)}\r\n`],
    ] as const) {
      const socket = await server.socket()
      let [text, sent, isClosed] = ['', 0, false]
      socket.setEncoding('utf8').on('data', (part: string) => (text += part))
      socket.on('error', () => (isClosed = true)).on('close', () => (isClosed = true))
      socket.write(head(more))
      while (!isClosed && sent < 1e9) {
        sent += chunk.length
        if (!socket.write(chunk))
          await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined)
        await new Promise(setImmediate)
      }
      expect(text === '' || text.startsWith('HTTP/1.1 413')).toBe(true)
      expect(sent).toBeLessThan(50e6)
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6)
    const long = await server.ask('/', { headers: { 'x-long': 'x'.repeat(20_000) } }).catch(() => ({ status: 0 }))
    expect([0, 431]).toContain(long.status)
    expect((await server.get('/api/project')).status).toBe(200)
  })

  test('by slowness: half a head, half a body, a letter at a time, all end; others are served meanwhile', async () => {
    const few = { headersMilliseconds: 300, lookMilliseconds: 50 }
    const heads = await served({ limits: few })
    const bodies = await served({ limits: { ...few, requestMilliseconds: 600 } })
    const host = `Host: 127.0.0.1:${bodies.port}`
    const halves = [
      [heads, 'GET / HT'],
      [heads, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${heads.port}\r\nX-A: b`],
      [
        bodies,
        `POST /api/edit HTTP/1.1\r\n${host}\r\nCookie: ${await bodies.cookie()}\r\nOrigin: http://127.0.0.1:${bodies.port}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`,
      ],
    ] as const
    const closed = halves.map(async ([server, half]) => {
      const socket = await server.socket()
      const ended = new Promise<void>((done) => socket.on('close', () => done()))
      socket.on('error', () => undefined).resume()
      socket.write(half)
      const drip = setInterval(() => socket.writable && socket.write('x'), 40)
      await ended
      clearInterval(drip)
    })
    expect((await bodies.get('/api/project')).status).toBe(200)
    await Promise.all(closed)
    expect((await heads.get('/api/project')).status).toBe(200)
  })

  test('by many: connections over the limit are closed at once, and those within it work', async () => {
    const server = await served({ limits: { connections: 20 } })
    const cookie = await server.cookie()
    let [open, closed] = [0, 0]
    const sockets = Array.from({ length: 200 }, () => {
      const socket = createConnection(server.port, '127.0.0.1')
      socket.on('connect', () => open++).on('error', () => undefined)
      socket.on('close', () => closed++).resume()
      return socket
    })
    await expect.poll(() => closed).toBe(180)
    for (const socket of sockets) socket.destroy()
    await expect
      .poll(async () => (await server.ask('/api/project', { headers: { cookie } }).catch(() => ({ status: 0 }))).status)
      .toBe(200)
    expect(open).toBeGreaterThan(19)
  })

  test('with what a browser was started with: it is good for one visit', async () => {
    const { session } = await served()
    const { addressOnce, close } = await serveReview({ session, bundle: BUNDLE })
    const statuses = [await fetch(addressOnce), await fetch(addressOnce)].map(({ status }) => status)
    expect(statuses).toEqual([200, 403])
    await close()
  })

  test('other machines: only with a token, of a length that nobody guesses; a port that is taken is named', async () => {
    const { session, port } = await served()
    const wrong = serveReview({ session, bundle: BUNDLE, host: '0.0.0.0' })
    await expect(wrong).rejects.toThrow('host-open')
    await expect(serveReview({ session, bundle: BUNDLE, token: 'short' })).rejects.toThrow('token-short')
    await expect(serveReview({ session, bundle: BUNDLE, port })).rejects.toThrow('port-taken')
    const open = await serveReview({ session, bundle: BUNDLE, host: '0.0.0.0', token: 'a-token-of-our-own-making' })
    expect(open.address).toContain('token=a-token-of-our-own-making')
    await open.close()
  })
})

test('stored markup in every field is data and nothing else', async () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>'
  const server = await served({}, { [SOURCE]: `${TEXT}\n\nنصٌّ ${hostile.replaceAll('<', '\\<')}\n` })
  const edit = await firstEdit(server)
  const after = async (wish: object): Promise<EditResult> => {
    const fresh = await firstEdit(server)
    const { target: _target, ...seen } = fresh
    return JSON.parse((await server.post('/api/edit', { ...seen, ...wish })).body) as EditResult
  }
  expect((await server.post('/api/edit', { ...edit, target: [hostile] })).status).toBe(200)
  expect(await after({ kind: 'note', text: hostile })).toMatchObject({ kind: 'saved', row: { notes: [hostile] } })
  expect(await after({ kind: 'needs-work', note: hostile })).toMatchObject({ kind: 'saved' })
  expect(await after({ kind: 'waive', check: 'markup', reason: hostile })).toMatchObject({ kind: 'saved' })
  const { headers, body } = await server.get(`/api/document?path=${SOURCE}`)
  expect(headers['content-type']).toMatch(/^application\/json/)
  expect((JSON.parse(body) as DocumentView).rows[0]?.segments[0]).toMatchObject({ target: [hostile], reason: hostile })
  expect((await server.get('/')).body).not.toContain('alert(1)')
  expect(readFileSync(join(server.root, 'translations/a.md.en.xlf'), 'utf8')).not.toContain('<script>')
})
