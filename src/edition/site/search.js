// The search on the index of a site: plain script, so that it runs as it is, also in a page opened from a disk.
// Nothing is loaded before somebody goes to the box; texts become text, never HTML.
'use strict'
;(() => {
  /** @typedef {[id: string, label: string, state: string, source: string, target: string]} Row */
  /** @typedef {[href: string, source: string, target: string, keys: string, rows: Row[]]} Page */
  /** @typedef {{ rows: [keys: string, name: string][], words: [from: string, name: string][] }} Index */
  /** Where a document is: the how manieth of the site, in which file, the how manieth there. */
  /** @typedef {{ order: number, file: string, at: number }} Place */
  /** @typedef {{ key: string, row: string, exact: number }} Hit A document's key and its row's */

  const PAGE = 20
  // Of a document's key and of a row's, as in `word-pieces.ts` and `searched-document.ts`.
  const [KEY, ROW] = [3, 2]

  // What a word is searched as: the same as in `fold-word.ts`.
  const WORD =
    /[\p{L}\p{M}\p{N}\u0640](?:[\u200D\u200C\p{L}\p{M}\p{N}\u0640'\u2019\u02BE\u02BF]*[\p{L}\p{M}\p{N}\u0640])?/gu
  const UNHEARD = /[\u200D\u200C\s\p{M}\u0640'\u2019\u02BC\u02BE\u02BF]/gu
  const FOLDED = /[\u0649\u06CC\u0629\u06A9\u0671\u0660-\u0669\u06F0-\u06F9]/g
  /** @type {Record<string, string>} */
  const LETTERS = { '\u0649': '\u064A', '\u06CC': '\u064A', '\u0629': '\u0647', '\u06A9': '\u0643', '\u0671': '\u0627' }
  const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=.{3})/u
  const JOINED = /^[وفبكل](?=.{3})/u

  /** @param {string} word */
  function foldWord(word) {
    return word
      .normalize('NFKD')
      .toLowerCase()
      .replace(UNHEARD, '')
      .replace(FOLDED, (letter) => LETTERS[letter] ?? String(letter.charCodeAt(0) & 0xf))
  }

  /** @param {string} folded */
  function formsOf(folded) {
    const bare = folded.replace(ARTICLE, '')
    if (bare !== folded) return [folded, bare, `ال${bare}`]
    const other = folded.replace(JOINED, '')
    return other === folded ? [folded] : [folded, other]
  }

  // So far.

  /** Order of code points, in which the words stand. @param {string} a @param {string} b */
  function compare(a, b) {
    const [left, right] = [[...a], [...b]]
    for (let at = 0; at < left.length && at < right.length; at++) {
      const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0)
      if (difference !== 0) return difference
    }
    return left.length - right.length
  }

  /** What files have handed over, by their addresses. @type {Map<string, unknown>} */
  const pieces = new Map()
  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map()
  const ownAddress = () => (document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '')
  const here = ownAddress() || document.baseURI
  /** @param {unknown} data */
  const take = (data) => pieces.set(ownAddress(), data)
  Object.assign(globalThis, { muqabilSearch: take })

  /** What is in a file of the search, which is loaded once. @param {string} name @returns {Promise<unknown>} */
  function load(name) {
    const known = loading.get(name)
    if (known) return known
    /** @type {Promise<unknown>} */
    const loaded = new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.src = new URL(name, here).href
      script.onload = () => resolve(pieces.get(script.src))
      script.onerror = () => {
        loading.delete(name) // it may be there the next time
        script.remove()
        reject(new Error(name))
      }
      document.head.append(script)
    })
    loading.set(name, loaded)
    return loaded
  }

  /** @param {string} id */
  const element = (id) => document.getElementById(id)
  const [box, query, found, hits, more] = ['search', 'query', 'found', 'hits', 'more'].map(element)
  if (!box || !(query instanceof HTMLInputElement) || !found || !hits || !more) return
  /** @type {HTMLInputElement} */
  const input = query

  /** @returns {Promise<Index>} */
  async function openIndex() {
    return /** @type {Index} */ (await load(box?.dataset.index ?? '')) // written by `search-files.ts`
  }

  /** @type {Map<string, Place>} */
  const places = new Map()

  /** Of the documents, by their keys. */
  async function openPlaces() {
    const { rows } = await openIndex()
    if (places.size > 0) return places
    for (const [keys, file] of rows)
      for (let at = 0; at * KEY < keys.length; at++)
        places.set(keys.slice(at * KEY, (at + 1) * KEY), { order: places.size, file, at })
    return places
  }

  /** Rows that have a word which begins so; `exact` is 1 where it is the word itself. @param {string} word */
  async function rowsWith(word) {
    const index = await openIndex()
    const names = index.words.flatMap(([from, name], at) => {
      const next = index.words[at + 1]?.[0]
      const isAfter = compare(from, word) > 0 && !from.startsWith(word)
      return isAfter || (next !== undefined && compare(next, word) <= 0) ? [] : [name]
    })
    /** @type {Map<string, Hit>} */
    const rows = new Map()
    for (const piece of await Promise.all(names.map((name) => load(name)))) {
      const text = String(piece)
      for (let at = text.indexOf(`\n${word}`); at !== -1; at = text.indexOf(`\n${word}`, at + 1)) {
        const [found = '', ...entries] = text.slice(at + 1, text.indexOf('\n', at + 1)).split(' ')
        const exact = found === word ? 1 : 0
        for (const entry of entries) {
          const key = entry.slice(0, KEY)
          const first = entry.lastIndexOf('.') + 1 || KEY
          const width = ROW + first - KEY
          for (let each = first; each < entry.length; each += width) {
            const row = entry.slice(each, each + width)
            const known = rows.get(key + row)
            if (known) known.exact = Math.max(known.exact, exact)
            else rows.set(key + row, { key, row, exact })
          }
        }
      }
    }
    return rows
  }

  /** Rows that have all words, those with the words themselves first. @param {string[]} words @returns {Promise<Hit[]>} */
  async function find(words) {
    const [first, ...others] = await Promise.all(words.map((word) => rowsWith(word)))
    const order = await openPlaces()
    if (!first) return []
    return [...first]
      .filter(([id]) => others.every((rows) => rows.has(id)))
      .map(([id, { key, row, exact }]) => ({
        key,
        row,
        exact: others.reduce((sum, rows) => sum + (rows.get(id)?.exact ?? 0), exact),
      }))
      .sort((a, b) => b.exact - a.exact || (order.get(a.key)?.order ?? 0) - (order.get(b.key)?.order ?? 0))
  }

  /** @type {WeakMap<Page, Map<string, number>>} */
  const numbers = new WeakMap()

  /** Which row of its document has a key, by the key. @param {Page} page */
  function numbersIn(page) {
    const known = numbers.get(page)
    if (known) return known
    const [, , , keys, rows] = page
    const width = keys.length / rows.length
    const made = new Map(rows.map((_, at) => [keys.slice(at * width, (at + 1) * width), at]))
    numbers.set(page, made)
    return made
  }

  /** What a hit shows. @param {Hit} hit */
  async function shownOf({ key, row: rowKey }) {
    const place = (await openPlaces()).get(key)
    const page = place && /** @type {Page[]} */ (await load(place.file))[place.at]
    const at = page && numbersIn(page).get(rowKey)
    const row = at !== undefined && page?.[4][at]
    return row ? { page, row, at } : undefined
  }

  /**
   * The next hits. The how manieth of its document a row is says only the file that shows it: hits of one document
   * stand one after the other, and are brought into order when the first of them is shown.
   *
   * @param {Hit[]} all @param {number} from
   */
  async function nextOf(all, from) {
    /** @param {number} at */
    const isSame = (at) => all[at]?.key === all[at - 1]?.key && all[at]?.exact === all[at - 1]?.exact
    let [start, end] = [from, Math.min(from + PAGE, all.length)]
    while (start > 0 && isSame(start)) start--
    while (end < all.length && isSame(end)) end++
    let group = start
    const rows = await Promise.all(
      all.slice(start, end).map(async (hit, each) => {
        if (!isSame(start + each)) group = start + each
        return { group, shown: await shownOf(hit) }
      }),
    )
    rows.sort((a, b) => a.group - b.group || (a.shown?.at ?? 0) - (b.shown?.at ?? 0))
    return rows.slice(from - start, from - start + PAGE).map(({ shown }) => shown)
  }

  /** @param {string} name @param {string[]} classes @param {(Node | string)[]} children */
  function make(name, classes, ...children) {
    const node = document.createElement(name)
    node.classList.add(...classes)
    node.append(...children)
    return node
  }

  /** @param {string} digits */
  const indic = (digits) => digits.replace(/[0-9]/g, (digit) => String.fromCharCode(0x660 + Number(digit)))

  /** Words with what was found marked. @param {string} text @param {string[]} words @returns {(Node | string)[]} */
  function marked(text, words) {
    /** @type {(Node | string)[]} */
    const nodes = []
    let from = 0
    for (const match of text.matchAll(WORD)) {
      const isFound = formsOf(foldWord(match[0])).some((form) => words.some((word) => form.startsWith(word)))
      if (!isFound) continue
      nodes.push(text.slice(from, match.index), make('mark', [], match[0]))
      from = match.index + match[0].length
    }
    return [...nodes, text.slice(from)]
  }

  /** Runs of the other direction are between isolates, and get elements of their own. @param {string} text @param {string[]} words */
  function blockOf(text, words) {
    /** @type {HTMLElement[]} */
    const open = [make('p', [])]
    for (const part of text.split(/([\u2066\u2067\u2069])/)) {
      if (part === '\u2069') {
        if (open.length > 1) open.pop()
      } else if (part === '\u2066' || part === '\u2067') {
        const run = Object.assign(make('bdi', []), { dir: part === '\u2066' ? 'ltr' : 'rtl' })
        open.at(-1)?.append(run)
        open.push(run)
      } else open.at(-1)?.append(...marked(part, words))
    }
    return open[0] ?? ''
  }

  /** As a row of a page looks. @param {{ page: Page, row: Row }} result @param {string[]} words */
  function resultRow({ page: [href, source, target], row: [id, label, state, sourceText, targetText] }, words) {
    const [ltr = '', rtl = indic(ltr)] = label.split('|')
    const address = `${href}#${id}`
    /** @param {'source' | 'target'} side @param {string} title @param {string} text */
    const cell = (side, title, text) => {
      const [language = '', dir = ''] = (hits?.dataset[side] ?? '').split(' ')
      const link = Object.assign(document.createElement('a'), { href: address, hreflang: language, tabIndex: -1 })
      link.append(title)
      const block = make('div', [side, 'cell', dir], make('p', ['from'], link), blockOf(text, words))
      return Object.assign(block, { lang: language, dir })
    }
    const number = Object.assign(make('a', ['no']), { href: address })
    const hidden = [make('span', ['n-ltr'], ltr), make('span', ['bead', state]), make('span', ['n-rtl'], rtl)]
    for (const part of hidden) part.setAttribute('aria-hidden', 'true')
    number.append(...hidden, make('span', ['hide'], `${target}, ${hits?.dataset.paragraph ?? ''} ${ltr}`))
    return make(
      'div',
      ['row', 'hit'],
      make('div', ['spine'], number),
      cell('source', source, sourceText),
      cell('target', target, targetText),
    )
  }

  /** @param {'none' | 'failed' | number | undefined} what */
  function say(what) {
    for (const span of found?.children ?? []) {
      if (!(span instanceof HTMLElement)) continue
      const { one = '', many = '', none = '', failed = '' } = span.dataset
      const digits = typeof what === 'number' && span.lang.startsWith('ar') ? indic(String(what)) : String(what)
      const words = what === 'none' ? none : what === 'failed' ? failed : what === 1 ? one : many.replace('{}', digits)
      span.textContent = what === undefined ? '' : words
    }
  }

  /** @type {{ words: string[], hits: Hit[], shown: number }} */
  let current = { words: [], hits: [], shown: 0 }
  let turn = 0

  async function showMore() {
    const mine = turn
    const { words, hits: all, shown } = current
    const rows = await nextOf(all, shown)
    if (mine !== turn) return
    current.shown = shown + rows.length
    for (const row of rows) if (row) hits?.append(resultRow(row, words))
    if (more) more.hidden = current.shown >= all.length
  }

  /** Somebody may have changed an address by hand. @param {string} part */
  function decoded(part) {
    try {
      return decodeURIComponent(part)
    } catch {
      return ''
    }
  }

  /** Some browsers refuse when the address changes too often: it is not needed. */
  function keepInAddress() {
    try {
      const address = location.href.replace(/#.*/, '')
      history.replaceState(null, '', input.value === '' ? address : `${address}#q=${encodeURIComponent(input.value)}`)
    } catch {
      return
    }
  }

  async function search() {
    const mine = ++turn
    hits?.setAttribute('aria-busy', 'true')
    keepInAddress()
    const words = [...new Set((input.value.match(WORD) ?? []).map(foldWord))].filter((word) => word !== '')
    try {
      // One letter begins too many words; a number or a character that is a word is another matter.
      const asked = words.filter((word, at) => at < words.length - 1 || [...word].length > 1 || /[^a-zء-ي]/.test(word))
      const all = asked.length === 0 ? [] : await find(asked)
      if (mine !== turn) return
      current = { words: asked, hits: all, shown: 0 }
      hits?.replaceChildren()
      if (more) more.hidden = true
      document.documentElement.classList.toggle('searching', asked.length > 0)
      say(asked.length === 0 ? undefined : all.length === 0 ? 'none' : all.length)
      await showMore()
    } catch {
      if (mine === turn) say('failed')
    } finally {
      if (mine === turn) hits?.setAttribute('aria-busy', 'false')
    }
  }

  /** The numbers of the results, and the box before them. @param {number} step */
  function move(step) {
    const stops = [input, .../** @type {NodeListOf<HTMLElement>} */ (hits?.querySelectorAll('a.no') ?? [])]
    const at = stops.findIndex((stop) => stop === document.activeElement)
    stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus()
  }

  input.addEventListener('focus', () => void openIndex().catch(() => say('failed')), { once: true })
  input.addEventListener('input', () => void search())
  more.addEventListener('click', () => {
    const count = hits.children.length
    void showMore().then(() => hits.children[count]?.querySelector('a')?.focus())
  })
  box.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && hits.children.length > 0) {
      event.preventDefault()
      move(step)
    } else if (event.key === 'Escape' && input.value !== '') {
      event.preventDefault()
      input.value = ''
      input.focus()
      void search()
    }
  })
  // What was asked for is in the address: for the way back from a result, and for others to be sent there.
  const asked = /^#q=(.+)/.exec(location.hash)?.[1]
  if (asked !== undefined) {
    input.value = decoded(asked)
    void search()
  }
  box.hidden = false
})()
