/** A stand-in for Google in a process of its own: its work is not ours. Arguments: options as JSON. Prints its addresses, ends with its parent. */
import process from 'node:process'
import { startTranslationServer } from '../../tests/servers/google.ts'
import type { StandInOptions } from '../../tests/servers/stand-in.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as StandInOptions // made by stand-in.ts beside this file
const server = await startTranslationServer(options)
process.stdout.write(`${JSON.stringify({ url: server.url, grpcUrl: server.grpcUrl })}\n`)
process.on('message', () => process.send?.({ ...server.meter, texts: server.meter.texts.size }))
process.on('disconnect', () => process.exit())
