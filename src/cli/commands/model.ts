/** `muqabil model`: the models that translate on this machine. */
import process from 'node:process'
import { Command } from 'commander'
import { MuqabilError } from '../../errors.ts'
import {
  fetchModel,
  listModels,
  modelPlace,
  removeModel,
  type Got,
  type ModelLine,
  type ModelOptions,
  type Offer,
} from '../../project/models/models.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { askYes, canAsk } from '../ask-yes.ts'
import { byteLine } from '../byte-line.ts'
import { jsonReporter } from '../json-reporter.ts'
import { megabytes } from '../numbers.ts'
import { helpAfter, projectOptions, type CommonFlags } from '../options.ts'

interface ModelFlags extends Pick<CommonFlags, 'C' | 'config' | 'json' | 'verbose'> {
  readonly folder?: string
  readonly registry?: string
  readonly here?: boolean
  readonly architecture?: string
  readonly from?: string
  readonly yes?: boolean
}

const STATUSES = '0 done; 1 declined; 2 usage, configuration, connection or disk.'
/** Somebody was asked and said no. */
const DECLINED = 1

export function modelCommand(settle: (status: number) => void): Command {
  const command = new Command('model')
    .description('The models of the engine on this machine (provider "local"). A build fetches none.')
    .summary('list, get and remove the models that translate on this machine')
    .usage('<list|get|remove|path> [options]')
  return command
    .addCommand(listCommand(settle))
    .addCommand(getCommand(settle))
    .addCommand(removeCommand(settle))
    .addCommand(pathCommand(settle))
}

function listCommand(settle: (status: number) => void): Command {
  const help: readonly (readonly [string, string])[] = [
    ['muqabil model list', "for the project's languages"],
    ['muqabil model list --here', 'those of this machine alone; opens no connection'],
  ]
  return withModel(new Command('list'))
    .description('Lists the models of this machine, and those that can be had: size, quality, licence.')
    .summary('list the models that are here, and those that can be had')
    .argument('[pair]', 'languages, such as ar-en')
    .option('--here', 'only those of this machine')
    .option('--registry <url>', "address of a list of models, where it is not Firefox's own")
    .addHelpText('after', helpAfter(help, STATUSES))
    .action(async (pair: string | undefined, flags: ModelFlags) => {
      const lines = await listModels({ ...optionsOf(flags, pair), onlyHere: flags.here === true })
      if (flags.json) lines.forEach(jsonReporter())
      else process.stdout.write(lines.length === 0 ? `${NONE}\n` : lines.map(modelLine).join(''))
      settle(0)
    })
}

const NONE = 'No model is here: "muqabil model list" says which can be had.'

function getCommand(settle: (status: number) => void): Command {
  const help: readonly (readonly [string, string])[] = [
    ['muqabil model get', "for the project's languages; asks before it fetches"],
    ['muqabil model get ar-en --yes', 'without a question'],
    ['muqabil model get ar-en --from models/', 'from files on disk, without a network'],
  ]
  return withModel(new Command('get'))
    .description('Fetches a model, verifies it, and puts it into the folder of models. What broke off goes on.')
    .summary('fetch a model and verify it')
    .argument('[pair]', 'languages, such as ar-en')
    .option('-y, --yes', 'ask nothing')
    .option('--architecture <name>', 'which network, such as base or tiny; the best released one by default')
    .option('--from <dir>', 'a folder with the files: nothing is fetched')
    .option('--registry <url>', "address of a list of models, where it is not Firefox's own")
    .addHelpText('after', helpAfter(help, STATUSES))
    .action(async (pair: string | undefined, flags: ModelFlags) => {
      const line = byteLine(process.stderr)
      const got = await fetchModel({
        ...optionsOf(flags, pair),
        architecture: flags.architecture,
        from: flags.from,
        confirm: (offer) => confirmed(offer, flags),
        onBytes: line.show,
      }).finally(line.clear)
      if (flags.json) jsonReporter()({ event: 'got', ...got })
      else process.stdout.write(`${gotLine(got)}\n`)
      settle(got.kind === 'declined' ? DECLINED : 0)
    })
}

