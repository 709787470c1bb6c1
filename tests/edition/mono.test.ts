/** One language alone, in the form of its source. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { remark } from 'remark'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { rowsOf, type Edition } from '../../src/edition/edition.ts'
import { draftMonoHtml } from '../../src/edition/mono/mono-html.ts'
import { toMonoMarkdown } from '../../src/edition/mono/mono-markdown.ts'
import { spliceMarkdown } from '../../src/edition/mono/splice-markdown.ts'
import { present } from '../../src/edition/present.ts'
import { makeEdition, makeInput, PLAIN } from './make-edition.ts'

const OWN = 'tests/fixtures/mono'
const OTHERS = 'tests/fixtures/document'
/** Documents of the readers' fixtures that are refused, or whose trees differ, each for a reason. */
const DIFFERENT = new Set([
  'refused-markup',
  'refused-nesting',
  'front-matter-broken',
  'front-matter-separators', // separators of lines become spaces in YAML
  'hostile', // what it would do is left out
  'furniture-and-headings', // the furniture is left out
  'languages', // markup that only says that the text is Arabic goes
  'sentences-and-codes', // sentences that touch are parted
  'attributes-and-anchors', // lists of attributes and anchors in the middle of a text go behind it
  'comments',
  'components', // of site builders: elements that no page has go, their words stay
  'rules-round-headings', // what is no front matter to us is to this test's parser
])
/** Tags that are not closed, or closed where they are not open: their texts are not found, and Markdown is made from the blocks. */
const MALFORMED = new Set(['old-html', 'stray-tags', 'unclosed-elements'])
const documents = [
  ...readdirSync(OWN).map((name) => join(OWN, name)),
  ...readdirSync(OTHERS)
    .filter((name) => !DIFFERENT.has(name) && !MALFORMED.has(name))
    .filter((name) => readdirSync(join(OTHERS, name)).includes('input.md'))
    .map((name) => join(OTHERS, name, 'input.md')),
]

/** As data: places left out, white space that every reader of Markdown takes for one space as one. */
function meaning(markdown: string): unknown {
  const plain = (node: Nodes): unknown => {
    const { position: _position, ...rest } = node
    if (node.type === 'yaml') return { type: 'yaml', value: parse(node.value) as unknown }
    if (node.type === 'text') return { type: 'text', value: node.value.replace(/\s+/g, ' ') }
    if (node.type === 'html') return { type: 'html', value: node.value.replace(/(?<=<br>)\s+/g, '') }
    return 'children' in node ? { ...rest, children: node.children.map(plain) } : rest
  }
  return plain(remark().use(remarkGfm).use(remarkFrontmatter).parse(markdown))
}

/** Every sentence translated by itself. */
function sameTwice(text: string): Edition {
  const { source, record } = makeInput('input/a.md', text, () => undefined)
  const units = record.units.map((unit) => ({
    ...unit,
    segments: unit.segments.map((segment) => ({
      ...segment,
      target: [...segment.source],
      state: 'translated' as const,
    })),
  }))
  return present({ source, record: { ...record, targetLanguage: 'ar', units } })
}

describe('a Markdown source whose translation is its source', () => {
  test('there are documents of many kinds', () => expect(documents.length).toBeGreaterThanOrEqual(30))

  // With HTML in it a document goes through a second parser, which leaves some texts without their place.
  test.each(documents.flatMap((file) => [[file, ''] as const, [file, '\n\n<!-- HTML -->\n'] as const]))(
    '%s%j',
    (file, end) => {
      const text = readFileSync(file, 'utf8') + end
      const spliced = spliceMarkdown(sameTwice(text), 'target')
      if (spliced === undefined) throw new Error('some text was not found in the source')
      expect(meaning(spliced)).toEqual(meaning(text))
      expect(spliced.includes('\r\n')).toBe(text.includes('\r\n'))
    },
  )

  test.each([...MALFORMED])('%s is made from its blocks', (name) => {
    const edition = sameTwice(readFileSync(join(OTHERS, name, 'input.md'), 'utf8'))
    expect(spliceMarkdown(edition, 'target')).toBeUndefined()
    expect(toMonoMarkdown(edition, 'target')).toMatch(/\p{Script=Arabic}/u)
  })
})

