/**
 * Write backends for libtransport: see {@link Plugin} and {@link Session}, and run them with {@link run}.
 *
 * A backend connects users to one network. A transport starts it as a process and tells it what its users do; it reports
 * what happens at the network. This library speaks the protocol between the two (docs/wire-protocol.md).
 */

export { LinkError, LoginError, OptionError, RefusedError, TryLaterError } from "./errors.js";
export type { Events } from "./events.js";
export { Options } from "./options.js";
export type {
  AttentionSupport,
  AuthorizationSupport,
  Awaitable,
  BlockSupport,
  ContactListSupport,
  ContactSupport,
  OwnVCardSupport,
  Plugin,
  PluginDescription,
  RoomSupport,
  Session,
  TypingSupport,
  VCardSupport,
} from "./plugin.js";
export { connect, run, type ConnectOptions } from "./run.js";
export type {
  Attachment,
  Availability,
  ChatState,
  ConnectionFailure,
  Contact,
  Departure,
  IncomingMessage,
  Login,
  OutgoingMessage,
  Participant,
  RoomInfo,
  RoomJoin,
  RoomRefusal,
  VCard,
} from "./values.js";
