/** The script of a site's search, as it stands in the program: no build step is between it and the page. */
import { readFileSync } from 'node:fs'
import { assetOf, type Asset } from '../edition/site/assets.ts'

export function searchScript(): Asset {
  return assetOf('search', 'js', readFileSync(new URL('../edition/site/search.js', import.meta.url), 'utf8'))
}
