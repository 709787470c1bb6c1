// Says what to do when a script runs under a Node that cannot run the sources. Written for old Nodes: no syntax newer than Node 14.
import process from 'node:process'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Unexpected Node ${process.versions.node} at ${process.execPath}, expected 24 or newer; ` +
      'run "npm ci" once more with install scripts allowed for the package "node" (it brings Node 24 into node_modules), ' +
      'and start by "npm start", "npm test" or "npx muqabil", not by the program\'s path. [node-version]',
  )
  process.exit(2)
}
