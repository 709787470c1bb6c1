/** `muqabil providers`: who could translate, what each needs, and whether it is ready. */
import process from 'node:process'
import { Command } from 'commander'
import type { BuildEvent, ProviderStatus } from '../../project/events.ts'
import { providers } from '../../project/providers.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'
import { painter } from '../paint.ts'
import { wrap } from '../wrap.ts'

const HELP = helpAfter(
  [
    ['muqabil providers', 'those of muqabil.config.*, then the other built-in ones'],
    ['muqabil providers --verbose', 'also why those that nobody asks are not ready'],
  ],
  '0 they were listed, ready or not; 2 usage or configuration.',
)

export function providersCommand(settle: (status: number) => void): Command {
  const command = new Command('providers')
    .description('Lists the translation services, what each needs, and which are ready. Sends no text.')
    .summary('list the translation services and which are ready; sends no text')
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (flags: CommonFlags) => {
      const verbose = flags.verbose === true
      const others = flags.json ? jsonReporter() : humanReporter({ verbose, frozen: false })
      const print = flags.json ? others : printer(verbose)
      const onEvent = (event: BuildEvent): void => (event.event === 'readiness' ? print(event) : others(event))
      await providers({ ...projectOptions(flags, []), onEvent })
      settle(0)
    })
}

const NOBODY =
  'A build asks nobody: no provider is configured, no key is in the environment, and no model is on this machine.'

/** Those that a build would ask stand first, under a heading of their own. */
function printer(verbose: boolean): (status: ProviderStatus) => void {
  let heading = ''
  return (status) => {
    const next = status.order === undefined ? 'Not asked:' : 'A build asks, in this order:'
    if (heading === '' && status.order === undefined) process.stdout.write(`${NOBODY}\n\n`)
    else if (heading !== '' && heading !== next) process.stdout.write('\n')
    if (heading !== next) process.stdout.write(`${next}\n`)
    heading = next
    process.stdout.write(entryOf(status, verbose))
  }
}

const INDENT = 5

/** Name and state; then what it is; then what it needs, where that is not there. */
function entryOf({ name, order, what, needs, ready, words }: ProviderStatus, verbose: boolean): string {
  const state = ready ? 'ready' : painter(process.stdout)('yellow', 'not ready')
  const number = order === undefined ? '-' : `${order}.`
  const lines = [
    what,
    // Why one is not ready that nobody asked for is of interest to few: what it needs says enough.
    ...(ready || order !== undefined || verbose ? [words] : []),
    ...(ready ? [] : [`needs ${needs}`]),
  ]
  const body = lines.map((line) => wrap(safeForTerminal(line), { indent: INDENT, columns: process.stdout.columns }))
  return `${`  ${number}`.padEnd(INDENT)}${safeForTerminal(name)}: ${state}\n${body.join('')}`
}
