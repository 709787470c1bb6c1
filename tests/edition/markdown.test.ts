/** The Markdown editions as a code host shows them: its parser, then its sanitizer. */
import fc from 'fast-check'
import type { Element, ElementContent, Root } from 'hast'
import { toString } from 'hast-util-to-string'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import { remark } from 'remark'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkRehype from 'remark-rehype'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { rowsOf } from '../../src/edition/edition.ts'
import { toInterleaved, toMarkdown } from '../../src/edition/markdown/markdown.ts'
import { codeHostSchema } from './code-host.ts'
import { makeEdition } from './make-edition.ts'
import { fixture } from './pages.ts'

const host = remark()
  .use(remarkFrontmatter)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize, codeHostSchema)
  .freeze()

function shown(markdown: string): Root {
  return host.runSync(host.parse(markdown)) as unknown as Root // remark-rehype makes hast of it, which the processor's type cannot say
}

function all(tree: Root | Element, isWanted: (element: Element) => boolean): readonly Element[] {
  const found: Element[] = []
  visit(tree, 'element', (element) => {
    if (isWanted(element)) found.push(element)
  })
  return found
}

describe('on a code host', () => {
  test('two columns and the numbers remain, with language and direction', () => {
    const edition = fixture('everything')
    const rows = all(shown(toMarkdown(edition)), ({ tagName }) => tagName === 'tr')
    expect(rows.map(({ properties }) => properties.id)).toEqual(rowsOf(edition).map(({ id }) => `user-content-${id}`))
    for (const row of rows) {
      const cells = row.children.filter((child): child is Element => child.type === 'element')
      expect(cells.map(({ tagName, properties }) => [tagName, properties.dir, properties.lang])).toEqual([
        ['td', 'rtl', 'ar'],
        ['td', 'rtl', undefined],
        ['td', 'ltr', 'en'],
      ])
    }
  })

  test('interleaved: number, source, target, row after row', () => {
    const edition = fixture('everything')
    const blocks = shown(toInterleaved(edition)).children.filter(
      (child): child is Element =>
        child.type === 'element' && (child.tagName === 'div' || child.properties.align === 'center'),
    )
    expect(blocks.map(({ tagName, properties }) => properties.lang ?? tagName)).toEqual(
      rowsOf(edition).flatMap(() => ['p', 'ar', 'en']),
    )
  })

  test('every sentence is there as it was written, whatever signs are in it', () => {
    const edition = fixture('everything')
    for (const markdown of [toMarkdown(edition), toInterleaved(edition)]) {
      const text = toString(shown(markdown))
        .replace(/\u200E/g, '')
        .replace(/\s+/g, ' ')
      for (const row of rowsOf(edition)) {
        for (const sentence of [...row.source, ...row.target]) expect(text).toContain(wordsOf(sentence.children))
      }
    }
  })

  test('links inside the edition have a goal, and no name is given twice', () => {
    for (const markdown of [toMarkdown(fixture('everything')), toInterleaved(fixture('everything'))]) {
      const tree = shown(markdown)
      const ids = all(tree, ({ properties }) => properties.id !== undefined).map(({ properties }) =>
        String(properties.id),
      )
      expect(new Set(ids).size).toBe(ids.length)
      const links = all(
        tree,
        ({ tagName, properties }) => tagName === 'a' && String(properties.href).startsWith('#'),
      ).map(({ properties }) => String(properties.href))
      expect(links.length).toBeGreaterThan(rowsOf(fixture('everything')).length)
      for (const link of links) expect(ids).toContain(`user-content-${link.slice(1)}`)
    }
  })

  test('hostile text is only text', () => {
    const edition = fixture('hostile')
    for (const markdown of [toMarkdown(edition), toInterleaved(edition)]) {
      // Not even a host that sanitizes nothing shows more than links and text.
      const raw = remark()
        .use(remarkFrontmatter)
        .use(remarkGfm)
        .use(remarkRehype, { allowDangerousHtml: true })
        .use(rehypeRaw)
      const tree = raw.runSync(raw.parse(markdown)) as unknown as Root // as above
      expect(
        all(tree, ({ tagName }) =>
          ['script', 'style', 'iframe', 'img', 'svg', 'form', 'input', 'object'].includes(tagName),
        ),
      ).toEqual([])
      expect(
        all(
          tree,
          ({ properties }) =>
            /^\s*(?:javascript|data|vbscript):/i.test(String(properties.href)) ||
            Object.keys(properties).some((name) => name.startsWith('on')),
        ),
      ).toEqual([])
    }
    expect(all(shown(toMarkdown(edition)), ({ tagName }) => tagName === 'tr')).toHaveLength(rowsOf(edition).length)
  })
})

