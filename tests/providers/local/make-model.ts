/** A model made from a seed in place of a trained one: it writes for each piece of the source the one that it becomes. */
import { align, Bytes } from './bytes.ts'
import { makeVocabulary, type Piece } from './make-vocabulary.ts'

export interface ModelShape {
  readonly seed: number
  /** Width of an embedding: a multiple of 64. */
  readonly width: number
  /** Width inside a feed-forward layer: a multiple of 64. */
  readonly inner: number
  readonly heads: number
  readonly encoderLayers: number
  readonly decoderLayers: number
  readonly pieces: readonly Piece[]
  /** No sentence ends before the engine's own limit: the worst case. */
  readonly endless?: boolean
}

export interface MadeModel {
  readonly model: Uint8Array
  readonly shortlist: Uint8Array
  readonly vocabulary: Uint8Array
}

/** A tensor: its name, its type as Marian numbers them, its dimensions, its bytes. */
interface Item {
  readonly name: string
  readonly type: number
  readonly dimensions: readonly number[]
  readonly data: Uint8Array
}

const [INT8, FLOAT32, INTGEMM8] = [0x101, 0x404, 0x4101]
const ALIGNMENT = 256
const SHORTLIST_MAGIC = 0xf11a48d5013417f5n
/** Steps of the 8-bit weights in one unit, and of what they are multiplied by. */
const [QUANTISATION, STEPS_OF_ACTIVATIONS] = [127, 30]
/** How sharply a word looks at its own place in the source, and how much it takes from there. */
const [LOOK, TAKE] = [8, 6]

export function makeModel(shape: ModelShape): MadeModel {
  return {
    model: marianBinary(itemsOf(shape)),
    shortlist: shortlistOf(shape.pieces),
    vocabulary: makeVocabulary(shape.pieces),
  }
}

function itemsOf({
  seed,
  width,
  inner,
  heads,
  encoderLayers,
  decoderLayers,
  pieces,
  endless,
}: ModelShape): readonly Item[] {
  const items: Item[] = []
  const floats = (name: string, values: Float32Array, dimensions: readonly number[]): void =>
    void items.push({ name, type: FLOAT32, dimensions, data: new Uint8Array(values.buffer) })
  const vector = (name: string, length: number, value = 0): void =>
    floats(name, new Float32Array(length).fill(value), [1, length])
  const matrix = (name: string, rows: number, columns: number, cells: Cells = NO_CELLS): void => {
    const data = new Uint8Array(align(rows * columns + 4, ALIGNMENT))
    // As the engine keeps them: a column after the other. Words stay in rows.
    for (const [row, column, value] of cells.values)
      data[name === 'Wemb' ? row * columns + column : column * rows + row] = value
    new DataView(data.buffer).setFloat32(rows * columns, cells.stepsInOne, true)
    items.push({ name, type: INTGEMM8, dimensions: [rows, columns], data })
    floats(`${name}_QuantMultA`, Float32Array.of(STEPS_OF_ACTIVATIONS), [1, 1])
  }
  const normal = (name: string): void => {
    vector(`${name}_ln_scale`, width, 1)
    vector(`${name}_ln_bias`, width)
  }
  const attention = (name: string, cells: Readonly<Record<string, Cells>> = {}): void => {
    for (const part of ['q', 'k', 'v', 'o']) {
      matrix(`${name}_W${part}`, width, width, cells[part])
      vector(`${name}_b${part}`, width)
    }
    normal(`${name}_Wo`)
  }
  const feedForward = (name: string): void => {
    matrix(`${name}_ffn_W1`, width, inner)
    vector(`${name}_ffn_b1`, inner)
    matrix(`${name}_ffn_W2`, inner, width)
    vector(`${name}_ffn_b2`, width)
    normal(`${name}_ffn_ffn`)
  }
  matrix('Wemb', pieces.length, width, meanings(pieces, width, seed))
  floats('none_QuantMultA', Float32Array.of(STEPS_OF_ACTIVATIONS), [1, 1])
  floats(
    'decoder_ff_logit_out_b',
    Float32Array.from(pieces, (piece, id) => biasOf(piece, id, endless)),
    [1, pieces.length],
  )
  for (let layer = 1; layer <= encoderLayers; layer++) {
    attention(`encoder_l${layer}_self`)
    feedForward(`encoder_l${layer}`)
  }
  const [places, content] = [placesOf(width, heads), contentOf(width)]
  const seen = cellsOf(places, LOOK, width / 2 - 1)
  const look = { q: seen, k: seen, v: cellsOf(content, 1), o: cellsOf(content, TAKE) }
  for (let layer = 1; layer <= decoderLayers; layer++) {
    matrix(`decoder_l${layer}_rnn_W`, width, width)
    matrix(`decoder_l${layer}_rnn_Wf`, width, width)
    vector(`decoder_l${layer}_rnn_bf`, width)
    normal(`decoder_l${layer}_rnn_ffn`)
    attention(`decoder_l${layer}_context`, layer === decoderLayers ? look : {})
    feedForward(`decoder_l${layer}`)
  }
  const yaml = configuration({ width, inner, heads, encoderLayers, decoderLayers, vocabulary: pieces.length })
  const text = new TextEncoder().encode(`${yaml}\0`)
  items.push({ name: 'special:model.yml', type: INT8, dimensions: [text.length], data: text })
  return items
}

