/** `muqabil memory`: what the translation memory knows, and other memories into it. */
import process from 'node:process'
import { Command } from 'commander'
import type { BuildEvent, MemoryImported, MemoryStatus } from '../../project/events.ts'
import { importMemory } from '../../project/import-memory.ts'
import { memoryStatus } from '../../project/memory-status.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { count, megabytes, plural } from '../numbers.ts'
import { helpAfter, projectOptions, type CommonFlags } from '../options.ts'

type MemoryFlags = Pick<CommonFlags, 'C' | 'config' | 'json' | 'verbose'>

export function memoryCommand(settle: (status: number) => void): Command {
  return new Command('memory')
    .description('The translation memory: sentences that were translated once, recalled for equal and similar ones.')
    .summary("import other tools' translation memories, or say what is known")
    .usage('<import|status> [options]')
    .addCommand(importCommand(settle))
    .addCommand(statusCommand(settle))
}

function importCommand(settle: (status: number) => void): Command {
  const help: readonly (readonly [string, string])[] = [
    ['muqabil memory import big.tmx', 'take its pairs; files of any size are read as they come'],
    ['muqabil memory import a.tmx b.csv c.xlf', 'several, the last one is recalled first'],
  ]
  return withMemory(new Command('import'))
    .description(
      "Takes pairs of other tools' memories. A build fills equal sentences with them, as drafts; a person's words go before\nthem. Records stay as they are, and nothing is sent.",
    )
    .summary('take the pairs of translation memories')
    .argument('<files...>', '.tmx, .csv, .tsv, .po, .xlf, .xliff')
    .addHelpText('after', helpAfter(help, '0 taken; 2 usage or configuration, or a file that cannot be read.'))
    .action(async (from: string[], flags: MemoryFlags) => {
      const { files: _files, ...options } = projectOptions(flags, [])
      const imported = await importMemory({ ...options, from, onEvent: reporter(flags) })
      if (!flags.json) process.stdout.write(`${importedLine(imported)}\n`)
      settle(0)
    })
}

function statusCommand(settle: (status: number) => void): Command {
  return withMemory(new Command('status'))
    .description('Says how many sentences and translations the memory has, whose they are, and how large it is.')
    .summary('say what the memory knows')
    .addHelpText('after', helpAfter([['muqabil memory status --json', 'for programs']], '0; 2 usage or configuration.'))
    .action(async (flags: MemoryFlags) => {
      const { files: _files, ...options } = projectOptions(flags, [])
      const status = await memoryStatus({ ...options, onEvent: reporter(flags) })
      if (!flags.json) process.stdout.write(`${statusLines(status).join('\n')}\n`)
      settle(0)
    })
}

function withMemory(command: Command): Command {
  return command
    .option('-C <dir>', 'run as if started in this folder')
    .option('--config <file>', 'configuration: .ts, .js or .json; muqabil.config.* of the project by default')
    .option('--json', 'one JSON object a line on standard output, for programs')
    .option('--verbose', 'stack traces of errors')
}

function reporter({ json, verbose }: MemoryFlags): (event: BuildEvent) => void {
  return json ? jsonReporter() : humanReporter({ verbose: verbose === true, frozen: false })
}

/** '12,000 pairs read: 11,990 taken, 10 known already.' */
function importedLine({ pairs, taken, known, passedOver }: MemoryImported): string {
  const parts = [`${count(taken)} taken`, known > 0 ? `${count(known)} known already` : ''].filter(Boolean)
  const others =
    passedOver > 0
      ? ` ${plural(passedOver, 'pair')} passed over: without words on one side, or marked as doubtful.`
      : ''
  return `${plural(pairs, 'pair')} read: ${parts.join(', ')}.${others}`
}

function statusLines({ memory, bytes, sentences, person, imported, machine, index }: MemoryStatus): readonly string[] {
  const file = safeForTerminal(memory)
  if (sentences === 0) return [`${file}: nothing is known yet.`]
  const behind = index.texts < sentences ? `; ${count(sentences - index.texts)} not in it yet` : ''
  return [
    `${file}: ${plural(sentences, 'sentence')}, ${megabytes(bytes)}.`,
    `Translations: ${count(person)} by people, ${count(imported)} imported, ${count(machine)} by machines.`,
    `Index of similar sentences: ${count(index.texts)}, ${megabytes(index.bytes)}${behind}.`,
  ]
}
