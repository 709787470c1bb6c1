/** A question with yes or no for an answer, where there is somebody to ask. */
import process from 'node:process'

/** False for no, for Ctrl-C and for Escape. */
export async function askYes(message: string): Promise<boolean> {
  const { confirm, isCancel } = await import('@clack/prompts')
  const answer = await confirm({ message })
  return !isCancel(answer) && answer
}

/** Questions need somebody at both ends, and a terminal that can draw them. */
export function canAsk(): boolean {
  const { stdin, stdout, env } = process
  return stdin.isTTY === true && stdout.isTTY === true && !env.CI && env.TERM !== 'dumb'
}
