export { actorOf, os, type RequestContext, sessionIn } from './guard.ts'
export {
  addUser,
  changePassword,
  isSetupNeeded,
  issueSetupToken,
  type Session,
  sessionOf,
  setUpFirstAdmin,
  signIn,
  signOut,
  sweepSessions,
  switchRole,
  type Visitor,
} from './people.ts'
