/** `muqabil review`: the editors' app in the browser. */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import process from 'node:process'
import { Command, InvalidArgumentError } from 'commander'
import { MuqabilError } from '../../errors.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import type { ServeOptions } from '../../review/serve.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface ReviewFlags extends CommonFlags {
  readonly port?: number
  readonly host?: string
  readonly token?: string
  readonly open: boolean
  readonly name?: string
}

const HELP = helpAfter(
  [
    ['muqabil review', 'open the app in the browser'],
    ['muqabil review input/2024', 'of a large archive these documents alone'],
    ['muqabil review --name "Salma"', 'say whose work it is'],
    ['muqabil review --port 4680 --no-open', 'at an address of your own'],
  ],
  '0 ended by Ctrl-C, all edits written; 2 usage or configuration.',
)

const HIGHEST_PORT = 65_535
/** Below those that systems give to connections, above those of well-known programs. */
const [FIRST_OWN_PORT, OWN_PORTS] = [20_000, 10_000]
/** 128 and the number of SIGINT, as shells have it. */
const INTERRUPTED = 130
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export function reviewCommand(settle: (status: number) => void): Command {
  const command = new Command('review')
    .description(
      "Opens the editors' app in the browser: read side by side, correct, approve. Edits are in the records at once.\nOnly this machine can reach it, unless told. Nothing is sent but what an editor asks a provider for.",
    )
    .summary('read, correct and approve in the browser')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
    .option('--port <number>', 'the same for a project each time, or a free one where another program has it', port)
    .option('--host <address>', 'where to listen: this machine alone unless told; only together with --token')
    .option('--token <secret>', 'what the address ends in; a new one unless told')
    .option('--name <name>', 'whose work it is, for the records and the edition; "a person" unless told')
    .option('--no-open', 'print the address alone')
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (files: readonly string[], flags: ReviewFlags) => {
      await reviewUntilEnded(files, flags)
      settle(0)
    })
}

/** What no other command needs is loaded here. */
async function reviewUntilEnded(files: readonly string[], flags: ReviewFlags): Promise<void> {
  const [{ wholeFaces }, { ReviewSession }, { appBundle }, { openBrowser }, { serveReview }] = await Promise.all([
    import('../../project/fonts.ts'),
    import('../../project/review/session.ts'),
    import('../../review/app-bundle.ts'),
    import('../../review/open-browser.ts'),
    import('../../review/serve.ts'),
  ])
  const { port: wanted, host, token, name, json, verbose } = flags
  const onEvent = json ? jsonReporter() : humanReporter({ verbose: verbose === true, frozen: false })
  const ended = firstSignal()
  const session = await ReviewSession.open({
    ...projectOptions(flags, files),
    onEvent,
    ...(name === undefined ? {} : { by: name }),
  })
  try {
    const { script, style } = await appBundle()
    const options: ServeOptions = {
      session,
      bundle: { script, style: wholeFaces() + style },
      ...(host === undefined ? {} : { host }),
      ...(token === undefined ? {} : { token }),
      onBug: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
    }
    const server = await serveReview({ ...options, port: wanted ?? ownPort(flags) }).catch((error: unknown) => {
      if (wanted !== undefined || !(error instanceof MuqabilError && error.code === 'port-taken')) throw error
      return serveReview(options)
    })
    const { address } = server
    process.stdout.write(json ? `${JSON.stringify({ event: 'review', address })}\n` : `${address}\nCtrl-C ends it.\n`)
    if (flags.open && !json) openBrowser(server.addressOnce)
    await ended
    await server.close()
  } finally {
    await session.close()
  }
}

/** A browser keeps what could not be sent by the address of its page: a server that is started anew has to be found there. */
function ownPort(flags: ReviewFlags): number {
  const root = resolve(projectOptions(flags, []).cwd ?? '.')
  return FIRST_OWN_PORT + (createHash('sha256').update(root).digest().readUInt32BE() % OWN_PORTS)
}

/** The second one does not wait: what was acknowledged is written. */
function firstSignal(): Promise<void> {
  return new Promise((done) => {
    let isFirst = true
    const onSignal = (): void => {
      if (!isFirst) process.exit(INTERRUPTED)
      isFirst = false
      done()
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
  })
}

function port(value: string): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number > HIGHEST_PORT)
    throw new InvalidArgumentError(`a whole number from 0 to ${HIGHEST_PORT}`)
  return number
}
