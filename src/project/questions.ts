/** What a run asks: each distinct sentence once, one that is too long in pieces; and whose answer is whose. */
import { encodeContent, glue, ownCodeIds, renameCodes, renumberCodes, type Content } from '../bitext/content.ts'
import { cutLong } from '../segment/cut-long.ts'
import type { Provider } from '../providers/provider.ts'
import { fits, taskOf, type Item } from '../translate/work.ts'
import type { Pending } from './drafts.ts'

/** A piece of a sentence that is too long to be sent whole. */
interface Piece {
  readonly item: Item
  /** From the piece's own numbers of its codes back to the sentence's. */
  readonly names: ReadonlyMap<string, string>
  /** White space that parts it from the next one. */
  readonly after: string
  answer?: Content
}

interface Whole {
  readonly pending: Pending
  readonly pieces: readonly Piece[]
}

/** A sentence that has all of its answer now. */
export interface Complete {
  readonly pending: Pending
  readonly target: Content
}

export class Questions {
  readonly #byKey = new Map<string, Pending[]>()
  readonly #wholes = new Map<string, Whole[]>()
  readonly #items: Item[] = []

  /** @param known What the memory has of a piece: that one is not asked for again. */
  constructor(
    pending: readonly Pending[],
    providers: readonly Provider[],
    known: (source: Content) => Content | undefined,
  ) {
    for (const each of pending) {
      const item: Item = { key: each.key, source: each.source, passage: each.draft.source.path }
      const others = this.#byKey.get(each.key)
      if (others) others.push(each)
      else if (isSendable(item, providers)) {
        this.#byKey.set(each.key, [each])
        this.#items.push(item)
      } else this.#cut(each, item, providers, known)
    }
  }

  /** In document order. */
  get items(): readonly Item[] {
    return this.#items
  }

  /** How many sentences wait for the answer to a key, as the first one stands in its document. */
  first(key: string): Pending | undefined {
    return this.#byKey.get(key)?.[0] ?? this.#wholes.get(key)?.[0]?.pending
  }

  /** The sentences that an answer completes. */
  answered(key: string, target: Content): readonly Complete[] {
    const simple = (this.#byKey.get(key) ?? []).map((pending): Complete => ({ pending, target }))
    const whole = (this.#wholes.get(key) ?? []).flatMap(({ pending, pieces }): Complete[] => {
      for (const piece of pieces) if (piece.item.key === key) piece.answer = target
      return pieces.every(({ answer }) => answer !== undefined) ? [{ pending, target: joined(pieces) }] : []
    })
    return [...simple, ...whole]
  }

  /** The sentences that a missing answer leaves incomplete. */
  waiting(key: string): readonly Pending[] {
    return [...(this.#byKey.get(key) ?? []), ...(this.#wholes.get(key) ?? []).map(({ pending }) => pending)]
  }

  #cut(
    pending: Pending,
    item: Item,
    providers: readonly Provider[],
    known: (source: Content) => Content | undefined,
  ): void {
    const codes = pending.draft.units[pending.unit]?.codes ?? {}
    const own = ownCodes(codes, pending)
    const pieces = cutLong(item.source, own, (piece) => isSendable({ ...item, source: piece }, providers)).map(
      (content): Piece => {
        const last = content.at(-1)
        const after = typeof last === 'string' ? (/\s*$/.exec(last)?.[0] ?? '') : ''
        const bare = after === '' ? content : glue([...content.slice(0, -1), String(last).slice(0, -after.length)])
        const { content: source, ids } = renumberCodes(bare)
        const answer = known(source)
        const key = encodeContent(source).normalize('NFC')
        return { item: { ...item, key, source }, names: ownCodeIds(ids), after, ...(answer ? { answer } : {}) }
      },
    )
    for (const piece of pieces) {
      const { key } = piece.item
      const others = this.#wholes.get(key)
      if (others) others.push({ pending, pieces })
      else {
        this.#wholes.set(key, [{ pending, pieces }])
        if (piece.answer === undefined) this.#items.push(piece.item)
      }
    }
  }
}

function isSendable(item: Item, providers: readonly Provider[]): boolean {
  return providers.every((provider) => {
    const task = taskOf(item, provider)
    return task === undefined || fits(task, provider)
  })
}

function joined(pieces: readonly Piece[]): Content {
  return glue(
    pieces.flatMap(({ answer = [], names, after }) => [...renameCodes(answer, names), after === '' ? '' : ' ']),
  )
}

/** The unit's codes under the numbers that the sentence's have. */
function ownCodes<Facts>(
  codes: Readonly<Record<string, Facts>>,
  { draft, unit, segment }: Pending,
): Readonly<Record<string, Facts>> {
  const source = draft.units[unit]?.segments[segment]?.source ?? []
  const { ids } = renumberCodes(source)
  return Object.fromEntries(
    [...ids].flatMap(([own, number]) => (codes[own] === undefined ? [] : [[number, codes[own]]])),
  )
}
