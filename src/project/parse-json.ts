/** JSON as people write it: with comments and commas at the end, and with a place for every fault. */
import { MuqabilError, quote } from '../errors.ts'

export interface ParsedJson {
  readonly value: unknown
  /** Where the value of a path stands (its name, if it has one); for one that is absent, what it would stand in. */
  readonly placeOf: (path: readonly PropertyKey[]) => { readonly line: number; readonly column: number } | undefined
}

/** No configuration is nested so deep; the reader below goes one level down a level. */
const MOST_LEVELS = 100
const SPACE = /[\s\uFEFF]+|\/\/[^\r\n]*|\/\*[^]*?\*\//y
const STRING = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y
const WORD = /[\p{L}\p{N}_$'.+-]+|[^]/uy

/**
 * @param file Named in errors.
 * @throws {MuqabilError} `config-syntax` with line and column.
 */
export function parseJson(text: string, file: string): ParsedJson {
  const reader = new Reader(text, file)
  const value = reader.all()
  return {
    value,
    placeOf: (path) => {
      const known = [...path, ''].map((_, index) =>
        reader.offsets.get(JSON.stringify(path.slice(0, path.length - index))),
      )
      const offset = known.find((each) => each !== undefined)
      return offset === undefined ? undefined : placeAt(text, offset)
    },
  }
}

/** Goes through the text once; every method leaves `#at` behind what it has read. */
class Reader {
  readonly #text: string
  readonly #file: string
  #at = 0
  /** By path as JSON. */
  readonly offsets = new Map<string, number>()

  constructor(text: string, file: string) {
    this.#text = text
    this.#file = file
  }

  all(): unknown {
    this.#space()
    const value = this.#value([])
    if (this.#at < this.#text.length) this.#fail('the end of the file')
    return value
  }

  #value(path: readonly PropertyKey[]): unknown {
    if (path.length > MOST_LEVELS) this.#fail(`at most ${MOST_LEVELS} levels`)
    if (!this.offsets.has(JSON.stringify(path))) this.offsets.set(JSON.stringify(path), this.#at)
    const value = this.#valueItself(path)
    this.#space()
    return value
  }

  #valueItself(path: readonly PropertyKey[]): unknown {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(path)
      case '[':
        return this.#list(path)
      case '"':
        return this.#string('a closing quotation mark in the same line')
      default: {
        const literal = this.#take(NUMBER) ?? this.#take(/(?:true|false|null)(?![\w$])/y)
        return literal === undefined ? this.#fail('a value') : (JSON.parse(literal) as unknown)
      }
    }
  }

  #object(path: readonly PropertyKey[]): unknown {
    const members: [string, unknown][] = []
    this.#items('}', () => {
      const start = this.#at
      const name = this.#string('a name in double quotes')
      const own = JSON.stringify([...path, name])
      if (this.offsets.has(own)) this.#fail('each name once', `second ${quote(name)}`, start)
      this.offsets.set(own, start)
      this.#space()
      if (this.#text[this.#at] !== ':') this.#fail('a colon after the name')
      this.#at++
      this.#space()
      members.push([name, this.#value([...path, name])])
    })
    return Object.fromEntries(members)
  }

  #list(path: readonly PropertyKey[]): unknown {
    const items: unknown[] = []
    this.#items(']', () => items.push(this.#value([...path, items.length])))
    return items
  }

  /** What stands between brackets, with commas between and one more at the end if somebody likes. */
  #items(end: '}' | ']', item: () => void): void {
    this.#at++
    this.#space()
    while (this.#text[this.#at] !== end) {
      item()
      if (this.#text[this.#at] !== ',') {
        if (this.#text[this.#at] !== end) this.#fail(`a comma or "${end}"`)
        break
      }
      this.#at++
      this.#space()
    }
    this.#at++
  }

  /** @param expected What is said when there is none: a name may be meant, or a value that has no end. */
  #string(expected: string): string {
    const literal = this.#take(STRING)
    return literal === undefined ? this.#fail(expected) : String(JSON.parse(literal))
  }

  #space(): void {
    while (this.#take(SPACE) !== undefined);
    if (this.#text.startsWith('/*', this.#at)) this.#fail('"*/" at the end of the comment', 'comment without an end')
  }

  /** @param pattern Sticky. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  /** @param found Where it is not simply the next word. */
  #fail(expected: string, found?: string, at = this.#at): never {
    WORD.lastIndex = at
    const word = WORD.exec(this.#text)?.[0]
    const problem = found ?? (word === undefined ? 'end of the file' : quote(word))
    throw new MuqabilError('config-syntax', { problem, expected }, { file: this.#file, ...placeAt(this.#text, at) })
  }
}

/** 1-based; a column counts UTF-16 units, as editors do. */
function placeAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
