package org.libtransport.examples.echo;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.libtransport.plugin.AttentionSupport;
import org.libtransport.plugin.BlockSupport;
import org.libtransport.plugin.ChatState;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.ContactSupport;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.MessageRefusedException;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.OwnVCardSupport;
import org.libtransport.plugin.RoomJoin;
import org.libtransport.plugin.RoomSupport;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.plugin.TryLaterException;
import org.libtransport.plugin.TypingSupport;
import org.libtransport.plugin.VCard;
import org.libtransport.plugin.VCardSupport;

/** One user of the echo network. Its interfaces are what the network can do; each method is one line of it. */
final class EchoSession
        implements NetworkSession,
                TypingSupport,
                AttentionSupport,
                ContactSupport,
                BlockSupport,
                RoomSupport,
                VCardSupport,
                OwnVCardSupport {

    private final SessionEvents events;
    private final EchoContacts contacts;
    private final EchoRooms rooms;
    private final EchoPeople people;
    private boolean postponed;

    EchoSession(Login login, SessionEvents events) {
        this.events = events;
        this.contacts = new EchoContacts(events);
        this.rooms = new EchoRooms(events);
        this.people = new EchoPeople(login.legacyName());
    }

    /** The user is in. */
    void begin(int count) {
        contacts.begin(count);
        rooms.begin();
    }

    @Override
    public void sendMessage(OutgoingMessage message) throws MessageRefusedException, TryLaterException {
        if (message.acknowledged()) {
            objectTo(message.body());
        }
        events.delivered(message);
        if (!rooms.say(message)) {
            events.message(IncomingMessage.builder(message.to(), message.body())
                    .xhtml(message.xhtml())
                    .build());
        }
    }

    private void objectTo(String body) throws MessageRefusedException, TryLaterException {
        if (body.equals("refuse me")) {
            throw new MessageRefusedException("The echo network refuses this.");
        }
        if (body.equals("later please") && !postponed) {
            postponed = true;
            throw new TryLaterException(Duration.ofSeconds(1), "The echo network is busy.");
        }
    }

    @Override
    public void typing(String contact, ChatState state) {
        events.typing(contact, state);
    }

    @Override
    public void attention(String contact, String text) {
        events.attention(contact, text);
    }

    @Override
    public void addContact(Contact contact) {
        contacts.put(contact);
    }

    @Override
    public void updateContact(Contact contact) {
        contacts.put(contact);
    }

    @Override
    public void removeContact(String name) {
        contacts.remove(name);
    }

    @Override
    public void blockContact(String name, boolean blocked) {
        contacts.block(name, blocked);
    }

    @Override
    public void joinRoom(RoomJoin join) {
        rooms.join(join);
    }

    @Override
    public void leaveRoom(String room) {
        rooms.leave(room);
    }

    @Override
    public void changeSubject(String room, String subject) {
        rooms.changeSubject(room, subject);
    }

    @Override
    public CompletionStage<VCard> vcard(String name) {
        return people.find(name);
    }

    @Override
    public void updateVCard(VCard vcard) {
        people.describeUser(vcard);
    }

    @Override
    public void logout() {
        // there is nothing to close
    }
}
