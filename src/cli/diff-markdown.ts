/** What a change of the sources means, as Markdown for the comment of a pull request. */
import type { Diff, RowChange, StaleWork } from '../project/events.ts'
import { htmlText, markdownText } from './findings/safe-markdown.ts'
import { diffLine, sendLine } from './diff-lines.ts'
import { count, plural } from './numbers.ts'

export interface DiffReport {
  readonly diff: Diff
  readonly rows: readonly RowChange[]
  readonly stale: readonly StaleWork[]
}

/** GitHub takes comments of 65,536 characters; GitLab and Forgejo more. */
const MOST_CHARACTERS = 60_000
/** Of documents in the table, and of the words of one row. */
const [MOST_DOCUMENTS, MOST_WORDS] = [50, 600]
/** Of words that stayed, those beside a change that are shown. */
const BESIDE = 8
/** By which a later run finds the comment again. */
const MARK = '<!-- muqabil diff -->'

/** Never longer than a comment may be: what has no room is counted. */
export function diffMarkdown({ diff, rows, stale }: DiffReport): string {
  const head = [MARK, '### Muqabil: what this change means', '', `${diffLine(diff)} ${sendLine(diff)}`, '', ''].join(
    '\n',
  )
  const table = documentTable(rows, stale)
  const works = stale.map((work) => entry(work, `${work.id}, ${work.state}`, work.target))
  const changes = rows
    .filter(({ change }) => change !== 'moved')
    .map((row) => entry(row, `${row.change}${row.people ? ', with translations by people' : ''}`))
  const all = MOST_CHARACTERS - head.length - table.length
  const taken = (title: string, entries: readonly string[], open: string): string => {
    if (entries.length === 0) return ''
    const shown: string[] = []
    let room = all / 2
    const frame = `<details${open}><summary>${title}</summary>\n\n`
    room -= frame.length + 200
    for (const each of entries) {
      if (each.length > room) break
      room -= each.length
      shown.push(each)
    }
    const left = entries.length - shown.length
    const more = left === 0 ? '' : `\n${plural(left, 'more row')}: \`muqabil diff\` lists all.\n`
    return `${frame}${shown.join('')}${more}\n</details>\n\n`
  }
  return [
    head,
    table,
    taken(
      works.length === 1
        ? '1 translation by a person becomes stale'
        : `${count(works.length)} translations by people become stale`,
      works,
      ' open',
    ),
    taken(plural(changes.length, 'row'), changes, ''),
  ].join('')
}

function documentTable(rows: readonly RowChange[], stale: readonly StaleWork[]): string {
  const byFile = [...Map.groupBy([...rows, ...stale], ({ file }) => file)]
  if (byFile.length === 0) return ''
  const lines = byFile.slice(0, MOST_DOCUMENTS).map(([file, events]) => {
    const many = (wanted: string): number =>
      events.filter((event) => (event.event === 'row' ? event.change : event.event) === wanted).length
    const cells = ['new', 'changed', 'moved', 'gone', 'stale'].map(many)
    return `| ${markdownText(file)} | ${cells.join(' | ')} |`
  })
  const left = byFile.length - lines.length
  const more = left > 0 ? [`| ${plural(left, 'more document')} | | | | | |`] : []
  const heads = ['| document | new | changed | moved | gone | stale |', '| --- | ---: | ---: | ---: | ---: | ---: |']
  return `${[...heads, ...lines, ...more].join('\n')}\n\n`
}

/** A row: where it is, then its words from right to left, or as the language has it. */
function entry(event: RowChange | StaleWork, about: string, target?: string): string {
  const place = `${event.file}${event.line === undefined ? '' : `:${event.line}`}`
  const words =
    event.words === undefined
      ? cut(event.after ?? event.before ?? '', event.event === 'row' && event.change === 'gone' ? 'del' : 'ins')
      : beside(event.words)
  const english = target === undefined ? '' : `\n<p dir="auto">${htmlText(clip(target))}</p>`
  return `<p>${htmlText(`${place}: ${about}`)}</p>\n<p dir="auto">${words}</p>${english}\n\n`
}

function cut(text: string, tag: 'ins' | 'del'): string {
  return `<${tag}>${htmlText(clip(text).trim())}</${tag}>`
}

function clip(text: string): string {
  const points = [...text]
  return points.length > MOST_WORDS ? `${points.slice(0, MOST_WORDS).join('')}…` : text
}

/** Of long runs that stayed the same only the words beside a change. */
function beside(words: NonNullable<RowChange['words']>): string {
  return words
    .map(({ kind, text }, index) => {
      if (kind === 'added') return cut(text, 'ins')
      if (kind === 'removed') return cut(text, 'del')
      const each = text.split(/(?<=\s)(?=\S)/)
      const [first, last] = [index === 0, index === words.length - 1]
      const isLong = each.length > BESIDE * 2
      if (!isLong) return htmlText(text.trim())
      const start = first ? '' : each.slice(0, BESIDE).join('')
      const end = last ? '' : each.slice(-BESIDE).join('')
      return htmlText(`${start}… ${end}`.trim())
    })
    .join(' ')
}
