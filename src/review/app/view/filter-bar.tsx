/** Search and filter. */
import type { JSX } from 'preact'
import { isFiltering, NO_FILTER, type Filter, type Stand } from '../state/filter.ts'
import { setFilter } from '../state/session.ts'
import { useSession } from './use-session.ts'

const STAND_WORDS: Readonly<Record<Stand, string>> = {
  any: 'all',
  open: 'not approved',
  doubtful: 'doubtful',
  missing: 'not translated',
  draft: 'draft',
  stale: 'source changed',
  'needs-work': 'needs work',
  reviewed: 'reviewed',
  final: 'final',
}

export function FilterBar(): JSX.Element {
  const session = useSession()
  const filter = session.filter.value
  const book = session.book.value
  const rows = book ? [...book.rows.values()].map((row) => row.peek()) : []
  const found = new Set(
    rows.flatMap(({ segments }) => segments.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId))),
  )
  if (filter.check !== '') found.add(filter.check)
  const set = (change: Partial<Filter>): void => setFilter(session, { ...session.filter.peek(), ...change })
  const count = session.shown.value.length
  return (
    <form class="filter" role="search" aria-label="Rows" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>Search</span>
        <input
          id="search"
          type="search"
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          value={filter.words}
          onInput={(event) => set({ words: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'ArrowDown' || (event.key === 'Escape' && filter.words === '')) {
              event.preventDefault()
              toRows()
            }
          }}
        />
      </label>
      <label>
        <span>State</span>
        <select value={filter.stand} onChange={(event) => set({ stand: standIn(event.currentTarget.value) })}>
          {Object.entries(STAND_WORDS).map(([stand, words]) => (
            <option value={stand}>{words}</option>
          ))}
        </select>
      </label>
      <label>
        <span>Check</span>
        <select value={filter.check} onChange={(event) => set({ check: event.currentTarget.value })}>
          <option value="">any</option>
          {[...found].toSorted().map((check) => (
            <option value={check}>{check}</option>
          ))}
        </select>
      </label>
      <label>
        <span>Words of</span>
        <select
          value={filter.whose}
          onChange={(event) => {
            const { value } = event.currentTarget
            set({ whose: value === 'person' || value === 'machine' ? value : 'any' })
          }}
        >
          <option value="any">anybody</option>
          <option value="person">a person</option>
          <option value="machine">a machine</option>
        </select>
      </label>
      <label>
        <span>Order</span>
        <select
          value={filter.order}
          onChange={(event) => set({ order: event.currentTarget.value === 'doubt' ? 'doubt' : 'document' })}
        >
          <option value="document">of the document</option>
          <option value="doubt">most doubtful first</option>
        </select>
      </label>
      <output class="count">{count === 1 ? '1 row' : `${count} rows`}</output>
      {isFiltering(filter) || filter.order !== 'document' ? (
        <button type="button" onClick={() => setFilter(session, NO_FILTER)}>
          Show all
        </button>
      ) : null}
      <button type="button" onClick={() => (session.dialog.value = { kind: 'replace' })}>
        Replace… <kbd>r</kbd>
      </button>
    </form>
  )
}

function standIn(value: string): Stand {
  return value in STAND_WORDS ? (value as Stand) : 'any' // just looked up
}

/** Out of the search, to the row where the reader was. */
function toRows(): void {
  const line =
    document.querySelector<HTMLElement>('.line[tabindex="0"]') ?? document.querySelector<HTMLElement>('.line')
  line?.focus()
}
