/** How far a document is: a bar, and the same in words. */
import type { JSX } from 'preact'
import type { Counts } from '../../api.ts'

const PARTS = ['final', 'reviewed', 'translated', 'missing'] as const

export function Progress({ counts }: { readonly counts: Counts }): JSX.Element {
  const { segments, final, reviewed } = counts
  const done = segments === 0 ? 0 : Math.floor(((final + reviewed) / segments) * 100)
  return (
    <div class="progress" role="img" aria-label={`${done} % approved`}>
      {PARTS.map((part) => (
        <span class={part} style={{ flexGrow: counts[part] }} />
      ))}
    </div>
  )
}

/** '120 sentences · 4 not translated · …': only what there is. */
export function CountWords({ counts }: { readonly counts: Counts }): JSX.Element {
  const { segments, missing, translated, reviewed, final, stale, needsWork, doubtful } = counts
  const said: readonly (readonly [number, string, string])[] = [
    [final, 'final', 'final'],
    [reviewed, 'reviewed', 'reviewed'],
    [translated, 'draft', 'draft'],
    [stale, 'stale', 'source changed'],
    [missing, 'missing', 'not translated'],
    [needsWork, '', 'needs work'],
    [doubtful, '', 'doubtful'],
  ]
  return (
    <ul class="counts">
      <li>{segments === 1 ? '1 sentence' : `${segments} sentences`}</li>
      {said.flatMap(([count, bead, words]) =>
        count === 0
          ? []
          : [
              <li>
                {bead === '' ? null : <span class={`bead ${bead}`} aria-hidden="true" />} {count} {words}
              </li>,
            ],
      )}
    </ul>
  )
}
