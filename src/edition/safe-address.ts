/** Which addresses may stand in an edition. */

/** Not seen by a reader, and passed over by browsers when they look for the scheme. */
const HIDDEN = /[\u0000-\u0020\u007F-\u00A0\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202F\u2060-\u206F\uFEFF]/g
const ALLOWED = new Set(['http', 'https', 'mailto'])

/** The address if it is http, https, mailto, relative or inside the page; nothing for any other. */
export function safeAddress(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined
  const bare = address.replace(HIDDEN, '')
  const scheme = /^([^/?#:]*):/.exec(bare)?.[1]?.toLowerCase()
  return scheme === undefined || ALLOWED.has(scheme) ? address : undefined
}
