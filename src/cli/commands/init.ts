/** `muqabil init`: a project to begin with; overwrites nothing. */
import { resolve } from 'node:path'
import process from 'node:process'
import { Command } from 'commander'
import { init, lookAround, type InitOptions } from '../../project/init.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { askInit } from '../ask-init.ts'
import { canAsk } from '../ask-yes.ts'
import { helpAfter } from '../options.ts'

interface InitFlags {
  readonly C?: string
  readonly yes?: boolean
}

/** As a shell has it for a program that Ctrl-C ended. */
const CANCELLED = 130

const HELP = helpAfter(
  [
    ['muqabil init', 'ask what is open, then make what is missing'],
    ['muqabil init --yes -C my-edition', 'ask nothing; the folder is made'],
  ],
  '0 made; 2 something is in the way; 130 cancelled, nothing was made.',
)

export function initCommand(settle: (status: number) => void): Command {
  return new Command('init')
    .description('Makes configuration, .env.example, a CI workflow and folders. Overwrites nothing.')
    .summary('make configuration, .env.example and folders; overwrites nothing')
    .option('-C <dir>', 'run as if started in this folder, which is made if it is not there')
    .option('-y, --yes', 'ask nothing')
    .option('--verbose', 'stack traces of errors')
    .addHelpText('after', HELP)
    .action(async (flags: InitFlags) => {
      const root = resolve(flags.C ?? process.cwd())
      const options: InitOptions | undefined = flags.yes || !canAsk() ? {} : await askInit(root, await lookAround(root))
      if (options === undefined) {
        process.stdout.write('Cancelled; nothing was made.\n')
        return settle(CANCELLED)
      }
      for (const { path, made } of await init(root, options))
        process.stdout.write(`${made ? 'made' : 'kept'} ${safeForTerminal(path)}\n`)
      process.stdout.write(`${nextSteps(options)}\n`)
      settle(0)
    })
}

function nextSteps({ source }: InitOptions): string {
  const texts = source === undefined ? 'Put texts (.txt, .md, .html, .epub, .docx) into input/. ' : ''
  return `${texts}Run "muqabil model get" to translate on this machine, or copy .env.example to .env and fill in a key; see what is sent with "muqabil plan", then run "muqabil build". To try the layout: "muqabil build --provider pseudo".`
}
