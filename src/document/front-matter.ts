/** Front matter: what a Markdown file says about itself, in YAML between two lines of three dashes at its very beginning. */
import { parse } from 'yaml'
import { MuqabilError } from '../errors.ts'

/** In UTF-16 units. */
const LONGEST = 65_536
const OPENING = /^---[ \t]*\n/
const CLOSING = /^---[ \t]*(?:\n|$(?![^]))/gm

/** Up to and with the line that closes it; 0 when there is none. */
export function frontMatterLength(text: string): number {
  const opening = OPENING.exec(text)
  CLOSING.lastIndex = opening?.[0].length ?? 0
  return opening && CLOSING.test(text) ? CLOSING.lastIndex : 0
}

/**
 * The front matter of a text as data; undefined when there is none.
 *
 * @throws {MuqabilError} `front-matter` when it is not YAML, is no mapping, or is over 64 KiB.
 */
export function readFrontMatter(text: string, file: string): Readonly<Record<string, unknown>> | undefined {
  const length = frontMatterLength(text)
  if (length === 0) return undefined
  const place = { file, line: 1 }
  if (length > LONGEST) throw new MuqabilError('front-matter', { problem: `over ${LONGEST} characters of it` }, place)
  let value: unknown
  try {
    value = parse(text.slice(text.indexOf('\n') + 1, text.lastIndexOf('---', length)), {
      maxAliasCount: 0,
      prettyErrors: false,
    })
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'no YAML'
    throw new MuqabilError('front-matter', { problem }, place, { cause: error })
  }
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw new MuqabilError('front-matter', { problem: 'no mapping' }, place)
  return value as Readonly<Record<string, unknown>> // an object of YAML has nothing but text for keys
}
