/** Bundles the review app into the package. Run by `npm run build`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { appBundle } from '../src/project/review/app-bundle.ts'

const { script, style } = await appBundle()
const folder = new URL('../dist/review/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('app.js', folder), script)
writeFileSync(new URL('app.css', folder), style)
