/** Starts a stand-in for Google in a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { StandInOptions } from '../../tests/servers/stand-in.ts'

export interface Metered {
  readonly requests: number
  readonly rejected: number
  readonly characters: number
}

export interface StandInProcess {
  readonly url: string
  readonly grpcUrl: string
  meter(): Promise<Metered>
  close(): void
}

export async function startStandIn(options: StandInOptions = {}): Promise<StandInProcess> {
  const child = fork(fileURLToPath(new URL('stand-in-process.ts', import.meta.url)), [JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  const addresses = JSON.parse(line.toString('utf8')) as Pick<StandInProcess, 'url' | 'grpcUrl'>
  return {
    ...addresses,
    async meter() {
      child.send('meter')
      const [meter] = (await once(child, 'message')) as [Metered]
      return meter
    },
    close: () => void child.disconnect(),
  }
}
