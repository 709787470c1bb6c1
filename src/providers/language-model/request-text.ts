/** The part of a prompt that differs from request to request: texts, and what stands round them, as one JSON object. */
import type { Term } from '../../bitext/term.ts'
import type { Example, Neighbour, RequestContext, TextNote } from '../provider.ts'

/** A name and the form that was chosen for it. */
export interface DecidedName {
  readonly source: string
  readonly target: string
}

export interface RequestTextInput {
  readonly texts: readonly string[]
  readonly context?: RequestContext | undefined
  readonly names: readonly DecidedName[]
}

/**
 * JSON, so that no text can end its own quotation: whatever a source says, it stays inside its string.
 *
 * Absent and empty parts are left out. Ids count from '1', in the order of the texts.
 */
export function requestText({ texts, context, names }: RequestTextInput): string {
  const { title, before = [], after = [], terms = [], notes = [], examples = [] } = context ?? {}
  return JSON.stringify({
    ...(title === undefined ? {} : { title }),
    ...filled('glossary', terms.map(termOf)),
    ...filled('names', names),
    ...filled('examples', examples.map(exampleOf)),
    ...filled('before', before.map(neighbourOf)),
    ...filled('notes', notes.map(noteOf)),
    texts: texts.map((text, index) => ({ id: idOf(index), text })),
    ...filled('after', after.map(neighbourOf)),
  })
}

/** The id of the text at a place, counted from 0. */
export function idOf(index: number): string {
  return String(index + 1)
}

function filled<Value>(name: string, values: readonly Value[]): Readonly<Record<string, readonly Value[]>> {
  return values.length === 0 ? {} : { [name]: values }
}

/** Members in a fixed order, and no others. */
function termOf({ source, target, note }: Term): Term {
  return { source, target, ...(note === undefined ? {} : { note }) }
}

function exampleOf({ source, target }: Example): Example {
  return { source, target }
}

function noteOf({ source, note }: TextNote): TextNote {
  return { source, note }
}

function neighbourOf({ source, target }: Neighbour): Neighbour {
  return { source, ...(target === undefined ? {} : { target }) }
}
