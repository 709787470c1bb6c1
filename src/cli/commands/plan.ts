/** `muqabil plan`: what a build would send and cost. */
import process from 'node:process'
import { Command } from 'commander'
import { plan } from '../../project/plan.ts'
import { projectOptions, withCommon, withProvider, type CommonFlags } from '../options.ts'

export function planCommand(settle: (status: number) => void): Command {
  const command = new Command('plan')
    .description('say what a build would send and cost; sends nothing')
    .argument('[files...]', 'only these sources')
  return withProvider(withCommon(command)).action(async (files: string[], flags: CommonFlags) => {
    const result = await plan(projectOptions(flags, files))
    const { segments, characters, requests, cost, currency, seconds } = result
    process.stdout.write(
      flags.json
        ? `${JSON.stringify(result)}\n`
        : `A build would send ${segments} ${segments === 1 ? 'segment' : 'segments'}: ${characters} characters in ${requests} ${requests === 1 ? 'request' : 'requests'}, ${cost.toFixed(4)} ${currency}, at least ${Math.ceil(seconds)} s at the quota.\n`,
    )
    settle(0)
  })
}
