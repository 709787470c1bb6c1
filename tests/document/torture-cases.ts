/** Sources made to be slow, deep or large, by a number: a few thousand for the tests, a hundred thousand for the trial. */

export interface TortureCase {
  readonly file: 'a.html' | 'a.md' | 'a.srt' | 'a.txt'
  readonly make: (count: number) => string
  /** The size at which the tests begin; four times as much is to take about four times as long. */
  readonly count: number
  /** The error that ends it at four times the size; read if there is none. */
  readonly refused?: Refusal
}

type Refusal = 'document-too-deep' | 'document-too-long' | 'markup-too-dense'

const SENTENCE = 'نص طويل فيه كلمات كثيرة ومعنى مختلف. '
const each = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('')
const md = (count: number, make: (count: number) => string, refused?: Refusal): TortureCase => ({
  file: 'a.md',
  count,
  make,
  ...(refused ? { refused } : {}),
})
const txt = (count: number, make: (count: number) => string, refused?: Refusal): TortureCase => ({
  ...md(count, make, refused),
  file: 'a.txt',
})

const html = (count: number, make: (count: number) => string, refused?: Refusal): TortureCase => ({
  ...md(count, make, refused),
  file: 'a.html',
})

const srt = (count: number, make: (count: number) => string, refused?: Refusal): TortureCase => ({
  ...md(count, make, refused),
  file: 'a.srt',
})

const openiti = (line: string): string => `######OpenITI#\n#META#Header#End#\n# ${line}\n`

