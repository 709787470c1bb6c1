/** `muqabil tasks`: what is missing, stale or doubtful, for people and programs. */
import process from 'node:process'
import { Command } from 'commander'
import type { BuildEvent, TaskEvent } from '../../project/events.ts'
import { tasks } from '../../project/tasks.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { plural } from '../numbers.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

const HELP = helpAfter(
  [
    ['muqabil tasks', 'what is left to do'],
    ['muqabil tasks --json > tasks.jsonl', 'the same for a program, which sets "target" and hands it to muqabil apply'],
  ],
  '0 listed; 2 usage or configuration,\nor a source was refused (the others are listed).',
)

export function tasksCommand(settle: (status: number) => void): Command {
  const command = new Command('tasks')
    .description(
      'Lists the segments that are missing, stale or in doubt, with the sentences beside them.\nSends nothing, changes nothing.',
    )
    .summary('list what is missing, stale or in doubt')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: CommonFlags) => {
      const onEvent = flags.json ? jsonReporter() : reporter(flags.verbose === true)
      const found = await tasks({ ...projectOptions(flags, files), matches: flags.json === true, onEvent })
      if (!flags.json) process.stdout.write(`${plural(found.tasks, 'segment')} to look at.\n`)
      settle(found.refused > 0 ? 2 : 0)
    })
}

function reporter(verbose: boolean): (event: BuildEvent) => void {
  const others = humanReporter({ verbose, frozen: false })
  return (event) => {
    if (event.event === 'task') process.stdout.write(`${taskLines(event).join('\n')}\n`)
    else others(event)
  }
}

/** Where it is and why, its source, and its translation if there is one. */
function taskLines({ file, id, why, reason, findings = [], source, target }: TaskEvent): readonly string[] {
  return [
    safeForTerminal(`${file}, ${id}: ${why}${reason === undefined ? '' : ` (${reason})`}`),
    ...findings
      .filter(({ ruleId }) => ruleId !== why)
      .map(({ ruleId, message }) => `  ${safeForTerminal(message)} [${ruleId}]`),
    `  ${safeForTerminal(source)}`,
    ...(target === undefined ? [] : [`  ${safeForTerminal(target)}`]),
  ]
}
