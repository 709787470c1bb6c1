/** Whether a process still runs: what a dead one left behind may be taken up. */
import process from 'node:process'

/** True also for a process that is another user's. */
export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
