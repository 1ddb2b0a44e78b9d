export { actorOf, os, type RequestContext, sessionIn, tokenIn } from './guard.ts'
export {
  addUser,
  changePassword,
  isSetupNeeded,
  issueSetupToken,
  sessionOf,
  sweepSessions,
} from './people.ts'
