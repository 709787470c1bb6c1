/** Processes that ask for their places in a shared pace, on a clock of the test; some of them are killed. */
import { FIRST_STATE, type PaceState, type Quotas, type Sizes } from '../../src/translate/shared-pace.ts'
import { takePlace } from '../../src/translate/take-place.ts'

export interface Sent {
  readonly at: number
  readonly sizes: Sizes
  readonly process: number
  /** When it was told to go, by the first answer. */
  readonly due: number
}

export interface Line {
  /** Requests of each process, one after the other. */
  readonly processes: readonly (readonly Sizes[])[]
  readonly quotas: Quotas
  readonly start: number
  /** What a process has not sent yet when it is killed is sent after it has started again. */
  readonly kills?: readonly { readonly at: number; readonly process: number }[]
  readonly restartMilliseconds?: number
  /** So much later than it wanted to a process comes back. */
  readonly late?: (turn: number) => number
  readonly state?: PaceState
}

interface Process {
  readonly left: Sizes[]
  /** Another one after each start. */
  id: string
  due: number | undefined
  wakesAt: number
}

/** @returns What was sent, in order, and how often was asked for it. */
export function runLine(line: Line): { readonly sent: readonly Sent[]; readonly asked: number } {
  const { quotas, start, restartMilliseconds = 1_000, late = () => 0 } = line
  let state = line.state ?? FIRST_STATE
  const kills = [...(line.kills ?? [])].toSorted((a, b) => a.at - b.at)
  const processes = line.processes.map((left, index): Process => {
    return { left: [...left], id: `${index}`, due: undefined, wakesAt: start }
  })
  const sent: Sent[] = []
  for (let asked = 0; ;) {
    const [next] = processes.filter(({ left }) => left.length > 0).toSorted((a, b) => a.wakesAt - b.wakesAt)
    const sizes = next?.left[0]
    if (next === undefined || sizes === undefined) return { sent, asked }
    const now = next.wakesAt
    const kill = kills[0]
    if (kill !== undefined && kill.at <= now) {
      kills.shift()
      const victim = processes[kill.process % processes.length]
      if (victim === undefined) continue
      victim.id += '+'
      victim.due = undefined
      victim.wakesAt = kill.at + restartMilliseconds
      continue
    }
    const taken = takePlace(state, { id: next.id, sizes, quotas, now })
    asked++
    // As the database keeps it.
    state = JSON.parse(JSON.stringify(taken.state)) as PaceState
    if (taken.wait > 0) {
      next.due ??= taken.state.line.find(({ id }) => id === next.id)?.due
      next.wakesAt = now + Math.ceil(taken.wait) + late(asked)
      continue
    }
    sent.push({ at: now, sizes, process: processes.indexOf(next), due: next.due ?? now })
    next.left.shift()
    next.due = undefined
  }
}
