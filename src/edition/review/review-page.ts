/** One page in which an edition is reviewed without a server: the app, its rows as data, and a policy that allows no request. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sha256Hex } from '../../text/hash.ts'
import type { Edition } from '../edition.ts'
import { faceRules, type FontFile } from '../fonts.ts'

/** What the page is handed, as fonts are. */
export interface ReviewParts {
  /** A classic script. */
  readonly script: string
  /** Without faces. */
  readonly style: string
  /** JSON of the project and of the document's rows, as the app reads them. */
  readonly project: object
  readonly document: object
}

export interface ReviewDraft {
  readonly shown: string
  readonly finish: (fonts: readonly FontFile[]) => string
}

/** Found again in a page that we wrote. */
const GENERATOR = '<meta name="generator" content="muqabil">'

/** The page before its faces; the same rows and the same app give the same bytes. */
export function draftReview({ title }: Edition, { script, style, project, document }: ReviewParts): ReviewDraft {
  const data = asData({ project, document, hash: sha256Hex(JSON.stringify(document)).slice(0, 16) })
  const name = `${title.target} · ${title.source}`
  const code = withoutEnds(script)
  const finish = (fonts: readonly FontFile[]): string => {
    const rules = withoutEnds(faceRules(fonts) + style)
    return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<title>${asText(name)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${GENERATOR}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hashOf(code)}'; style-src '${hashOf(rules)}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'">
<link rel="icon" href="data:,">
<style>${rules}</style>
</head>
<body>
<div id="app"></div>
<noscript><p>This page needs JavaScript: it keeps your edits and saves them as a file. It asks the network for nothing.</p></noscript>
<script type="application/json" id="muqabil-review">${data}</script>
<script>${code}</script>
</body>
</html>
`
  }
  return { shown: `${name}\n${data}`, finish }
}

/** JSON that ends no element and begins no comment. */
function asData(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003C')
}

/** They can only stand in texts of the script, where a backslash changes nothing. */
function withoutEnds(text: string): string {
  return text.replaceAll(/<(?=\/(?:script|style)|!--)/gi, '\\x3C')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function asText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
}

function hashOf(text: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(text))))}`
}
