/** Front matter: what a Markdown file says about itself. */
import type { Root } from 'mdast'
import { parse } from 'yaml'
import { MuqabilError } from '../errors.ts'

const LONGEST = 65_536

/**
 * The YAML between the first two `---` lines as data; undefined when there is none.
 *
 * @throws {MuqabilError} `front-matter` when it is not YAML, is no mapping, or is over 64 KiB.
 */
export function parseFrontMatter(tree: Root, file: string): Readonly<Record<string, unknown>> | undefined {
  const [first] = tree.children
  if (first?.type !== 'yaml') return undefined
  const place = { file, line: first.position?.start.line ?? 1 }
  if (first.value.length > LONGEST)
    throw new MuqabilError('front-matter', { problem: `over ${LONGEST} characters of it` }, place)
  let value: unknown
  try {
    value = parse(first.value, { maxAliasCount: 0, prettyErrors: false })
  } catch (error) {
    throw new MuqabilError('front-matter', { problem: error instanceof Error ? error.message : 'no YAML' }, place, {
      cause: error,
    })
  }
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw new MuqabilError('front-matter', { problem: 'no mapping' }, place)
  return value as Readonly<Record<string, unknown>>
}
