/** `muqabil init`: a project to begin with; overwrites nothing. */
import { resolve } from 'node:path'
import process from 'node:process'
import { Command } from 'commander'
import { init } from '../../project/init.ts'
import { safeForTerminal } from '../../text/isolate.ts'

export function initCommand(settle: (status: number) => void): Command {
  return new Command('init')
    .description('make configuration, .env.example and folders; overwrites nothing')
    .option('-C <dir>', 'run as if started in this folder')
    .option('-y, --yes', 'ask nothing')
    .action((flags: { readonly C?: string }) => {
      for (const { path, made } of init(resolve(flags.C ?? process.cwd())))
        process.stdout.write(`${made ? 'made' : 'kept'} ${safeForTerminal(path)}\n`)
      process.stdout.write(
        'Put .txt or .md files into input/, fill in .env, see what it costs with "muqabil plan", then run "muqabil build".\n',
      )
      settle(0)
    })
}