/** @param said English by Arabic; codes as `<1>` … `</1>` and `<2/>`. */
function english(text: string, said: Readonly<Record<string, string>>, path = 'input/a.md'): Edition {
  return makeEdition(path, text, (sentence) => (said[sentence] === undefined ? undefined : { target: said[sentence] }))
}
const monoOf = (text: string, said: Readonly<Record<string, string>>, path?: string): string =>
  toMonoMarkdown(english(text, said, path), 'target')

describe('the English of a Markdown source alone', () => {
  test('has the source’s own marks, moved with the words', () =>
    expect(
      monoOf('- [ ] انظر [الدليل][g] **أوّلاً**.\n\n[g]: x.md\n', {
        'انظر الدليل أوّلاً.': '<3>First</3> see <2>the guide</2>.',
      }),
    ).toBe('- [ ] **First** see [the guide][g].\n\n[g]: x.md\n'))

  test('says by an element what marks would not say there', () =>
    expect(monoOf('نصّ **مهم** و _مائل_ هنا.\n', { 'نصّ مهم و مائل هنا.': 'a<1>"b"</1>c<2>d</2>e.' })).toBe(
      'a<strong>"b"</strong>c<em>d</em>e.\n',
    ))

  test('keeps what has no words to translate as it is written, such as orders of a site builder', () => {
    const orders = "import Tabs from '@theme/Tabs';\n\n{.wide}\n[[_TOC_]]\n"
    const same = (sentence: string): { readonly target: string } => ({
      target: sentence.replace('[[TOC]]', '[[<1>TOC</1>]]'),
    })
    expect(toMonoMarkdown(makeEdition('input/a.md', orders, same), 'target')).toBe(orders)
    const links = '[Latin](javascript:x)\n\n[Latin][a] <svg onload=x>\n\n[a]: javascript:x\n'
    expect(toMonoMarkdown(makeEdition('input/a.md', links, same), 'target')).not.toMatch(/javascript|<svg/)
  })

  test('keeps the label of a reference that was its own words', () =>
    expect(monoOf('انظر [الدليل].\n\n[الدليل]: x.md\n', { 'انظر الدليل.': 'See <1>the guide</1>.' })).toBe(
      'See [the guide][الدليل].\n\n[الدليل]: x.md\n',
    ))

  test('has front matter with title and description translated, all else as it was', () =>
    expect(
      monoOf('---\ntitle: دليل # م\ndescription: وصف\nname: اسم\n---\n\nنصّ.\n', {
        دليل: 'A "guide": one',
        وصف: 'About',
        'نصّ.': 'Text.',
      }),
    ).toBe('---\ntitle: "A \\"guide\\": one" # م\ndescription: "About"\nname: اسم\n---\n\nText.\n'))

  test('has front matter of TOML translated in the same way', () =>
    expect(monoOf("+++\ntitle = 'دليل'\nweight = 3\n+++\n\nنصّ.\n", { دليل: 'A "guide"', 'نصّ.': 'Text.' })).toBe(
      '+++\ntitle = "A \\"guide\\""\nweight = 3\n+++\n\nText.\n',
    ))

  test('says what is missing, and never shows the Arabic for it', () => {
    const made = monoOf(
      '---\ntitle: دليل\n---\n\n# عنوان\n\nأوّل. ثانٍ.\n\n| خليّة |\n| --- |\n| أخرى |\n\n<p>خام</p>\n',
      {
        'أوّل.': 'First.',
      },
    )
    expect(made).toBe(
      '---\ntitle: "[Not translated]"\n---\n\n# **Not translated**\n\nFirst. **Not translated**\n\n| **Not translated** |\n| --- |\n| **Not translated** |\n\n<p><strong>Not translated</strong></p>\n',
    )
    expect(made).not.toMatch(/\p{Script=Arabic}/u)
  })

  test.each([
    ['نصّ.', '1. # <b>*x*</b> [a](b) `c` $d$ ~~e~~ &lt; _f_'],
    ['نصّ.', '- item'],
    ['نصّ.', '> no'],
    ['نصّ.', 'a | b &amp;lt; <script>alert(1)</script> @y'],
    ['نصّ.', '+ x\\'],
    ['نصّ.', ':::tip'],
    ['نصّ.', '=== "x"'],
  ])('%s as the words %j', (arabic, words) => {
    const target = words.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
    const encoded = target.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    const made = monoOf(`${arabic}\n\n| ${arabic} |\n| --- |\n\n- ${arabic}\n\n> ${arabic}\n`, { [arabic]: encoded })
    const { source } = makeInput('input/a.md', made, () => undefined)
    expect(source.units.map(({ content }) => content)).toEqual(Array.from({ length: 4 }, () => [target]))
  })

  test('turns what says the direction of its text', () =>
    expect(monoOf('<div dir="rtl" lang="ar">\n\nنصّ.\n\n</div>\n', { 'نصّ.': 'Text.' })).toBe(
      '<div dir="ltr" lang="en">\n\nText.\n\n</div>\n',
    ))

  test('is not live where the source was not to be', () => {
    const hostile = readFileSync(join(OTHERS, 'hostile/input.md'), 'utf8')
    for (const side of ['source', 'target'] as const) {
      const made = toMonoMarkdown(english(hostile, {}), side)
      expect(made).not.toMatch(
        /<(?:script|style|iframe|object|embed|svg|math|form|base|meta|link)\b|\son\w+=|script:|data:/i,
      )
    }
  })

  test.each([
    '<img src=x onerror=alert(1)\n\nنصّ.',
    '<p title="a>b" onclick=x>نصّ</p>',
    '<a href="&#106;avascript:x">نصّ</a>',
    '[![ص](a.png)](javascript:x)\n\nنصّ.',
    '[a]: javascript:x\n\nنصّ [a].',
    '<script>\n\n[x](javascript:y) نصّ\n\n</script>\n\nنصّ.',
    '<sVg/onload=x>نصّ</sVg> نصّ',
    '<p style="background:url(javascript:x)">نصّ</p>',
    '<div><script src=//x></script>نصّ</div>',
  ])('%j runs nothing', (text) =>
    expect(monoOf(`# ع\n\n${text}\n`, {})).not.toMatch(
      /<(?:script|svg)|<[^>]*\s(?:on\w+|style)=|(?:java|vb)script:|&#106;|<img src=x onerror/i,
    ),
  )

  test('is made from the blocks of a source that is no Markdown', () =>
    expect(
      monoOf(
        '<main><h1>عنوان</h1><p>نصّ <b>عريض</b>.</p><ol start="3"><li>بند<ul><li>فرع</li></ul></li></ol><table><tr><th>أ</th></tr><tr><td>ب</td></tr></table><blockquote><p>قول</p></blockquote><pre>x</pre></main>',
        { عنوان: 'Title', 'نصّ عريض.': '<1>Bold</1> text.', بند: 'Item', فرع: 'Branch', أ: 'A', ب: 'B', قول: 'Saying' },
        'input/a.html',
      ),
    ).toBe('# Title\n\n**Bold** text.\n\n3. Item\n\n   - Branch\n\n| A |\n| --- |\n| B |\n\n> Saying\n\n```\nx\n```\n'))
})

