/** Who may speak to the review server: its own page in a browser that has shown the token, and nobody else. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'

export interface GuardOptions {
  /** Names that the server answers to, with the port: '127.0.0.1:4680'. Another one is an attempt at rebinding. */
  readonly hosts: ReadonlySet<string>
  readonly cookie: string
  /** What the cookie holds. */
  readonly secret: string
}

/** The token stands in the address that is opened, once. */
export const TOKEN = 'token'

/** Equal in a time that says nothing of where they differ. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(secret))
}

/** A name that the server has not is another site's that leads here. */
export function guardHost({ hosts }: Pick<GuardOptions, 'hosts'>): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host')?.toLowerCase() ?? ''
    if (!hosts.has(host))
      return refuse(context, 403, 'Unexpected name of this server; open the address that was printed.')
    await next()
    return undefined
  }
}

/** Without the cookie nothing is said, not even whether a document is there. */
export function guardCookie({ cookie, secret }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    if (!isSecret(getCookie(context, cookie), secret))
      return refuse(context, 401, 'This page is not open any more; open the address that muqabil review printed.')
    await next()
    return undefined
  }
}

/**
 * Other sites' pages send requests too, and a page on another port of this machine sends the cookie along. What is
 * written must come from our own page, as JSON, which no form can send; what is read must not be read for another.
 */
export function guardOrigin(): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context
    const site = req.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return foreign(context)
    if (req.method === 'POST') {
      if (req.header('origin') !== `http://${req.header('host')?.toLowerCase()}`) return foreign(context)
      if (!/^application\/json(?:; ?charset=utf-8)?$/i.test(req.header('content-type') ?? ''))
        return refuse(context, 415, 'Unexpected content, expected application/json.')
    } else if (req.method !== 'GET') return refuse(context, 405, 'Unexpected method, expected GET or POST.')
    await next()
    return undefined
  }
}

function foreign(context: Context): Response {
  return refuse(context, 403, 'Unexpected request of another page; open the address that muqabil review printed.')
}

function refuse(context: Context, status: 401 | 403 | 405 | 415, message: string): Response {
  // What is still to come of a body is not waited for.
  context.header('connection', 'close')
  return context.json({ message }, status)
}
