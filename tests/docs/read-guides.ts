/** The README and the guides, for users and for those who change the program, as the examples that stand in them. */
import { readdirSync, readFileSync } from 'node:fs'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'

export interface Example {
  /** 'docs/ci.md:12', where the block or the line of prose begins. */
  readonly place: string
  readonly text: string
}

export interface Block extends Example {
  /** Empty for an indented block: what is typed at a terminal, and what stands in a file without a name. */
  readonly language: string
}

export interface Guide {
  readonly path: string
  readonly blocks: readonly Block[]
  /** Code inside of sentences and tables. */
  readonly inline: readonly Example[]
}

export function readGuides(): readonly Guide[] {
  const guides = readdirSync('docs').filter((name) => name.endsWith('.md'))
  return ['README.md', 'CONTRIBUTING.md', ...guides.map((name) => `docs/${name}`).toSorted()].map(readGuide)
}

function readGuide(path: string): Guide {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(readFileSync(path, 'utf8'))
  const blocks: Block[] = []
  const inline: Example[] = []
  visit(tree, (node) => {
    const place = `${path}:${node.position?.start.line ?? 0}`
    if (node.type === 'code') blocks.push({ place, text: node.value, language: node.lang ?? '' })
    if (node.type === 'inlineCode') inline.push({ place, text: node.value })
  })
  return { path, blocks, inline }
}
