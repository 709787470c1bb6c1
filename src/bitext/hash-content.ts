/** Short fingerprints of content, for records and look-ups. */
import { sha256Hex } from '../text/hash.ts'
import { encodeContent, type Content } from './content.ts'

const DIGITS = 16

/** 16 hex digits of SHA-256 over the NFC of the content with its codes. */
export function hashContent(content: Content): string {
  const known = hashes.get(content)
  if (known !== undefined) return known
  const hash = sha256Hex(encodeContent(content).normalize('NFC')).slice(0, DIGITS)
  hashes.set(content, hash)
  return hash
}

/** Content never changes, and a record's is asked for when it is read and when it is written. */
const hashes = new WeakMap<Content, string>()

/** The same over a source and its target: what a person approved. */
export function hashPair(source: Content, target: Content): string {
  return sha256Hex(`${encodeContent(source).normalize('NFC')}\u0000${encodeContent(target).normalize('NFC')}`).slice(
    0,
    DIGITS,
  )
}
