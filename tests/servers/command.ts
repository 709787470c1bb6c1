/** A stand-in for a program that reads and writes JSON lines: a real process, whose words come from here. */
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { createStandIn, type Meter, type Outcome, type StandInOptions } from './stand-in.ts'

export interface CommandStandIn {
  /** Where its words come from: `commandAt` gives what to start. */
  readonly url: string
  readonly meter: Meter
  /** Every line it was sent. */
  readonly calls: readonly Asked[]
  /** How many programs were started. */
  readonly started: () => number
  close(): Promise<void>
}

export interface Asked {
  readonly id: string
  readonly texts: readonly string[]
  readonly source: string
  readonly target: string
}

/** Joins its own pipes to a connection, and ends when that does. */
const RELAY = `
const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1')
process.stdin.pipe(socket)
socket.pipe(process.stdout, { end: false })
socket.on('error', () => process.exit(1))
socket.on('close', () => process.stdout.write('', () => process.exit(process.stdin.readableEnded ? 0 : 1)))
`

/** The program that says what the stand-in at this address says. */
export function commandAt(url: string): readonly string[] {
  return [process.execPath, '-e', RELAY, url.replace(/^.*:/, '')]
}

/** Codes of the errors that a program of this kind would answer with. */
const CODES: Readonly<Record<number, string>> = {
  401: 'key',
  403: 'forbidden',
  429: 'quota-minute',
  500: 'unavailable',
  503: 'unavailable',
}

export async function startCommand(options: StandInOptions = {}): Promise<CommandStandIn> {
  const core = createStandIn(options)
  const calls: Asked[] = []
  const sockets = new Set<Socket>()
  let started = 0
  const server = createServer((socket) => {
    started++
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined))
    const lines = createInterface({ input: socket }).on('error', () => undefined) // it hands on the connection's
    lines.on('line', (line) => {
      const asked = JSON.parse(line) as Asked // as our own provider writes it
      calls.push(asked)
      if (asked.texts.length === 0) return void socket.write(answerTo(asked, []))
      void core.decide(asked.texts).then((outcome) => answer(socket, asked, outcome))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    meter: core.meter,
    calls,
    started: () => started,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

function answerTo({ id }: Asked, translations: readonly string[]): string {
  return `${JSON.stringify({ id, translations })}\n`
}

function answer(socket: Socket, asked: Asked, { fault, answers }: Outcome): void {
  const line = answerTo(asked, answers)
  const half = line.slice(0, line.length >> 1)
  switch (fault?.kind) {
    case 'hang':
      return
    case 'reset':
    case 'lost':
      return void socket.destroy()
    case 'reset-inside':
    case 'truncated':
      return void socket.end(half)
    case 'html-page':
      return void socket.write('<!doctype html><html><body>Welcome to the hotel network</body></html>\n')
    case 'no-json':
    case 'redirect':
      return void socket.write('OK\n')
    case 'status': {
      const { http, message, delaySeconds } = fault
      const error = { code: CODES[http] ?? 'teapot', message, ...(delaySeconds === undefined ? {} : { delaySeconds }) }
      return void socket.write(`${JSON.stringify({ id: asked.id, error })}\n`)
    }
    case 'drip': {
      const bytes = Buffer.from(line)
      let at = 0
      const drip = setInterval(() => {
        if (socket.destroyed || at >= bytes.length) return clearInterval(drip)
        socket.write(bytes.subarray(at, ++at))
      }, fault.milliseconds)
      return
    }
    default:
      socket.write(line)
  }
}
