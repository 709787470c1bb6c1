/** Check `urls`: addresses of pages and mail are on both sides, to the letter. */
import { quote } from '../errors.ts'
import { eachPair, type Check } from './check.ts'

const ADDRESS =
  /(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>"\u00AB\u00BB\u201C\u201D()[\]{}\u060C\u061B\u061F|]+|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g
const AFTER = /[.,;:!?'\u2019\u2026*_]+$/

export const urls: Check = {
  id: 'urls',
  severity: 'error',
  create: eachPair(({ source, target }) => {
    const [given, found] = [addressesOf(source), addressesOf(target)]
    return [
      ...[...given].flatMap(([key, { shown, start }]) =>
        found.has(key)
          ? []
          : [{ message: `Unexpected absence of ${quote(shown)}, expected it in the translation`, start }],
      ),
      ...[...found].flatMap(([key, { shown }]) =>
        given.has(key)
          ? []
          : [{ message: `Unexpected address ${quote(shown)} in the translation, expected only those of the source` }],
      ),
    ].slice(0, 1)
  }),
}

/** By what is compared: the host in small letters, no mark or slash behind it. */
function addressesOf(text: string): ReadonlyMap<string, { readonly shown: string; readonly start: number }> {
  return new Map(
    Array.from(text.matchAll(ADDRESS), ({ 0: found, index }) => {
      const shown = found.replace(AFTER, '')
      const [, scheme = '', host = '', rest = ''] = /^(\w+:\/\/)?([^/?#]*)(.*)$/.exec(shown) ?? []
      return [`${scheme}${host.toLowerCase()}${rest.replace(/\/$/, '')}`, { shown, start: index }] as const
    }),
  )
}
