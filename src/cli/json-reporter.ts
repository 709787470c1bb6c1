/** One JSON object a line on standard output, nothing else there. */
import process from 'node:process'

export function jsonReporter(): (event: object) => void {
  return (event) => {
    process.stdout.write(`${JSON.stringify(event)}\n`)
  }
}
