/** The command line's entry: arguments in, exit status out. */
import process from 'node:process'
import { flushOutput, guardOutput } from './output.ts'
import { showError } from './show-error.ts'

guardOutput()
const has = (flag: string): boolean => process.argv.includes(flag)
const logs = has('--log-format=json') || process.argv[process.argv.indexOf('--log-format') + 1] === 'json'
const flags = { verbose: has('--verbose'), json: has('--json'), log: logs }
try {
  const { run } = await import('./program.ts')
  process.exitCode = await run(process.argv)
  await flushOutput()
} catch (error) {
  process.exitCode = showError(error, flags)
}
