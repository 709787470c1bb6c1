/** What writes a page writes it as the library for trees of every kind would. */
import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { charactersByFace } from '../../src/edition/fonts.ts'
import { FACES } from '../../src/edition/faces.ts'
import { writeHtml } from '../../src/edition/html/write-html.ts'
import { trials } from '../trials.ts'

const text = fc.string({
  unit: fc.constantFrom('a', 'ب', ' ', '\n', '<', '>', '&', '"', "'", '`', '\0', '=', '&amp;', '😀', '\uD800', '</p>'),
})
const value = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.array(fc.oneof(text, fc.integer()), { maxLength: 3 }),
)
const NAMES = [
  'id', 'lang', 'dir', 'href', 'role', 'title', 'tabIndex', 'ariaHidden', 'ariaLabel', 'dataS', 'dataState', 'className', 'checked',
  'disabled', 'start', 'reversed', 'colSpan', 'dateTime', 'dataN', 'download', 'hidden', 'httpEquiv', 'charSet', 'accept', 'x-y', 'xmlLang',
  'dataBare', 'dataOrigin', 'content', 'hrefLang', 'name', 'type', 'rel',
] // prettier-ignore
const TAGS = ['p', 'div', 'span', 'bdi', 'a', 'br', 'img', 'input', 'meta', 'style', 'script', 'svg', 'source', 'DIV', 'wbr', 'pre'] // prettier-ignore

const { node } = fc.letrec<{ node: ElementContent; element: Element }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    text.map((each): ElementContent => ({ type: 'text', value: each })),
    fc.constant<ElementContent>({ type: 'comment', value: 'x' }),
    tie('element'),
  ),
  element: fc.record({
    type: fc.constant('element' as const),
    tagName: fc.constantFrom(...TAGS),
    properties: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 4 }),
    children: fc.array(tie('node'), { maxLength: 4 }),
  }),
}))

const OWN_LINE = new Set(['div', 'style'])

/** Line ends as nodes of the tree, which `writeHtml` writes itself. */
function withLineEnds(element: Element): Element {
  const children = element.children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child]
    const inner = /^(?:svg|source|DIV)$/.test(child.tagName) ? child : withLineEnds(child)
    return OWN_LINE.has(child.tagName) ? [{ type: 'text', value: '\n' }, inner] : [inner]
  })
  return { ...element, children }
}

test('a page is written as the library writes it', () => {
  fc.assert(
    fc.property(fc.array(node, { maxLength: 4 }), (children) => {
      const root: Element = { type: 'element', tagName: 'body', properties: {}, children }
      expect(writeHtml(root, OWN_LINE)).toBe(toHtml(withLineEnds(root)))
    }),
    trials(1_000),
  )
})

test('the characters of a page are those of its text, and of its emphasis', () => {
  const pieces = fc.array(
    fc.oneof(text, fc.constantFrom('<em>', '</em>', '<i class="x">', '</i>', '<img alt="b">', '<embed>', '<cite', '>', 'Ā', 'é', '\u0301', 'ﷺ', '𝒳')),
    { maxLength: 30 },
  ) // prettier-ignore
  const token = /<(\/?)(?:em|i|cite|dfn|var|address)(?=[\s>])[^>]*>|<[^>]*>|[^<]+/g
  fc.assert(
    fc.property(pieces, (parts) => {
      const html = `${parts.join('')}>` // a tag of a page ends
      let depth = 0
      let slanted = ''
      for (const [each, slash] of html.matchAll(token)) {
        if (!each.startsWith('<')) slanted += depth > 0 ? each : ''
        else if (slash !== undefined) depth += slash === '' ? 1 : -1
      }
      const found = charactersByFace(html)
      const held = (name: keyof typeof FACES, of: string): string =>
        [...new Set(of)].toSorted().filter((each) => FACES[name].holds.test(each)).join('') // prettier-ignore
      expect(found.get('italic') ?? '').toBe(held('italic', slanted).trim() === '' ? '' : held('italic', slanted))
      const always = ' .0123456789\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u2022\u2026'
      expect(found.get('latin')).toBe(held('latin', html + always))
    }),
    trials(500),
  )
})
