import {
  RefusedError,
  TryLaterError,
  type AttentionSupport,
  type BlockSupport,
  type ChatState,
  type Contact,
  type ContactSupport,
  type Events,
  type Login,
  type OutgoingMessage,
  type OwnVCardSupport,
  type RoomJoin,
  type RoomSupport,
  type Session,
  type TypingSupport,
  type VCard,
  type VCardSupport,
} from "libtransport-backend";
import { EchoRooms } from "./rooms.js";

/** One violet dot. */
export const PHOTO = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNocDgAAALEAYHQtjOwAAAAAElFTkSuQmCC",
  "base64",
);

/** One user. What is implemented is announced to the transport. */
export class EchoSession
  implements
    Session,
    TypingSupport,
    AttentionSupport,
    ContactSupport,
    BlockSupport,
    RoomSupport,
    VCardSupport,
    OwnVCardSupport
{
  readonly #events: Events;
  readonly #name: string;
  readonly #rooms: EchoRooms;
  readonly #contacts = new Map<string, Contact>();
  #ownVCard: VCard = {};
  #postponed = false;

  constructor(login: Login, events: Events) {
    this.#events = events;
    this.#name = login.name;
    this.#rooms = new EchoRooms(events);
  }

  /** The user is in. */
  begin(contacts: number): void {
    this.#report({ name: "echo", alias: "Echo", availability: "online" });
    if (contacts > 1) {
      this.#report({ name: "mirror", alias: "Mirror", availability: "away" });
    }
    for (let number = 2; number < contacts; number++) {
      this.#report({ name: `contact${number}`, availability: "online" });
    }
    this.#rooms.list();
  }

  sendMessage(message: OutgoingMessage): void {
    if (message.acknowledged && message.body === "refuse me") {
      throw new RefusedError("The echo network refuses this.");
    }
    if (message.acknowledged && message.body === "later please" && !this.#postponed) {
      this.#postponed = true;
      throw new TryLaterError(1, "The echo network is busy.");
    }
    this.#events.delivered(message);
    if (!this.#rooms.say(message)) {
      this.#events.message({ sender: message.to, body: message.body, xhtml: message.xhtml });
    }
  }

  typing(contact: string, state: ChatState): void {
    this.#events.typing(contact, state);
  }

  attention(contact: string, text: string): void {
    this.#events.attention(contact, text);
  }

  addContact(contact: Contact): void {
    this.#report({ ...contact, availability: "online" });
  }

  updateContact(contact: Contact): void {
    this.addContact(contact);
  }

  removeContact(name: string): void {
    this.#contacts.delete(name);
    this.#events.contactRemoved(name);
  }

  blockContact(name: string, blocked: boolean): void {
    const contact = this.#contacts.get(name) ?? { name, availability: "online" };
    this.#report({ ...contact, blocked });
  }

  joinRoom(join: RoomJoin): void {
    this.#rooms.join(join);
  }

  leaveRoom(room: string): void {
    this.#rooms.leave(room);
  }

  changeSubject(room: string, subject: string): void {
    this.#rooms.changeSubject(room, subject);
  }

  vcard(name: string): VCard | undefined {
    if (name === "echo" || name.endsWith("/echo")) {
      return { fullName: "Echo", nickname: "echo", photo: PHOTO };
    }
    return name === this.#name ? this.#ownVCard : undefined;
  }

  updateVCard(vcard: VCard): void {
    this.#ownVCard = vcard;
  }

  #report(contact: Contact): void {
    this.#contacts.set(contact.name, contact);
    this.#events.contactChanged(contact);
  }
}
