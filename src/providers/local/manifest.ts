/** What lies beside a model's files: what it is, and what each file must be. */
import { z } from 'zod'

/** The file that says it; it is written last, so a folder that has it is whole. */
export const MANIFEST = 'model.json'

/** What a file is to the engine. One vocabulary serves both languages, or each has its own. */
const ROLES = ['model', 'shortlist', 'vocabulary', 'sourceVocabulary', 'targetVocabulary'] as const
export type Role = (typeof ROLES)[number]

/** A name in the model's own folder, and nowhere else. */
const fileName = z.string().regex(/^[\w-][\w.-]{0,99}$/)

export const manifestSchema = z.object({
  format: z.literal(1),
  source: z.string(),
  target: z.string(),
  /** 'base', 'base-memory', 'tiny': how large the network is. */
  architecture: z.string(),
  /** Where it came from: a host, or 'files'. */
  from: z.string(),
  files: z
    .array(
      z.object({
        role: z.enum(ROLES),
        name: fileName,
        bytes: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(3)
    .max(4),
})

export type Manifest = z.output<typeof manifestSchema>
export type ModelFile = Manifest['files'][number]

/** The file of a role. */
export function fileOf({ files }: Pick<Manifest, 'files'>, role: Role): ModelFile | undefined {
  return files.find((file) => file.role === role)
}

/** The first twelve digits of a file's hash: enough to tell any two models apart. */
export function shortHash({ sha256 }: Pick<ModelFile, 'sha256'>): string {
  return sha256.slice(0, 12)
}
