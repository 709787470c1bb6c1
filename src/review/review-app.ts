/** What the review server answers: the page, and the desk behind it. */
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { setCookie } from 'hono/cookie'
import { MuqabilError } from '../errors.ts'
import type { ReviewSession } from '../project/review/session.ts'
import { streamChanges } from './changes.ts'
import { guardCookie, guardHost, guardOrigin, isSecret, TOKEN, type GuardOptions } from './guard.ts'
import type { ServeLimits } from './limits.ts'
import { ENTRANCE, policyOf, type Page } from './page.ts'
import { readEdit, readEdits, readPlace } from './read-request.ts'

export interface ReviewAppOptions extends GuardOptions {
  readonly session: ReviewSession
  readonly page: Page
  /** Of the address that is printed. */
  readonly token: string
  /** Of the address that is opened, once: what a browser was started with, others on this machine can see. */
  readonly tokenOnce: string
  readonly limits: ServeLimits
  /** Aborts when the server ends. */
  readonly ending: AbortSignal
  /** Told of what is no person's fault. */
  readonly onBug: (error: unknown) => void
}

export function reviewApp(options: ReviewAppOptions): Hono {
  const { session, page, token, tokenOnce, cookie, secret, limits, ending, onBug } = options
  const app = new Hono()
  let isSpent = false
  app.use(withHeaders, guardHost(options))
  app.get('/', async (context, next) => {
    const given = context.req.query(TOKEN)
    if (given === undefined) return next()
    const isOnce = !isSpent && isSecret(given, tokenOnce)
    if (isOnce) isSpent = true
    if (!isOnce && !isSecret(given, token))
      return context.json({ message: 'Unexpected token; open the address that was printed.' }, 403)
    setCookie(context, cookie, secret, { httpOnly: true, sameSite: 'Strict', path: '/' })
    return send(context, ENTRANCE)
  })
  app.use(guardCookie(options))
  app.get('/', (context) => send(context, page))
  app.use(guardOrigin())
  app.get('/api/project', async (context) => context.json(await session.project()))
  app.get('/api/document', async (context) => context.json(await session.document(context.req.query('path') ?? '')))
  app.get('/api/events', (context) => streamChanges(context, session, ending))
  const small = limitOf(limits.editBytes)
  app.post('/api/edit', small, async (context) => {
    const edit = readEdit(await bodyOf(context))
    return edit ? context.json(await session.edit(edit, windowOf(context))) : wrongBody(context)
  })
  app.post('/api/edits', limitOf(limits.editsBytes), async (context) => {
    const edits = readEdits(await bodyOf(context))
    if (edits === undefined) return wrongBody(context)
    return context.json(await Promise.all(edits.map((edit) => session.edit(edit, windowOf(context)))))
  })
  app.post('/api/beside', small, async (context) => {
    const place = readPlace(await bodyOf(context))
    return place ? context.json(await session.beside(place)) : wrongBody(context)
  })
  app.post('/api/estimate', small, async (context) => {
    const place = readPlace(await bodyOf(context))
    return place ? context.json(await session.estimate(place)) : wrongBody(context)
  })
  app.post('/api/translate-again', small, async (context) => {
    const place = readPlace(await bodyOf(context))
    return place ? context.json(await session.translateAgain(place, ending)) : wrongBody(context)
  })
  app.notFound((context) => context.json({ message: 'There is nothing at this address.' }, 404))
  app.onError((error, context) => {
    if (error instanceof MuqabilError) return context.json({ message: error.message }, statusOf(error))
    onBug(error)
    return context.json({ message: 'This program has a fault: it is told where muqabil review runs.' }, 500)
  })
  return app
}

/** On every answer, errors too. */
const withHeaders: MiddlewareHandler = async (context, next) => {
  const headers = {
    'content-security-policy': policyOf([], []),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'cache-control': 'no-store',
  }
  for (const [name, value] of Object.entries(headers)) context.header(name, value)
  await next()
}

function send(context: Context, { html, policy }: Page): Response {
  context.header('content-security-policy', policy)
  return context.html(html)
}

function limitOf(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: (context) => {
      context.header('connection', 'close')
      return context.json({ message: `Unexpected size of a request, expected at most ${maxSize} bytes.` }, 413)
    },
  })
}

async function bodyOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    return undefined
  }
}

function wrongBody(context: Context): Response {
  return context.json({ message: 'Unexpected request, expected what the page sends; load the page anew.' }, 400)
}

function windowOf(context: Context): string | undefined {
  return context.req.header('muqabil-window')
}

function statusOf(error: MuqabilError): 404 | 422 | 500 {
  if (error.is('document-unknown')) return 404
  return error.is('file-unwritable') ? 500 : 422
}
