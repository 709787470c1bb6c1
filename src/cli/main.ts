/** The command line's entry: arguments in, exit status out. */
import process from 'node:process'
import { programVersion } from '../project/version.ts'
import { showError } from './show-error.ts'

// A reader that has seen enough (`| head`) changes nothing of the run.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

const [first, ...rest] = process.argv.slice(2)
if ((first === '--version' || first === '-V') && rest.length === 0) {
  process.stdout.write(`${programVersion()}\n`)
} else {
  try {
    const { run } = await import('./program.ts')
    process.exitCode = await run(process.argv)
  } catch (error) {
    process.exitCode = showError(error, process.argv.includes('--verbose'))
  }
}
