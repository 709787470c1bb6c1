/** What a code host lets stand in Markdown. */
import { defaultSchema } from 'rehype-sanitize'

/** What GitHub says it keeps, with the attributes that its own pages show it keeps. */
export const codeHostSchema: typeof defaultSchema = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    '*': [...(defaultSchema.attributes?.['*'] ?? []), 'dir', 'lang', 'align', 'valign', 'width', 'id'],
  },
}
