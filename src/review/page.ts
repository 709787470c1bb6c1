/** The page of the review app, and the policy that keeps everything else out of it. */
import { createHash } from 'node:crypto'

export interface Bundle {
  /** A module without imports. */
  readonly script: string
  readonly style: string
}

export interface Page {
  readonly html: string
  /** For the header Content-Security-Policy. */
  readonly policy: string
}

/** Only this script and this style run; the page speaks to its own server alone, and stands in no other page. */
export function pageOf({ script, style }: Bundle): Page {
  // These would end the element early: they can only stand in texts, where a backslash changes nothing.
  const [code, rules] = [script.replaceAll(/<(?=\/script|!--)/gi, '\\x3C'), style.replaceAll(/<(?=\/style)/gi, '\\3C ')]
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>muqabil</title>
<link rel="icon" href="data:,">
<style>${rules}</style>
</head>
<body>
<div id="app"></div>
<script type="module">${code}</script>
</body>
</html>
`
  return { html, policy: policyOf([hashOf(code)], [hashOf(rules)]) }
}

/** Sets the cookie and goes on to the page itself: an address without the token, reached from here and not from outside. */
export const ENTRANCE: Page = {
  html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=/">
<title>muqabil</title>
<link rel="icon" href="data:,">
</head>
<body></body>
</html>
`,
  policy: policyOf([], []),
}

export function policyOf(scripts: readonly string[], styles: readonly string[]): string {
  return [
    "default-src 'none'",
    ...(scripts.length === 0 ? [] : [`script-src ${scripts.join(' ')}`, "connect-src 'self'"]),
    ...(styles.length === 0 ? [] : [`style-src ${styles.join(' ')}`, 'font-src data:']),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
