/** What an edition as JSON holds. Version 1: facts may be added, none is taken away or gets another meaning. */
import { z } from 'zod'
import { ROW_STATES } from '../kinds.ts'

const state = z
  .enum(ROW_STATES)
  .describe('missing: no translation; stale: the source has changed since; carried: nothing in it to translate.')

const text = z.strictObject({
  text: z.string().describe('Without markup.'),
  html: z.string().optional().describe('The same with its markup, sanitized; absent where there is none.'),
})

const origin = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('machine'),
      provider: z.string(),
      model: z.string().optional(),
      variant: z.string().optional().describe('Which glossary, prompt and brief it was asked with.'),
    }),
    z.strictObject({ kind: z.literal('person'), name: z.string().optional() }),
    z.strictObject({ kind: z.literal('imported'), name: z.string().optional() }),
    z.strictObject({ kind: z.literal('pseudo') }),
  ])
  .describe('Whose words the target is; absent where there is none, and where it was carried across.')

const segment = z.strictObject({
  id: z.string().describe('Of the segment in the record; kept for life.'),
  state,
  needsWork: z.literal(true).optional(),
  source: text,
  target: text.nullable().describe('null: there is no translation.'),
  origin: origin.optional(),
})

const row = z.strictObject({
  kind: z.literal('row'),
  id: z.string().describe("The row's anchor in every edition; kept for life."),
  aliases: z.array(z.string()).optional().describe('Anchors of rows that became this one.'),
  number: z.int().min(1).describe('Of the row in the document.'),
  label: z.string().optional().describe('The number that is kept for the row, such as 12a, where it is not that one.'),
  unit: z.string().describe("What it is: 'heading', 'paragraph', 'item', 'cell', 'note', …"),
  depth: z.int().optional().describe('Of a heading.'),
  state: state.describe('The worst of its segments.'),
  needsWork: z.literal(true).optional(),
  list: z
    .strictObject({ ordered: z.boolean(), index: z.int(), depth: z.int(), continued: z.boolean() })
    .optional()
    .describe('Where a list item stands: index as its list counts, depth from 1.'),
  quoted: z.int().optional().describe('In how many quotations.'),
  cell: z
    .strictObject({
      table: z.int(),
      row: z.int(),
      column: z.int(),
      span: z.strictObject({ columns: z.int(), rows: z.int() }),
      align: z.enum(['center', 'end']).optional(),
    })
    .optional()
    .describe('Where a cell stands, counted from 1.'),
  note: z.int().optional().describe('Number of a footnote.'),
  segments: z.array(segment),
  pages: z
    .array(z.strictObject({ name: z.string(), segment: z.string() }))
    .optional()
    .describe('Printed pages of the source that begin in the row, and in which segment.'),
  changes: z
    .array(z.strictObject({ before: z.string(), now: z.string() }))
    .optional()
    .describe('For stale rows: the source when it was translated, and now.'),
})

const carried = z.strictObject({
  kind: z.literal('carried'),
  html: z.string().describe('Code, a rule, a picture: once for both languages, sanitized.'),
  target: z.string().optional().describe('The same with the words of a picture in the target language.'),
})

const side = z.strictObject({ language: z.string().describe('BCP 47.'), title: z.string() })

export const editionSchema = z.strictObject({
  format: z.literal('muqabil-edition'),
  version: z.literal(1),
  path: z.string().describe('Of the source in the project.'),
  source: side,
  target: side,
  counts: z.strictObject({
    rows: z.int(),
    sentences: z.int(),
    states: z.record(z.enum(ROW_STATES), z.int()),
    machineDrafts: z.int(),
    leftOut: z.int(),
    beside: z
      .strictObject({ texts: z.int(), missing: z.int() })
      .optional()
      .describe('Texts that are no rows: of pictures and links, and of the front matter.'),
  }),
  machines: z.array(z.string()).describe("Who translated, as 'google general/nmt', sorted."),
  blocks: z.array(z.discriminatedUnion('kind', [row, carried])).describe('In the order of the document.'),
})

type Deep<Value> = Value extends readonly (infer Item)[]
  ? readonly Deep<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Deep<Value[Key]> }
    : Value

export type EditionData = Deep<z.infer<typeof editionSchema>>
export type DataBlock = EditionData['blocks'][number]

/** What `edition.schema.json` of the package holds. */
export function editionJsonSchema(): object {
  return { title: 'An edition of muqabil', ...z.toJSONSchema(editionSchema) }
}
