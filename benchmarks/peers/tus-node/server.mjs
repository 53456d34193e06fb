// The TUS server for node as its documentation begins with: files in a folder, their metadata in memory beside them as its file store does.
import { createServer } from 'node:http'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'

const [folder, port] = process.argv.slice(2)
const tus = new Server({ path: '/files', datastore: new FileStore({ directory: folder }) })
createServer((request, response) => tus.handle(request, response)).listen(Number(port), '127.0.0.1')
