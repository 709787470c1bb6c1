/** What two sentences must share to be the same to a translator. */
import { encodeContent, renumberCodes, type Content } from './content.ts'

/** Text and codes, the codes' numbers aside. */
export function segmentKey(source: Content): string {
  return encodeContent(renumberCodes(source).content).normalize('NFC')
}
