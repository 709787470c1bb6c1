/** `muqabil diff`: what a change of the sources means in rows, people's work and money. */
import process from 'node:process'
import { Command, Option } from 'commander'
import { diff } from '../../project/diff.ts'
import type { BuildEvent, RowChange, StaleWork } from '../../project/events.ts'
import { diffLine, rowLines, sendLine, staleLines } from '../diff-lines.ts'
import { diffMarkdown } from '../diff-markdown.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { helpAfter, projectOptions, withCommon, withProvider, type CommonFlags } from '../options.ts'

interface DiffFlags extends CommonFlags {
  readonly markdown?: boolean
}

const HELP = helpAfter(
  [
    ['muqabil diff', 'what was changed since the last commit'],
    ['muqabil diff main...HEAD', 'what this branch changes'],
    ['muqabil diff v1..v2 --json', 'between two revisions, for programs'],
    ['muqabil diff origin/main --markdown', 'for the comment of a pull request'],
  ],
  '0 said; 2 usage or configuration, a revision that\nis not there, or a source was refused (the others are counted).',
)

export function diffCommand(settle: (status: number) => void): Command {
  const command = new Command('diff')
    .description(
      "Says what a change of the sources means in rows, people's work and money.\nSends nothing, changes nothing.",
    )
    .summary('say what a change of the sources means in rows and money')
    .argument('[revision]', 'compare the sources with this one, or REV..REV, or REV...REV', 'HEAD')
    .addOption(new Option('--markdown', 'Markdown for a comment, with the change word by word').conflicts('json'))
  return withProvider(withCommon(command))
    .addHelpText('after', HELP)
    .action(async (revision: string, flags: DiffFlags) => {
      const [rows, stale]: [RowChange[], StaleWork[]] = [[], []]
      const others = humanReporter({ verbose: flags.verbose === true, frozen: false })
      const keep = (event: BuildEvent): void => {
        if (event.event === 'row') rows.push(event)
        else if (event.event === 'stale') stale.push(event)
        else others(event)
      }
      const { files: _files, ...options } = projectOptions(flags, [])
      const result = await diff({ ...options, revision, onEvent: flags.json ? jsonReporter() : keep })
      if (flags.markdown) process.stdout.write(diffMarkdown({ diff: result, rows, stale }))
      else if (!flags.json) {
        const lines = [...rows.flatMap(rowLines), ...stale.flatMap(staleLines), diffLine(result), sendLine(result)]
        process.stdout.write(`${lines.join('\n')}\n`)
      }
      settle(result.refused > 0 ? 2 : 0)
    })
}