function removeCommand(settle: (status: number) => void): Command {
  return withModel(new Command('remove'))
    .description('Removes a model, or all of a pair. Translations made with it stay.')
    .summary('remove a model')
    .argument('<name>', 'as "muqabil model list" names it, or languages such as ar-en')
    .addHelpText('after', helpAfter([['muqabil model remove ar-en', 'all models of the pair']], STATUSES))
    .action(async (name: string, flags: ModelFlags) => {
      for (const removed of await removeModel(name, optionsOf(flags)))
        if (flags.json) jsonReporter()({ event: 'removed', name: removed.name })
        else process.stdout.write(`removed ${safeForTerminal(removed.name)}\n`)
      settle(0)
    })
}

function pathCommand(settle: (status: number) => void): Command {
  return withModel(new Command('path'))
    .description('Prints the folder of the models; MUQABIL_MODELS or "models" of the provider sets another.')
    .summary('print the folder of the models')
    .addHelpText('after', helpAfter([['du -sh "$(muqabil model path)"', 'how large they are']], STATUSES))
    .action(async (flags: ModelFlags) => {
      const { folder, used } = await modelPlace(optionsOf(flags))
      if (flags.json) jsonReporter()({ event: 'path', folder, ...(used === undefined ? {} : { used: used.name }) })
      else process.stdout.write(`${folder}\n`)
      settle(0)
    })
}

function withModel(command: Command): Command {
  return command
    .option('-C <dir>', 'run as if started in this folder')
    .option('--config <file>', 'configuration: .ts, .js or .json; muqabil.config.* of the project by default')
    .option('--folder <dir>', 'folder of the models')
    .option('--json', 'one JSON object a line on standard output, for programs')
    .option('--verbose', 'stack traces of errors')
}

function optionsOf(flags: ModelFlags, pair?: string): ModelOptions {
  return { ...projectOptions(flags, []), pair, folder: flags.folder, registry: flags.registry }
}

/** What is fetched, from where and whereto, before it is. */
async function confirmed(offer: Offer, { yes, json }: ModelFlags): Promise<boolean> {
  if (!json) process.stderr.write(`${offerLines(offer).join('\n')}\n`)
  if (yes) return true
  if (!canAsk())
    throw new MuqabilError('model-consent', { name: offer.name, megabytes: offer.bytes / 1e6, host: offer.from })
  return askYes('Fetch it?')
}

export function offerLines({ name, bytes, licence, quality, from, folder }: Offer): readonly string[] {
  return [
    `${safeForTerminal(name)}: ${megabytes(bytes)} from ${safeForTerminal(from)}, licence ${licence}${quality === undefined ? '' : `, ${safeForTerminal(quality)}`}.`,
    `It goes into ${safeForTerminal(folder)}.`,
  ]
}

export function gotLine({ kind, name, folder }: Got): string {
  switch (kind) {
    case 'fetched':
      return `${safeForTerminal(name)} is in ${safeForTerminal(folder)}; "muqabil build" translates with it where no other provider is configured.`
    case 'there':
      return `${safeForTerminal(name)} is there already, in ${safeForTerminal(folder)}.`
    case 'declined':
      return 'Nothing was fetched.'
  }
}

/** 'ar-en.base.f3888b9d  here, used   45.7 MB' */
export function modelLine({ name, here, used, bytes, status, quality, licence }: ModelLine): string {
  const state = here ? (used ? 'here, used' : 'here') : 'can be had'
  const facts = [
    ...(bytes === undefined || bytes === 0 ? [] : [megabytes(bytes)]),
    ...[status, quality, licence].flatMap((each) => (each === undefined ? [] : [safeForTerminal(each)])),
  ]
  return `${safeForTerminal(name)}: ${state}; ${facts.join(', ')}\n`
}
