/** The Markdown editions as a code host shows them: its parser, then its sanitizer. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
import { isolateForeign } from '../../src/edition/isolate-foreign.ts'
import { safeLine, safeText } from '../../src/edition/safe-text.ts'
import { codeHostSchema } from './code-host.ts'
import { makeEdition } from './make-edition.ts'
import { fixture } from './pages.ts'
import { PAYLOADS } from './payloads.ts'

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
    // The words of a picture stand in both languages too, without a number.
    expect(blocks.map(({ tagName, properties }) => properties.lang ?? tagName)).toEqual(
      edition.blocks.flatMap((block) => (block.kind === 'row' ? ['p', 'ar', 'en'] : block.target ? ['ar', 'en'] : [])),
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

describe('what is escaped comes back as it was, beginning of the line included', () => {
  const signs = fc.string({ unit: fc.constantFrom(...Array.from('ab1.)-+=#>*_`~|<>&;\\[]{}()! :/$@^"\'كلام،٣ـ«»')) })
  const words = fc.array(
    fc.constantFrom(
      'www.a.b',
      'https://a.b/c_d_e',
      'ftp://x',
      'a@b.c',
      '1.',
      '1)',
      '-',
      '+',
      '>',
      '#',
      '```',
      '~~~',
      '| - |',
      '[x]',
      '[^1]',
      '[a]: b',
      '<b>',
      '</td>',
      '&amp;',
      '&#60;',
      '$x$',
      '**',
      '__',
      ':::',
      '---',
      '===',
      'كلام',
      'Setext',
      '\\',
    ),
    { minLength: 1, maxLength: 6 },
  )
  const text = fc
    .oneof(
      signs,
      words.map((each) => each.join(' ')),
      fc.string({ unit: 'grapheme' }),
    )
    .map((each) =>
      safeText(each)
        .replace(/[\s\u200E]+/g, ' ')
        .trim(),
    )
    .filter((each) => each !== '')
  const inside = (each: string): string => each.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

  test.each([
    ['table', toMarkdown],
    ['interleaved', toInterleaved],
  ] as const)('%s', (_name, write) => {
    fc.assert(
      fc.property(text, (each) => {
        const edition = makeEdition('a.txt', 'كلام', () => ({ target: inside(each) }))
        const [cell] = all(
          shown(write(edition)),
          ({ properties, tagName }) => properties.lang === 'en' && tagName !== 'p',
        ).toReversed()
        expect(toString(cell ?? { type: 'root', children: [] }).trim()).toBe(each)
        // An address that is written out is one: some parsers link it whatever is escaped in it.
        const elements = all(
          cell ?? { type: 'root', children: [] },
          ({ tagName, properties }) =>
            !['p', 'td', 'div'].includes(tagName) && !/^(?:https?:\/\/|mailto:)/.test(String(properties.href)),
        )
        expect(elements).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('in the source too, where marks hold signs in their place', () => {
    fc.assert(
      fc.property(text, (each) => {
        const edition = makeEdition('a.txt', 'كلام', () => undefined)
        const [row] = edition.blocks
        if (row?.kind !== 'row') throw new Error('no row')
        const children = isolateForeign([{ type: 'text', value: each }], 'ar')
        const markdown = toMarkdown({
          ...edition,
          blocks: [{ ...row, source: row.source.map((sentence) => ({ ...sentence, children })) }],
        })
        const [cell] = all(shown(markdown), ({ properties, tagName }) => properties.lang === 'ar' && tagName === 'td')
        expect(
          toString(cell ?? { type: 'root', children: [] })
            .replaceAll('\u200E', '')
            .trim(),
        ).toBe(each)
      }),
      { numRuns: 400 },
    )
  })
})

test('items keep their depth, tasks their boxes, heads of columns their weight, rows their remarks', () => {
  const edition = fixture('everything')
  const tree = shown(toMarkdown(edition))
  const cellOf = (words: string): Element | undefined =>
    all(
      tree,
      (element) => element.tagName === 'td' && element.properties.lang === 'en' && toString(element).includes(words),
    )[0]
  const depth = (words: string): number =>
    all(cellOf(words) ?? { type: 'root', children: [] }, ({ tagName }) => tagName === 'ul' || tagName === 'ol').length
  expect(['First item', 'Inner item', 'Numbered inner item', 'A task that is done'].map(depth)).toEqual([1, 2, 3, 0])
  expect(toString(cellOf('A task') ?? { type: 'root', children: [] }).trim()).toBe('☑ A task that is done')
  expect(all(cellOf('City') ?? { type: 'root', children: [] }, ({ tagName }) => tagName === 'strong')).toHaveLength(1)
  expect(toString(cellOf('It has the number') ?? { type: 'root', children: [] })).toContain('needs work')
  expect(toString(cellOf('A quotation with') ?? { type: 'root', children: [] })).toContain('The source has changed')
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

test('front matter is YAML under every hostile title and name', () => {
  for (const payload of PAYLOADS) {
    const edition = {
      ...makeEdition('a.md', 'نص', () => ({ target: 'T' })),
      path: safeLine(payload),
      title: { source: safeLine(payload), target: safeLine(payload) },
    }
    for (const markdown of [toMarkdown(edition), toInterleaved(edition)]) {
      const front = parse(/^---\n(.*?)\n---\n/s.exec(markdown)?.[1] ?? '') as Record<string, unknown>
      expect([front.title, front.title_ar, front.source]).toEqual([
        safeLine(payload),
        safeLine(payload),
        safeLine(payload),
      ])
    }
  }
})

test('one row changed is a small difference in git, one more row a small one too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muqabil-git-'))
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      encoding: 'utf8',
    })
  try {
    git('init', '-q')
    const draw = (changed: string, extra: readonly string[]): void => {
      const text = [...Array.from({ length: 30 }, (_, index) => `فقرة رقم ${index}`), ...extra].join('\n\n')
      const edition = makeEdition('a.txt', text, (sentence) => ({
        target: sentence.endsWith(' 7') ? changed : `Paragraph ${sentence.slice(9)}`,
      }))
      for (const [name, write] of [
        ['a.md', toMarkdown],
        ['a.interleaved.md', toInterleaved],
      ] as const)
        writeFileSync(join(folder, name), write(edition))
    }
    const lines = (): readonly string[] =>
      git('diff', '--numstat')
        .trim()
        .split('\n')
        .map((line) => line.split('\t').slice(0, 2).join(' '))
    draw('One', [])
    git('add', '.')
    git('commit', '-qm', 'first')
    draw('Another', [])
    expect(lines()).toEqual(['1 1', '1 1'])
    draw('One', ['فقرة زائدة'])
    // Its own lines, and the counts in front matter and legend.
    for (const line of lines())
      expect(
        line
          .split(' ')
          .map(Number)
          .reduce((sum, count) => sum + count, 0),
      ).toBeLessThan(26)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
