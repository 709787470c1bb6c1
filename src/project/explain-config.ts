/** What is wrong in a configuration, in words: the setting, its value, what it takes, the nearest right name. */
import { MuqabilError, quote, type Place } from '../errors.ts'
import { builtIn } from '../providers/registry.ts'
import { settingNames } from '../providers/settings.ts'
import { nearest } from '../text/nearest.ts'
import { knownKeys } from './config-json-schema.ts'

/** zod's own type has one shape a code; only these members are read. */
export interface Issue {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
  readonly errors?: readonly (readonly Issue[])[]
  readonly expected?: string
  readonly values?: readonly unknown[]
  readonly origin?: string
  readonly minimum?: number
  readonly maximum?: number
  /** Whether `minimum` or `maximum` itself is allowed. */
  readonly inclusive?: boolean
  readonly format?: string
}

/** Where the value, or the name, of a path stands in the file. */
export type PlaceOf = (path: readonly PropertyKey[]) => Place

/**
 * The most telling of what zod found, as an error of ours.
 *
 * @param value The whole configuration, so that what stands at the place can be quoted.
 * @param issues As `safeParse` gives them; at least one.
 */
export function explainConfig(value: unknown, issues: readonly Issue[], placeOf: PlaceOf): MuqabilError {
  const issue = mostTelling(issues)
  if (issue === undefined) throw new TypeError('a configuration without an issue is right')
  const name = issue.keys?.[0]
  if (issue.code === 'unrecognized_keys' && name !== undefined)
    return unknownName(name, { path: issue.path, known: namesAt(value, issue.path), placeOf })
  return wrongValue(value, issue, placeOf)
}

/** What the schema has there; a built-in provider has not every setting that some provider has. */
function namesAt(value: unknown, path: readonly PropertyKey[]): readonly string[] {
  const provider = path[0] === 'provider' ? valueAt(value, [...path, 'name']) : undefined
  const names = knownKeys(path)
  if (typeof provider !== 'string' || path.length > 2 || builtIn(provider) === undefined) return names
  return names.filter((name) => settingNames(provider).includes(name))
}

interface NameFacts {
  /** Of the object that the name stands in. */
  readonly path: readonly PropertyKey[]
  readonly known: readonly string[]
  readonly placeOf: PlaceOf
}

/** A name that is none of `known`. */
export function unknownName(name: string, { path, known, placeOf }: NameFacts): MuqabilError {
  const place = placeOf([...path, name])
  const key = showPath([...path, name])
  const meant = nearest(name, known)
  if (meant === undefined && SECRET.test(name)) return new MuqabilError('config-secret', { key }, place)
  return new MuqabilError(
    'config-unknown-key',
    { key, known, ...(meant === undefined ? {} : { nearest: meant }) },
    place,
  )
}

/** Names of what must not stand in a file that is kept in git. */
const SECRET = /key|token|secret|password|credential/i

/** A value of another kind, out of its limits, or misspelt. */
function wrongValue(whole: unknown, issue: Issue, placeOf: PlaceOf): MuqabilError {
  const value = valueAt(whole, issue.path)
  const meant = typeof value === 'string' ? nearest(value, (issue.values ?? []).map(String)) : undefined
  const problem = meant === undefined ? expectationOf(issue) : `"${meant}", which is the nearest name`
  const shown = value === undefined ? undefined : showValue(value)
  const facts = { key: showPath(issue.path), problem, ...(shown === undefined ? {} : { value: shown }) }
  return new MuqabilError('config-value', facts, placeOf(issue.path))
}

/** Of a union the branch that was meant: the one whose kind of value is there. */
function mostTelling(issues: readonly Issue[]): Issue | undefined {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  if (issue?.code !== 'invalid_union' || issue.errors === undefined) return issue
  const branches = issue.errors.map(mostTelling).filter((branch) => branch !== undefined)
  const meant = branches.find(({ code, path }) => code !== 'invalid_type' || path.length > 0)
  if (meant) return { ...meant, path: [...issue.path, ...meant.path] }
  const kinds = branches.flatMap(({ expected = '' }) => expected.split('|'))
  return { ...issue, code: 'invalid_type', expected: [...new Set(kinds)].join('|') }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** What would be right there, in words that fit after "expected". The schema's own words go before zod's. */
function expectationOf(issue: Issue): string {
  const { code, expected, values, origin, minimum, maximum, inclusive, format, message } = issue
  if (code === 'invalid_type') return listed((expected ?? '').split('|').map((kind) => KINDS[kind] ?? kind))
  if (code === 'invalid_value') return listed((values ?? []).map((value) => JSON.stringify(value)))
  if (code === 'invalid_format' && format === 'url') return 'an address such as "http://127.0.0.1:8080"'
  if (message.startsWith('Too ')) {
    if (code === 'too_small' && origin === 'string') return 'a text that is not empty'
    if (code === 'too_small' && origin === 'array') return 'at least one'
    if (inclusive === false) return code === 'too_small' ? `a number over ${minimum}` : `a number below ${maximum}`
    return code === 'too_small' ? `a number of ${minimum} or more` : `a number of ${maximum} or less`
  }
  return message
}

/** 'a text, an object or a list' */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** 'formats[0]', 'provider.name' */
function showPath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value
  for (const key of path)
    inner = typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined // any object is asked by name
  return inner
}

/** Without what stands in an address after "?" or before "@", where keys are. */
function showValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value)
  return quote(text.replace(/\?[^"]*/g, '?…').replace(/\/\/[^/"]*@/g, '//…@'))
}
