/**
 * What travels between a backend and the transport, as plain values.
 *
 * Names are those of the network, in its own spelling; the transport makes XMPP addresses of them.
 */

/**
 * Why a session ended or never began.
 *
 * After `network-error` and `other-error` the transport tries again by itself; after any other the user is told and has
 * to act.
 */
export type ConnectionFailure =
  | "network-error"
  | "invalid-username"
  | "authentication-failed"
  | "authentication-impossible"
  | "no-ssl-support"
  | "encryption-error"
  | "name-in-use"
  | "invalid-settings"
  | "cert-not-provided"
  | "cert-untrusted"
  | "cert-expired"
  | "cert-not-activated"
  | "cert-hostname-mismatch"
  | "cert-fingerprint-mismatch"
  | "cert-self-signed"
  | "cert-other-error"
  | "other-error";

/** Whether somebody can be talked to. */
export type Availability =
  | "online"
  | "away"
  | "free-for-chat"
  | "extended-away"
  | "do-not-disturb"
  | "offline"
  | "invisible";

/** Whether somebody is writing. */
export type ChatState = "composing" | "paused" | "active";

/**
 * Why a room cannot be entered: the nickname is taken; a password is missing or wrong, or only members may enter; or
 * there is no such room.
 */
export type RoomRefusal = "conflict" | "not-authorized" | "not-found";

/** Why an occupant left a room, other than by an own decision. */
export type Departure = "kicked" | "banned";

/** A user who wants to log in. */
export interface Login {
  /** Good for logs only. */
  readonly user: string;
  /** The user's name at the network. */
  readonly name: string;
  /** May be empty where there is a token. */
  readonly password: string;
  /** What an earlier {@link Events.connected} gave; empty if nothing. */
  readonly token: string;
  /** What the user has set at the transport. */
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * A contact with its whole state. What is left out is reset; only an empty alias and no groups mean "as before".
 */
export interface Contact {
  readonly name: string;
  readonly alias?: string;
  readonly groups?: readonly string[];
  /** `offline` if left out. */
  readonly availability?: Availability;
  readonly statusMessage?: string;
  readonly iconHash?: string;
  readonly blocked?: boolean;
}

/** What the user says to a contact, a room, or an occupant (`room/nickname`). */
export interface OutgoingMessage {
  readonly to: string;
  readonly body: string;
  /** The content of an XHTML body (XEP-0071), or empty. */
  readonly xhtml: string;
  /** Not empty if the sender wants to know when the message arrives: give it to {@link Events.delivered} then. */
  readonly id: string;
  /**
   * Whether the transport learns what became of the message: only then can it send it again after a
   * {@link TryLaterError}, and return it to the sender after a {@link RefusedError}; otherwise the sender reads a sentence
   * in the conversation.
   */
  readonly acknowledged: boolean;
}

/** A file under a URL. */
export interface Attachment {
  readonly url: string;
  readonly mimeType?: string;
  readonly description?: string;
}

/** What somebody says to the user. */
export interface IncomingMessage {
  /** The contact, or the room in which it was said. */
  readonly sender: string;
  readonly body: string;
  readonly xhtml?: string;
  /** In a room: the occupant who speaks. */
  readonly nickname?: string;
  /** Said by an occupant to the user alone. */
  readonly private?: boolean;
  readonly headline?: boolean;
  /** The user said it, with another client of the network. */
  readonly carbon?: boolean;
  /** When it was said, if not now. */
  readonly timestamp?: Date;
  readonly attachments?: readonly Attachment[];
}

/** A room the user wants to enter. */
export interface RoomJoin {
  readonly room: string;
  readonly nickname: string;
  /** Empty if none was given. */
  readonly password: string;
}

/** A room that can be entered: its name at the network, and what to show. */
export interface RoomInfo {
  readonly room: string;
  readonly title: string;
}

/** An occupant of a room with the whole state. */
export interface Participant {
  readonly room: string;
  readonly nickname: string;
  /** `online` if left out; `offline` means that the occupant left. */
  readonly availability?: Availability;
  readonly moderator?: boolean;
  /** The user. */
  readonly me?: boolean;
  readonly statusMessage?: string;
  /** The new nickname of one who was `nickname` until now. */
  readonly renamedTo?: string;
  readonly iconHash?: string;
  /** Shown in the place of the nickname. */
  readonly alias?: string;
  /** Why the occupant left. */
  readonly departure?: Departure;
}

/** Who somebody is. */
export interface VCard {
  readonly fullName?: string;
  readonly nickname?: string;
  /** The bytes of an image. */
  readonly photo?: Uint8Array;
}
