/** Where the markup of codes stands in XLIFF: the ids of original data. */
import type { CodeFacts } from './content.ts'

/** By code id. */
export type CodeTable = Readonly<Record<string, CodeFacts>>

/** From an id of before to one of now. */
export type CodeNames = ReadonlyMap<string, string>

export function dataId(id: string): string {
  return `d${id}`
}

export function endDataId(id: string): string {
  return `d${id}e`
}

/** The facts of a code, if the table has it. */
export function factsOf(codes: CodeTable, id: string): CodeFacts | undefined {
  return Object.hasOwn(codes, id) ? codes[id] : undefined
}

/** The data for the end of a code; of one that stands alone, its only data. */
export function endRef(id: string, { close }: CodeFacts): string {
  return close === undefined ? dataId(id) : endDataId(id)
}
