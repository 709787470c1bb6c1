/** A server of the editions, on this machine and for it alone. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import { systemProblem } from '../files/system-problem.ts'
import { OWN, placeholderPage, RELOAD_SCRIPT, withReload } from './reload-script.ts'

/** What pages are told: another version is another page. */
export interface PageState {
  readonly version: string
  readonly problems: readonly string[]
}

export interface OutputServer {
  readonly address: string
  readonly tell: (state: PageState) => void
  readonly close: () => Promise<void>
}

export interface ServeOptions {
  readonly root: string
  /** The output folder as it is configured now. */
  readonly folder: () => string
  /** 0: any that is free. */
  readonly port: number
}

const HOST = '127.0.0.1'
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.epub': 'application/epub+zip',
  '.pdf': 'application/pdf',
}
const TEXT = 'text/plain; charset=utf-8'

/** @throws {MuqabilError} `port-taken`. */
export async function serveOutput({ root, folder, port }: ServeOptions): Promise<OutputServer> {
  let state: PageState = { version: '', problems: [] }
  const listeners = new Set<() => void>()
  const closing = new AbortController()
  let own: readonly string[] = []
  const app = new Hono()
  app.use(async (context, next) => {
    const refusal = refusalOf(context, own)
    if (refusal !== undefined) return refusal
    await next()
    context.header('Cache-Control', 'no-store')
    context.header('X-Content-Type-Options', 'nosniff')
    context.header('Cross-Origin-Resource-Policy', 'same-origin')
    context.header('X-Frame-Options', 'DENY')
    return undefined
  })
  app.get(`${OWN}/reload.js`, (context) => context.body(RELOAD_SCRIPT, 200, { 'Content-Type': 'text/javascript' }))
  app.get(`${OWN}/events`, (context) =>
    streamSSE(context, async (stream) => {
      while (!stream.aborted && !closing.signal.aborted) {
        const said = state
        await stream.writeSSE({ data: JSON.stringify(said) })
        while (state === said && !stream.aborted && !closing.signal.aborted)
          await new Promise<void>((wake) => {
            const done = (): void => {
              listeners.delete(done)
              wake()
            }
            listeners.add(done)
            stream.onAbort(done)
          })
      }
    }),
  )
  app.get('*', (context) => answer(context, root, folder()))
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((done, fail) => {
    server.once('error', (error) =>
      fail(new MuqabilError('port-taken', { host: HOST, port, problem: systemProblem(error) }, {}, { cause: error })),
    )
    server.listen(port, HOST, done)
  })
  const bound = server.address()
  const number = typeof bound === 'object' && bound !== null ? bound.port : port
  own = [`${HOST}:${number}`, `localhost:${number}`]
  const wake = (): void => {
    for (const listener of listeners) listener()
  }
  return {
    address: `http://${HOST}:${number}/`,
    tell(next) {
      state = next
      wake()
    },
    async close() {
      closing.abort()
      wake()
      const closed = new Promise<void>((done) => server.close(() => done()))
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

/** Another site's page must neither read what is here nor reach it by a name of its own that leads to this machine. */
function refusalOf({ req }: Context, own: readonly string[]): Response | undefined {
  const refuse = (status: number): Response => new Response(null, { status })
  if (req.method !== 'GET' && req.method !== 'HEAD') return refuse(405)
  if (!own.includes(req.header('host') ?? '')) return refuse(403)
  const origin = req.header('origin')
  if (origin !== undefined && !own.some((host) => origin === `http://${host}`)) return refuse(403)
  const site = req.header('sec-fetch-site')
  return site === 'cross-site' && req.header('sec-fetch-mode') !== 'navigate' ? refuse(403) : undefined
}

function answer(context: Context, root: string, folder: string): Response {
  const path = pathOf(new URL(context.req.url).pathname)
  const file = path === undefined ? undefined : fileOf(root, folder, path)
  if (file === undefined) {
    const isRoot = path === 'index.html'
    const said = isRoot ? 'No page is here yet: put a text into the input folder, with "html" among the formats.' : 'No such page.' // prettier-ignore
    return context.html(withReload(placeholderPage(said)), isRoot ? 200 : 404)
  }
  const type = TYPES[extname(file).toLowerCase()] ?? TEXT
  const bytes = readFileSync(file)
  return type.startsWith('text/html')
    ? context.html(withReload(bytes.toString()))
    : context.body(Uint8Array.from(bytes), 200, { 'Content-Type': type })
}

/** Without names that begin with a dot; a folder means its index. */
function pathOf(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname).slice(1)
    const whole = path === '' || path.endsWith('/') ? `${path}index.html` : path
    return whole.split(/[\\/]/).some((name) => name.startsWith('.')) ? undefined : whole
  } catch {
    return undefined
  }
}

/** A file of the output folder, links followed; nothing else is served. */
function fileOf(root: string, folder: string, path: string): string | undefined {
  try {
    const file = join(root, projectPath(join(root, folder), path) && `${folder}/${path}`)
    return existsSync(file) && statSync(file).isFile() ? file : undefined
  } catch {
    return undefined
  }
}
