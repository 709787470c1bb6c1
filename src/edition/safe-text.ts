/** Text without the characters that no page may hold, and that a terminal would obey. */

/** Controls but tab and line ends, noncharacters, halves of surrogate pairs. */
const UNFIT =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** One set of characters is looked for much faster than a choice of them, and hardly any text has one of these. */
const PERHAPS_UNFIT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uD800-\uDFFF\uFFFE\uFFFF]/

export function safeText(text: string): string {
  return PERHAPS_UNFIT.test(text) ? text.replace(UNFIT, '') : text
}

/** Titles and names stand beside other words, in one line: what turns or breaks a line would reach into these. */
const TURNING = /[\t\n\r\u0085\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]+/g

/** What a line is settled by; most are names that have none of it. */
const UNSETTLED = new RegExp(`${TURNING.source}|^\\s|\\s$| {2}`)

export function safeLine(text: string): string {
  const safe = safeText(text)
  return UNSETTLED.test(safe) ? safe.replace(TURNING, ' ').replace(/ {2,}/g, ' ').trim() : safe
}
