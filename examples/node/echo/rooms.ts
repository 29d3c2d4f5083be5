import type { Events, OutgoingMessage, RoomJoin, RoomRefusal } from "libtransport-backend";

const OCCUPANT = "echo";

interface Membership {
  readonly nickname: string;
  readonly subject: string;
}

/** The rooms one user is in, each with one other occupant who says again what is said. */
export class EchoRooms {
  readonly #events: Events;
  readonly #rooms = new Map<string, Membership>();

  constructor(events: Events) {
    this.#events = events;
  }

  list(): void {
    this.#events.roomsListed([
      { room: "#echo", title: "Echo" },
      { room: "#locked", title: "Locked" },
    ]);
  }

  join(join: RoomJoin): void {
    const { room, nickname } = join;
    const refusal = objection(join);
    if (refusal !== undefined) {
      this.#events.roomRefused(join, refusal, "The echo network does not let you in.");
      return;
    }
    const subject = this.#rooms.get(room)?.subject ?? "Echo";
    this.#rooms.set(room, { nickname, subject });
    this.#events.participantChanged({ room, nickname: OCCUPANT, moderator: true });
    this.#events.participantChanged({ room, nickname, me: true });
    this.#events.subjectChanged(room, subject, OCCUPANT);
  }

  leave(room: string): void {
    const membership = this.#rooms.get(room);
    if (membership !== undefined) {
      this.#rooms.delete(room);
      const { nickname } = membership;
      this.#events.participantChanged({ room, nickname, availability: "offline", me: true });
    }
  }

  changeSubject(room: string, subject: string): void {
    const membership = this.#rooms.get(room);
    if (membership !== undefined) {
      this.#rooms.set(room, { ...membership, subject });
      this.#events.subjectChanged(room, subject, membership.nickname);
    }
  }

  /** Says something in a room or to one occupant; false if the message goes to neither. */
  say({ to, body, xhtml }: OutgoingMessage): boolean {
    const membership = this.#rooms.get(to);
    if (membership !== undefined) {
      // The user sees what was said because the network reports it, as it does to everybody else.
      for (const nickname of [membership.nickname, OCCUPANT]) {
        this.#events.message({ sender: to, body, xhtml, nickname });
      }
      return true;
    }
    const slash = to.lastIndexOf("/");
    const room = to.slice(0, Math.max(slash, 0));
    if (!this.#rooms.has(room)) {
      return false;
    }
    this.#events.message({ sender: room, body, xhtml, nickname: to.slice(slash + 1), private: true });
    return true;
  }
}

function objection({ room, nickname, password }: RoomJoin): RoomRefusal | undefined {
  if (room === "#nowhere") {
    return "not-found";
  }
  if (room === "#locked" && password !== "open") {
    return "not-authorized";
  }
  return nickname === "taken" ? "conflict" : undefined;
}
