/** Markdown (GitHub's flavour, front matter) as a tree. */
import type { Root } from 'hast'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import { remark } from 'remark'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkRehype from 'remark-rehype'
import { MuqabilError } from '../errors.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import { parseFrontMatter } from './front-matter.ts'
import { safeMarkup } from './safe-markup.ts'

/** Ids are prefixed by the edition, once for each side; a second prefix here would part notes from their marks. */
const reader = remark()
  .use(remarkFrontmatter, ['yaml'])
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(rehypeRaw)
  .use(rehypeSanitize, safeMarkup)
  .freeze()

/**
 * Reads CommonMark with tables, footnotes, task lists and strikethrough. A line end inside a
 * paragraph is a space.
 *
 * @throws {MuqabilError} `document-too-deep`, `front-matter`.
 */
export function readMarkdown(text: string, _options: ReadOptions, file: string): ReadResult {
  refuseDeepNesting(text, file)
  const normal = text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
  const markdown = reader.parse(normal)
  const frontMatter = parseFrontMatter(markdown, file)
  const tree = reader.runSync(markdown) as unknown as Root // remark-rehype turns the mdast into hast; the processor's type cannot say so
  return { tree, decisions: [], ...(frontMatter ? { frontMatter } : {}) }
}

/** Limits of what a page can show; the parser's own time and stack grow with them. */
const MOST_QUOTES = 64
const MOST_COLUMNS_OF_INDENT = 400
const LONGEST_RUN = 2_000

function refuseDeepNesting(text: string, file: string): void {
  let number = 0
  for (const line of text.split('\n')) {
    number++
    const quotes = /^[\s>]*/.exec(line)?.[0].match(/>/g)?.length ?? 0
    const indent = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*/.exec(line)?.[0].length ?? 0
    const run = /[[\]()*_<`~!]{2001}/.test(line)
    if (quotes > MOST_QUOTES || (indent > MOST_COLUMNS_OF_INDENT && line.trim() !== '') || run) {
      throw new MuqabilError(
        'document-too-deep',
        { limit: run ? LONGEST_RUN : quotes > MOST_QUOTES ? MOST_QUOTES : MOST_COLUMNS_OF_INDENT },
        { file, line: number },
      )
    }
  }
}
