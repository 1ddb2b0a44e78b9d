export { actorOf, os, type RequestContext, sessionIn } from './guard.ts'
export {
  addUser,
  changePassword,
  isSetupNeeded,
  issueSetupToken,
  sessionOf,
  sweepSessions,
} from './people.ts'
