/** The command line's entry: arguments in, exit status out. */
import process from 'node:process'
import { flushOutput, guardOutput } from './output.ts'
import { showError } from './show-error.ts'

guardOutput()
const has = (flag: string): boolean => process.argv.includes(flag)
const logs = has('--log-format=json') || process.argv[process.argv.indexOf('--log-format') + 1] === 'json'
const flags = { verbose: has('--verbose'), json: has('--json'), log: logs }
try {
  const { repeat } = await import('./repeat.ts')
  const repeated = await repeat(process.argv)
  process.exitCode = repeated ?? (await (await import('./program.ts')).run(process.argv))
  await flushOutput()
} catch (error) {
  process.exitCode = showError(error, flags)
}
