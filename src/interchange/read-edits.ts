/** Edits of a program, JSON lines such as those of `muqabil tasks --json`, as rows. */
import * as z from 'zod'
import { STATES } from '../bitext/states.ts'
import { MuqabilError } from '../errors.ts'
import type { ExchangeRow } from './exchange-row.ts'
import { fromPlaceholders } from './placeholders.ts'

const edit = z.object({
  file: z.string().optional(),
  id: z.string(),
  sourceHash: z.string(),
  base: z.string().optional(),
  target: z.string().optional(),
  state: z.enum(STATES).optional(),
})

/**
 * Lines with another `event` than "task" are passed over, and names that are not known too.
 *
 * @throws {MuqabilError} `exchange-damaged` with the line that is none.
 */
export function readEdits(text: string, file: string): readonly ExchangeRow[] {
  return text.split('\n').flatMap((line, index): readonly ExchangeRow[] => {
    if (line.trim() === '') return []
    const value = parsed(line, file, index + 1)
    if (typeof value === 'object' && value !== null && 'event' in value && value.event !== 'task') return []
    const { data } = edit.safeParse(value)
    if (data === undefined)
      throw new MuqabilError(
        'exchange-damaged',
        { problem: 'line without "id" and "sourceHash" of a task' },
        { file, line: index + 1 },
      )
    const { file: document, id, sourceHash, base, target, state } = data
    return [
      {
        ...(document === undefined ? {} : { document }),
        id,
        source: [],
        sourceHash,
        ...(base === undefined ? {} : { base }),
        ...(target === undefined || target === '' ? {} : { target: fromPlaceholders(target) }),
        ...(state === undefined ? {} : { state }),
        line: index + 1,
      },
    ]
  })
}

function parsed(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch (error) {
    throw new MuqabilError(
      'exchange-damaged',
      { problem: 'line that is no JSON' },
      { file, line: number },
      { cause: error },
    )
  }
}
