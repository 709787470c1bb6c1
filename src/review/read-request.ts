/** What a browser sends, checked once: from here on it is an edit or a place. */
import * as z from 'zod'
import { STATES } from '../bitext/states.ts'
import type { Edit, Place } from './api.ts'

const [, ...ABOVE_INITIAL] = STATES
const name = z.string().min(1).max(1000)
const code = z.strictObject({ kind: z.enum(['open', 'close', 'standalone']), id: z.string().min(1).max(100) })
const content = z.array(z.union([z.string(), code]))
const place = { document: name, unit: name, segment: name }
const seen = { ...place, base: name }
const piece = z.strictObject({ source: content, target: z.exactOptional(content) })

const edit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('target'), ...seen, target: content, state: z.exactOptional(z.enum(STATES)) }),
  z.strictObject({ kind: z.literal('state'), ...seen, state: z.enum(ABOVE_INITIAL) }),
  z.strictObject({ kind: z.literal('needs-work'), ...seen, note: z.exactOptional(z.string()) }),
  z.strictObject({ kind: z.literal('waive'), ...seen, check: name, reason: z.exactOptional(z.string()) }),
  z.strictObject({ kind: z.literal('note'), ...seen, text: z.string() }),
  z.strictObject({
    kind: z.literal('cut'),
    document: name,
    unit: name,
    segments: z.array(z.strictObject({ id: name, base: name })),
    pieces: z.array(piece),
  }),
  z.strictObject({ kind: z.literal('restore'), document: name, unit: name, token: name }),
])

const MOST_EDITS = 10_000

/** Undefined: it is none. */
export function readEdit(value: unknown): Edit | undefined {
  return edit.safeParse(value).data
}

export function readEdits(value: unknown): readonly Edit[] | undefined {
  return z.array(edit).max(MOST_EDITS).safeParse(value).data
}

export function readPlace(value: unknown): Place | undefined {
  return z.strictObject(place).safeParse(value).data
}
