/** Writes the JSON Schema of the configuration into the package, for editors' completion. Run by `npm run build`. */
import { writeFileSync } from 'node:fs'
import { configJsonSchema } from '../src/project/config-json-schema.ts'

writeFileSync(
  new URL('../dist/muqabil.schema.json', import.meta.url),
  `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`,
)
