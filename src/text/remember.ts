/** Pure functions of words: a text has few of them many times. */

/** Most words come again and again; a large archive has millions that do not. */
const MOST = 50_000

/** The same function, which works a text out once as long as it is not long ago. */
export function remember<Value>(work: (text: string) => Value): (text: string) => Value {
  let known = new Map<string, { readonly value: Value }>()
  return (text) => {
    const before = known.get(text)
    if (before) return before.value
    const value = work(text)
    if (known.size >= MOST) known = new Map()
    known.set(text, { value })
    return value
  }
}
