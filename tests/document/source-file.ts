/** Bytes as a source, decoded as a build decodes them. */
import type { SourceFile } from '../../src/document/source-file.ts'
import { decodeSource } from '../../src/files/decode.ts'

export function sourceFile(path: string, bytes: Uint8Array): SourceFile {
  const decode: SourceFile['decode'] = (part, declared) =>
    decodeSource(part, { file: path, ...(declared === undefined ? {} : { declared }) })
  return { path, bytes, decode }
}
