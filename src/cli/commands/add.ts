/** `muqabil add`: fetches a text from an address into the input folder. */
import process from 'node:process'
import { Command, InvalidArgumentError } from 'commander'
import { add } from '../../project/add.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { jsonReporter } from '../json-reporter.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface AddFlags extends CommonFlags {
  readonly as?: string
  readonly allowPrivate?: boolean
  readonly timeout?: number
}

const HELP = helpAfter(
  [
    ['muqabil add https://example.org/qahwa.html', 'fetch it into input/'],
    ['muqabil add https://example.org/?id=7 --as qahwa.html', 'under a name of your own'],
  ],
  '0 it lies in the input folder; 2 it cannot be fetched, or a file of that name is there.',
)

export function addCommand(settle: (status: number) => void): Command {
  const command = new Command('add')
    .description('Fetches a text from an address into the input folder, once; a build never does. Overwrites nothing.')
    .summary('fetch a text from an address into the input folder')
    .argument('<url>', 'address, http or https')
    .option('--as <name>', 'name of the file in the input folder, with its ending')
    .option('--allow-private', 'ask addresses of this machine and of private networks too')
    .option('--timeout <seconds>', 'wait at most so long for all of it; 60 by default', seconds)
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (url: string, flags: AddFlags) => {
      const added = await add(url, {
        ...projectOptions(flags, []),
        ...(flags.as === undefined ? {} : { as: flags.as }),
        ...(flags.allowPrivate === undefined ? {} : { allowPrivate: flags.allowPrivate }),
        ...(flags.timeout === undefined ? {} : { timeoutSeconds: flags.timeout }),
      })
      if (flags.json) jsonReporter()({ event: 'added', ...added })
      else process.stdout.write(`${safeForTerminal(added.path)}: fetched from ${safeForTerminal(added.address)}\n`)
      settle(0)
    })
}

function seconds(value: string): number {
  const number = Number(value)
  if (!(number > 0 && number <= 86_400)) throw new InvalidArgumentError('a number of seconds above 0, such as 120')
  return number
}