interface Cells {
  readonly values: Iterable<readonly [row: number, column: number, value: number]>
  /** What the whole numbers are divided by. */
  readonly stepsInOne: number
}

const NO_CELLS: Cells = { values: [], stepsInOne: QUANTISATION }

/**
 * The same weight at each of the places. What stands at `rest` is taken from all: the engine has taken the
 * vector's mean from each of them before, another one for each word.
 */
function cellsOf(places: readonly (readonly [number, number])[], weight: number, rest?: number): Cells {
  const values = places.map(([row, column]) => [row, column, 100] as const)
  const corrections = rest === undefined ? [] : places.map(([, column]) => [rest, column, -100] as const)
  return { values: [...values, ...corrections], stepsInOne: 100 / weight }
}

/**
 * Where a word stands is told by sine in the first half of its vector and cosine in the second, quick
 * waves first; the slow ones hardly move within a sentence, so that their places are free for what it means. The slowest of all is left alone.
 */
function contentOf(width: number): readonly (readonly [number, number])[] {
  const quarter = width / 4
  return Array.from({ length: width }, (_, at) => at)
    .filter((at) => at % (width / 2) > quarter && (at + 1) % (width / 2) !== 0)
    .map((at) => [at, at])
}

/** The quick waves, once for each head. */
function placesOf(width: number, heads: number): readonly (readonly [number, number])[] {
  const [half, quarter, head] = [width / 2, width / 4, width / heads]
  const waves = Math.min(head / 2, quarter)
  return Array.from({ length: heads }, (_, index) =>
    Array.from({ length: waves }, (__, wave): (readonly [number, number])[] => [
      [wave, index * head + wave],
      [half + wave, index * head + head / 2 + wave],
    ]),
  ).flat(2)
}

/** For each piece the vector of what it becomes: half of its places are up and half down, by chance. */
function meanings(pieces: readonly Piece[], width: number, seed: number): Cells {
  const columns = contentOf(width).map(([at]) => at)
  // In each half of the vector on its own: the engine divides by its length, which must be the same for all.
  const halves = [columns.slice(0, columns.length / 2), columns.slice(columns.length / 2)]
  return { values: meaningCells(pieces, halves, seed), stepsInOne: 100 * Math.sqrt(width) }
}

/** Told one by one: a large vocabulary has millions. */
function* meaningCells(
  pieces: readonly Piece[],
  halves: readonly (readonly number[])[],
  seed: number,
): Generator<readonly [number, number, number]> {
  const ids = new Map(pieces.map(({ text }, id) => [text, id]))
  for (const [row, { text, becomes = text }] of pieces.entries()) {
    const random = generator(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul((ids.get(becomes) ?? 0) + 1, 0x85ebca6b))
    for (let round = 0; round < 8; round++) random()
    for (const half of halves) {
      const order = [...half]
      for (let at = order.length - 1; at > 0; at--) {
        const other = random() % (at + 1)
        ;[order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0]
      }
      for (const [at, column] of order.entries()) yield [row, column, at % 2 === 0 ? 100 : -100]
    }
  }
}

/** What becomes another piece is never answered itself. */
function biasOf({ text, becomes = text, kind }: Piece, id: number, endless = false): number {
  return becomes !== text || kind === 'unknown' || (endless && id === 0) ? -1000 : 0
}

