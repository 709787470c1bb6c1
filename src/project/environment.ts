/** Secrets and settings of the machine: the environment, and `.env` where it says nothing. */
import { statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { readText } from '../files/read-text.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** 'export KEY=…', as shells that source the file want it. */
const EXPORT = /^[ \t]*export[ \t]+/gm
/** Variables that hold the path of a file or folder. */
const PATHS = ['GOOGLE_APPLICATION_CREDENTIALS', 'MUQABIL_MODELS']

/**
 * The environment, completed by the project's `.env`; what the environment says goes before, an
 * empty value says nothing. Paths are relative to the project, wherever the program was started.
 *
 * @throws {MuqabilError} `file-unreadable`, `not-utf8`: a `.env` that is there is meant to be read.
 */
export function readEnvironment(root: string, environment: Environment): Environment {
  const merged = { ...said(readEnvFile(root)), ...said(environment) }
  const paths = PATHS.flatMap((name): [string, string][] => {
    const path = merged[name]
    return path === undefined || isAbsolute(path) ? [] : [[name, resolve(root, path)]]
  })
  return { ...merged, ...Object.fromEntries(paths) }
}

/** A folder called `.env` is another program's. */
function readEnvFile(root: string): Environment {
  const path = join(root, '.env')
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) return {}
  return parseEnv(readText(path, '.env').replaceAll(/\r\n?/g, '\n').replaceAll(EXPORT, ''))
}

function said(environment: Environment): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
}
