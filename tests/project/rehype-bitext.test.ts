/** The plugin in a unified chain: what `recall` may give, and what a page then says. */
import rehypeStringify from 'rehype-stringify'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { rehypeBitext, type RehypeBitextOptions } from '../../src/project/rehype-bitext.ts'

const pageOf = async (markdown: string, recall: RehypeBitextOptions['recall']): Promise<string> =>
  String(
    await unified()
      .use(remarkParse)
      .use(remarkRehype)
      .use(rehypeBitext, { recall })
      .use(rehypeStringify)
      .process(markdown),
  )

/** The states of its rows, in their order. */
const statesOf = (page: string): readonly (string | undefined)[] =>
  [...page.matchAll(/data-state="([^"]*)"/g)].map((match) => match[1])

test.each<[string, RehypeBitextOptions['recall']]>([
  ['undefined', () => undefined],
  ['null, as a database gives it', () => null],
  ['an empty text', () => ''],
  ['white space', async () => ' \n'],
  ['the source again, as a catalogue of messages gives it', (source) => source],
])('a row is not translated where recall gives %s', async (_, recall) => {
  const page = await pageOf('نص **هنا**.\n', recall)
  expect(statesOf(page)).toEqual(['missing'])
  expect(page).toContain('Not translated')
})

test('a row with nothing of the source language goes across, unless it is translated', async () => {
  expect(statesOf(await pageOf('# 12\n\n`npm i`\n\nنص.\n', () => undefined))).toEqual(['carried', 'carried', 'missing'])
  expect(await pageOf('# 12\n', () => 'Twelve')).toContain('<h1>Twelve</h1>')
})

test('a short translation, or a long one, is for whoever made it to judge', async () => {
  expect(statesOf(await pageOf('نعم.\n', () => 'Yes, '.repeat(100)))).toEqual(['draft'])
})
