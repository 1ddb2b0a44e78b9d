import { placeRule, removeRule } from '../parser-rules/index.ts'
import { actorOf, os } from '../people/index.ts'
import { pointAt, ruleDetail, sampleOf, saveBuiltRule, tryRule } from './builder.ts'
import { exportPack, importPack } from './packs.ts'
import { readWaiting } from './read-waiting.ts'

export const parserRulesRoutes = os.parserRules.router({
  get: os.parserRules.get.handler(({ context, input }) => ruleDetail(context.world, input.id)),
  sample: os.parserRules.sample.handler(({ context, input }) => sampleOf(context.world, input.messageId)),
  point: os.parserRules.point.handler(({ context, input }) => pointAt(context.world, input)),
  try: os.parserRules.try.handler(({ context, input }) => tryRule(context.world, input)),
  save: os.parserRules.save.handler(({ context, input }) =>
    saveBuiltRule(context.world, actorOf(context), input),
  ),
  place: os.parserRules.place.handler(async ({ context, input }) => {
    await placeRule(context.world, actorOf(context), input)
    return { ok: true } as const
  }),
  remove: os.parserRules.remove.handler(async ({ context, input }) => {
    await removeRule(context.world, actorOf(context), input.id)
    return { ok: true } as const
  }),
  readWaiting: os.parserRules.readWaiting.handler(({ context, input }) =>
    readWaiting(context.world, actorOf(context), input),
  ),
  exportPack: os.parserRules.exportPack.handler(({ context, input }) =>
    exportPack(context.world, actorOf(context), input),
  ),
  importPack: os.parserRules.importPack.handler(({ context, input }) =>
    importPack(context.world, actorOf(context), input.pack),
  ),
})
