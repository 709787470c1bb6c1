/** What a page does while it is served by `watch`: it reloads itself, and shows what is wrong, as text. */

/** Where the server has what is its own; no source has a name that begins with a dot. */
export const OWN = '/.muqabil'

export const RELOAD_SCRIPT = `'use strict'
{
  let shown
  const box = document.createElement('div')
  box.id = 'muqabil-problems'
  box.dir = 'auto'
  box.setAttribute('role', 'alert')
  Object.assign(box.style, {
    position: 'fixed', insetInline: '0', bottom: '0', zIndex: '2147483647', maxHeight: '50vh', overflow: 'auto',
    margin: '0', padding: '1rem', background: '#7a1020', color: '#fff', font: '1rem/1.5 system-ui, sans-serif',
    whiteSpace: 'pre-wrap', unicodeBidi: 'plaintext',
  })
  const events = new EventSource('${OWN}/events')
  events.onmessage = ({ data }) => {
    const { version, problems } = JSON.parse(data)
    if (shown !== undefined && shown !== version) return location.reload()
    shown = version
    box.textContent = problems.join('\\n')
    if (problems.length > 0) document.body.append(box)
    else box.remove()
  }
  addEventListener('pagehide', () => events.close())
}
`

/** The policy that a page brings along allows no script; ours alone is added to it, in what is served. */
const POLICY = /(http-equiv="Content-Security-Policy" content=")/i

export function withReload(page: string): string {
  const script = `<script src="${OWN}/reload.js" defer></script>`
  const allowed = page.replace(POLICY, "$1script-src 'self'; connect-src 'self'; ")
  return allowed.includes('</head>') ? allowed.replace('</head>', `${script}\n</head>`) : `${allowed}${script}\n`
}

/** Where there is no page to show. @param said One sentence, no markup. */
export function placeholderPage(said: string): string {
  const text = said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>muqabil watch</title>
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<link rel="icon" href="data:,">
</head>
<body><p>${text}</p></body>
</html>
`
}
