/** The browser's storage, or this window's memory where a browser refuses it. */

export interface Keep {
  /** A JSON value, as it stands now, whichever window wrote it; `{}` where nothing is kept. */
  read(): unknown
  write(value: unknown): void
  /** Calls back when another window has written. @returns A function that ends it. */
  listen(onWrite: (value: unknown) => void): () => void
  /** Why edits stay in this window alone. */
  readonly refusal?: string
}

export function openKeep(name: string): Keep {
  const storage = usableStorage()
  const parse = (text: string | null): unknown => {
    try {
      return JSON.parse(text ?? '{}')
    } catch {
      return {}
    }
  }
  // Where there is no storage, or it is full: the window has it all the same, and so has the file that is saved.
  let unwritten: unknown
  return {
    read: () => unwritten ?? parse(storage?.getItem(name) ?? null),
    write: (value) => {
      unwritten = value
      try {
        storage?.setItem(name, JSON.stringify(value))
        if (storage) unwritten = undefined
      } catch {
        // See above.
      }
    },
    listen(onWrite) {
      const onStorage = ({ key, newValue }: StorageEvent): void => {
        if (key === name) onWrite(parse(newValue))
      }
      window.addEventListener('storage', onStorage)
      return () => window.removeEventListener('storage', onStorage)
    },
    ...(storage
      ? {}
      : {
          refusal: 'This browser keeps nothing for this page: save your edits as a file before you close the window.',
        }),
  }
}

/** Names that begin so, of all that this browser keeps. */
export function keptUnder(prefix: string): readonly string[] {
  return Object.keys(usableStorage() ?? {})
    .filter((name) => name.startsWith(prefix))
    .toSorted()
}

function usableStorage(): Storage | undefined {
  try {
    const { localStorage: storage } = window
    storage.setItem('muqabil:try', '1')
    storage.removeItem('muqabil:try')
    return storage
  } catch {
    return undefined
  }
}
