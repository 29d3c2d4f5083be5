/** What happens to one user at the network, reported by the author. */

import type { DescMessage, MessageInitShape } from "@bufbuild/protobuf";
import { DEPARTURES, FAILURES, REFUSALS, STATUSES, TYPING } from "./codes.js";
import type {
  ChatState,
  ConnectionFailure,
  Contact,
  IncomingMessage,
  OutgoingMessage,
  Participant,
  RoomInfo,
  RoomJoin,
  RoomRefusal,
  VCard,
} from "./values.js";
import {
  BuddySchema,
  ConnectedSchema,
  ConversationMessageSchema,
  DisconnectedSchema,
  ParticipantFlag,
  ParticipantSchema,
  RoomListSchema,
  RoomSchema,
  StatusType,
  VCardSchema,
  WrapperMessage_Type as Type,
} from "./wire/pbnetwork_pb.js";

/** Strangers can ask without end; the answer to one beyond this looks like a new contact. */
const MOST_REQUESTS = 1000;

/**
 * The reports of one session.
 *
 * Methods return at once, and what they report reaches the transport in their order. After `disconnected` and after
 * {@link Session.logout} they do nothing. A single report may take up to 16 MiB; a larger one is refused with a RangeError.
 */
export interface Events {
  /**
   * The network accepted the log-in. It may have given a token that logs the user in from now on; a new one replaces the one
   * before. Only for a plugin whose description says so, else a RangeError.
   */
  connected(token?: string): void;

  /** The session ended, or never began. Nothing is called on it any more; the text is a sentence for the user. */
  disconnected(failure: ConnectionFailure, text?: string): void;

  /** A contact exists and has this state. */
  contactChanged(contact: Contact): void;

  /** A contact is not in the list any more. */
  contactRemoved(name: string): void;

  /** Somebody asks to see the user's availability: see {@link AuthorizationSupport}. */
  authorizationRequested(name: string): void;

  /** Somebody says something to the user. */
  message(message: IncomingMessage): void;

  /** A message arrived. Does nothing for one whose sender does not want to know. */
  delivered(message: OutgoingMessage): void;

  /** A contact is writing, or stopped. Shown only where a conversation has begun. */
  typing(contact: string, state: ChatState): void;

  /** A contact nudges the user. */
  attention(contact: string, text?: string): void;

  /** An occupant of a room the user is in came, changed or left. */
  participantChanged(participant: Participant): void;

  /** The user cannot enter a room; the text is a sentence for the user. */
  roomRefused(join: RoomJoin, refusal: RoomRefusal, text?: string): void;

  /** The user's own nickname in a room is now this. */
  roomNicknameChanged(room: string, nickname: string): void;

  /** A room has this subject; the nickname is of the one who set it, if known. */
  subjectChanged(room: string, subject: string, nickname?: string): void;

  /** The rooms this user can enter; replaces the list reported before. */
  roomsListed(rooms: Iterable<RoomInfo>): void;
}

/** Sends a frame to the transport. */
export type Send = <D extends DescMessage>(type: Type, schema: D, content: MessageInitShape<D>) => void;

/** The reports as frames; knows besides what the link must know of contacts. */
export class SessionEvents implements Events {
  readonly #user: string;
  readonly #send: Send;
  readonly #givesTokens: boolean;
  readonly #ended: () => void;
  readonly #contacts = new Set<string>();
  readonly #requests = new Set<string>();
  #silent = false;

