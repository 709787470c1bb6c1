/** `muqabil inspect`: the rows and segments that a source gives. */
import { relative, resolve } from 'node:path'
import process from 'node:process'
import { Command } from 'commander'
import { inspect } from '../../project/inspect.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { projectOptions, withCommon, type CommonFlags } from '../options.ts'

export function inspectCommand(settle: (status: number) => void): Command {
  const command = new Command('inspect')
    .description('show the rows and segments of a source, and what was left out')
    .argument('<file>', 'the source')
  return withCommon(command).action(async (file: string, flags: CommonFlags) => {
    const root = resolve(flags.C ?? process.cwd())
    const { units, leftOut, decisions } = await inspect(relative(root, resolve(root, file)), projectOptions(flags, []))
    if (flags.json) {
      for (const unit of units) process.stdout.write(`${JSON.stringify({ event: 'unit', ...unit })}\n`)
      for (const each of leftOut) process.stdout.write(`${JSON.stringify({ event: 'leftOut', ...each })}\n`)
    } else {
      for (const decision of decisions) process.stdout.write(`${decision}\n`)
      for (const { id, kind, segments } of units) {
        process.stdout.write(`${id} ${kind}\n`)
        for (const segment of segments) process.stdout.write(`  ${segment.id}  ${safeForTerminal(segment.text)}\n`)
      }
      for (const { text, reason, line } of leftOut)
        process.stdout.write(
          `left out (${reason})${line === undefined ? '' : `, line ${line}`}: ${safeForTerminal(text)}\n`,
        )
    }
    settle(0)
  })
}
