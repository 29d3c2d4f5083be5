package org.libtransport.plugin.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.AuthorizationSupport;
import org.libtransport.plugin.BlockSupport;
import org.libtransport.plugin.ChatState;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.ContactListSupport;
import org.libtransport.plugin.ContactSupport;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OwnVCardSupport;
import org.libtransport.plugin.RawXmlSupport;
import org.libtransport.plugin.RoomJoin;
import org.libtransport.plugin.RoomRefusal;
import org.libtransport.plugin.RoomSupport;
import org.libtransport.plugin.TypingSupport;
import org.libtransport.plugin.VCard;
import org.libtransport.plugin.VCardSupport;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a frame means for one user: which method of the session to call, and what the transport is told if that fails or if
 * the session does not implement it.
 */
final class UserCalls {

    private static final Logger log = LoggerFactory.getLogger(UserCalls.class);

    private UserCalls() {}

    /**
     * A call for one user.
     *
     * @param lost what to do instead if the session is over by then
     */
    record UserCall(String user, Call call, Consumer<SessionLink> lost) {

        UserCall(String user, Call call) {
            this(user, call, link -> {});
        }
    }

    /** Calls the author's code; runs in the user's serial queue. */
    @FunctionalInterface
    interface Call {
        void make(SessionLink link, NetworkSession session) throws Exception;
    }

    /**
     * Reads a frame.
     *
     * @return null if frames of this type are not for sessions
     * @throws InvalidProtocolBufferException if the payload cannot be read
     */
    static @Nullable UserCall read(Frame frame) throws InvalidProtocolBufferException {
        return switch (frame.type()) {
            case TYPE_CONV_MESSAGE -> MessageCalls.text(frame.parse(Wire.ConversationMessage.parser()));
            case TYPE_STATUS_CHANGED -> status(frame.parse(Wire.Status.parser()));
            case TYPE_BUDDY_TYPING -> typing(frame, ChatState.COMPOSING);
            case TYPE_BUDDY_TYPED -> typing(frame, ChatState.PAUSED);
            case TYPE_BUDDY_STOPPED_TYPING -> typing(frame, ChatState.ACTIVE);
            case TYPE_BUDDY_CHANGED -> buddyChanged(frame.parse(Wire.Buddy.parser()));
            case TYPE_BUDDY_REMOVED -> buddyRemoved(frame.parse(Wire.Buddy.parser()));
            case TYPE_BUDDIES -> buddies(frame.parse(Wire.Buddies.parser()));
            case TYPE_JOIN_ROOM -> join(frame.parse(Wire.Room.parser()));
            case TYPE_LEAVE_ROOM -> leave(frame.parse(Wire.Room.parser()));
            case TYPE_ROOM_SUBJECT_CHANGED -> MessageCalls.subject(frame.parse(Wire.ConversationMessage.parser()));
            case TYPE_VCARD -> vcard(frame.parse(Wire.VCard.parser()));
            case TYPE_ATTENTION -> MessageCalls.attention(frame.parse(Wire.ConversationMessage.parser()));
            case TYPE_RAW_XML -> stanza(frame.payload().toStringUtf8());
            default -> null;
        };
    }

    private static @Nullable UserCall stanza(String xml) {
        String sender = RawStanza.sender(xml);
        return sender == null
                ? null
                : new UserCall(sender, (link, session) -> {
                    if (session instanceof RawXmlSupport able) {
                        able.stanza(xml);
                    }
                });
    }

    private static UserCall status(Wire.Status wire) {
        return new UserCall(
                wire.getUserName(),
                (link, session) ->
                        session.statusChanged(Values.availability(wire.getStatus()), wire.getStatusMessage()));
    }

    private static UserCall typing(Frame frame, ChatState state) throws InvalidProtocolBufferException {
        Wire.Buddy wire = frame.parse(Wire.Buddy.parser());
        return new UserCall(wire.getUserName(), (link, session) -> {
            if (session instanceof TypingSupport able) {
                able.typing(wire.getBuddyName(), state);
            }
        });
    }

    private static UserCall buddyChanged(Wire.Buddy wire) {
        return new UserCall(wire.getUserName(), (link, session) -> {
            String name = wire.getBuddyName();
            if (wire.hasBlocked()) {
                if (session instanceof BlockSupport able) {
                    able.blockContact(name, wire.getBlocked());
                }
            } else if (link.takeRequest(name) && session instanceof AuthorizationSupport able) {
                able.authorizationAnswered(name, true);
            } else if (session instanceof ContactSupport able) {
                Contact contact = Values.contact(wire);
                if (link.knows(name)) {
                    able.updateContact(contact);
                } else {
                    able.addContact(contact);
                }
            }
        });
    }

    private static UserCall buddyRemoved(Wire.Buddy wire) {
        return new UserCall(wire.getUserName(), (link, session) -> {
            String name = wire.getBuddyName();
            if (link.takeRequest(name) && session instanceof AuthorizationSupport able) {
                able.authorizationAnswered(name, false);
            } else if (session instanceof ContactSupport able) {
                able.removeContact(name);
            }
        });
    }

    private static @Nullable UserCall buddies(Wire.Buddies wire) {
        if (wire.getBuddyCount() == 0) {
            // nobody knows whose list this is; a session has no contacts until it hears of some
            return null;
        }
        return new UserCall(wire.getBuddy(0).getUserName(), (link, session) -> {
            List<Contact> contacts =
                    wire.getBuddyList().stream().map(Values::contact).toList();
            contacts.forEach(contact -> link.remember(contact.name()));
            if (session instanceof ContactListSupport able) {
                able.contactsKnown(contacts);
            }
        });
    }

    private static UserCall join(Wire.Room wire) {
        return new UserCall(wire.getUserName(), (link, session) -> {
            RoomJoin join = Values.join(wire);
            if (!(session instanceof RoomSupport able)) {
                link.roomRefused(join, RoomRefusal.NOT_FOUND, "This network has no rooms.");
                return;
            }
            try {
                able.joinRoom(join);
            } catch (Exception | Error e) {
                link.roomRefused(join, RoomRefusal.NOT_FOUND, "The room could not be entered.");
                throw e;
            }
        });
    }

    private static UserCall leave(Wire.Room wire) {
        return new UserCall(wire.getUserName(), (link, session) -> {
            if (session instanceof RoomSupport able) {
                able.leaveRoom(wire.getRoom());
            }
        });
    }

    /** A photo, also an empty one, makes it the user's own new vCard; else it is a request. */
    private static UserCall vcard(Wire.VCard wire) {
        return new UserCall(wire.getUserName(), (link, session) -> {
            if (wire.hasPhoto()) {
                if (session instanceof OwnVCardSupport able) {
                    able.updateVCard(Values.vcard(wire));
                }
                return;
            }
            if (!(session instanceof VCardSupport able)) {
                answer(link, wire, VCard.EMPTY);
                return;
            }
            CompletionStage<VCard> pending;
            try {
                pending = able.vcard(wire.getBuddyName());
            } catch (Exception | Error e) {
                answer(link, wire, VCard.EMPTY);
                throw e;
            }
            pending.whenComplete((vcard, failure) -> {
                if (failure != null) {
                    log.warn("No vCard for {}: {}", link.user(), failure.toString());
                    log.debug("The failure of the vCard", failure);
                }
                answer(link, wire, vcard == null ? VCard.EMPTY : vcard);
            });
        });
    }

    private static void answer(SessionLink link, Wire.VCard request, VCard vcard) {
        link.send(Type.TYPE_VCARD, Values.vcard(request, vcard));
    }
}
