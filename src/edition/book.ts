/** Chapters as one text: what names or counts something in each of them does so in all. */
import type { ElementContent } from 'hast'
import { toArabicIndic } from '../text/digits.ts'
import { compareCodePoints } from '../text/collate.ts'
import { sha256Hex } from '../text/hash.ts'
import type { Counts, Edition, EditionText, Row } from './edition.ts'
import { ROW_STATES, type RowState } from './kinds.ts'
import { headingsOf } from './headings.ts'
import { withPictures } from './pictures.ts'
import { safeLine } from './safe-text.ts'

export interface Chapter {
  readonly edition: Edition
  /** Stands in front of every anchor of the chapter: made from the name of its file alone. */
  readonly prefix: string
}

export interface BookText extends EditionText {
  /** By chapter: its title, and the headings of its own first two levels. */
  readonly chapters: readonly {
    readonly title: Edition['title']
    readonly heading: Edition['heading']
    /** Of its first row. */
    readonly first: string
    readonly headings: readonly Row[]
  }[]
}

/** Prefixes by path of the chapter: letters and digits of its name, which stay when others are added. */
export function chapterPrefixes(paths: readonly string[]): ReadonlyMap<string, string> {
  const plain = (path: string): string =>
    path
      .replace(/^.*\//, '')
      .replace(/(?<=.)\.[^.]+$/, '')
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
  const counts = Map.groupBy(paths, (path) => plain(path).toLowerCase())
  return new Map(
    paths.map((path) => {
      const name = plain(path)
      const isAlone = name !== '' && counts.get(name.toLowerCase())?.length === 1
      return [path, isAlone ? name : `${name || 'c'}-${sha256Hex(path).slice(0, 6)}`]
    }),
  )
}

/**
 * @param chapters In their order; at least one.
 * @param path Of their folder; the last part of it is the book's title.
 */
export function bindBook(chapters: readonly Chapter[], path: string): BookText {
  const [first] = chapters
  if (first === undefined) throw new Error('a book without chapters')
  const { sourceLanguage, targetLanguage } = first.edition
  const name = safeLine(path.replace(/^.*\//, ''))
  let [notes, tables] = [0, 0]
  const bound = chapters.map(({ edition: bare, prefix }) => {
    const edition = withPictures(bare)
    const blocks = edition.blocks.map((block) =>
      block.kind === 'row' ? inBook(block, { prefix, notes, tables }) : block,
    )
    notes = Math.max(notes, ...blocks.flatMap((each) => (each.kind === 'row' ? (each.note ?? []) : [])))
    tables = Math.max(tables, ...blocks.flatMap((each) => (each.kind === 'row' ? (each.cell?.table ?? []) : [])))
    return { edition, blocks }
  })
  const counts = chapters.map(({ edition }) => edition.counts)
  return {
    path: safeLine(path),
    sourceLanguage,
    targetLanguage,
    title: { source: name, target: name },
    blocks: bound.flatMap(({ blocks }) => blocks),
    counts: sumOf(counts),
    words: first.edition.words,
    hasPictures: bound.some(({ edition }) => edition.hasPictures === true),
    machines: [...new Set(chapters.flatMap(({ edition }) => edition.machines))].toSorted(compareCodePoints),
    chapters: bound.map(({ edition, blocks }) => ({
      title: edition.title,
      heading: edition.heading,
      first: blocks.find((block) => block.kind === 'row')?.id ?? '',
      headings: headingsOf({ blocks }),
    })),
  }
}

interface Numbering {
  readonly prefix: string
  /** Of the chapters before. */
  readonly notes: number
  readonly tables: number
}

const DEEPEST = 6

/** A chapter's headings are one level lower than in a document of its own: the first is the book's title. */
function inBook(row: Row, numbering: Numbering): Row {
  const { prefix, notes, tables } = numbering
  const named = (id: string): string => `p-${prefix}-${id.replace(/^p-/, '')}`
  const sentences = (side: 's' | 't', all: Row['source']): Row['source'] =>
    all.map((sentence) => ({ ...sentence, children: renamed(sentence.children, side, numbering) }))
  return {
    ...row,
    id: named(row.id),
    aliases: row.aliases.map(named),
    ...(row.unit === 'heading' ? { depth: Math.min(DEEPEST, (row.depth ?? 2) + 1) } : {}),
    ...(row.note === undefined ? {} : { note: row.note + notes }),
    anchors: row.anchors.map((anchor) => `${prefix}-${anchor}`),
    ...(row.cell === undefined ? {} : { cell: { ...row.cell, table: row.cell.table + tables } }),
    source: sentences('s', row.source),
    target: sentences('t', row.target),
    pages: row.pages.map((page) => ({ ...page, anchor: page.anchor.replace(/^s-/, `s-${prefix}-`) })),
  }
}

/** Anchors and the ways to them, and the numbers of notes at their marks. */
function renamed(nodes: readonly ElementContent[], side: 's' | 't', numbering: Numbering): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node
    const { id, href, ...rest } = node.properties
    const own = (name: string): string => name.replace(/^[st]-/, `${side}-${numbering.prefix}-`)
    const isWay = typeof href === 'string' && /^#[st]-/.test(href)
    const children = renamed(node.children, side, numbering)
    return {
      ...node,
      properties: {
        ...rest,
        ...(typeof id === 'string' ? { id: own(id) } : {}),
        ...(isWay ? { href: `#${own(href.slice(1))}` } : href === undefined ? {} : { href }),
      },
      children:
        rest.dataFootnoteRef === undefined ? children : children.map((child) => renumbered(child, numbering.notes)),
    }
  })
}

/** The number of a mark in the digits that it has. */
function renumbered(node: ElementContent, notes: number): ElementContent {
  if (node.type === 'element') return { ...node, children: node.children.map((child) => renumbered(child, notes)) }
  if (node.type !== 'text') return node
  const value = node.value
    .replace(/[0-9]+/g, (digits) => String(Number(digits) + notes))
    .replace(/[\u0660-\u0669]+/g, (digits) =>
      toArabicIndic(Number(digits.replace(/./g, (digit) => String(digit.charCodeAt(0) & 0xf))) + notes),
    )
  return { ...node, value }
}

function sumOf(all: readonly Counts[]): Counts {
  const sum = (of: (counts: Counts) => number): number => all.reduce((total, counts) => total + of(counts), 0)
  return {
    rows: sum(({ rows }) => rows),
    sentences: sum(({ sentences }) => sentences),
    leftOut: sum(({ leftOut }) => leftOut),
    machineDrafts: sum(({ machineDrafts }) => machineDrafts),
    states: Object.fromEntries(ROW_STATES.map((state) => [state, sum(({ states }) => states[state])])) as Record<
      RowState,
      number
    >, // every state
    ...(all.some(({ beside }) => beside)
      ? {
          beside: {
            texts: sum(({ beside }) => beside?.texts ?? 0),
            missing: sum(({ beside }) => beside?.missing ?? 0),
          },
        }
      : {}),
  }
}
