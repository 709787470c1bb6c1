/** Sources and what is read of them: a folder a case, with `input.*`, `options.json` if need be, and `expected.json`. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Element, Nodes, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { encodeContent } from '../../src/bitext/content.ts'
import type { SourceDocument } from '../../src/bitext/source.ts'
import { readDocument } from '../../src/document/formats.ts'
import type { ReadOptions } from '../../src/document/read-result.ts'
import { MuqabilError } from '../../src/errors.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'
import { sourceFile } from './source-file.ts'
import { zipFolder } from './zip-folder.ts'

/** One for each format, of which the editions too are compared, and many for their oddities. */
const FOLDERS = ['tests/fixtures/formats', 'tests/fixtures/document']

interface CaseOptions extends ReadOptions {
  readonly keep?: readonly string[]
  readonly leaveOut?: readonly string[]
}

async function read(
  file: string,
  bytes: Uint8Array,
  { keep = [], leaveOut = [], ...options }: CaseOptions,
): Promise<unknown> {
  try {
    const { tree, frontMatter, ...read } = await readDocument(sourceFile(file, bytes), options)
    const source = extractUnits(tree, { path: file, language: 'ar', keep, leaveOut, ...read })
    return {
      ...(frontMatter ? { frontMatter } : {}),
      blocks: blocksOf(source),
      ...(source.leftOut.length > 0 ? { leftOut: source.leftOut } : {}),
      ...(source.findings?.length ? { findings: source.findings } : {}),
      ...(source.decisions.length > 0 ? { decisions: source.decisions } : {}),
    }
  } catch (error) {
    if (error instanceof MuqabilError) return { refused: error.message }
    throw error
  }
}

/** The rows, and what stands between them, as the skeleton has them. */
function blocksOf({ skeleton, units }: SourceDocument): readonly object[] {
  const visit = (node: Root | Element, path: readonly string[]): readonly object[] =>
    node.children.flatMap((child: Nodes): readonly object[] => {
      if (child.type !== 'element') return []
      const { alert, name } = { alert: child.properties.dataAlert, name: child.properties.id }
      const own = child.tagName + (name === undefined ? '' : `#${name}`) + (alert === undefined ? '' : `!${alert}`)
      const unit = units[child.data?.unit ?? -1]
      if (!unit) {
        const isWhole = child.children.every((each) => each.type !== 'element') || !holdsUnit(child)
        return isWhole ? [{ carried: toHtml(child), in: path.join(' ') }] : visit(child, [...path, own])
      }
      const codes = Object.entries(unit.codes).map(([id, { open, shown }]) => [
        id,
        shown === undefined ? open : `${open} = ${shown}`,
      ])
      return [
        {
          line: unit.line,
          kind: unit.depth === undefined ? unit.kind : `${unit.kind} ${unit.depth}`,
          in: [...path, own].join(' '),
          segments: cutUnit(unit, { mode: 'sentence' }).map(encodeContent),
          ...(codes.length > 0 ? { codes: Object.fromEntries(codes) } : {}),
        },
      ]
    })
  return visit(skeleton, [])
}

function holdsUnit(node: Element): boolean {
  return node.children.some((child) => child.type === 'element' && (child.data?.unit !== undefined || holdsUnit(child)))
}

/** Archives stand in the repository unpacked, to be read and compared. */
function bytesOf(path: string): Uint8Array {
  return statSync(path).isDirectory() ? zipFolder(path) : readFileSync(path)
}

describe('sources', () => {
  const cases = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .map((folder) => ({ folder, input: readdirSync(folder).find((file) => file.startsWith('input.')) ?? '' }))
    .filter(({ input }) => !/\.(?:po|xlf|xliff)$/.test(input)) // files of both languages have no tree
  test.each(cases)('$folder', async ({ folder, input }) => {
    const settings = join(folder, 'options.json')
    const options = existsSync(settings) ? (JSON.parse(readFileSync(settings, 'utf8')) as CaseOptions) : {}
    const actual = `${JSON.stringify(await read(input, bytesOf(join(folder, input)), options), undefined, 1)}\n`
    const expected = join(folder, 'expected.json')
    if (process.env.MUQABIL_UPDATE === '1') writeFileSync(expected, actual)
    if (!existsSync(expected)) throw new Error(`${expected} is missing; run npm run update, and review it`)
    expect(actual).toBe(readFileSync(expected, 'utf8'))
  })
})
