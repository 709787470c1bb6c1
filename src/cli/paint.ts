/** Colour where it is wanted. */
import { styleText } from 'node:util'

export type Paint = (colour: 'red' | 'yellow' | 'dim', text: string) => string

/** Heeds NO_COLOR, FORCE_COLOR, TERM=dumb, and whether the stream is a terminal. */
export function painter(stream: NodeJS.WriteStream): Paint {
  return (colour, text) => styleText(colour, text, { stream })
}

export const plain: Paint = (_, text) => text
