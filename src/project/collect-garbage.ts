/** Gives memory back when much of it is free at once: left to itself, the engine lets the heap grow to twice of what is held. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { readonly type: 'major'; readonly flavor: 'regular' | 'last-resort' }) => void

let collect: Collect | undefined

/**
 * Stops the process for a twentieth of a second.
 *
 * @param thoroughly Pages that the engine keeps for later go back to the system too; takes three times as long.
 */
export function collectGarbage({ thoroughly = false } = {}): void {
  collect ??= find()
  collect({ type: 'major', flavor: thoroughly ? 'last-resort' : 'regular' })
}

/** Contexts that are made under the flag have the function; those that are there already do not get it. */
function find(): Collect {
  setFlagsFromString('--expose-gc')
  const found = runInNewContext('gc') as Collect // V8's own, extensions/gc-extension.cc
  setFlagsFromString('--no-expose-gc')
  return found
}
