/** Front matter: what a Markdown file says about itself, in YAML between two lines of three dashes at its very beginning, or in TOML between pluses. */
import { isMap, isScalar, parse, parseDocument } from 'yaml'
import type { Metadata } from '../bitext/source.ts'
import { MuqabilError } from '../errors.ts'

/** In UTF-16 units. */
const LONGEST = 65_536
const OPENING = /^---[ \t]*\n/
const CLOSING = /^---[ \t]*(?:\n|$(?![^]))/gm

/** The first line that is no comment. */
const FIRST = /^(?![ \t]*(?:#|$)).+$/m
/** 'title: …', '"title": …', '{ … }': what a mapping begins with. */
const KEY = /^(?:(?:"[^"]*"|'[^']*'|[^\s#*\-[\]{}>|!%@`&"',:?][^:]*):(?:\s|$)|\{)/

const TOML = /^\+\+\+[ \t]*\n(?=(?:[ \t]*(?:#.*)?\n)*(?:[\w."'-]+[ \t]*=|\[))/
const TOML_END = /^\+\+\+[ \t]*(?:\n|$(?![^]))/gm
/** 'title = "…"' on a line of its own; other values of TOML are not read. */
const TOML_TEXT = /^(title|description)[ \t]*=[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*(?:#.*)?$/gm

/** Up to and with the line that closes it; 0 when there is none, as where its first line is no "key: value". */
export function frontMatterLength(text: string): number {
  const toml = TOML.exec(text)
  if (toml) {
    TOML_END.lastIndex = toml[0].length
    const end = TOML_END.exec(text)
    return end ? end.index + end[0].length : 0
  }
  const opening = OPENING.exec(text)
  const start = opening?.[0].length ?? 0
  CLOSING.lastIndex = start
  const closing = opening && CLOSING.exec(text)
  return closing && isMapping(text.slice(start, closing.index)) ? closing.index + closing[0].length : 0
}

/** A rule in the first line and one further down hold no front matter, but Markdown, whose headings YAML takes for comments. */
function isMapping(block: string): boolean {
  const first = FIRST.exec(block)?.[0]
  return first === undefined ? block.trim() === '' : KEY.test(first)
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
  if (TOML.test(text)) return Object.fromEntries(tomlTexts(text, length).map((each) => [each.name, each.text]))
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

const TRANSLATED = new Set(['title', 'description'])

/** The values of sound front matter that a reader of the translation should have in its language. */
export function findMetadata(text: string): readonly Metadata[] {
  if (TOML.test(text)) return tomlTexts(text, frontMatterLength(text))
  const start = text.indexOf('\n') + 1
  const { contents } = parseDocument(text.slice(start, text.lastIndexOf('---', frontMatterLength(text))))
  if (!isMap(contents)) return []
  return contents.items.flatMap(({ key, value }): readonly Metadata[] => {
    const name = isScalar(key) ? String(key.value) : ''
    if (!TRANSLATED.has(name) || !isScalar(value) || typeof value.value !== 'string' || !value.range) return []
    const [from, to] = value.range
    return [{ name, text: value.value, range: { start: start + from, end: start + to } }]
  })
}

/** Above the first table. */
function tomlTexts(text: string, length: number): readonly Metadata[] {
  const table = text.slice(0, length).search(/^[ \t]*\[/m)
  return [...text.slice(0, table === -1 ? length : table).matchAll(TOML_TEXT)].flatMap(
    ({ 0: line, 1: name = '', 2: value = '', index }): readonly Metadata[] => {
      const start = index + line.indexOf(value, name.length)
      const said = value.startsWith("'") ? value.slice(1, -1) : basicString(value)
      return said === undefined ? [] : [{ name, text: said, range: { start, end: start + value.length } }]
    },
  )
}

/** Its escapes are those of JSON, but for a few that no title has. */
function basicString(value: string): string | undefined {
  try {
    return JSON.parse(value) as string // between quotation marks
  } catch {
    return undefined
  }
}
