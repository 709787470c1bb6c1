/** Texts of many words that grow by the document, at little more than a byte a character. */
import { compareCodePoints } from '../../text/collate.ts'

export interface Postings {
  /** @param entry ASCII, without a space. */
  readonly add: (word: string, entry: string) => void
  /** Each word once, in order of code points, with its entries, a space between them. */
  readonly lines: () => Iterable<readonly [word: string, entries: string]>
  /** About what it takes in memory. */
  readonly bytes: () => number
}

/** Of a word with its number, beside its entries. */
const WORD = 100

/** Of a page, in bytes. Memory grows by pages, and nothing in one moves. */
const PAGE = 1 << 20
/** Of a link to the next block, which stands at a block's end. */
const LINK = 4
const [LEAST, MOST] = [12, 4096]

/** A word has a chain of blocks, each larger than the one before, in pages that all words share. */
export function createPostings(): Postings {
  const numbers = new Map<string, number>()
  const pages: Uint8Array[] = []
  let used = PAGE
  const [first, next] = [numberList(), numberList()]
  /** What is left of a word's last block, and how long its entries are. */
  const [room, length] = [numberList(), numberList()]

  /** @returns Its address: the bytes of all pages before it, and its place in its own. */
  function newBlock(size: number): number {
    if (used + size > PAGE) {
      pages.push(new Uint8Array(PAGE))
      used = 0
    }
    used += size
    return (pages.length - 1) * PAGE + used - size
  }

  function put(number: number, text: string): void {
    for (let done = 0; done < text.length;) {
      if (room.get(number) === 0) openBlock(number)
      const [address, free] = [next.get(number), room.get(number)]
      const [page, at, size] = [pageOf(address), address % PAGE, Math.min(free, text.length - done)]
      for (let each = 0; each < size; each++) page[at + each] = text.charCodeAt(done + each)
      next.set(number, address + size)
      room.set(number, free - size)
      length.set(number, length.get(number) + size)
      done += size
    }
  }

  function openBlock(number: number): void {
    const capacity = capacityAfter(length.get(number))
    const block = newBlock(capacity + LINK)
    if (length.get(number) === 0) first.set(number, block)
    else link(next.get(number), block)
    next.set(number, block)
    room.set(number, capacity)
  }

  function pageOf(address: number): Uint8Array {
    return pages[Math.floor(address / PAGE)] ?? new Uint8Array()
  }

  function link(at: number, block: number): void {
    new DataView(pageOf(at).buffer).setUint32(at % PAGE, block)
  }

  function entriesOf(number: number): string {
    const [parts, total]: [string[], number] = [[], length.get(number)]
    let block = first.get(number)
    for (let read = 0; read < total;) {
      const [page, at, size] = [pageOf(block), block % PAGE, capacityAfter(read)]
      parts.push(String.fromCharCode(...page.subarray(at, at + Math.min(size, total - read))))
      read += size
      if (read < total) block = new DataView(page.buffer).getUint32(at + size)
    }
    return parts.join('')
  }

  return {
    add(word, entry) {
      const known = numbers.get(word)
      if (known !== undefined) return put(known, ` ${entry}`)
      const number = numbers.size
      numbers.set(ownText(word), number)
      put(number, entry)
    },
    *lines() {
      const words = [...numbers.keys()].sort(compareCodePoints)
      for (const word of words) yield [word, entriesOf(numbers.get(word) ?? 0)]
    },
    bytes: () => pages.length * PAGE + numbers.size * WORD,
  }
}

/** Of a block that begins behind so many bytes: a quarter of them, so that little is left empty. */
function capacityAfter(bytes: number): number {
  return Math.min(MOST, Math.max(LEAST, bytes >> 2))
}

/** A part of a long text may keep all of that in memory. */
function ownText(word: string): string {
  return word.length < 13 ? word : [...word].join('')
}

interface NumberList {
  readonly get: (at: number) => number
  readonly set: (at: number, value: number) => void
}

/** 0 until they are set; 4 bytes each. */
function numberList(): NumberList {
  let numbers = new Uint32Array(1024)
  return {
    get: (at) => numbers[at] ?? 0,
    set(at, value) {
      if (at >= numbers.length) {
        const larger = new Uint32Array(numbers.length * 2)
        larger.set(numbers)
        numbers = larger
      }
      numbers[at] = value
    },
  }
}
