// Says what to do when a script runs under a Node that cannot run the program. Written for old Nodes: no syntax newer than Node 14.
import process from 'node:process'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Unexpected Node ${process.versions.node} at ${process.execPath}, expected 22.18 or newer; ` +
      'run "npm ci" once more with install scripts allowed for the package "node" (it brings Node 24 into node_modules), ' +
      'and start by "npm start", "npm test" or "npx muqabil", not by the program\'s path. [node-version]',
  )
  process.exit(2)
}
