/** The encoding that a page names in its head. */

/** Browsers look no further (HTML Standard, "prescan a byte stream"); pages of older tools begin with long comments. */
const LOOKED_AT = 4096
const COMMENT = /<!--[^]*?(?:-->|$)/g
/** `<meta charset=…>`, `<meta … content="text/html; charset=…">`, `<?xml … encoding="…"?>`. */
const NAMED = /<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)/i

/** Undefined where none is named. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, LOOKED_AT))
  return NAMED.exec(head.replace(COMMENT, ''))?.[1]?.toLowerCase()
}
