/** The name of an anchor as it is meant: `%D8%A3` and `أ` are one. */
export function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
