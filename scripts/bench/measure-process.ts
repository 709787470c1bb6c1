/** What a process takes, by its own account: the machine may be busy. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** What a process took, when it ends. */
const USAGE = `
  import { writeFileSync } from 'node:fs'
  process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())))
`

export interface Usage {
  /** Milliseconds, as `cpu`. */
  readonly wall: number
  readonly cpu: number
  readonly megabytes: number
}

/** @param args Of Node, run in `root`. */
export function measured(root: string, args: readonly string[]): Usage {
  const file = join(root, 'usage.json')
  writeFileSync(join(root, 'usage.mjs'), USAGE)
  const start = performance.now()
  execFileSync(process.execPath, ['--import', './usage.mjs', ...args], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, CI: 'true', BENCH_USAGE: file },
  })
  const wall = performance.now() - start
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage // written above
  return { wall, cpu: (userCPUTime + systemCPUTime) / 1000, megabytes: (maxRSS * 1024) / 1e6 }
}
