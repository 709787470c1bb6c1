/** A part of what stands beside the sentence. */
import type { ComponentChildren, JSX } from 'preact'

export function Section({
  name,
  children,
}: {
  readonly name: string
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <section>
      <h2>{name}</h2>
      {children}
    </section>
  )
}
