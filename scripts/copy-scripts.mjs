// Copies what a page runs as it is: the compiler would write it in its own way, and pages would differ from those of a checkout.
import { copyFileSync } from 'node:fs'

for (const path of ['edition/site/search.js'])
  copyFileSync(new URL(`../src/${path}`, import.meta.url), new URL(`../dist/${path}`, import.meta.url))
