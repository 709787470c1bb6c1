/** Writes JSON Schemas into the package: the configuration's for editors' completion, and the edition's as data. Run by `npm run build`. */
import { writeFileSync } from 'node:fs'
import { editionJsonSchema } from '../src/edition/data/json-schema.ts'
import { configJsonSchema } from '../src/project/config-json-schema.ts'

for (const [name, schema] of [
  ['muqabil', configJsonSchema()],
  ['edition', editionJsonSchema()],
] as const)
  writeFileSync(new URL(`../dist/${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, undefined, 2)}\n`)