export const tortureCases: Readonly<Record<string, TortureCase>> = {
  'text: one paragraph': txt(2000, (count) => SENTENCE.repeat(count)),
  'text: one paragraph without a mark': txt(2000, (count) => 'نص طويل فيه كلمات '.repeat(count)),
  'text: a line a paragraph': txt(700, (count) => each(count, (index) => `فقرة رقم ${index}\n`)),
  'text: more rows than the limit': txt(
    2000,
    (count) => each(count, (index) => `فقرة رقم ${index}\n`),
    'document-too-long',
  ),
  'text: blank lines': txt(20_000, (count) => `نص\n${'\n\u200F'.repeat(count)}\nنص`),
  'text: page ends': txt(20_000, (count) => `نص${'\f'.repeat(count)}نص`),
  'OpenITI: spaces in a line, and in one like a verse': txt(10_000, (count) =>
    openiti(`ن${' '.repeat(count)}ن\n# % ن${' '.repeat(count)}ن`),
  ),
  'OpenITI: marks in a line': txt(4_000, (count) => openiti(`ن ${'%~% ms001 PageV01P001 @QB@ '.repeat(count)}`)),
  'paragraph of words': md(1000, (count) => SENTENCE.repeat(count)),
  'paragraph of lines': md(200, (count) => 'فقرة فيها كلام\n'.repeat(count)),
  'short paragraphs': md(60, (count) => 'فقرة\n\n'.repeat(count)),
  'more cells than the limit': md(
    20,
    (count) => '| ن '.repeat(200).concat('|\n|', '-|'.repeat(200), '\n', `${'| ن '.repeat(200)}|\n`.repeat(count)),
    'document-too-long',
  ),
  'quotations in each other': md(1_000, (count) => `${'>'.repeat(count)} نص`, 'document-too-deep'),
  'lists in each other': md(
    60,
    (count) => each(count, (index) => `${' '.repeat(2 * index)}- نص\n`),
    'document-too-deep',
  ),
  'lists in each other on one line': md(1_000, (count) => `${'- '.repeat(count)}نص`, 'document-too-deep'),
  'quotations and lists in turn': md(1_000, (count) => `${'> - '.repeat(count)}نص`, 'document-too-deep'),
  'a rule of many marks': md(5_000, (count) => '- '.repeat(count)),
  'brackets in each other': md(200, (count) => `${'['.repeat(count)}نص${']'.repeat(count)}`, 'markup-too-dense'),
  'brackets without an end': md(200, (count) => '[ن'.repeat(count), 'markup-too-dense'),
  'links in one paragraph': md(100, (count) => '[ن](x) '.repeat(count), 'markup-too-dense'),
  'stars in each other': md(40, (count) => `${'*'.repeat(count)}نص${'*'.repeat(count)}`, 'document-too-deep'),
  'stars without an end': md(200, (count) => '*نص '.repeat(count), 'markup-too-dense'),
  'emphasis in each other': md(
    60,
    (count) => `${'*نص **نص '.repeat(count)}${'** نص* '.repeat(count)}`,
    'markup-too-dense',
  ),
  'code without an end': md(40, (count) => each(count, (index) => `${'`'.repeat(index + 1)} `), 'markup-too-dense'),
  'comments without an end': md(400, (count) => 'ن <!-- '.repeat(count), 'markup-too-dense'),
  'titles without an end': md(200, (count) => '[ن](x "'.repeat(count), 'markup-too-dense'),
  dollars: md(450, (count) => '$x '.repeat(count), 'markup-too-dense'),
  'entities and escapes': md(60, (count) => '&amp;\\*'.repeat(count)),
  addresses: md(60, (count) => 'https://a.b/c a@b.c '.repeat(count)),
  'a table of many columns': md(
    100,
    (count) => `|${'أ|'.repeat(count)}\n|${'-|'.repeat(count)}\n|${'ب|'.repeat(count)}\n`,
  ),
  'a table of many columns and short rows': md(
    60,
    (count) => `|${'أ|'.repeat(count)}\n|${'-|'.repeat(count)}\n${'|ب|\n'.repeat(count)}`,
  ),
  'a table of many rows': md(80, (count) => `| أ | ب |\n|---|---|\n${'| نص **قوي** | كلمات |\n'.repeat(count)}`),
  notes: md(
    50,
    (count) => each(count, (index) => `نص[^${index}]\n\n`) + each(count, (index) => `[^${index}]: حاشية\n`),
  ),
  'notes that nothing refers to': md(100, (count) => `نص\n\n${each(count, (index) => `[^${index}]: حاشية\n`)}`),
  'definitions of links': md(
    200,
    (count) => `نص [ن1]\n\n${each(count, (index) => `[ن${index}]: http://example.org/${index}\n`)}`,
  ),
  'a fence without an end': md(2_000, (count) => `\`\`\`\n${'# نص\n\n'.repeat(count)}`),
  'fences of two kinds': md(100, (count) => '```\n\n~~~\n\n'.repeat(count)),
  'fences without an end, each in a quotation': md(300, (count) => '> ```\n\n'.repeat(count)),
  'headings with a line under them': md(100, (count) => 'نص\n===\n'.repeat(count)),
  'quotations that run on': md(120, (count) => '> # ن\nن\n'.repeat(count), 'document-too-deep'),
  'fences that run on': md(120, (count) => '> ~~~\nن\n'.repeat(count), 'document-too-deep'),
  'a nested list': md(60, (count) => '- ن\n  - ن\n'.repeat(count)),
  'blank lines': md(20_000, (count) => `نص${'\n'.repeat(count)}نص`),
  'a long indent': md(20_000, (count) => `نص\n\n${' '.repeat(count)}نص`),
  'front matter': md(100, (count) => `---\n${each(count, (index) => `a${index}: x\n`)}---\n\nنص`),
  'formulas without an end': md(100, (count) => '$$\n\nن\n\n'.repeat(count)),
  'containers without an end': md(100, (count) => ':::tip\n'.repeat(count)),
  'HTML: elements in each other': md(100, (count) => `${'<div>'.repeat(count)}نص`, 'document-too-deep'),
  'HTML: formatting that stays open': md(
    10,
    (count) => `${each(count, (index) => `<b id="${index}">`)}\n\n${'نص\n\n'.repeat(100)}`,
    'document-too-deep',
  ),
  'HTML: a long attribute': md(200_000, (count) => `<div title="${'x'.repeat(count)}">نص</div>`),
  'HTML: many attributes': md(2_000, (count) => `<div ${each(count, (index) => `a${index}=x `)}>نص</div>`),
  'HTML: entities': md(10_000, (count) => `<div>${'&#x27;&amp;'.repeat(count)}</div>`),
  'HTML: comments': md(5_000, (count) => `${'<!-- x -->'.repeat(count)}\nنص`),
  'HTML: CDATA and conditional comments': md(
    3_000,
    (count) => `${'<![CDATA[ x ]]><!--[if IE]>x<![endif]-->'.repeat(count)}\nنص`,
  ),
  'HTML: tables in each other': md(1_000, (count) => `${'<table>'.repeat(count)}نص`, 'document-too-deep'),
  'HTML: folded text': md(40, (count) => '<details><summary>س</summary>\n\nنص\n\n</details>\n\n'.repeat(count)),
  'page: elements in each other': html(100, (count) => `${'<div>'.repeat(count)}نص`, 'document-too-deep'),
  'page: drawings in each other': html(100, (count) => `${'<svg><g>'.repeat(count)}نص`, 'document-too-deep'),
  'page: shapes after a drawing that is broken out of': html(
    500,
    (count) => `<svg><p>نص${'<x-a/>'.repeat(count)}نص</svg>`,
    'document-too-deep',
  ),
  'page: shapes in a drawing': html(500, (count) => `<p>نص<svg>${'<path d="M0 0"/>'.repeat(count)}</svg>`),
  'page: formatting that stays open': html(
    10,
    (count) => `${each(count, (index) => `<b id="${index}">`)}${'<p>نص'.repeat(100)}`,
    'document-too-deep',
  ),
  'page: links that stay open': html(100, (count) => '<p>نص <a href="x">نص'.repeat(count)),
  'page: markup in one paragraph': html(200, (count) => `<p>${'<b>ن</b> '.repeat(count)}`, 'markup-too-dense'),
  'page: more rows than the limit': html(1_000, (count) => '<p>نص'.repeat(count), 'document-too-long'),
  'page: more elements than rows may have': html(10_000, (count) => '<x-a>ن</x-a>'.repeat(count), 'document-too-long'),
  'page: paragraphs': html(500, (count) => '<p>نص طويل فيه كلمات.</p>\n'.repeat(count)),
  'page: marks in every paragraph': html(200, (count) => '<p><b>ن</b> <i>ن</i></p>'.repeat(count)),
  'page: line ends': html(500, (count) => 'نص طويل فيه كلمات.<br>'.repeat(count)),
  'page: empty lines': html(200, (count) => 'نص طويل فيه كلمات.<br><br>\n'.repeat(count)),
  'page: a long attribute': html(200_000, (count) => `<div title="${'x'.repeat(count)}">نص</div>`),
  'page: an attribute without an end': html(20_000, (count) => `<p>نص</p><div title="${'<p>x'.repeat(count)}`),
  'page: many attributes': html(2_000, (count) => `<div ${each(count, (index) => `a${index}=x `)}>نص</div>`),
  'page: entities': html(10_000, (count) => `<p>${'&#x27;&amp;'.repeat(count)}</p>`),
  'page: entities without an end': html(10_000, (count) => `<p>${'&am'.repeat(count)}</p>`),
  'page: comments': html(5_000, (count) => `${'<!-- x -->'.repeat(count)}\nنص`),
  'page: comments without an end': html(5_000, (count) => `نص${'<!-- x '.repeat(count)}`),
  'page: scripts without an end': html(5_000, (count) => `نص${'<script> x '.repeat(count)}`),
  'page: CDATA and conditional comments': html(
    3_000,
    (count) => `${'<![CDATA[ x ]]><!--[if IE]>x<![endif]-->'.repeat(count)}\nنص`,
  ),
  'page: tables in each other': html(1_000, (count) => `${'<table>'.repeat(count)}نص`, 'document-too-deep'),
  'page: text in a table where none may be': html(500, (count) => `<table>${'<tr>نص'.repeat(count)}`),
  'page: notes': html(
    100,
    (count) =>
      each(count, (index) => `<p>نص<sup><a href="#n${index}" id="r${index}">${index}</a></sup></p>`) +
      `<ol>${each(count, (index) => `<li id="n${index}">حاشية <a href="#r${index}">↑</a></li>`)}</ol>`,
  ),
  'page: marks of one note': html(
    50,
    (count) =>
      `<div>${each(count, (index) => `<p>نص<a role="doc-noteref" href="#n" id="r${index}">1</a></p>`)}</div>` +
      `<p id="n">${each(count, (index) => `<a href="#r${index}">↑</a>`)}</p>`,
  ),
  'page: articles': html(300, (count) => '<article><p>نص.</p></article>'.repeat(count)),
  'page: names of classes': html(10_000, (count) => `<div class="${'related-x '.repeat(count)}">نص</div>`),
  'subtitles: cues': srt(500, (count) => '1\n00:00:01,000 --> 00:00:02,000\nنص طويل.\n\n'.repeat(count)),
  'subtitles: more cues than the limit': srt(
    2_000,
    (count) => '00:00:01,000 --> 00:00:02,000\nن\n'.repeat(count),
    'document-too-long',
  ),
  'subtitles: lines of one cue': srt(2_000, (count) => `00:00:01,000 --> 00:00:02,000\n${'نص طويل.\n'.repeat(count)}`),
  'subtitles: tags': srt(
    2_000,
    (count) => `00:00:01,000 --> 00:00:02,000\n${'<font color=x>ن</font> {\\\\an8}'.repeat(count)}`,
  ),
  'subtitles: tags without an end': srt(
    20_000,
    (count) => `00:00:01,000 --> 00:00:02,000\nن<v${' '.repeat(count)}${'<font '.repeat(count)}`,
  ),
  'subtitles: notes': srt(2_000, (count) => `WEBVTT\n\n${'NOTE\nن\n\n'.repeat(count)}00:01.000 --> 00:02.000\nن`),
  'a book': md(8, book),
}

/** Headings, paragraphs, lists, tables, quotations; a note and a link in every section, defined at the end. */
function book(sections: number): string {
  const text = each(
    sections,
    (index) => `## عنوان ${index}

قال الرجل **قوي** إلى [رابط](https://example.org/${index}) البيت[^${index}] وعاد من [المدينة][m${index}]. ${SENTENCE.repeat(10)}

- بند أول
- بند ثان \`code\`
  - بند داخلي

| أ | ب |
|---|---|
| ١ | ٢ |

> اقتباس فيه كلام.

`,
  )
  return text + each(sections, (index) => `[^${index}]: حاشية.\n\n[m${index}]: https://example.org/m\n\n`)
}
