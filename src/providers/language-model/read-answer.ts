/** Reads what a model answered: the JSON object in it, whatever stands round it. */
import { list, record } from '../http.ts'
import type { DecidedName } from './request-text.ts'

export interface ReadAnswer {
  /** As they came: in any order, with any ids. */
  readonly translations: readonly { readonly id: string; readonly text: string }[]
  readonly names: readonly DecidedName[]
}

/** So many beginnings of an object are tried before a reply is given up. */
const MOST_STARTS = 40
/** Some models think aloud before they answer. */
const THINKING = /^\s*<think(?:ing)?>[^]*?<\/think(?:ing)?>/

/**
 * Talk and code fences round the object are passed over, and so is an echo of the request. Line ends that stand bare
 * in a string and commas before a closing bracket are forgiven. Undefined when there is no such object.
 */
export function readAnswer(reply: string): ReadAnswer | undefined {
  const text = reply.replace(THINKING, '')
  let from = 0
  for (let tries = 0; tries < MOST_STARTS; tries++) {
    const start = text.indexOf('{', from)
    if (start === -1) return undefined
    const end = endOf(text, start)
    const value = end === undefined ? undefined : parse(text.slice(start, end))
    const answer = [value, ...Object.values(record(value))]
      .map((each) => answerIn(each))
      .find((each) => each !== undefined)
    if (answer !== undefined) return answer
    from = end === undefined || value === undefined ? start + 1 : end
  }
  return undefined
}

function answerIn(value: unknown): ReadAnswer | undefined {
  const { translations, names } = record(value)
  if (!Array.isArray(translations)) return undefined
  return {
    translations: translations.flatMap((each) => {
      const { id, text } = record(each)
      return isId(id) && typeof text === 'string' ? [{ id: String(id).trim(), text }] : []
    }),
    names: list(names).flatMap((each) => {
      const { source, target } = record(each)
      return typeof source === 'string' && typeof target === 'string' ? [{ source, target }] : []
    }),
  }
}

function isId(id: unknown): boolean {
  return typeof id === 'string' || typeof id === 'number'
}

/** Where the object that begins at `start` ends, behind its last bracket; undefined when it does not. */
function endOf(text: string, start: number): number | undefined {
  let [depth, inString] = [0, false]
  for (let index = start; index < text.length; index++) {
    const character = text[index]
    if (inString) {
      if (character === '\\') index++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return index + 1
  }
  return undefined
}

function parse(text: string): unknown {
  for (const candidate of [() => text, () => mended(text)]) {
    try {
      return JSON.parse(candidate())
    } catch {
      // the next form of it
    }
  }
  return undefined
}

const BARE: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` }

/** What models get wrong in JSON and what cannot be misread: bare line ends in strings, commas too many. */
function mended(text: string): string {
  let [inString, result] = [false, '']
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (inString && character === '\\') {
      result += text.slice(index, index + 2)
      index++
      continue
    }
    if (character === '"') inString = !inString
    if (!inString && character === ',' && /^\s*[\]}]/.test(text.slice(index + 1, index + 20))) continue
    result += inString ? (BARE[character] ?? character) : character
  }
  return result
}
