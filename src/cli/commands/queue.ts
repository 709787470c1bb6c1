/** `muqabil submit`, `work` and `status`: documents that many machines work through. */
import process from 'node:process'
import { Command, InvalidArgumentError } from 'commander'
import { isNotBuilt, type DocumentDone, type QueueStatus, type Worked } from '../../project/queue/queue-events.ts'
import { status } from '../../project/status.ts'
import type { RunningBuild } from '../../project/events.ts'
import { submit } from '../../project/queue/submit.ts'
import { work } from '../../project/queue/work.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { humanReporter } from '../human-reporter.ts'
import { catchInterrupts } from '../interrupt.ts'
import { jsonReporter } from '../json-reporter.ts'
import { count, duration, knownCost, money, plural } from '../numbers.ts'
import { helpAfter, projectOptions, withCommon, withProvider, type CommonFlags } from '../options.ts'

interface QueueFlags extends CommonFlags {
  readonly queue: string
}

interface WorkFlags extends QueueFlags {
  readonly concurrency: number
  readonly once?: boolean
}

const SUBMIT_HELP = helpAfter(
  [
    ['muqabil submit', 'every source in input/'],
    ['muqabil submit input/2024 --max-cost 50', 'one folder; all workers together spend at most so much'],
  ],
  '0 they wait in the queue; 2 usage or configuration.',
)
const WORK_HELP = helpAfter(
  [
    ['muqabil work', 'until Ctrl+C, which ends what is at work in order'],
    ['muqabil work --once --concurrency 2', 'until the queue is empty'],
  ],
  '0 every document is complete; 1 rows are missing, or documents failed or were not built;\n2 usage or configuration; 130 interrupted, progress saved.',
)
const STATUS_HELP = helpAfter([['muqabil status --json', 'for programs']], '0 shown; 2 usage or configuration.')

export function submitCommand(settle: (status: number) => void): Command {
  const command = new Command('submit')
    .description(
      'Puts documents into the queue that "muqabil work" takes them from, each once.\nNeeds a memory in PostgreSQL.',
    )
    .summary('put documents into the queue of many machines')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
  return withQueue(withProvider(withCommon(command)))
    .addHelpText('after', SUBMIT_HELP)
    .action(async (files: string[], flags: QueueFlags) => {
      const onEvent = flags.json ? jsonReporter() : humanReporter({ verbose: flags.verbose === true, frozen: false })
      const { documents, waiting } = await submit({ ...projectOptions(flags, files), queue: flags.queue, onEvent })
      if (!flags.json) {
        const others = waiting === 0 ? '' : `, ${waiting} waited already`
        process.stdout.write(`${plural(documents, 'document')} submitted${others}.\n`)
      }
      settle(0)
    })
}

export function workCommand(settle: (status: number) => void): Command {
  const command = new Command('work')
    .description('Takes documents from the queue and builds each. Any number of machines may do so.')
    .summary('work through the queue of many machines')
    .option('--concurrency <number>', 'documents at once', positive, 1)
    .option('--once', 'end when the queue is empty')
  return withQueue(withProvider(withCommon(command)))
    .addHelpText('after', WORK_HELP)
    .action(async (flags: WorkFlags) => {
      const human = humanReporter({ verbose: flags.verbose === true, frozen: false })
      const { files: _files, ...options } = projectOptions(flags, [])
      const interrupts = catchInterrupts()
      try {
        const worked = await work({
          ...options,
          queue: flags.queue,
          concurrency: flags.concurrency,
          once: flags.once === true,
          signal: interrupts.signal,
          stopNow: interrupts.stopNow,
          onEvent: flags.json
            ? jsonReporter()
            : (event) => {
                if (event.event === 'done') process.stdout.write(`${doneLine(event)}\n`)
                else if (event.event !== 'worked') human(event)
              },
        })
        if (!flags.json) process.stdout.write(`${workedLine(worked)}\n`)
        settle(interrupts.signal.aborted ? 130 : worked.missing + worked.failed + worked.notBuilt > 0 ? 1 : 0)
      } finally {
        interrupts.dispose()
      }
    })
}

