/** A PDF without the time of its making. */

/** The dates of the document's information (ISO 32000-1, 14.3.3), as Chromium writes them. */
const DATE = /(\/(?:CreationDate|ModDate) \(D:)\d{14}/g
const TIME = '20000101000000'

/** The same length, so that every place in the file's table stays right. */
export function withoutTimes(pdf: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(pdf)
  const bytes = Uint8Array.from(pdf)
  for (const match of text.matchAll(DATE)) {
    const start = match.index + (match[1]?.length ?? 0)
    for (let index = 0; index < TIME.length; index++) bytes[start + index] = TIME.charCodeAt(index)
  }
  return bytes
}
