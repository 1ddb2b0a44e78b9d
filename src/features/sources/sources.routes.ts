import { actorOf, os } from '../people/index.ts'
import { cancelImport } from './cancel-import.ts'
import { importNow } from './request-import.ts'
import { importsPage, sourceDetail, sourcesPage } from './source-page.ts'
import { changeSource, createSource, removeSource } from './sources.ts'
import { foldersOf, testConnection } from './try-connection.ts'

export const sourcesRoutes = os.sources.router({
  list: os.sources.list.handler(({ context }) => sourcesPage(context.world)),
  get: os.sources.get.handler(({ context, input }) => sourceDetail(context.world, input.id)),
  create: os.sources.create.handler(async ({ context, input }) =>
    sourceDetail(context.world, await createSource(context.world, actorOf(context), input)),
  ),
  update: os.sources.update.handler(async ({ context, input: { id, ...changes } }) => {
    await changeSource(context.world, actorOf(context), id, changes)
    return sourceDetail(context.world, id)
  }),
  remove: os.sources.remove.handler(async ({ context, input }) => {
    await removeSource(context.world, actorOf(context), input.id)
    return { ok: true as const }
  }),
  test: os.sources.test.handler(({ context, input }) => testConnection(context.world, input)),
  folders: os.sources.folders.handler(({ context, input }) => foldersOf(context.world, input)),
  importNow: os.sources.importNow.handler(async ({ context, input }) => ({
    started: await importNow(context.world, actorOf(context), input.id),
  })),
  cancelImport: os.sources.cancelImport.handler(async ({ context, input }) => ({
    cancelled: await cancelImport(context.world, actorOf(context), input.id),
  })),
  imports: os.sources.imports.handler(({ context, input }) => importsPage(context.world, input)),
})
