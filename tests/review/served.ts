/** The review server over a project of the tests, and requests as a browser of its own page makes them, or anybody else. */
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { serveReview, type ServeOptions } from '../../src/review/serve.ts'
import type { ReviewSession } from '../../src/project/review/session.ts'
import { machineTranslated, review } from '../project/review/reviewed-project.ts'

export const BUNDLE = { script: 'document.querySelector("#app").textContent = "here"', style: '#app { color: #123 }' }

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Asking {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string
}

export interface TestServer {
  readonly root: string
  readonly session: ReviewSession
  readonly address: string
  readonly port: number
  readonly token: string
  readonly bugs: unknown[]
  /** With nothing but what is told. */
  ask(path: string, asking?: Asking): Promise<Answer>
  /** As the page itself asks, with the cookie that it was given. */
  get(path: string): Promise<Answer>
  post(path: string, body: unknown, headers?: OutgoingHttpHeaders): Promise<Answer>
  cookie(): Promise<string>
  /** A connection by hand, to this server. */
  socket(): Promise<Socket>
  close(): Promise<void>
}

export async function served(
  options: Partial<Omit<ServeOptions, 'session'>> = {},
  files: Readonly<Record<string, string>> = {},
  configuration: object = {},
): Promise<TestServer> {
  const root = await machineTranslated(files, configuration)
  const session = await review(root)
  const bugs: unknown[] = []
  const { address, port, close } = await serveReview({
    session,
    bundle: BUNDLE,
    onBug: (error) => bugs.push(error),
    ...options,
  })
  onTestFinished(close)
  const token = new URL(address).searchParams.get('token') ?? ''
  const ask = (path: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> =>
    new Promise((done, failed) => {
      const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      })
      asked.on('error', failed)
      asked.end(body)
    })
  let given: Promise<string> | undefined
  const cookie = (): Promise<string> =>
    (given ??= ask(`/?token=${token}`).then(({ headers }) => headers['set-cookie']?.[0]?.split(';')[0] ?? ''))
  return {
    root,
    session,
    address,
    port,
    token,
    bugs,
    ask,
    cookie,
    async get(path) {
      return ask(path, { headers: { cookie: await cookie(), 'sec-fetch-site': 'same-origin' } })
    },
    async post(path, body, headers = {}) {
      return ask(path, {
        method: 'POST',
        headers: {
          cookie: await cookie(),
          origin: `http://127.0.0.1:${port}`,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          ...headers,
        },
        body: JSON.stringify(body),
      })
    },
    socket: () =>
      new Promise((done, failed) => {
        const socket = connect(port, '127.0.0.1', () => done(socket))
        socket.on('error', failed)
        onTestFinished(() => void socket.destroy())
      }),
    close,
  }
}
