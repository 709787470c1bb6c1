/** `muqabil watch`: builds on save, and serves pages that reload themselves. */
import { once } from 'node:events'
import process from 'node:process'
import { Command, InvalidArgumentError } from 'commander'
import { safeForTerminal } from '../../text/isolate.ts'
import { watchProject, type Watching } from '../../watch/watch-project.ts'
import { catchInterrupts } from '../interrupt.ts'
import { reporterOf } from '../reporter.ts'
import { helpAfter, projectOptions, withCommon, withLog, withProvider, type CommonFlags } from '../options.ts'
import { showError } from '../show-error.ts'

interface WatchFlags extends CommonFlags {
  readonly port: number
  readonly translate?: boolean
}

const PORT = 4273
const LAST_PORT = 65_535

const HELP = helpAfter(
  [
    ['muqabil watch', 'then open the address that it says'],
    ['muqabil watch --translate --max-cost 1', 'translate what is missing, too'],
  ],
  '0 stopped by Ctrl-C; 2 usage, or the port is taken.',
)

export function watchCommand(settle: (status: number) => void): Command {
  const command = new Command('watch')
    .description(
      'Builds whenever a source, a record or a setting is saved, and serves the pages\non this machine, which reload themselves. Stop it by Ctrl-C.',
    )
    .summary('build on save; pages reload themselves')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
    .option('--port <number>', 'port of the server; 0 is any that is free', portNumber, PORT)
    .option('--translate', 'ask the provider for what is missing, at each build; else no connection is opened')
  return withLog(withProvider(withCommon(command)))
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: WatchFlags) => {
      const verbose = flags.verbose === true
      let watching: Watching | undefined
      const { signal, stopNow, dispose } = catchInterrupts(() => watching?.isBuilding() ?? true)
      try {
        watching = await watchProject({
          ...projectOptions(flags, files),
          port: flags.port,
          translate: flags.translate === true,
          onEvent: reporterOf(flags, { frozen: false }),
          onFailure: (error) =>
            void showError(error, { verbose, json: flags.json === true, log: flags.logFormat === 'json' }),
          signal,
          stopNow,
        })
        if (!signal.aborted) {
          process.stderr.write(`Serving ${safeForTerminal(watching.address)} until Ctrl-C.\n`)
          await once(signal, 'abort')
        }
        await watching.close()
        settle(0)
      } finally {
        dispose()
      }
    })
}

function portNumber(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > LAST_PORT)
    throw new InvalidArgumentError(`a number from 0 to ${LAST_PORT}`)
  return Number(value)
}
