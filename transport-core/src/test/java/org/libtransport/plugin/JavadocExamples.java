package org.libtransport.plugin;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples that the javadoc of this package shows, so that they compile; {@link JavadocExamplesTest} compares. */
final class JavadocExamples {

    private JavadocExamples() {}

    /** Some network. */
    interface Network {

        int LONGEST = 500;

        static Network connect() throws IOException {
            throw new IOException("there is no such network");
        }

        boolean logIn(String name, String password) throws IOException;

        void close() throws IOException;

        void send(String to, String text) throws IOException;

        void send(String id, String to, String text) throws IOException;

        CompletableFuture<?> sendAsync(String to, String text);

        void showTyping(String to, boolean typing) throws IOException;

        boolean isOnline(String name) throws IOException;

        void nudge(String to) throws IOException;

        void addFriend(String name, String alias) throws IOException;

        void rename(String name, String alias) throws IOException;

        void removeFriend(String name) throws IOException;

        void answerRequest(String name, boolean accepted) throws IOException;

        void block(String name, boolean blocked) throws IOException;

        void watch(String name) throws IOException;

        void setProfile(String nickname, byte[] picture) throws IOException;

        CompletableFuture<Profile> profile(String name);

        boolean hasRoom(String room) throws IOException;

        List<String> enter(String room, String nickname, @Nullable String password) throws IOException;

        String topic(String room) throws IOException;

        void leave(String room) throws IOException;

        List<RoomInfo> publicRooms() throws IOException;

        void onPublicRoomsChanged(Consumer<List<RoomInfo>> listener);

        void write(String xml) throws IOException;

        String authorize(String name, String password) throws IOException;

        String renew(String token) throws IOException;

        Connection open() throws IOException;
    }

    record Profile(String name, String nickname, byte[] picture) {}

    interface Connection extends AutoCloseable {
        void readUntilItBreaks() throws IOException;

        @Override
        void close() throws IOException;
    }

    static class Chatter implements NetworkPlugin {
        @Override
        public PluginDescription describe() {
            return PluginDescription.builder("chatter", ChatterSession.class).build();
        }

        @Override
        public NetworkSession open(Login login, SessionEvents events) throws IOException, LoginException {
            Network network = Network.connect();
            if (!network.logIn(login.legacyName(), login.password())) {
                throw new LoginException(ConnectionFailure.AUTHENTICATION_FAILED, "Wrong name or password.");
            }
            events.connected();
            return new ChatterSession(network, events);
        }
    }

    static void byToken(Network network, Login login, SessionEvents events) throws IOException {
        String token = login.token().isEmpty()
                ? network.authorize(login.legacyName(), login.password())
                : network.renew(login.token());
        events.connected(token);
    }

    record Directory(Network network) implements RoomDirectorySupport {
        @Override
        public void publishRooms(Consumer<List<RoomInfo>> directory) throws IOException {
            directory.accept(network.publicRooms());
            network.onPublicRoomsChanged(directory);
        }
    }

    record ChatterSession(Network network, SessionEvents events) implements NetworkSession {
        @Override
        public void sendMessage(OutgoingMessage message) throws IOException, MessageRefusedException {
            if (message.body().length() > Network.LONGEST) {
                throw new MessageRefusedException("This network takes " + Network.LONGEST + " characters.");
            }
            network.send(message.to(), message.body());
        }

        @Override
        public void logout() throws IOException {
            network.close();
        }
    }

    record AsyncChatter(Network network) implements AsyncSession {
        @Override
        public CompletionStage<?> send(OutgoingMessage message) {
            return network.sendAsync(message.to(), message.body()).orTimeout(60, TimeUnit.SECONDS);
        }

        @Override
        public void logout() throws IOException {
            network.close();
        }
    }

