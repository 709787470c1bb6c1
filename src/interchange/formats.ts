/** The bilingual files that can be sources: extension → reader, one file each. */
import type { BilingualText } from './bilingual-text.ts'
import { readPo } from './read-po.ts'
import { readXliff } from './read-xliff.ts'

/** By extension, with the dot, lower case. */
export const bilingualFormats: Readonly<Record<string, (text: string, file: string) => BilingualText>> = {
  '.po': readPo,
  '.xlf': readXliff,
  '.xliff': readXliff,
}
