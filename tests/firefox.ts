/** Starts Firefox where there is one, and drives it by WebDriver BiDi, as far as pages are looked at. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'

const INSTALLED = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]

/** `MUQABIL_FIREFOX`, or an installed one; undefined where there is none. */
export function findFirefox(): string | undefined {
  return [process.env.MUQABIL_FIREFOX ?? '', ...INSTALLED].find((path) => path !== '' && existsSync(path))
}

export interface Firefox {
  /** Opens a page at a width, its faces loaded. */
  readonly open: (address: string, width: number) => Promise<void>
  /** What a script of the test's own gives, which the page's policy does not hold for; as JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>
  /** A finger on a place of the window. */
  readonly tap: (x: number, y: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** @see W3C, WebDriver BiDi. */
export async function launchFirefox(path: string): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'muqabil-firefox-'))
  const browser = spawn(path, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile, MOZ_HEADLESS: '1' },
  })
  const socket = new WebSocket(`${await addressOf(browser)}/session`)
  await once(socket, 'open')
  const { send } = callsOn(socket)
  await send('session.new', { capabilities: {} })
  const { contexts } = (await send('browsingContext.getTree', {})) as { contexts: readonly { context: string }[] }
  const context = contexts[0]?.context
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = (await send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context, sandbox: 'test' },
      awaitPromise: true,
    })) as { result?: { value?: string }; exceptionDetails?: { text: string } }
    if (exceptionDetails) throw new Error(exceptionDetails.text)
    return JSON.parse(result?.value ?? 'null')
  }
  return {
    evaluate,
    async open(address, width) {
      await send('browsingContext.setViewport', { context, viewport: { width, height: 900 } })
      await send('browsingContext.navigate', { context, url: address, wait: 'complete' })
      await evaluate('document.fonts.ready.then(() => true)')
    },
    async tap(x, y) {
      const [left, top] = [Math.round(x), Math.round(y)]
      const actions = [
        { type: 'pointerMove', x: left, y: top },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]
      const finger = { type: 'pointer', id: 'finger', parameters: { pointerType: 'touch' }, actions }
      await send('input.performActions', { context, actions: [finger] })
    },
    async close() {
      const ended = once(browser, 'exit')
      browser.kill()
      await ended
      socket.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Firefox says where it listens; a browser that ends before is no browser. */
async function addressOf(browser: ChildProcess): Promise<string> {
  if (browser.stderr === null) throw new Error('Firefox without an output')
  for await (const line of createInterface({ input: browser.stderr })) {
    const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('Unexpected end of Firefox, expected "WebDriver BiDi listening on …"')
}

interface Answer {
  readonly id?: number
  readonly result?: unknown
  readonly error?: string
  readonly message?: string
}

function callsOn(socket: WebSocket): { readonly send: (method: string, params: object) => Promise<unknown> } {
  const waiting = new Map<
    number,
    { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }
  >()
  let count = 0
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, message } = JSON.parse(String(data)) as Answer
    const call = waiting.get(id ?? 0)
    waiting.delete(id ?? 0)
    if (error === undefined) call?.done(result)
    else call?.failed(new Error(`${error}: ${message}`))
  })
  return {
    send: (method, params) =>
      new Promise((done, failed) => {
        const id = ++count
        waiting.set(id, { done, failed })
        socket.send(JSON.stringify({ id, method, params }))
      }),
  }
}
