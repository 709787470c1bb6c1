/** Opens an address in the reader's own browser. */
import { spawn } from 'node:child_process'
import process from 'node:process'

/** By platform: the system's own way, without a shell. */
function commandOf(platform: NodeJS.Platform, address: string): readonly [string, ...string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', address]
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler', address]
    default:
      return ['xdg-open', address]
  }
}

/** Where there is no browser nothing happens: the address is printed too. */
export function openBrowser(address: string): void {
  const [command, ...args] = commandOf(process.platform, address)
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
