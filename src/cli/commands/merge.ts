/** `muqabil merge`: git's merge driver for records. */
import process from 'node:process'
import { Command } from 'commander'
import { MuqabilError } from '../../errors.ts'
import { installMerge, mergeFiles } from '../../project/merge.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { plural } from '../numbers.ts'
import { helpAfter } from '../options.ts'

interface MergeFlags {
  readonly C?: string
  readonly install?: boolean
}

const HELP = helpAfter(
  [
    ['muqabil merge --install', 'once in each clone: git merges records so'],
    ['muqabil merge %O %A %B %P', 'what git runs then'],
  ],
  '0 merged; 1 two people have written different words:\nboth stand in the file; 2 usage.',
)

export function mergeCommand(settle: (status: number) => void): Command {
  return new Command('merge')
    .description("Merges records by row and segment, for git.\nA person's words go before a machine's.")
    .summary('merge records by segment, as a merge driver of git')
    .argument(
      '[files...]',
      'ancestor, ours (the result is written over it), theirs, and the path of the record for messages',
    )
    .option('--install', 'set it up in this clone, and in .gitattributes of the project')
    .option('-C <dir>', 'run as if started in this folder')
    .option('--verbose', 'stack traces of errors')
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: MergeFlags) => {
      if (flags.install) {
        const isNew = await installMerge(flags.C)
        const next = isNew ? ' Commit .gitattributes, so that every clone that does the same has it.' : ''
        process.stdout.write(`Git merges the records of this clone by segment now.${next}\n`)
        return settle(0)
      }
      const [base, ours, theirs, path] = files
      if (base === undefined || ours === undefined || theirs === undefined)
        throw new MuqabilError('argument-missing', { argument: 'theirs', command: 'muqabil merge <ancestor> <ours>' })
      const { conflicts, problem } = mergeFiles({ base, ours, theirs, ...(path === undefined ? {} : { path }) })
      if (problem !== undefined) process.stderr.write(`${problem.message} It was merged line by line.\n`)
      else if (conflicts.length > 0)
        process.stderr.write(
          `${safeForTerminal(path ?? ours)}: two people have written different words in ${plural(conflicts.length, 'segment')} (${conflicts.slice(0, 5).join(', ')}${conflicts.length > 5 ? ', …' : ''}); keep one of the two rows each time, then run muqabil build.\n`,
        )
      settle(conflicts.length > 0 ? 1 : 0)
    })
}
