/** SHA-256, without a node: module. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** 64 hex digits: SHA-256 of the text's UTF-8. A lone surrogate counts as U+FFFD. */
export function sha256Hex(text: string): string {
  return native?.(text) ?? bytesToHex(sha256(utf8ToBytes(text)))
}

let native: ((text: string) => string) | undefined

/** Where there is a platform with the same hash, ten times as fast. */
export function hashWith(sha256OfText: (text: string) => string): void {
  native = sha256OfText
}

/** 64 hex digits: SHA-256 of the bytes. */
export function sha256HexOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}
