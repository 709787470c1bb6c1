/** `muqabil plan`: what a build would send and cost. */
import process from 'node:process'
import { Command } from 'commander'
import type { Plan } from '../../project/events.ts'
import { plan } from '../../project/plan.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { duration, money, plural } from '../numbers.ts'
import { helpAfter, projectOptions, withCommon, withProvider, type CommonFlags } from '../options.ts'

const HELP = helpAfter(
  [
    ['muqabil plan', 'for every source in input/'],
    ['muqabil plan input/book.md --max-cost 5', 'what such a build would send'],
  ],
  '0 a plan was made; 2 usage or configuration,\nor a source was refused (the others are counted).',
)

export function planCommand(settle: (status: number) => void): Command {
  const command = new Command('plan')
    .description('Says what a build would send and cost. Sends nothing.')
    .summary('say what a build would send and cost; sends nothing')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
  return withProvider(withCommon(command))
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: CommonFlags) => {
      const onEvent = flags.json ? jsonReporter() : humanReporter({ verbose: flags.verbose === true, frozen: false })
      const result = await plan({ ...projectOptions(flags, files), onEvent })
      if (!flags.json) process.stdout.write(`${planLine(result)}\n`)
      settle(result.refused > 0 ? 2 : 0)
    })
}

/** One sentence. */
export function planLine(plan: Plan): string {
  const { segments, characters, requests, cost, mostCost, currency, seconds, unpriced, assumed, left = 0 } = plan
  const over =
    left === 0 ? '' : ` The budget has no room for ${plural(left, 'segment')}${segments === 0 ? '' : ' more'}.`
  if (segments === 0) return `A build would send nothing.${over}`
  if (requests === 0)
    return `A build would translate ${plural(segments, 'segment')} on this machine, and send nothing.${over}`
  const size = `${plural(characters, 'character')} in ${plural(requests, 'request')}`
  const time = `at least ${duration(seconds)} at the quota`
  const most = mostCost > cost ? ` and at most ${money(mostCost, currency)}` : ''
  const price = unpriced ? 'at a price that is not known' : `${money(cost, currency)}${most}`
  const whose = assumed === undefined ? '' : ` Nobody translates yet: these are the figures of ${assumed}.`
  return `A build would send ${plural(segments, 'segment')}: ${size}, ${price}, ${time}.${over}${whose}`
}
