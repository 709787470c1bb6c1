/** The file that a review page without a server leaves behind, `….muqabil-edits.json`, as rows. */
import * as z from 'zod'
import { glue } from '../bitext/content.ts'
import { STATES } from '../bitext/states.ts'
import { MuqabilError, quote } from '../errors.ts'
import type { ExchangeRow } from './exchange-row.ts'

const VERSION = 1

const code = z.object({ kind: z.enum(['open', 'close', 'standalone']), id: z.string().min(1) })

const edit = z.object({
  id: z.string(),
  sourceHash: z.string(),
  base: z.string(),
  target: z.exactOptional(z.array(z.union([z.string(), code]))),
  state: z.exactOptional(z.enum(STATES)),
  needsWork: z.exactOptional(z.union([z.string(), z.null()])),
  note: z.exactOptional(z.string()),
  waived: z.exactOptional(z.record(z.string(), z.string())),
})

const head = z.object({ muqabil: z.literal('edits'), version: z.number() })
const fileOfEdits = z.object({ document: z.string(), edits: z.array(edit) })

/** @throws {MuqabilError} `exchange-damaged` where it is no such file, or of a newer program. */
export function readReviewEdits(text: string, file: string): readonly ExchangeRow[] {
  const value = parsed(text, file)
  const version = head.safeParse(value).data?.version
  if (version === undefined) throw damaged('JSON that is no file of edits', file)
  if (version !== VERSION) throw damaged(`file of edits of version ${version}`, file)
  const { data, error } = fileOfEdits.safeParse(value)
  if (data === undefined) throw damaged(`value at ${quote(error.issues[0]?.path.join('.') ?? '')}`, file)
  return data.edits.map(({ id, sourceHash, base, target, state, ...review }): ExchangeRow => ({
    document: data.document,
    id,
    source: [],
    sourceHash,
    base,
    ...(target === undefined ? {} : { target: glue(target) }),
    ...(state === undefined ? {} : { state }),
    review,
  }))
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw damaged('text that is no JSON', file, error)
  }
}

function damaged(problem: string, file: string, cause?: unknown): MuqabilError {
  return new MuqabilError('exchange-damaged', { problem }, { file }, { cause })
}
