/** A part that is drawn again only when what it is given, or a signal in it, has changed. */
import { Component, h, type FunctionComponent } from 'preact'

export function memo<P extends object>(draw: FunctionComponent<P>): FunctionComponent<P> {
  class Kept extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const keys = Object.keys(next) as (keyof P)[] // its own keys
      return keys.some((key) => next[key] !== this.props[key])
    }

    override render(): ReturnType<FunctionComponent<P>> {
      return h(draw, this.props)
    }
  }
  return (props: P) => h(Kept, props)
}
