/** What a frame means for one user: which method of the session to call. */

import { isFieldSet } from "@bufbuild/protobuf";
import { AVAILABILITIES } from "./codes.js";
import { RefusedError } from "./errors.js";
import { parse } from "./frames.js";
import { withoutSecrets } from "./log.js";
import type { Call } from "./session-link.js";
import type { ChatState, Contact, VCard } from "./values.js";
import {
  BuddiesSchema,
  BuddySchema,
  ConversationMessageSchema,
  RoomSchema,
  StatusSchema,
  VCardSchema,
  WrapperMessage_Type as Type,
  type Buddy,
} from "./wire/pbnetwork_pb.js";

const LOOKUP_TIME = 40_000;

type Make = Call["make"];
type Reader = (payload: Uint8Array) => Call | undefined;

const READERS: Partial<Record<Type, Reader>> = {
  [Type.CONV_MESSAGE]: message,
  [Type.ROOM_SUBJECT_CHANGED]: subject,
  [Type.ATTENTION]: attention,
  [Type.STATUS_CHANGED]: status,
  [Type.BUDDY_TYPING]: typing("composing"),
  [Type.BUDDY_TYPED]: typing("paused"),
  [Type.BUDDY_STOPPED_TYPING]: typing("active"),
  [Type.BUDDY_CHANGED]: buddyChanged,
  [Type.BUDDY_REMOVED]: buddyRemoved,
  [Type.BUDDIES]: buddies,
  [Type.JOIN_ROOM]: joinRoom,
  [Type.LEAVE_ROOM]: leaveRoom,
  [Type.VCARD]: vcard,
};

/** Undefined if the frame is not for a session; throws an UnreadableError. */
export function readCall(type: Type, payload: Uint8Array): Call | undefined {
  return READERS[type]?.(payload);
}

function call(user: string, make: Make, more: Partial<Call> = {}): Call {
  return { user, make, ackId: 0n, textTo: "", beside: false, ...more };
}

function message(payload: Uint8Array): Call {
  const text = parse(ConversationMessageSchema, payload);
  const { userName, buddyName: to, message: body, xhtml, id, ackId } = text;
  const outgoing = withoutSecrets({ to, body, xhtml, id, acknowledged: ackId !== 0n }, "body", "xhtml");
  return call(userName, (_, session) => session.sendMessage(outgoing), { ackId, textTo: to });
}

function subject(payload: Uint8Array): Call {
  const text = parse(ConversationMessageSchema, payload);
  const make: Make = (_, session) => {
    if (!session.joinRoom) {
      throw new RefusedError("This network has no rooms.");
    }
    if (!session.changeSubject) {
      throw new RefusedError("The subject of this room cannot be changed.");
    }
    return session.changeSubject(text.buddyName, text.message);
  };
  return call(text.userName, make, { ackId: text.ackId });
}

function attention(payload: Uint8Array): Call {
  const text = parse(ConversationMessageSchema, payload);
  const make: Make = (_, session) => {
    if (!session.attention) {
      throw new RefusedError("This network has no nudges.");
    }
    return session.attention(text.buddyName, text.message);
  };
  return call(text.userName, make, { ackId: text.ackId });
}

function status(payload: Uint8Array): Call {
  const own = parse(StatusSchema, payload);
  return call(own.userName, (_, session) => session.statusChanged?.(AVAILABILITIES[own.status], own.statusMessage));
}

function typing(state: ChatState): Reader {
  return (payload) => {
    const buddy = parse(BuddySchema, payload);
    return call(buddy.userName, (_, session) => session.typing?.(buddy.buddyName, state));
  };
}

function buddyChanged(payload: Uint8Array): Call {
  const buddy = parse(BuddySchema, payload);
  const name = buddy.buddyName;
  if (isFieldSet(buddy, BuddySchema.field.blocked)) {
    return call(buddy.userName, (_, session) => session.blockContact?.(name, buddy.blocked));
  }
  return call(buddy.userName, ({ events }, session) => {
    if (events.takeRequest(name) && session.authorizationAnswered) {
      return session.authorizationAnswered(name, true);
    }
    return events.knows(name) ? session.updateContact?.(contactOf(buddy)) : session.addContact?.(contactOf(buddy));
  });
}

function buddyRemoved(payload: Uint8Array): Call {
  const { userName, buddyName: name } = parse(BuddySchema, payload);
  return call(userName, ({ events }, session) => {
    if (events.takeRequest(name) && session.authorizationAnswered) {
      return session.authorizationAnswered(name, false);
    }
    return session.removeContact?.(name);
  });
}

function buddies(payload: Uint8Array): Call | undefined {
  const { buddy: all } = parse(BuddiesSchema, payload);
  const [first] = all;
  // An empty list does not say whose it is.
  if (first === undefined) {
    return undefined;
  }
  return call(first.userName, ({ events }, session) => {
    for (const buddy of all) {
      events.remember(buddy.buddyName);
    }
    return session.contactsKnown?.(all.map(contactOf));
  });
}

function contactOf(buddy: Buddy): Contact {
  return { name: buddy.buddyName, alias: buddy.alias, groups: buddy.group, iconHash: buddy.iconHash };
}

function joinRoom(payload: Uint8Array): Call {
  const { userName, room, nickname, password } = parse(RoomSchema, payload);
  const join = withoutSecrets({ room, nickname, password }, "password");
  return call(userName, async ({ events }, session) => {
    if (!session.joinRoom) {
      events.roomRefused(join, "not-found", "This network has no rooms.");
      return;
    }
    try {
      await session.joinRoom(join);
    } catch (error) {
      events.roomRefused(join, "not-found", "The room could not be entered.");
      throw error;
    }
  });
}

function leaveRoom(payload: Uint8Array): Call {
  const { userName, room } = parse(RoomSchema, payload);
  return call(userName, (_, session) => session.leaveRoom?.(room));
}

function vcard(payload: Uint8Array): Call {
  const wanted = parse(VCardSchema, payload);
  const { userName, buddyName, id } = wanted;
  // A photo, also an empty one, makes it the user's own new vCard.
  if (isFieldSet(wanted, VCardSchema.field.photo)) {
    // The bytes are part of what was read at once, which would be kept with them.
    const own = { nickname: wanted.nickname, photo: wanted.photo.slice() };
    return call(userName, (_, session) => session.updateVCard?.(own));
  }
  const lookUp: Make = async ({ events }, session) => {
    let found: VCard | undefined;
    try {
      found = await inTime(session.vcard?.(buddyName));
    } finally {
      events.vcardFound(buddyName, id, found ?? {});
    }
  };
  return call(userName, lookUp, { beside: true });
}

async function inTime(lookup: PromiseLike<VCard | undefined> | VCard | undefined): Promise<VCard | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error("the look-up of a vCard took too long"));
    }, LOOKUP_TIME);
  });
  try {
    return await Promise.race([lookup, late]);
  } finally {
    clearTimeout(timer);
  }
}
