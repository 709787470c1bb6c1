/** The comment of a pull request: whatever stands in a text is text, and it is never too long. */
import type { Element, Root } from 'hast'
import { toString } from 'hast-util-to-string'
import rehypeRaw from 'rehype-raw'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { diffLine, rowLines, staleLines } from '../../src/cli/diff-lines.ts'
import { diffMarkdown } from '../../src/cli/diff-markdown.ts'
import type { Diff, RowChange, StaleWork } from '../../src/project/events.ts'

const DIFF: Diff = { event: 'diff', from: 'a'.repeat(40), documents: 1, new: 1, changed: 0, moved: 0, gone: 0, returned: 0, goneByPeople: 0, stale: 0, segments: 1, characters: 10, requests: 1, cost: 0.0002, mostCost: 0.0002, currency: 'USD', seconds: 0.1, refused: 0 } // prettier-ignore
const ROW: RowChange = { event: 'row', file: 'input/a.txt', id: 'p-1', line: 3, change: 'new', after: 'نص' }
const HOSTILE = [
  '</p></details><script>alert(1)</script><img src=x onerror=alert(1)>',
  '\n\n# heading\n\n```\ncode\n```\n| a | b |\n| - | - |',
  '[link](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>',
  'http://evil.example/x www.evil.example @someone @سلمى owner/repo#12 #12 GH-12',
  '-->\u202Etxt.exe\u0000\u001B[31m\u2066x',
  '&lt;b&gt; &amp; "\'',
]

function rendered(markdown: string): Root {
  return unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .runSync(unified().use(remarkParse).use(remarkGfm).parse(markdown)) as Root
}

test('a source that cannot be read is not called unchanged', () => {
  const nothing = { ...DIFF, documents: 0, new: 0 }
  expect(diffLine(nothing)).toBe('No source has changed.')
  expect(diffLine({ ...nothing, refused: 1 })).toBe('1 source that cannot be read, and so not compared.')
  expect(diffMarkdown({ diff: { ...DIFF, refused: 2 }, rows: [ROW], stale: [] })).toContain(
    '1 document: 1 row new. 2 sources that cannot be read, and so not compared. For it',
  )
})

describe('hostile text', () => {
  test.each(HOSTILE)('%j', (text) => {
    const words = [
      { kind: 'same', text },
      { kind: 'added', text },
      { kind: 'removed', text },
    ] as const
    const stale: StaleWork = {
      event: 'stale',
      file: text,
      id: 'p-1/s1',
      state: 'final',
      before: text,
      after: text,
      words,
      target: text,
    }
    const tree = rendered(
      diffMarkdown({
        diff: DIFF,
        rows: [
          { ...ROW, file: text, after: text },
          { ...ROW, change: 'changed', words },
        ],
        stale: [stale],
      }),
    )
    const names = new Set<string>()
    visit(tree, 'element', ({ tagName, properties }: Element) => {
      names.add(tagName)
      for (const name of Object.keys(properties)) expect(['dir', 'open', 'align', 'style']).toContain(name)
    })
    expect(
      [...names].filter(
        (name) =>
          !['h3', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary', 'ins', 'del'].includes(name),
      ),
    ).toEqual([])
    const shown = toString(tree)
    expect(shown).not.toMatch(/@[\p{L}\p{N}]|#\d|:\/\/|[\u202A-\u202E\u2066-\u2069\0\u001B]/u)
    const bare = (each: string): string => each.replace(/[\s\u200B]/gu, '')
    const expected = text.replace(
      /[\u202E\u2066\0\u001B]/gu,
      (found) => `<U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`,
    )
    expect(bare(shown).split(bare(expected)).length).toBeGreaterThan(5)
  })
})

describe('its length', () => {
  test.each([0, 1, 60, 5000])(
    'with %i rows is below what a comment may have, and every row is shown or counted',
    (count) => {
      const rows = Array.from({ length: count }, (_, index): RowChange => ({
        ...ROW,
        file: `input/${index}.txt`,
        after: 'كلمة '.repeat(index % 300),
      }))
      const works = rows.map((row): StaleWork => ({
        event: 'stale',
        file: row.file,
        id: 'p-1/s1',
        state: 'final',
        before: '',
        after: '',
        words: [{ kind: 'same', text: '<'.repeat(3000) }],
        target: '@a '.repeat(900),
      }))
      const markdown = diffMarkdown({ diff: { ...DIFF, stale: count }, rows, stale: works })
      expect(markdown.length).toBeLessThan(65_000)
      const shown = markdown.match(/<p>input\/\d+\.txt:3: new<\/p>/g)?.length ?? 0
      const left =
        [...(markdown.split(/<summary>[\d,]+ rows?</)[1] ?? '').matchAll(/([\d,]+) more rows?: `muqabil diff`/g)]
          .at(-1)?.[1]
          ?.replaceAll(',', '') ?? '0'
      expect(shown + Number(left)).toBe(count)
      if (count > 0) expect(shown).toBeGreaterThan(0)
    },
  )

  test('of words that stayed those beside a change are shown', () => {
    const same = { kind: 'same', text: 'كلمة '.repeat(100) } as const
    const row: RowChange = { ...ROW, change: 'changed', words: [same, { kind: 'added', text: 'جديد ' }, same] }
    const markdown = diffMarkdown({ diff: DIFF, rows: [row], stale: [] })
    expect(markdown.match(/كلمة/g)).toHaveLength(16)
    expect(markdown).toContain('<ins>جديد</ins>')
  })
})

test('on a terminal nothing is obeyed', () => {
  const words = [
    { kind: 'removed', text: 'قديم\u001B[2J ' },
    { kind: 'added', text: 'جديد' },
  ] as const
  const stale: StaleWork = {
    event: 'stale',
    file: 'a',
    id: 'p-1/s1',
    state: 'final',
    before: '',
    after: '',
    words,
    target: '\u0007x',
  }
  const lines = [...rowLines({ ...ROW, change: 'changed', words }), ...staleLines(stale)]
  expect(lines).toEqual([
    'input/a.txt:3: changed (p-1)',
    '  \u2068[-قديم<U+001B>[2J -]{+جديد+}\u2069',
    "a: becomes stale (p-1/s1, final, a person's)",
    '  \u2068[-قديم<U+001B>[2J -]{+جديد+}\u2069',
    '  <U+0007>x',
  ])
})
