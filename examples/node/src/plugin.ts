/** What the author of a backend writes: a plugin, its sessions, and what these can do. */

import type { Events } from "./events.js";
import type { Availability, ChatState, Contact, Login, OutgoingMessage, RoomJoin, VCard } from "./values.js";

/** A value now, or later. */
export type Awaitable<T> = T | PromiseLike<T>;

/** A backend: connects users to one network. There is one in a process. */
export interface Plugin {
  /** Called once, before the link is opened. */
  describe(): PluginDescription;

  /**
   * Logs a user in.
   *
   * Exactly one of `events.connected()` and `events.disconnected(...)` must follow, in here or later; throwing a
   * {@link LoginError} is the same as the second. Never runs twice at a time for one user: the session before is logged
   * out first.
   */
  open(login: Login, events: Events): Awaitable<Session>;

  /** Called once at the end, after all sessions were logged out. */
  close?(): Awaitable<void>;
}

/** What the transport has to know of a plugin. */
export interface PluginDescription {
  /**
   * The class of the sessions that the plugin opens: what its prototype has is announced to the transport. So write
   * methods, not properties that hold functions.
   */
  readonly session: abstract new (...args: never[]) => Session;
  /** True if left out. */
  readonly needsPassword?: boolean;
  /** True if left out. */
  readonly needsRegistration?: boolean;
  /** Further questions at registration. */
  readonly extraFields?: readonly string[];
  /** Whether {@link Events.delivered} is reported. */
  readonly receipts?: boolean;
  /**
   * Whether {@link Events.connected} may hand back a token that logs the user in from then on: the transport forgets the
   * password, and the next log-ins bring the token.
   */
  readonly givesTokens?: boolean;
  /** False where names look better with `%` in the place of `@` than escaped (XEP-0106). */
  readonly escapesNames?: boolean;
}

/**
 * One user who is logged in: receives what the user does, and reports what the network does through its {@link Events}.
 *
 * What a network can do beyond text is said by implementing more: {@link TypingSupport}, {@link ContactSupport},
 * {@link AuthorizationSupport}, {@link BlockSupport}, {@link ContactListSupport}, {@link RoomSupport},
 * {@link VCardSupport}, {@link OwnVCardSupport}, {@link AttentionSupport}.
 *
 * Methods are called one at a time for each user, in the order of the user's actions, the next one when the promise of the
 * one before is settled; different users are served side by side. A method that throws is logged and ends nothing but
 * itself. Like everything in Node, none may block: that stalls all users.
 */
export interface Session
  extends Partial<TypingSupport>,
    Partial<AttentionSupport>,
    Partial<ContactSupport>,
    Partial<AuthorizationSupport>,
    Partial<BlockSupport>,
    Partial<ContactListSupport>,
    Partial<RoomSupport>,
    Partial<VCardSupport>,
    Partial<OwnVCardSupport> {
  /**
   * Sends a text to a contact, a room or an occupant of a room.
   *
   * Returning, or fulfilling the promise, means that the network has the message. Otherwise throw a {@link RefusedError}
   * or a {@link TryLaterError}; after any other error the sender reads a general sentence.
   */
  sendMessage(message: OutgoingMessage): Awaitable<void>;

  /** Ends the session at the network: the last call. Not made after {@link Events.disconnected}. */
  logout?(): Awaitable<void>;

  /** The user's own availability changed. Never `offline`: that is `logout`. */
  statusChanged?(availability: Availability, statusMessage: string): Awaitable<void>;
}

/** A session whose network tells who is writing. */
export interface TypingSupport {
  typing(contact: string, state: ChatState): Awaitable<void>;
}

/** A session whose network has nudges. */
export interface AttentionSupport {
  /** Nudges a contact; the text may be empty. Throws like `sendMessage`. */
  attention(contact: string, text: string): Awaitable<void>;
}

/**
 * A session whose network lets the user change the contact list.
 *
 * The network's answer is reported like any other change, by {@link Events.contactChanged} and
 * {@link Events.contactRemoved}.
 */
export interface ContactSupport {
  /** The user adds a contact; without {@link AuthorizationSupport} also the user's yes to one who asked. */
  addContact(contact: Contact): Awaitable<void>;

  /** The user gave a contact this alias and these groups; maybe the ones it has. */
  updateContact(contact: Contact): Awaitable<void>;

  removeContact(name: string): Awaitable<void>;
}

/** A session whose network lets contacts ask before they see the user ({@link Events.authorizationRequested}). */
export interface AuthorizationSupport {
  authorizationAnswered(name: string, accepted: boolean): Awaitable<void>;
}

/** A session whose network lets contacts be blocked. */
export interface BlockSupport {
  blockContact(name: string, blocked: boolean): Awaitable<void>;
}

/** A session that wants to know which contacts the transport remembers, because the network does not keep them. */
export interface ContactListSupport {
  /** Called right after the session was opened, unless there are none. */
  contactsKnown(contacts: readonly Contact[]): Awaitable<void>;
}

/**
 * A session whose network has rooms. Having entered one is reported by {@link Events.participantChanged}, once for each
 * occupant, the user last.
 */
export interface RoomSupport {
  /** The user enters a room. Refused by {@link Events.roomRefused}; throwing says that there is no such room. */
  joinRoom(join: RoomJoin): Awaitable<void>;

  leaveRoom(room: string): Awaitable<void>;

  /** The user sets the subject of a room; report the new one. Throws like `sendMessage`. */
  changeSubject?(room: string, subject: string): Awaitable<void>;
}

/** A session whose network knows more of people than their names. */
export interface VCardSupport {
  /**
   * Looks somebody up: a contact, `room/nickname`, or the user's own name. Undefined if nothing is known.
   *
   * Runs besides the other calls of the session; what comes after 40 seconds is not waited for.
   */
  vcard(name: string): Awaitable<VCard | undefined>;
}

/** A session whose network lets users describe themselves. */
export interface OwnVCardSupport {
  /** The user's own nickname and photo are now these; there is no full name. */
  updateVCard(vcard: VCard): Awaitable<void>;
}
