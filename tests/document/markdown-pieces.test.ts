/** Markdown is parsed in pieces: the tree is that of the whole, and the time grows as the length does. */
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/document/limits.ts'
import { parseMarkdown } from '../../src/document/markdown/parse-markdown.ts'
import { leastRatios } from '../ratios.ts'

/** Lines that begin, continue, interrupt or break every kind of block. */
const LINES = [
  'نص **قوي** وكلام',
  'نص [a] و[b][c] [^1] ![x][a]',
  '# عنوان',
  '## head [a]',
  '- بند',
  '* بند',
  '+ x',
  '1. واحد',
  '2. اثنان',
  '1) x',
  '  - داخلي',
  '    - أعمق',
  '  تتمة',
  '    تتمة',
  '\t- tab',
  '> اقتباس',
  '> - x',
  '> ```',
  '> > عميق',
  '>',
  '```',
  '```js',
  '~~~',
  '````',
  '   ```',
  '    code',
  '| أ | ب |',
  '| - | :-: |',
  '***',
  '___',
  '===',
  '- - -',
  '[a]: http://e.org',
  '[b]: <x> "t"',
  '[c]:',
  'http://x',
  '"title"',
  '[^1]: حاشية',
  '[^2]: [a] x',
  '    فقرة ثانية',
  '<div>',
  '</div>',
  '<!--',
  '-->',
  '<script>',
  '</script>',
  '<b>x</b>',
  '<?php',
  '?>',
  '<![CDATA[',
  ']]>',
  '',
  '',
  '',
  '   ',
  '\t',
  '- [x] مهمة',
  '-',
  '1.',
  '# ',
  '\\',
  'نص  ',
  '`code',
  '`',
  '*a',
  'b*',
  '[a',
  '][^2]',
  '- ```',
  '- > x',
  '  > y',
  '10. ten',
  'a: b',
  '[ش]: ش',
  '[ش]',
  '<details><summary>س</summary>',
  '[^ش]: x',
  '[^ش]',
]
/** What the dialects add. */
const DIALECTS = [
  ':::tip عنوان',
  ':::',
  '::: {.x}',
  '!!! note "س"',
  '=== "a"',
  '    في',
  '$$',
  '$$x$$',
  '$a$ و',
  '- :::a',
  '> !!! note',
  '>     x',
  '> $$',
  '<div markdown="1">',
]
const SETTINGS = { file: 'a.md', limits: DEFAULT_LIMITS }

const INLINE = new Set<Nodes['type']>([
  'break',
  'delete',
  'emphasis',
  'footnoteReference',
  'image',
  'imageReference',
  'inlineCode',
  'link',
  'linkReference',
  'strong',
  'text',
])

/** The tree without the ends of its nodes; `after` is the node before, whose lines the parser counts to a heading under a definition. */
function shape(node: Nodes, after?: Nodes): unknown {
  const { position, ...rest } = node
  const known = position && !INLINE.has(node.type) && !(node.type === 'heading' && after?.type === 'definition')
  const at = known ? `${position.start.line}:${position.start.column}:${position.start.offset}` : ''
  if (!('children' in node)) return { ...rest, at }
  const children = node.children.map((child, index) => shape(child, node.children[index - 1]))
  return { ...rest, at: node.type === 'root' ? '' : at, children }
}

/** Of a few lines each, so that they meet. */
const document = (lines: readonly string[]) =>
  fc
    .shuffledSubarray([...lines], { minLength: 2, maxLength: 6 })
    .chain((few) => fc.array(fc.constantFrom(...few, ''), { minLength: 2, maxLength: 24 }))
    .map((chosen) => chosen.join('\n'))
const pieceLength = fc.constantFrom(1, 30, 80)

describe('the tree', () => {
  test('is that which the parser makes of the whole', () => {
    const whole = remark().use(remarkGfm).freeze()
    fc.assert(
      fc.property(document(LINES), pieceLength, (text, length) => {
        expect(shape(parseMarkdown(text, { ...SETTINGS, pieceLength: length }))).toEqual(shape(whole.parse(text)))
      }),
      { numRuns: 1_500 },
    )
  })

  test('does not depend on where it is cut, the dialects included', () => {
    fc.assert(
      fc.property(document([...LINES, ...DIALECTS, ...DIALECTS]), pieceLength, (text, length) => {
        const whole = parseMarkdown(text, { ...SETTINGS, pieceLength: Infinity })
        expect(shape(parseMarkdown(text, { ...SETTINGS, pieceLength: length }))).toEqual(shape(whole))
      }),
      { numRuns: 1_500 },
    )
  })

  test('keeps a formula whole', () => {
    for (const inner of ['***', '# x', '- x', '> x', '[a]: b', 'x'])
      expect(shape(parseMarkdown(`نص\n\n$$\n${inner}\n$$\n\nنص`, { ...SETTINGS, pieceLength: 1 }))).toMatchObject({
        children: [{ type: 'paragraph' }, { type: 'code', lang: 'math', value: inner }, { type: 'paragraph' }],
      })
  })

  test('has a list for a list after a first line of dashes that is no front matter', () => {
    expect(shape(parseMarkdown('---\n\n- بند\n', SETTINGS))).toMatchObject({
      children: [{ type: 'thematicBreak' }, { type: 'list' }],
    })
  })
})

describe('the time', () => {
  test('of a long list, nested and without a blank line, grows as its length', () => {
    const texts = [250, 2_000].map((items) => '- بند\n  - بند **داخلي**\n'.repeat(items))
    const [ratio] = leastRatios(
      texts.map((text) => () => parseMarkdown(text, SETTINGS)),
      [16],
    )
    expect(ratio).toBeLessThan(16)
  })
})
