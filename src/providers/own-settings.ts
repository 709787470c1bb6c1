/** A provider's own settings, typed. */
import { z } from 'zod'

/** What of the settings is the provider's own; the others were checked with the configuration. */
export function ownSettings<Shape extends z.ZodRawShape>(
  shape: Shape,
  settings: Readonly<Record<string, unknown>>,
): z.output<z.ZodObject<Shape>> {
  return z.object(shape).parse(settings)
}
