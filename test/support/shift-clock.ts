/** Loaded before the application: its machine's clock is so many hours ahead, or behind. */
const shift = Number(process.env.CLOCK_SHIFT_HOURS ?? 0) * 3_600_000
const RealDate = globalThis.Date
const realNow = RealDate.now.bind(RealDate)

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [realNow() + shift] : args, newTarget),
  apply: () => new RealDate(realNow() + shift).toString(),
})
globalThis.Date.now = () => realNow() + shift