interface Sizes {
  readonly width: number
  readonly inner: number
  readonly heads: number
  readonly encoderLayers: number
  readonly decoderLayers: number
  readonly vocabulary: number
}

/** As Marian writes it into the student models that browsers have. */
function configuration({ width, inner, heads, encoderLayers, decoderLayers, vocabulary }: Sizes): string {
  return `bert-train-type-embeddings: true
bert-type-vocab-size: 2
dec-cell: ssru
dec-cell-base-depth: 2
dec-cell-high-depth: 1
dec-depth: ${decoderLayers}
dim-emb: ${width}
dim-rnn: 1024
dim-vocabs:
  - ${vocabulary}
  - ${vocabulary}
enc-cell: gru
enc-cell-depth: 1
enc-depth: ${encoderLayers}
enc-type: bidirectional
input-types:
  []
layer-normalization: false
lemma-dim-emb: 0
right-left: false
skip: false
tied-embeddings: false
tied-embeddings-all: true
tied-embeddings-src: false
transformer-aan-activation: swish
transformer-aan-depth: 2
transformer-aan-nogate: false
transformer-decoder-autoreg: rnn
transformer-depth-scaling: false
transformer-dim-aan: 2048
transformer-dim-ffn: ${inner}
transformer-ffn-activation: relu
transformer-ffn-depth: 2
transformer-guided-alignment-layer: last
transformer-heads: ${heads}
transformer-no-projection: false
transformer-postprocess: dan
transformer-postprocess-emb: d
transformer-postprocess-top: ""
transformer-preprocess: ""
transformer-tied-layers:
  []
transformer-train-position-embeddings: false
type: transformer
ulr: false
ulr-dim-emb: 0
ulr-trainable-transformation: false
unlikelihood-loss: false
version: v1.9.56 ba91b397 2021-07-26 18:16:11 +0100
`
}

/** Header, names, dimensions, and the data of each from a multiple of 256 on. */
function marianBinary(items: readonly Item[]): Uint8Array {
  const bytes = new Bytes(items.reduce((sum, { data }) => sum + align(data.length, ALIGNMENT) + 256, 4096))
  bytes.u64(1)
  bytes.u64(items.length)
  for (const { name, type, dimensions, data } of items) {
    bytes.u64(name.length + 1)
    bytes.u64(type)
    bytes.u64(dimensions.length)
    bytes.u64(align(data.length, ALIGNMENT))
  }
  for (const { name } of items) bytes.raw(new TextEncoder().encode(`${name}\0`))
  for (const { dimensions } of items) for (const each of dimensions) bytes.u32(each)
  const gap = align(bytes.length + 8, ALIGNMENT) - (bytes.length + 8)
  bytes.u64(gap)
  bytes.skip(gap)
  for (const { data } of items) {
    bytes.raw(data)
    bytes.skip(align(data.length, ALIGNMENT) - data.length)
  }
  return bytes.taken()
}

/** For each piece what it becomes, and some others: what a piece without a translation is answered by hangs on them. */
function shortlistOf(pieces: readonly Piece[]): Uint8Array {
  const size = pieces.length
  const [first, best] = [8, 20]
  const ids = new Map(pieces.map(({ text }, id) => [text, id]))
  const lists = pieces.map(({ text, becomes = text }, piece) => {
    const others = Array.from({ length: best - 1 }, (_, index) => (piece * 31 + index * 7919) % size)
    return [...new Set([ids.get(becomes) ?? 0, ...others])].toSorted((a, b) => a - b)
  })
  const count = lists.reduce((sum, list) => sum + list.length, 0)
  const bytes = new Bytes(48 + (size + 1) * 8 + count * 4)
  bytes.u64(SHORTLIST_MAGIC)
  bytes.u64(0) // no checksum
  bytes.u64(first)
  bytes.u64(best)
  bytes.u64(size + 1)
  bytes.u64(count)
  let offset = 0
  for (const list of [...lists, []]) {
    bytes.u64(offset)
    offset += list.length
  }
  for (const list of lists) for (const id of list) bytes.u32(id)
  return bytes.taken()
}

/** xorshift32: the same whole numbers from the same seed everywhere. */
function generator(seed: number): () => number {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