test('what is escaped comes back as it was, beginning of the line included', () => {
  const text = fc
    .string({ unit: fc.constantFrom(...Array.from('ab1.)-+=#>*_`~|<>&;\\[]{}()! :/كلام، ')) })
    .map((words) => words.replace(/ +/g, ' ').trim())
    .filter((words) => words !== '')
  fc.assert(
    fc.property(text, (words) => {
      const edition = makeEdition('a.txt', 'كلام', () => ({
        target: words.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
      }))
      const [row] = all(shown(toMarkdown(edition)), ({ tagName }) => tagName === 'tr')
      const cell = row?.children.filter((child): child is Element => child.type === 'element').at(-1)
      expect(toString(cell ?? { type: 'root', children: [] }).trim()).toBe(words)
      expect(all(cell ?? { type: 'root', children: [] }, ({ tagName }) => tagName !== 'p' && tagName !== 'td')).toEqual(
        [],
      )
    }),
    { numRuns: 500 },
  )
})

test('signs hold to their numbers and words where a host strips bdi', () => {
  const markdown = toMarkdown(
    makeEdition('a.txt', 'الرقم -5 ثم +12% و C++. وعام 2020-2021 و Node.js', (sentence) =>
      sentence.startsWith('الرقم') ? { target: 'It is -5' } : undefined,
    ),
  )
  expect(markdown).toContain('الرقم &lrm;-5 ثم &lrm;+12% و &lrm;C++&lrm;. وعام 2020-2021 و Node.js')
  expect(markdown).toContain('\nIt is -5 **Not translated**\n')
})

test('front matter is YAML, whatever the title', () => {
  const title = 'ع "x": {y} # \\ [z]\u202E'
  const edition = makeEdition('a.md', `# ع "x": {y} # \\\\ \\[z]\u202E`, () => ({ target: 'T: "q"' }))
  const front = parse(/^---\n(.*?)\n---\n/s.exec(toMarkdown(edition))?.[1] ?? '') as Record<string, unknown>
  expect(front).toEqual({
    title: 'T: "q"',
    title_ar: title.replace('\u202E', ''),
    source: 'a.md',
    languages: ['ar', 'en'],
    paragraphs: 1,
    states: { draft: 1 },
  })
})

test('one row changed is a small difference', () => {
  const text = Array.from({ length: 30 }, (_, index) => `فقرة رقم ${index}`).join('\n\n')
  const draw = (changed: string): readonly string[] =>
    toMarkdown(
      makeEdition('a.txt', text, (sentence) => ({
        target: sentence.endsWith(' 7') ? changed : `Paragraph ${sentence.slice(9)}`,
      })),
    ).split('\n')
  const [before, after] = [draw('One'), draw('Another')]
  expect(before.length).toBe(after.length)
  expect(before.filter((line, index) => line !== after[index])).toEqual(['One'])
})

/** The text as a host shows it: pictures as links, boxes of tasks as signs, code as it is. */
function wordsOf(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node): string => {
      if (node.type === 'text') return node.value
      if (node.type !== 'element') return ''
      if (node.tagName === 'img') return `▣ ${String(node.properties.alt)}`
      if (node.tagName === 'input') return node.properties.checked === true ? '☑' : '☐'
      return wordsOf(node.children)
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}
