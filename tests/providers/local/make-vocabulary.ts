/** A SentencePiece vocabulary in its protobuf form, and the pieces of small and large test models. */

/** A piece of a word; '▁' at its beginning is a space. */
export interface Piece {
  readonly text: string
  readonly score: number
  readonly kind: 'normal' | 'unknown' | 'control'
  /** The piece that it is translated by; itself where absent. */
  readonly becomes?: string
}

const KINDS = { normal: 1, unknown: 2, control: 3 } as const
const SPACE = '\u2581'

/** Field 1: pieces; 2: how it was trained; 3: how text is normalised (not at all). */
export function makeVocabulary(pieces: readonly Piece[]): Uint8Array {
  const encoded = pieces.map(({ text, score, kind }) =>
    field(1, [
      ...field(1, [...new TextEncoder().encode(text)]),
      (2 << 3) | 5,
      ...new Uint8Array(Float32Array.of(score).buffer),
      ...number(3, KINDS[kind]),
    ]),
  )
  const trainer = [...number(3, 1), ...number(40, 1), ...number(41, -1), ...number(42, 0), ...number(43, -1)]
  const normaliser = [...field(1, [...new TextEncoder().encode('identity')]), ...number(3, 1), ...number(4, 1)]
  return Uint8Array.from([...encoded, field(2, trainer), field(3, normaliser)].flat())
}

/** '</s>', '<unk>', then the words given. */
function piecesOf(words: readonly Pick<Piece, 'text' | 'becomes'>[]): readonly Piece[] {
  const pieces: Piece[] = [
    { text: '</s>', score: 0, kind: 'control' },
    { text: '<unk>', score: 0, kind: 'unknown' },
    ...words.map((word, index): Piece => ({ ...word, score: -1 - index / 100_000, kind: 'normal' })),
  ]
  // The engine multiplies eight rows at a time.
  const filling = Array.from({ length: -pieces.length & 7 }, (_, index) => `${SPACE}filling${index}`)
  return [...pieces, ...filling.map((text): Piece => ({ text, score: -50, kind: 'normal' }))]
}

/** Arabic letters, marks and digits, and the Latin ones that they become, as in "qahwa". */
const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '\u0621=x \u0622=A \u0623=A \u0624=x \u0625=A \u0626=x \u0627=a \u0628=b \u0629=e \u062A=t \u062B=C \u062C=j \u062D=H \u062E=X \u062F=d \u0630=D ' +
    '\u0631=r \u0632=z \u0633=s \u0634=S \u0635=c \u0636=v \u0637=T \u0638=Z \u0639=E \u063A=g \u0641=f \u0642=q \u0643=k \u0644=l \u0645=m \u0646=n ' +
    '\u0647=h \u0648=w \u0649=y \u064A=y \u0640=_ \u064B=N \u064C=O \u064D=I \u064E=a \u064F=u \u0650=i \u0651=~ \u0652=o ' +
    '\u060C=, \u061B=; \u061F=? \u00AB=" \u00BB=" \u0660=0 \u0661=1 \u0662=2 \u0663=3 \u0664=4 \u0665=5 \u0666=6 \u0667=7 \u0668=8 \u0669=9'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(2)]),
)

/** Latin, then what becomes Latin. */
export const SMALL_PIECES: readonly Piece[] = piecesOf([
  { text: SPACE },
  ...Array.from({ length: 0x7e - 0x21 + 1 }, (_, index) => ({ text: String.fromCodePoint(0x21 + index) })),
  ...Object.entries(LETTERS).map(([text, becomes]) => ({ text, becomes })),
])

/** What the small model makes of a text. */
export function inLatin(text: string): string {
  return text.replaceAll(/./gsu, (letter) => LETTERS[letter] ?? letter)
}

/** As many as a real model has. Each word becomes a word, which is a piece of its own. */
export function manyPieces(count: number): readonly Piece[] {
  const small = SMALL_PIECES.filter(({ kind, text }) => kind === 'normal' && !text.includes('filling'))
  const words = Array.from({ length: (count - 2 - small.length) >> 1 }, (_, index) => [
    { text: `${SPACE}w${index}` },
    { text: `${SPACE}${wordOf(index)}`, becomes: `${SPACE}w${index}` },
  ])
  return piecesOf([...small, ...words.flat()])
}

/** The n-th Arabic word of the large model, of four letters. */
export function wordOf(index: number): string {
  const letter = (at: number): string => String.fromCodePoint(0x641 + (Math.floor(index / 8 ** at) % 8))
  return [5, 4, 3, 2, 1, 0].map(letter).join('')
}

function varint(value: number): readonly number[] {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}

function number(id: number, value: number): readonly number[] {
  return [...varint(id << 3), ...varint(value)]
}

function field(id: number, bytes: readonly number[]): readonly number[] {
  return [...varint((id << 3) | 2), ...varint(bytes.length), ...bytes]
}
