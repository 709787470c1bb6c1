/** Addresses that are not of the public network: what is there is the business of its owner. */
import { BlockList, isIP } from 'node:net'

/** IANA's registries of special-purpose addresses, IPv4 and IPv6; multicast and reserved ones too. */
const V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
const V6 = [
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

const blocked = new BlockList()
for (const [blocks, family] of [
  [V4, 'ipv4'],
  [V6, 'ipv6'],
] as const)
  for (const block of blocks) {
    const [net = '', bits] = block.split('/')
    blocked.addSubnet(net, Number(bits), family)
  }
blocked.addAddress('::', 'ipv6')
blocked.addAddress('::1', 'ipv6')

/** `::ffff:10.0.0.1` and `64:ff9b::10.0.0.1` are IPv4 in another dress. */
const WRAPPED = /^(?:::ffff:|::|64:ff9b::)(\d+\.\d+\.\d+\.\d+)$/i
const WRAPPED_HEX = /^(?:::ffff:|::|64:ff9b::)([\da-f]{1,4}):([\da-f]{1,4})$/i

/** @param address As the resolver gives it, without brackets. What is no address is none of the public network. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  const inner = WRAPPED.exec(bare)?.[1] ?? fromHex(bare)
  if (inner !== undefined) return isPrivateAddress(inner)
  const family = isIP(bare)
  return family === 0 || blocked.check(bare, family === 4 ? 'ipv4' : 'ipv6')
}

function fromHex(address: string): string | undefined {
  const [, high, low] = WRAPPED_HEX.exec(address) ?? []
  if (high === undefined || low === undefined) return undefined
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [a >> 8, a & 255, b >> 8, b & 255].join('.')
}