test('lines that are left out are left out of the source’s own form too', () => {
  const text = '# عنوان\n\n![صورة](a.png) نصّ.\n\n- شارك\n\n## **اترك تعليقاً**\n\n<p>جميع الحقوق محفوظة</p>\n'
  const edition = makeEdition('input/a.md', text, () => ({ target: 'Words' }))
  expect(edition.document.leftOut).toHaveLength(3)
  expect(toMonoMarkdown(edition, 'target').trim()).toBe('# Words\n\nWords\n\n\n\n\n\n<p></p>')
  expect(toMonoMarkdown(edition, 'source')).not.toMatch(/شارك|تعليق|الحقوق/)
})

test('a list counts as its source does, in every edition', () => {
  const text =
    '<h1>ع</h1><ol start="3"><li>أ<li value="7">ب<li>ج</ol><ol reversed><li>أ<li>ب</ol><ol start="x"><li>أ</ol><ol start="1e99"><li>أ</ol>'
  const edition = makeEdition('input/a.html', text, () => ({ target: 'W' }))
  expect(rowsOf(edition).flatMap(({ list }) => list?.index ?? [])).toEqual([3, 7, 8, 2, 1, 1, 1])
  expect(toMonoMarkdown(edition, 'target')).toBe('# W\n\n3. W\n7) W\n8) W\n\n2. W\n1) W\n\n1. W\n\n1. W\n')
  expect(draftMonoHtml(edition, 'target', PLAIN).finish([])).toMatch(
    /<ol start="3"><li>W<\/li><li value="7">W<\/li><li>W<\/li><\/ol><ol reversed>/,
  )
})