  /** `ended` is called when the author says that the session is over. */
  constructor(user: string, send: Send, givesTokens: boolean, ended: () => void) {
    this.#user = user;
    this.#givesTokens = givesTokens;
    this.#ended = ended;
    this.#send = (type, schema, content) => {
      if (!this.#silent) {
        send(type, schema, content);
      }
    };
  }

  connected(token = ""): void {
    if (token !== "" && !this.#givesTokens) {
      throw new RangeError("the plugin's description does not say that it gives tokens");
    }
    this.#send(Type.CONNECTED, ConnectedSchema, token === "" ? { user: this.#user } : { user: this.#user, loginToken: token });
  }

  disconnected(failure: ConnectionFailure, text = ""): void {
    if (!this.#silent) {
      this.#send(Type.DISCONNECTED, DisconnectedSchema, { user: this.#user, error: FAILURES[failure], message: text });
      this.#silent = true;
      this.#ended();
    }
  }

  contactChanged(contact: Contact): void {
    this.remember(contact.name);
    this.#send(Type.BUDDY_CHANGED, BuddySchema, {
      userName: this.#user,
      buddyName: contact.name,
      alias: contact.alias ?? "",
      group: [...(contact.groups ?? [])],
      status: STATUSES[contact.availability ?? "offline"],
      statusMessage: contact.statusMessage ?? "",
      iconHash: contact.iconHash ?? "",
      blocked: contact.blocked ?? false,
    });
  }

  contactRemoved(name: string): void {
    this.#contacts.delete(name.toLowerCase());
    this.#send(Type.BUDDY_REMOVED, BuddySchema, this.#buddy(name));
  }

  authorizationRequested(name: string): void {
    if (this.#requests.size < MOST_REQUESTS) {
      this.#requests.add(name.toLowerCase());
    }
    this.#send(Type.AUTH_REQUEST, BuddySchema, this.#buddy(name));
  }

  message(message: IncomingMessage): void {
    this.#send(Type.CONV_MESSAGE, ConversationMessageSchema, {
      ...this.#text(message.sender, message.body),
      nickname: filled(message.nickname),
      xhtml: filled(message.xhtml),
      timestamp: message.timestamp && basicFormat(message.timestamp),
      headline: message.headline,
      pm: message.private,
      carbon: message.carbon,
      attachment: (message.attachments ?? []).map(({ url, mimeType, description }) => ({ url, mimeType, description })),
    });
  }

  delivered(message: OutgoingMessage): void {
    if (message.id !== "") {
      const receipt = { ...this.#text(message.to, ""), id: message.id };
      this.#send(Type.CONV_MESSAGE_ACK, ConversationMessageSchema, receipt);
    }
  }

  typing(contact: string, state: ChatState): void {
    this.#send(TYPING[state], BuddySchema, this.#buddy(contact));
  }

  attention(contact: string, text = ""): void {
    this.#send(Type.ATTENTION, ConversationMessageSchema, this.#text(contact, text));
  }

  participantChanged(participant: Participant): void {
    const { availability = "online", departure } = participant;
    let flag: number = availability === "offline" && departure ? DEPARTURES[departure] : ParticipantFlag.NONE;
    flag |= participant.moderator ? ParticipantFlag.MODERATOR : 0;
    flag |= participant.me ? ParticipantFlag.ME : 0;
    this.#send(Type.PARTICIPANT_CHANGED, ParticipantSchema, {
      userName: this.#user,
      room: participant.room,
      nickname: participant.nickname,
      flag,
      status: STATUSES[availability],
      statusMessage: participant.statusMessage ?? "",
      newname: participant.renamedTo ?? "",
      iconHash: participant.iconHash ?? "",
      alias: participant.alias ?? "",
    });
  }

  roomRefused(join: RoomJoin, refusal: RoomRefusal, text = ""): void {
    this.#send(Type.PARTICIPANT_CHANGED, ParticipantSchema, {
      userName: this.#user,
      room: join.room,
      nickname: join.nickname,
      flag: REFUSALS[refusal],
      status: StatusType.STATUS_NONE,
      statusMessage: text,
    });
  }

  roomNicknameChanged(room: string, nickname: string): void {
    const change = { userName: this.#user, nickname, room, password: "" };
    this.#send(Type.ROOM_NICKNAME_CHANGED, RoomSchema, change);
  }

  subjectChanged(room: string, subject: string, nickname = ""): void {
    const change = { ...this.#text(room, subject), nickname: filled(nickname) };
    this.#send(Type.ROOM_SUBJECT_CHANGED, ConversationMessageSchema, change);
  }

  roomsListed(rooms: Iterable<RoomInfo>): void {
    const all = [...rooms];
    this.#send(Type.ROOM_LIST, RoomListSchema, {
      user: this.#user,
      room: all.map(({ room }) => room),
      name: all.map(({ title }) => title),
    });
  }

  // What the link asks.

  /** Answers a request for a vCard. */
  vcardFound(name: string, id: number, vcard: VCard): void {
    this.#send(Type.VCARD, VCardSchema, {
      ...this.#buddy(name),
      id,
      fullname: vcard.fullName ?? "",
      nickname: vcard.nickname ?? "",
      photo: vcard.photo ?? new Uint8Array(),
    });
  }

  /** From now on nothing is reported. */
  silence(): void {
    this.#silent = true;
  }

  get silent(): boolean {
    return this.#silent;
  }

  remember(contact: string): void {
    this.#contacts.add(contact.toLowerCase());
  }

  knows(contact: string): boolean {
    return this.#contacts.has(contact.toLowerCase());
  }

  /** Whether this one asked for authorization and is waiting; after this call not any more. */
  takeRequest(name: string): boolean {
    return this.#requests.delete(name.toLowerCase());
  }

  #buddy(name: string): { userName: string; buddyName: string } {
    return { userName: this.#user, buddyName: name };
  }

  #text(name: string, text: string): { userName: string; buddyName: string; message: string } {
    return { userName: this.#user, buddyName: name, message: text };
  }
}

function filled(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** The time in UTC as 20260131T235959. */
function basicFormat(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:]/g, "");
}
