/** A complete HTML file round a body; its policy allows its own style and embedded data, nothing else. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import { faceRules, type FontFile } from '../fonts.ts'
import { pageStyle, type StyleOptions } from './style.ts'
import { writeHtml } from './write-html.ts'

/** A page whose faces are still to come. */
export interface HtmlDraft {
  /** Title and body as HTML: every character that the page may show. */
  readonly shown: string
  /** The whole file; without fonts the reader's own faces are asked for. */
  readonly finish: (fonts: readonly FontFile[]) => string
}

export interface DocumentParts {
  readonly title: string
  readonly language: string
  /** What the head says beside title and policy. */
  readonly about: readonly Element[]
  readonly body: readonly ElementContent[]
}

export function draftDocument({
  style,
  ...parts
}: DocumentParts & { readonly style: Omit<StyleOptions, 'faces'> }): HtmlDraft {
  return draftFile(parts, (faces) => pageStyle({ ...style, faces }))
}

/** The same with a style of its own. */
export function draftFile(
  { title, language, about, body }: DocumentParts,
  styleOf: (faces: string) => string,
): HtmlDraft {
  const shown = html(h('body', [...body]))
  const finish = (fonts: readonly FontFile[]): string => {
    const head = html(headOf(title, about, styleOf(faceRules(fonts))))
    const open = `<html lang="${attribute(language)}" dir="${directionOf(language)}">`
    return `<!doctype html>${open}\n${head}\n${shown}</html>\n`
  }
  return { shown: `${title}\n${shown}`, finish }
}

function headOf(title: string, about: readonly Element[], style: string): Element {
  const hash = base64(sha256(utf8ToBytes(style)))
  return h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('title', title),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'generator', content: 'muqabil' }),
    h('meta', {
      httpEquiv: 'Content-Security-Policy',
      content: `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`,
    }),
    h('link', { rel: ['icon'], href: 'data:,' }),
    ...about,
    { type: 'element', tagName: 'style', properties: {}, children: [{ type: 'text', value: style }] },
  ])
}

function html(element: Element): string {
  const own = OWN_LINE.has(element.tagName) ? '\n' : ''
  return own + writeHtml(element, OWN_LINE)
}

/** A language tag has none of these; a configuration might. */
function attribute(value: string): string {
  return value.replace(/["&<>]/g, '')
}

/** One block a line, for `git diff`. */
const OWN_LINE = new Set(['meta', 'title', 'link', 'script', 'style', 'header', 'main', 'article', 'footer', 'div'])

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
