/** The numbers on the wire (docs/wire-protocol.md, section 4) and the words that stand for them. */

import { ConnectionError, ParticipantFlag, StatusType, WrapperMessage_Type as Type } from "./wire/pbnetwork_pb.js";
import type { Availability, ChatState, ConnectionFailure, Departure, RoomRefusal } from "./values.js";

export const FAILURES: Readonly<Record<ConnectionFailure, ConnectionError>> = {
  "network-error": ConnectionError.NETWORK_ERROR,
  "invalid-username": ConnectionError.INVALID_USERNAME,
  "authentication-failed": ConnectionError.AUTHENTICATION_FAILED,
  "authentication-impossible": ConnectionError.AUTHENTICATION_IMPOSSIBLE,
  "no-ssl-support": ConnectionError.NO_SSL_SUPPORT,
  "encryption-error": ConnectionError.ENCRYPTION_ERROR,
  "name-in-use": ConnectionError.NAME_IN_USE,
  "invalid-settings": ConnectionError.INVALID_SETTINGS,
  "cert-not-provided": ConnectionError.CERT_NOT_PROVIDED,
  "cert-untrusted": ConnectionError.CERT_UNTRUSTED,
  "cert-expired": ConnectionError.CERT_EXPIRED,
  "cert-not-activated": ConnectionError.CERT_NOT_ACTIVATED,
  "cert-hostname-mismatch": ConnectionError.CERT_HOSTNAME_MISMATCH,
  "cert-fingerprint-mismatch": ConnectionError.CERT_FINGERPRINT_MISMATCH,
  "cert-self-signed": ConnectionError.CERT_SELF_SIGNED,
  "cert-other-error": ConnectionError.CERT_OTHER_ERROR,
  "other-error": ConnectionError.OTHER_ERROR,
};

export const STATUSES: Readonly<Record<Availability, StatusType>> = {
  online: StatusType.STATUS_ONLINE,
  away: StatusType.STATUS_AWAY,
  "free-for-chat": StatusType.STATUS_FFC,
  "extended-away": StatusType.STATUS_XA,
  "do-not-disturb": StatusType.STATUS_DND,
  offline: StatusType.STATUS_NONE,
  invisible: StatusType.STATUS_INVISIBLE,
};

export const AVAILABILITIES: Readonly<Record<StatusType, Availability>> = {
  [StatusType.STATUS_ONLINE]: "online",
  [StatusType.STATUS_AWAY]: "away",
  [StatusType.STATUS_FFC]: "free-for-chat",
  [StatusType.STATUS_XA]: "extended-away",
  [StatusType.STATUS_DND]: "do-not-disturb",
  [StatusType.STATUS_NONE]: "offline",
  [StatusType.STATUS_INVISIBLE]: "invisible",
};

export const TYPING: Readonly<Record<ChatState, Type>> = {
  composing: Type.BUDDY_TYPING,
  paused: Type.BUDDY_TYPED,
  active: Type.BUDDY_STOPPED_TYPING,
};

export const REFUSALS: Readonly<Record<RoomRefusal, ParticipantFlag>> = {
  conflict: ParticipantFlag.CONFLICT,
  "not-authorized": ParticipantFlag.NOT_AUTHORIZED,
  "not-found": ParticipantFlag.ROOM_NOT_FOUND,
};

export const DEPARTURES: Readonly<Record<Departure, ParticipantFlag>> = {
  kicked: ParticipantFlag.KICKED,
  banned: ParticipantFlag.BANNED,
};
