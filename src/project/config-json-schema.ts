/** The configuration as JSON Schema: for editors' completion, and for saying what a place may hold. */
import { z } from 'zod'
import { configSchema } from './config.ts'

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  /** Of names that are not listed. */
  readonly additionalProperties?: Shape | boolean
}

/** What `muqabil.schema.json` of the package holds. */
export function configJsonSchema(): object {
  return { title: 'muqabil.config.json', ...z.toJSONSchema(configSchema, { io: 'input' }) }
}

/** Names of the settings that the object at `path` may have; empty where any name may stand. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let shapes: readonly Shape[] = [configJsonSchema()]
  for (const key of path) {
    shapes = shapes
      .flatMap(alternatives)
      .flatMap(
        (shape) => (typeof key === 'number' ? shape.items : (shape.properties?.[String(key)] ?? othersOf(shape))) ?? [],
      )
  }
  const names = shapes.flatMap(alternatives).flatMap(({ properties }) => Object.keys(properties ?? {}))
  return [...new Set(names)].filter((name) => name !== '$schema')
}

function othersOf({ additionalProperties }: Shape): Shape | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

function alternatives(shape: Shape): readonly Shape[] {
  return shape.anyOf === undefined ? [shape] : shape.anyOf.flatMap(alternatives)
}
