package org.libtransport.plugin.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.libtransport.plugin.AttentionSupport;
import org.libtransport.plugin.AuthorizationSupport;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.BlockSupport;
import org.libtransport.plugin.ChatState;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.ContactListSupport;
import org.libtransport.plugin.ContactSupport;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.OwnVCardSupport;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.RawXmlSupport;
import org.libtransport.plugin.RoomJoin;
import org.libtransport.plugin.RoomSupport;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.plugin.TypingSupport;
import org.libtransport.plugin.VCard;
import org.libtransport.plugin.VCardSupport;

/** Authors' code for tests. */
final class Played {

    private Played() {}

    /** Opens sessions as a test says. */
    @FunctionalInterface
    interface Opener {
        NetworkSession open(Login login, SessionEvents events) throws Exception;
    }

    /** A plugin of one lambda, which tells when it was closed. */
    static final class Plugin implements NetworkPlugin {
        final CountDownLatch closed = new CountDownLatch(1);
        private final PluginDescription description;
        private final Opener opener;

        Plugin(Opener opener) {
            this(PluginDescription.builder("played", NetworkSession.class).build(), opener);
        }

        Plugin(PluginDescription description, Opener opener) {
            this.description = description;
            this.opener = opener;
        }

        @Override
        public PluginDescription describe() {
            return description;
        }

        @Override
        public NetworkSession open(Login login, SessionEvents events) throws Exception {
            return opener.open(login, events);
        }

        @Override
        public void close() {
            closed.countDown();
        }

        boolean isClosed() throws InterruptedException {
            return closed.await(10, TimeUnit.SECONDS);
        }
    }

    /** A session that can send texts and nothing else. */
    @FunctionalInterface
    interface Texts extends NetworkSession {
        @Override
        void sendMessage(OutgoingMessage message) throws Exception;

        @Override
        default void logout() {
            // nothing to do
        }
    }

    /** A session that can do everything, and writes down what it was asked. */
    static final class Everything
            implements NetworkSession,
                    TypingSupport,
                    ContactSupport,
                    AuthorizationSupport,
                    BlockSupport,
                    ContactListSupport,
                    RoomSupport,
                    VCardSupport,
                    OwnVCardSupport,
                    AttentionSupport,
                    RawXmlSupport {

        final BlockingQueue<List<Object>> calls = new LinkedBlockingQueue<>();
        volatile CompletionStage<VCard> vcard = CompletableFuture.completedStage(VCard.EMPTY);

        List<Object> nextCall() throws InterruptedException {
            List<Object> call = calls.poll(10, TimeUnit.SECONDS);
            return call == null ? List.of("no call") : call;
        }

        private void called(Object... call) {
            calls.add(new ArrayList<>(Arrays.asList(call)));
        }

        @Override
        public void sendMessage(OutgoingMessage message) {
            called("sendMessage", message);
        }

        @Override
        public void logout() {
            called("logout");
        }

        @Override
        public void statusChanged(Availability availability, String statusMessage) {
            called("statusChanged", availability, statusMessage);
        }

        @Override
        public void typing(String contact, ChatState state) {
            called("typing", contact, state);
        }

        @Override
        public void addContact(Contact contact) {
            called("addContact", contact);
        }

        @Override
        public void updateContact(Contact contact) {
            called("updateContact", contact);
        }

        @Override
        public void removeContact(String name) {
            called("removeContact", name);
        }

        @Override
        public void authorizationAnswered(String name, boolean accepted) {
            called("authorizationAnswered", name, accepted);
        }

        @Override
        public void blockContact(String name, boolean blocked) {
            called("blockContact", name, blocked);
        }

        @Override
        public void contactsKnown(List<Contact> contacts) {
            called("contactsKnown", contacts);
        }

        @Override
        public void joinRoom(RoomJoin join) {
            called("joinRoom", join);
        }

        @Override
        public void leaveRoom(String room) {
            called("leaveRoom", room);
        }

        @Override
        public void changeSubject(String room, String subject) {
            called("changeSubject", room, subject);
        }

        @Override
        public CompletionStage<VCard> vcard(String name) {
            called("vcard", name);
            return vcard;
        }

        @Override
        public void updateVCard(VCard card) {
            called("updateVCard", card);
        }

        @Override
        public void stanza(String xml) {
            called("stanza", xml);
        }

        @Override
        public void attention(String contact, String text) {
            called("attention", contact, text);
        }
    }
}
