/** A complete HTML file round a body; its policy allows its own style and embedded data, or files of its site, nothing else. */
import type { Element, ElementContent } from 'hast'
import { h } from '../h.ts'
import { sha256Hex } from '../../text/hash.ts'
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
export function draftFile(parts: DocumentParts, styleOf: (faces: string) => string): HtmlDraft {
  const { shown, fileOf } = draftBody(parts)
  return { shown, finish: (fonts) => fileOf(styleOf(faceRules(fonts)), undefined) }
}

/** Relative addresses of what a page of a site takes from the site. */
export interface Linked {
  /** Styles before the page's own, and the user's after it. */
  readonly style: string
  readonly theme?: string
  readonly script?: string
}

/** A page of a site, whose faces, and most of whose style, are files beside it. */
export interface LinkedDraft {
  readonly shown: string
  readonly finish: (linked: Linked) => string
}

export function draftLinked({ style, ...parts }: DocumentParts & { readonly style: string }): LinkedDraft {
  const { shown, fileOf } = draftBody(parts)
  return { shown, finish: (linked) => fileOf(style, linked) }
}

/** Elements that no source has and no page keeps: in their places goes what only the whole site decides. */
const HOLES = { style: 'muqabil-style', theme: 'muqabil-theme', neighbours: 'muqabil-neighbours' } as const
type Hole = keyof typeof HOLES

/** Stands in a page for the way to the documents before and after. */
export const NEIGHBOURS: Element = h(HOLES.neighbours)

/** A page of a site before the site is known. */
export interface PageTemplate {
  readonly shown: string
  /** For `fillTemplate`. */
  readonly template: string
}

export function draftTemplate({ style, ...parts }: DocumentParts & { readonly style: string }): PageTemplate {
  const { shown, fileOf } = draftBody(parts)
  return { shown, template: fileOf(style, 'later') }
}

/** The page that `draftLinked` would have made. */
export function fillTemplate(template: string, linked: Omit<Linked, 'script'>, neighbours: Element): string {
  const { style, theme } = linked
  const filled = fill(template, 'style', html(sheet(style)))
  return fill(fill(filled, 'theme', theme === undefined ? '' : html(sheet(theme))), 'neighbours', writePart(neighbours))
}

/** What it is filled with may look like anything: it is put in, not read. */
function fill(template: string, hole: Hole, content: string): string {
  return template.replace(`<${HOLES[hole]}></${HOLES[hole]}>`, () => content)
}

function draftBody({ title, language, about, body }: DocumentParts): {
  readonly shown: string
  readonly fileOf: (style: string, linked: Styling['linked']) => string
} {
  const shown = html(h('body', [...body]))
  const fileOf = (style: string, linked: Styling['linked']): string => {
    const head = html(headOf(title, about, { style, linked }))
    const open = `<html lang="${attribute(language)}" dir="${directionOf(language)}">`
    return `<!doctype html>${open}\n${head}\n${shown}</html>\n`
  }
  return { shown: `${title}\n${shown}`, fileOf }
}

interface Styling {
  readonly style: string
  /** `later`: a page of a site whose files have no names yet. */
  readonly linked: Linked | 'later' | undefined
}

/**
 * What the page may load. 'self' is right for a site that is served and for one that is opened from a disk: Chromium and
 * Firefox both take files beside a file for its own. Hashes in its place allow a script, but no style, of another file.
 */
function policyOf({ style, linked }: Styling): string {
  const hash = `'sha256-${btoa(bytesOf(sha256Hex(style)))}'`
  const own = linked
    ? [
        `style-src 'self' ${hash}`,
        ...(scriptOf(linked) === undefined ? [] : ["script-src 'self'"]),
        "font-src 'self' data:",
      ]
    : [`style-src ${hash}`, 'font-src data:']
  return ["default-src 'none'", ...own, 'img-src data:', "base-uri 'none'", "form-action 'none'"].join('; ')
}

function headOf(title: string, about: readonly Element[], styling: Styling): Element {
  const { style, linked } = styling
  const [shared, theme] =
    linked === 'later'
      ? [h(HOLES.style), h(HOLES.theme)]
      : [linked && sheet(linked.style), linked?.theme === undefined ? undefined : sheet(linked.theme)]
  const script = scriptOf(linked)
  return h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('title', title),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'generator', content: 'muqabil' }),
    h('meta', {
      httpEquiv: ['Content-Security-Policy'],
      content: policyOf(styling),
    }),
    h('link', { rel: ['icon'], href: 'data:,' }),
    ...about,
    ...(shared ? [shared] : []),
    { type: 'element', tagName: 'style', properties: {}, children: [{ type: 'text', value: style }] },
    ...(theme ? [theme] : []),
    ...(script === undefined ? [] : [h('script', { defer: true, src: script })]),
  ])
}

/**
 * A block of the text, written at once, so that a page never is a tree of all its elements. Nothing else makes such a
 * node: of a source's tree only elements and texts come into a page.
 */
export function writtenBlock(element: Element): ElementContent {
  return { type: 'raw', value: html(element) }
}

function sheet(href: string): Element {
  return h('link', { rel: ['stylesheet'], href })
}

function scriptOf(linked: Styling['linked']): string | undefined {
  return linked === 'later' ? undefined : linked?.script
}

/** A part of a page, as the page has it. */
export function writePart(element: Element): string {
  return writeHtml(element, OWN_LINE)
}

function html(element: Element): string {
  const own = OWN_LINE.has(element.tagName) ? '\n' : ''
  return own + writePart(element)
}

/** A language tag has none of these; a configuration might. */
function attribute(value: string): string {
  return value.replace(/["&<>]/g, '')
}

/** One block a line, for `git diff`. */
const OWN_LINE = new Set(['meta', 'title', 'link', 'script', 'style', 'header', 'main', 'article', 'footer', 'div'])

/** A character a byte. */
function bytesOf(hex: string): string {
  return hex.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)))
}
