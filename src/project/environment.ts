/** Secrets and settings of the machine: the environment, and `.env` where it says nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment, completed by the project's `.env`; what the environment says goes before. */
export function readEnvironment(root: string, environment: Environment): Environment {
  let text: string
  try {
    text = readFileSync(join(root, '.env'), 'utf8')
  } catch {
    return environment
  }
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const file = Object.fromEntries(Object.entries(parseEnv(text)).filter(([, value]) => value !== ''))
  return { ...file, ...given }
}
