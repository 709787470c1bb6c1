/** The command line's entry: arguments in, exit status out. */
import process from 'node:process'
import { flushOutput, guardOutput } from './output.ts'
import { showError } from './show-error.ts'

guardOutput()
const flags = { verbose: process.argv.includes('--verbose'), json: process.argv.includes('--json') }
try {
  const { run } = await import('./program.ts')
  process.exitCode = await run(process.argv)
  await flushOutput()
} catch (error) {
  process.exitCode = showError(error, flags)
}
