/** The command line's entry: arguments in, exit status out. */
import process from 'node:process'
import { programVersion } from '../project/version.ts'
import { flushOutput, guardOutput } from './output.ts'
import { showError } from './show-error.ts'

guardOutput()
const [first, ...rest] = process.argv.slice(2)
const flags = { verbose: process.argv.includes('--verbose'), json: process.argv.includes('--json') }
try {
  if ((first === '--version' || first === '-V') && rest.length === 0) process.stdout.write(`${programVersion()}\n`)
  else {
    const { run } = await import('./program.ts')
    process.exitCode = await run(process.argv)
  }
  await flushOutput()
} catch (error) {
  process.exitCode = showError(error, flags)
}
