/** Root may read and write everything: what permissions forbid is tried as somebody else. */
import process from 'node:process'

/** 'nobody' on every Unix that CI has. */
export const NOBODY = 65_534

/** Runs `work` without root's rights; the process has them back afterwards. Everybody else runs it as they are. */
export function asOrdinaryUser<Value>(work: () => Value): Value {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(NOBODY)
  try {
    return work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

/** The same for work that waits; nothing else may run in this process meanwhile. */
export async function throughOrdinaryUser<Value>(work: () => Promise<Value>): Promise<Value> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(NOBODY)
  try {
    return await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}
