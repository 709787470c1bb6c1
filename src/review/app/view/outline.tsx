/** The document's own headings. */
import type { JSX } from 'preact'
import { plainText } from '../../../bitext/content.ts'
import type { RowView } from '../../api.ts'
import { goTo } from '../state/session.ts'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'

export function Outline(): JSX.Element {
  const session = useSession()
  const book = session.book.value
  const shown = session.shown.value
  const { source, target } = sidesOf(session.project.value)
  const headings = shown.flatMap((unit) => {
    const row = book?.rows.get(unit)?.peek()
    return row?.kind === 'heading' ? [row] : []
  })
  return (
    <nav class="outline" aria-label="Outline">
      <h2>Outline</h2>
      {headings.length === 0 ? <p class="quiet">No headings here.</p> : null}
      <ol>
        {headings.map((row) => (
          <li class={`depth-${row.depth ?? 1}`}>
            <button
              type="button"
              class="link"
              onClick={() => goTo(session, { unit: row.unit, segment: row.segments[0]?.id ?? '' })}
            >
              <span {...target} class={target.dir}>
                {sideText(row, 'target')}
              </span>
              <span {...source} class={source.dir}>
                {sideText(row, 'source')}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function sideText({ segments }: RowView, side: 'source' | 'target'): string {
  return segments.map((segment) => plainText(segment[side] ?? [])).join(' ')
}
