/** Directives to translators in comments: what is skipped, and notes on what follows. */
import type { Comment, Element, ElementContent, Root, RootContent, Text } from 'hast'
import type { SourceFinding } from '../bitext/source.ts'
import { quote } from '../errors.ts'
import { nearest } from '../text/nearest.ts'
import { firstOf } from './source-findings.ts'

/** `muqabil: skip`, `muqabil: note "…"`: anything that begins so is meant for us. */
const DIRECTIVE = /^\s*muqabil\s*:\s*(?<name>[^\s"\u00AB\u201C]*)\s*(?<rest>[^]*?)\s*$/i
const NOTE = /^(?:"(?<straight>[^"]+)"|\u201C(?<curly>[^\u201D]+)\u201D|\u00AB(?<angled>[^\u00BB]+)\u00BB)$/
const NAMES = ['skip', 'resume', 'note']
/** What a note stands on as a whole when no block is inside. */
const LEAVES = new Set('p h1 h2 h3 h4 h5 h6 li td th caption figcaption dt dd summary legend'.split(' '))
/** What stands in a line: skipped ones beside each other are skipped together. */
const INLINE = new Set(
  'a abbr b bdi bdo br cite code del dfn em font i img input ins kbd mark q ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/** So many are said each; of more, the first. */
const MOST_SAID = 20

/** Of what there is to read in a node: whether it is skipped. `blank`: there is nothing. */
type Skipped = 'all' | 'none' | 'some' | 'blank'

/** While the tree is walked, in the order of the text. */
interface Walk {
  /** The directive that began what is skipped. */
  skip: Comment | undefined
  /** Notes on what follows. */
  notes: Note[]
  readonly said: Omit<SourceFinding, 'ruleId'>[]
}

interface Note {
  readonly text: string
  readonly comment: Comment
}

/**
 * Changes the tree in place, as its parser gives it, comments included: what stands between `skip` and `resume` says
 * `translate="no"`, wherever in the tree these two stand; the block after a note says it as `data-muqabil-note`.
 *
 * @returns A finding for what means to be a directive and is none, and for one that has no end or nothing after it.
 */
export function takeDirectives(tree: Root | Element): readonly SourceFinding[] {
  const walk: Walk = { skip: undefined, notes: [], said: [] }
  const statuses = visit(tree, walk)
  markSkipped(tree, statuses)
  const { skip, notes, said } = walk
  if (skip)
    said.push({
      message:
        'Unexpected "muqabil: skip" without its end, expected "muqabil: resume" where the text goes on: nothing after it is translated',
      ...lineOf(skip),
    })
  for (const { text, comment } of notes)
    said.push({
      message: `Unexpected note ${quote(text)} at the end, expected the text that it is about after it`,
      ...lineOf(comment),
    })
  said.sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
  return [
    ...said.slice(0, MOST_SAID).map((each) => ({ ruleId: 'directive' as const, ...each })),
    ...firstOf('directive', said[MOST_SAID], said.length - MOST_SAID),
  ]
}

function lineOf({ position }: Comment): { readonly line?: number } {
  return position ? { line: position.start.line } : {}
}

/** @returns For each child of before, whether it is skipped. */
function visit(parent: Root | Element, walk: Walk): readonly Skipped[] {
  if (parent.type === 'element') delete parent.properties.dataMuqabilNote // none of a source's own
  const hasBlock = parent.children.some((child) => child.type === 'element' && !INLINE.has(child.tagName))
  return [...parent.children].map((child): Skipped => {
    if (child.type === 'comment') read(child, walk)
    if (child.type === 'text' && child.value.trim() !== '') {
      if (walk.skip) return 'all'
      if (walk.notes.length > 0) note(child, parent, hasBlock, walk)
      return 'none'
    }
    if (child.type !== 'element') return 'blank'
    const statuses = visit(child, walk)
    const status = statusOf(statuses)
    if (status === 'some') markSkipped(child, statuses)
    return status === 'blank' && walk.skip && child.tagName !== 'br' ? 'all' : status
  })
}

function statusOf(statuses: readonly Skipped[]): Skipped {
  const own = new Set(statuses)
  own.delete('blank')
  const [first = 'blank', ...others] = own
  return others.length > 0 ? 'some' : first
}

function read(comment: Comment, walk: Walk): void {
  const { name = '', rest = '' } = DIRECTIVE.exec(comment.value)?.groups ?? {}
  const say = (found: string, expected: string): void =>
    void walk.said.push({ message: `Unexpected ${found}, expected ${expected}`, ...lineOf(comment) })
  if (!DIRECTIVE.test(comment.value)) return
  const { straight, curly, angled } = NOTE.exec(rest)?.groups ?? {}
  const text = (straight ?? curly ?? angled ?? '').replace(/\s+/g, ' ').trim()
  const isBare = rest === ''
  if (name === 'skip' && isBare) {
    if (walk.skip) say('second "muqabil: skip"', '"muqabil: resume" before it')
    else walk.skip = comment
  } else if (name === 'resume' && isBare) {
    if (!walk.skip) say('"muqabil: resume"', '"muqabil: skip" before it')
    walk.skip = undefined
  } else if (name === 'note' && text !== '') walk.notes.push({ text, comment })
  else if (name === 'note') say(quote(`muqabil: note ${rest}`), 'its words in quotation marks: muqabil: note "…"')
  else {
    const meant = nearest(name, NAMES)
    const known = meant === undefined ? 'skip, resume or note "…"' : `${meant}${meant === 'note' ? ' "…"' : ''}`
    say(`directive ${quote(`muqabil: ${[name, rest].join(' ').trim()}`)}`, known)
  }
}

/** On the block that the text stands in, or where there are blocks beside it on the text alone. */
function note(text: Text, parent: Root | Element, hasBlock: boolean, walk: Walk): void {
  const dataMuqabilNote = walk.notes.map((each) => each.text).join('\n')
  walk.notes = []
  if (parent.type === 'element' && !hasBlock && (LEAVES.has(parent.tagName) || INLINE.has(parent.tagName)))
    parent.properties.dataMuqabilNote = dataMuqabilNote
  else replace(parent, text, { type: 'element', tagName: 'span', properties: { dataMuqabilNote }, children: [text] })
}

function replace(parent: Root | Element, child: Text, element: Element): void {
  const at = (parent.children as readonly RootContent[]).indexOf(child)
  parent.children.splice(at, 1, element)
}

/** Blocks say it themselves, runs of text and markup in one element round them. */
function markSkipped(parent: Root | Element, statuses: readonly Skipped[]): void {
  if (!statuses.includes('all')) return
  const children: RootContent[] = []
  let run: ElementContent[] = []
  const settle = (): void => {
    const lead = run.findIndex((node) => !isBlank(node))
    const end = run.findLastIndex((node) => !isBlank(node)) + 1
    const inside = run.slice(Math.max(0, lead), end)
    if (inside.length === 0) children.push(...run)
    else
      children.push(
        ...run.slice(0, lead),
        { type: 'element', tagName: 'span', properties: { translate: 'no' }, children: inside },
        ...run.slice(end),
      )
    run = []
  }
  for (const [index, child] of parent.children.entries()) {
    const isSkipped = statuses[index] === 'all'
    const isInline = child.type === 'text' || (child.type === 'element' && INLINE.has(child.tagName))
    if (isInline && (isSkipped || (run.length > 0 && statuses[index] === 'blank'))) run.push(child)
    else {
      settle()
      if (isSkipped && child.type === 'element') skip(child)
      children.push(child)
    }
  }
  settle()
  parent.children = children as ElementContent[] // a doctype stands where it stood, at the root alone
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'text' ? node.value.trim() === '' : node.type === 'element' && node.tagName === 'br'
}

/** Whatever is inside says that it is translated. */
function skip(element: Element): void {
  element.properties.translate = 'no'
  const inside = [...element.children]
  for (let node = inside.pop(); node !== undefined; node = inside.pop()) {
    if (node.type !== 'element') continue
    delete node.properties.translate
    inside.push(...node.children)
  }
}
