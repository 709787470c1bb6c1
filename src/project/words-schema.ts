/** What a configuration may say of the page's own words: the names and forms of ours. */
import { z } from 'zod'
import { WORDS, type SomeWords } from '../edition/words.ts'

const text = z.string().min(1)
const label = z.union([text, z.strictObject({ one: text, many: text })])

/** Made from the English ones, so that none can be forgotten. */
export const wordsSchema = z.strictObject(shapeOf(WORDS.en)) as unknown as z.ZodType<SomeWords, SomeWords> // its keys and forms are those

function shapeOf(words: object): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]: [string, unknown]) => [name, formOf(value).optional()]),
  )
}

function formOf(value: unknown): z.ZodType {
  if (typeof value === 'string') return text
  if (typeof value !== 'object' || value === null) throw new TypeError('words are texts')
  return 'one' in value ? label : z.strictObject(shapeOf(value))
}
