/** `muqabil build` with plain flags where nothing has changed: answered before the command parser loads. */
import process from 'node:process'
import { repeatBuild } from '../project/repeat-build.ts'
import { reporterOf } from './reporter.ts'

const FLAGS = new Set(['--frozen', '--offline', '--prune', '--json', '--verbose'])

/** @returns The exit status; undefined where the command is to be run. */
export async function repeat(argv: readonly string[]): Promise<number | undefined> {
  const [command, ...flags] = argv.slice(2)
  if (command !== 'build' || !flags.every((flag) => FLAGS.has(flag))) return undefined
  const has = (flag: string): boolean => flags.includes(flag)
  const [frozen, offline, prune] = [has('--frozen'), has('--offline'), has('--prune')]
  if (frozen && prune) return undefined // a contradiction, which the parser puts into words
  const account = await repeatBuild(process.cwd(), { frozen, offline, prune }, () =>
    reporterOf({ json: has('--json'), verbose: has('--verbose') }, { frozen }),
  )
  // Only complete builds are noted.
  return account && 0
}