export function statusCommand(settle: (status: number) => void): Command {
  const command = new Command('status')
    .description(
      'Says how far the builds are that run in this project, and how far its queue is, where it has one: what\nits workers are at, and what failed and why.',
    )
    .summary('say how far running builds and the queue are')
  return withQueue(withCommon(command))
    .addHelpText('after', STATUS_HELP)
    .action(async (flags: QueueFlags) => {
      const { files: _files, ...options } = projectOptions(flags, [])
      const found = await status({
        ...options,
        queue: flags.queue,
        ...(flags.json ? { onEvent: jsonReporter() } : {}),
      })
      const { builds, queue } = found
      const none = builds.length === 0 && queue === undefined ? ['No build is running here.'] : []
      const lines = [...builds.map(buildLine), ...(queue ? queueLines(queue) : []), ...none]
      if (!flags.json) process.stdout.write(`${lines.join('\n')}\n`)
      settle(0)
    })
}

function withQueue(command: Command): Command {
  return command.option('--queue <name>', 'which queue of the database; one for each project', 'muqabil')
}

function doneLine(done: DocumentDone): string {
  const { path, missing, reason } = done
  const what = isNotBuilt(done) ? 'not built' : missing > 0 ? `${plural(missing, 'segment')} missing` : 'complete'
  return `${safeForTerminal(path)}: ${what}${reason === undefined ? '' : ` (${safeForTerminal(reason)})`}`
}

function workedLine({ documents, notBuilt, failed, missing, charactersSent, cost, currency }: Worked): string {
  const parts = [
    `${plural(documents, 'document')} built`,
    notBuilt > 0 ? `${notBuilt} not built` : '',
    missing > 0 ? `${plural(missing, 'segment')} missing` : '',
    failed > 0 ? `${failed} tried in vain` : '',
    `${plural(charactersSent, 'character')} sent`,
    money(cost, currency),
  ]
  return `${parts.filter(Boolean).join(', ')}.`
}

/** 'Building for 3 min (process 4242): 1,204 of 2,000 documents; google has 83,000 of 120,000 segments, …' */
function buildLine(build: RunningBuild): string {
  const { seconds, documents, written, provider, asked, charactersSent } = build
  const of = asked && `${count(asked.done)} of ${count(asked.total)}${asked.more ? ' or more' : ''} segments`
  const sent = `${plural(charactersSent, 'character')} sent, ${knownCost(build)}`
  return [
    `Building for ${duration(seconds)} (process ${build.process}): ${count(written)} of ${plural(documents, 'document')}`,
    ...(of === undefined ? [] : [`${safeForTerminal(provider ?? 'a provider')} has answered ${of}, ${sent}`]),
  ].join('; ')
}

/** What failed comes last, where it is seen. */
function queueLines(found: QueueStatus): readonly string[] {
  const { queue, waiting, working, done, incomplete, dead, charactersSent, cost, currency, budget } = found
  const limits = [
    budget?.maxCharacters === undefined ? '' : `${budget.used.characters} of ${budget.maxCharacters} characters`,
    budget?.maxCost === undefined ? '' : `${money(budget.used.cost, currency)} of ${money(budget.maxCost, currency)}`,
  ].filter(Boolean)
  return [
    `${safeForTerminal(queue)}: ${waiting} waiting, ${working.length} at work, ${done} done, ${plural(charactersSent, 'character')} sent, ${money(cost, currency)}.`,
    ...(limits.length === 0 ? [] : [`Budget used or reserved: ${limits.join(', ')}.`]),
    ...working.map(({ path, seconds }) => `at work for ${duration(seconds)}: ${safeForTerminal(path)}`),
    ...incomplete.map(doneLine),
    ...dead.map(({ path, reason }) => `${safeForTerminal(path)}: given up (${safeForTerminal(reason)})`),
  ]
}

function positive(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number of 1 or more')
  return number
}
