/**
 * Opens pages in WebKitGTK, the engine of phones, and says which rows are not in their places, and whether a tap lights a
 * pair: `node scripts/webkit-trial.ts [page.html…]`, by `WebKitWebDriver` (Debian: webkit2gtk-driver).
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { geometryFaults } from '../tests/edition/geometry.ts'

const WIDTHS = [390, 820, 1280, 1920]
/** The fixtures' pages, where no others are named. */
const FIXTURES = 'tests/fixtures/edition'

const port = await freePort()
const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' })
try {
  const root = `http://127.0.0.1:${port}`
  await ready(root)
  const browser = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'].map(
    (folder) => `${folder}/webkit2gtk-4.1/MiniBrowser`,
  )
  const { sessionId } = (await post(`${root}/session`, {
    capabilities: {
      alwaysMatch: {
        'webkitgtk:browserOptions': { binary: browser[process.arch === 'arm64' ? 1 : 0], args: ['--automation'] },
      },
    },
  })) as { sessionId: string }
  const session = `${root}/session/${sessionId}`
  const run = (script: string, args: readonly unknown[] = []): Promise<unknown> =>
    post(`${session}/execute/sync`, { script, args })
  const page: Pick<Page, 'evaluate'> = {
    evaluate: (async (script: (argument: unknown) => unknown, argument: unknown) =>
      JSON.parse(
        String(await run(`return JSON.stringify((${String(script)})(arguments[0]))`, [argument])),
      )) as Page['evaluate'], // one of its forms, which is the one that is used
  }
  let count = 0
  const named = process.argv.slice(2)
  const files = named.length > 0 ? named : readdirSync(FIXTURES).map((name) => `${FIXTURES}/${name}/expected.html`)
  for (const file of files) {
    for (const width of WIDTHS) {
      await post(`${session}/window/rect`, { width, height: 1000 })
      await post(`${session}/url`, { url: pathToFileURL(resolve(file)).href })
      const inner = Number(await run('return innerWidth'))
      // Twice: measuring lays the page out again, as faces that arrive do.
      const looks = [await measure(inner), await measure(inner)]
      const faults = [...new Set(looks.flat())]
      const lit = await tapped()
      count += faults.length + (lit === undefined || lit === '' ? 0 : 1)
      process.stdout.write(
        `${file} at ${inner} px: ${faults.length === 0 ? 'every row in its place' : faults.join('; ')}${lit === undefined ? '' : `; tap: ${lit === '' ? 'the pair' : lit}`}\n`,
      )
    }
  }
  process.stdout.write(`${count} faults\n`)
  await fetch(session, { method: 'DELETE' })

  function measure(inner: number): Promise<readonly string[]> {
    return geometryFaults(page, { wide: inner >= 896 })
  }

  /** A finger on a sentence of a row of several: what else is lit than the pair; undefined without such a row. */
  async function tapped(): Promise<string | undefined> {
    const place = (await run(`
      const sentence = document.querySelector('.row .target [data-s="2"]')
      if (!sentence) return null
      sentence.scrollIntoView({ block: 'center' })
      const { left, top, width, height } = sentence.getClientRects()[0]
      return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) }`)) as { x: number; y: number } | null
    if (place === null) return undefined
    const actions = [
      { type: 'pointerMove', duration: 0, ...place },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    await post(`${session}/actions`, {
      actions: [{ type: 'pointer', id: 'finger', parameters: { pointerType: 'mouse' }, actions }],
    })
    return String(
      await run(`
      const row = document.querySelector('.row .target [data-s="2"]').closest('.row')
      const lit = [...document.querySelectorAll('[data-s]')].filter((each) => getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)')
      return lit.length === 2 && lit.every((each) => row.contains(each) && each.dataset.s === '2') ? '' : lit.length + ' are lit'`),
    )
  }
} finally {
  driver.kill()
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  const { value } = (await response.json()) as { value: unknown }
  if (!response.ok) throw new Error(JSON.stringify(value))
  return value
}

async function ready(root: string): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    const answer = await fetch(`${root}/status`).catch(() => undefined)
    if (answer?.ok) return
    await wait(100)
  }
  throw new Error('WebKitWebDriver does not answer')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port: free } = server.address() as AddressInfo // it listens on a port
  await new Promise((done) => server.close(done))
  return free
}