describe('one language as a page', () => {
  const text =
    '# عنوان\n\nأوّل. ثانٍ [^1].\n\n- بند\n\n| خليّة |\n| --- |\n\n[^1]: حاشية.\n\n<img src="https://x.example/a.png" alt="ص">\n'
  const said = { عنوان: 'Title', 'أوّل.': 'First.', بند: 'Item' }

  test('has its article in that language, and a box for what is missing', () => {
    const page = draftMonoHtml(english(text, said), 'target', PLAIN).finish([])
    expect(page).toContain('<html lang="en" dir="ltr">')
    expect(page).toContain('<h1>Title</h1>')
    expect(page).toContain('<p>First. <a id="t-fnref-1"></a><strong class="missing-box">Not translated</strong></p>')
    expect(page).toContain('<li>Item</li>')
    expect(page).not.toMatch(/<img|<script/)
    const source = draftMonoHtml(english(text, said), 'source', PLAIN).finish([])
    expect(source).toContain('<html lang="ar" dir="rtl">')
    expect(source).toMatch(/<h1[^>]*>عنوان<\/h1>/)
    expect(source).not.toContain('Title')
  })

  test('names the kind of an alert in its language, where the author has set no title', () => {
    const boxes = '> [!WARNING]\n> نصّ.\n\n:::tip عنوان\nآخر.\n:::\n\n!!! note\n    ثالث.\n'
    const page = (side: 'source' | 'target'): string =>
      draftMonoHtml(
        english(boxes, { 'نصّ.': 'Text.', عنوان: 'Title', 'آخر.': 'Other.', 'ثالث.': 'Third.' }),
        side,
        PLAIN,
      ).finish([])
    const translated = page('target')
    expect(translated).toContain('<p class="alert">warning</p><p>Text.</p>')
    expect(translated).toContain('<div class="frame"><p>Title</p><p>Other.</p></div>')
    expect(translated).toContain('<p class="alert">note</p><p>Third.</p>')
    expect(page('source')).toContain('<p class="alert">تحذير</p><p>نصّ.</p>')
  })
})

test('whatever the words of a picture and a title are, they are words, and nothing else changes', () => {
  const words = fc.array(
    fc.constantFrom(
      'cup',
      '"',
      "'",
      '](',
      ')',
      '[',
      ']',
      '<b>',
      '&quot;',
      '\\',
      '`',
      '|',
      '*',
      '![',
      '\n',
      '<!--',
      '-->',
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  const text =
    'نص ![كوب](a.png "عنوان") و![مرجع][r] و![اسم] ثم <img src="b.png" alt="فنجان"> و[رابط](c.html \'موقع\').\n\n![وحدها](d.png)\n\n<p><img src="e.png" alt="خارج"></p>\n\n| ![خلية](f.png) |\n|---|\n\n[r]: r.png (تعريف)\n[اسم]: s.png\n'
  const pictures = (markdown: string): readonly unknown[] => {
    const { source } = makeInput('input/a.md', markdown, () => undefined)
    const found: unknown[] = []
    const visit = (node: {
      readonly type: string
      readonly tagName?: string
      readonly properties?: object
      readonly children?: readonly never[]
    }): void => {
      if (node.tagName === 'img' || node.tagName === 'a') found.push(node.properties)
      node.children?.forEach(visit)
    }
    for (const { codes } of source.units)
      for (const facts of Object.values(codes))
        if (facts.tagName === 'img' || facts.tagName === 'a') found.push(facts.properties)
    visit(source.skeleton as never)
    return found
  }
  fc.assert(
    fc.property(words, (parts) => {
      const said = ` ${parts.join('')} x`
      const { source, record } = makeInput('input/a.md', text, () => undefined)
      const units = record.units.map((unit) => ({
        ...unit,
        segments: unit.segments.map((segment) => ({
          ...segment,
          target: unit.kind === 'attribute' ? [said] : segment.source,
        })),
      }))
      const spliced = spliceMarkdown(present({ source, record: { ...record, units } }), 'target')
      const shown = said.replace(/\s+/g, ' ').trim()
      const expected = pictures(text).map((properties) =>
        Object.fromEntries(
          Object.entries(properties as object).map(([name, value]) => [
            name,
            name === 'alt' || name === 'title' ? shown : value,
          ]),
        ),
      )
      const sorted = (all: readonly unknown[]): readonly string[] =>
        all.map((each) => JSON.stringify(Object.entries(each as object).toSorted())).toSorted()
      expect(sorted(pictures(spliced ?? ''))).toEqual(sorted(expected))
    }),
  )
})