    record People(Network network, SessionEvents events, Map<String, Contact> contacts)
            implements TypingSupport,
                    AttentionSupport,
                    ContactSupport,
                    AuthorizationSupport,
                    BlockSupport,
                    ContactListSupport,
                    VCardSupport,
                    OwnVCardSupport {
        @Override
        public void typing(String contact, ChatState state) throws IOException {
            network.showTyping(contact, state == ChatState.COMPOSING);
        }

        @Override
        public void attention(String contact, String text) throws IOException, MessageRefusedException {
            if (!network.isOnline(contact)) {
                throw new MessageRefusedException(contact + " is not online.");
            }
            network.nudge(contact);
        }

        @Override
        public void addContact(Contact contact) throws IOException {
            network.addFriend(contact.name(), contact.alias());
        }

        @Override
        public void updateContact(Contact contact) throws IOException {
            network.rename(contact.name(), contact.alias());
        }

        @Override
        public void removeContact(String name) throws IOException {
            network.removeFriend(name);
        }

        @Override
        public void authorizationAnswered(String name, boolean accepted) throws IOException {
            network.answerRequest(name, accepted);
        }

        @Override
        public void blockContact(String name, boolean blocked) throws IOException {
            network.block(name, blocked);
            Contact contact = contacts.getOrDefault(name, Contact.builder(name).build());
            events.contactChanged(contact.toBuilder().blocked(blocked).build());
        }

        @Override
        public void contactsKnown(List<Contact> contacts) throws IOException {
            for (Contact contact : contacts) {
                network.watch(contact.name());
            }
        }

        @Override
        public CompletionStage<VCard> vcard(String name) {
            return network.profile(name)
                    .orTimeout(30, TimeUnit.SECONDS)
                    .thenApply(profile -> new VCard(profile.name(), profile.nickname(), profile.picture()));
        }

        @Override
        public void updateVCard(VCard vcard) throws IOException {
            network.setProfile(vcard.nickname(), vcard.photo());
        }
    }

    record Rooms(Network network, SessionEvents events) implements RoomSupport {
        @Override
        public void joinRoom(RoomJoin join) throws IOException {
            if (!network.hasRoom(join.room())) {
                events.roomRefused(join, RoomRefusal.NOT_FOUND, "There is no such room.");
                return;
            }
            for (String occupant : network.enter(join.room(), join.nickname(), join.password())) {
                events.participantChanged(
                        Participant.builder(join.room(), occupant).build());
            }
            events.participantChanged(
                    Participant.builder(join.room(), join.nickname()).self().build());
            events.subjectChanged(join.room(), "", network.topic(join.room()));
        }

        @Override
        public void leaveRoom(String room) throws IOException {
            network.leave(room);
        }
    }

    record RawChatter(Network network) implements RawXmlSupport {
        @Override
        public void stanza(String xml) throws IOException {
            network.write(xml);
        }
    }

    static final class Tools {

        private static final Logger log = LoggerFactory.getLogger(Tools.class);

        private final UniqueIds ids = new UniqueIds();
        private final RateLimit limit = new RateLimit(5, Duration.ofSeconds(2));
        private final ReconnectPauses pauses = new ReconnectPauses();
        private final Map<String, OutgoingMessage> unconfirmed = new HashMap<>();
        private final Network network;
        private final SessionEvents events;
        private volatile boolean stopped;

        Tools(Network network, SessionEvents events) {
            this.network = network;
            this.events = events;
        }

        void stop() {
            stopped = true;
        }

        void confirmed(OutgoingMessage message) throws IOException {
            String id = ids.next();
            unconfirmed.put(id, message);
            network.send(id, message.to(), message.body());
        }

        void within(OutgoingMessage message) throws Exception {
            if (!message.acknowledged()) {
                limit.acquire();
            } else if (!limit.tryAcquire()) {
                throw new TryLaterException(limit.untilNext(), "You write faster than the network allows.");
            }
            network.send(message.to(), message.body());
        }

        void marked(String from, String name, String text) {
            String markup = "<em>" + Xhtml.escape(name) + "</em> " + Xhtml.ofPlain(text);
            events.message(IncomingMessage.builder(from, name + " " + text)
                    .xhtml(markup)
                    .build());
        }

        void keepConnected() throws InterruptedException {
            while (!stopped) {
                try (Connection connection = network.open()) {
                    pauses.connected();
                    connection.readUntilItBreaks();
                } catch (IOException e) {
                    log.info("The network is gone: {}", e.getMessage());
                }
                Thread.sleep(pauses.next().toMillis());
            }
        }
    }
}
