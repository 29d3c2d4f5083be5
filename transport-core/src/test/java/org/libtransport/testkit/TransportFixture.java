package org.libtransport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.libtransport.StanzaIntake;
import org.libtransport.admin.AdminAccess;
import org.libtransport.admin.AdminDesk;
import org.libtransport.admin.AdminForms;
import org.libtransport.admin.AdminInterface;
import org.libtransport.admin.LinkState;
import org.libtransport.admin.UserEntries;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.frontend.LoginResult;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.room.RoomDirectory;
import org.libtransport.roster.ContactAddresses;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.InMemoryStore;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Setting;
import org.libtransport.storage.Storage;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.libtransport.storage.WriteBehindLimits;
import org.libtransport.storage.WriteBehindStorage;
import org.libtransport.user.RawRequests;
import org.libtransport.user.RegistrationService;
import org.libtransport.user.UserBlocking;
import org.libtransport.user.UserCommands;
import org.libtransport.user.UserDesk;
import org.libtransport.user.UserManager;
import org.libtransport.user.UserPolicy;
import org.libtransport.user.UserRooms;
import org.libtransport.user.UserRosters;
import org.libtransport.user.UserServices;
import org.libtransport.user.UserVCards;
import org.libtransport.xmpp.feature.Appearance;
import org.libtransport.xmpp.feature.Features;
import org.libtransport.xmpp.feature.disco.Identity;
import org.libtransport.xmpp.feature.gateway.PromptTexts;
import org.libtransport.xmpp.feature.muc.RoomService;
import org.libtransport.xmpp.feature.register.RegistrationTexts;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.privilege.Privileges;
import org.libtransport.xmpp.stanza.OwnRequests;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/**
 * A whole transport without sockets, processes, threads and real time: what a user sends comes in as XML, what the user
 * gets is compared as XML, and the backend's side is seen frame by frame.
 *
 * <p>Users and the database each have a loop of their own, so that a test notices code that runs on the wrong one. All
 * methods run what there is to run before they return; time passes only in {@link #pass}.
 */
public final class TransportFixture {

    /** The address of the transport. */
    public static final String TRANSPORT = "net.example";

    /** A user of gateway mode, and that user's first client. */
    public static final String ROMEO = "romeo@montague.example";

    public static final String ORCHARD = ROMEO + "/orchard";

    /** How many rooms are listed at most. */
    public static final int MOST_LISTED_ROOMS = 3;

    /** The time of day, which stands still. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration STEP = Duration.ofMillis(10);

    public final FakeFrontend frontend = new FakeFrontend();
    public final FakeBackends backends = new FakeBackends();
    public final FailingStore database;
    public final InMemoryMetrics metrics = new InMemoryMetrics();
    public final UserManager users;
    public final Features features;

    /** How the transport presents itself. */
    public volatile Appearance appearance = new Appearance(
            new Identity("gateway", "test", "Test Network"), RegistrationTexts.DEFAULT, PromptTexts.DEFAULT);

    /** Who administers; nobody at first. */
    public volatile AdminAccess admins = AdminAccess.NONE;

    /** What the test adds as commands; all users are known. */
    public final AdminInterface admin = new AdminInterface(jid -> CompletableFuture.completedFuture(true));

    private final RoomDirectory roomDirectory;
    private final InMemoryStore store = new InMemoryStore();
    private final ManualLoop userLoop = new ManualLoop();
    private final ManualLoop databaseLoop = new ManualLoop();
    private boolean databaseHeld;

    private TransportFixture(UserPolicy policy) {
        database = new FailingStore(store);
        Storage storage = new WriteBehindStorage(database, databaseLoop, WriteBehindLimits.DEFAULT, metrics);
        ContactAddresses addresses = new ContactAddresses(
                policy.transport(),
                () -> policy.jidEscaping() && !backends.features().disableJidEscaping());
        OwnRequests requests = new OwnRequests(List.of(userLoop), frontend::send);
        roomDirectory = new RoomDirectory(policy.transport(), MOST_LISTED_ROOMS);
        Privileges privileges = new Privileges(policy.transport(), change -> {});
        UserServices services = new UserServices(
                () -> policy,
                frontend,
                storage,
                backends,
                metrics,
                addresses,
                roomDirectory,
                this::contactCaps,
                requests,
                privileges,
                new Random(1),
                () -> NOW);
        users = new UserManager(services, List.of(userLoop), jid -> userLoop);
        RegistrationService registrations = new RegistrationService(services, users);
        new UserEntries(users, registrations, () -> RegistrationTexts.DEFAULT, metrics, "en")
                .all()
                .forEach(admin::add);
        UserCommands userCommands = new UserCommands(services, users);
        features = new Features(
                () -> appearance,
                "1.2.3",
                new UserRosters(users),
                new UserVCards(users),
                new UserBlocking(users),
                new UserRooms(users, roomDirectory),
                registrations,
                addresses::typed,
                List.of(
                        userCommands,
                        new AdminForms(admin, jid -> admins.admins().contains(jid.bare()), () -> "")),
                !policy.serverMode(),
                () -> backends.features().rooms() ? List.of(RoomService.NAMESPACE) : List.of(),
                () -> backends.features().receipts() ? List.of("urn:xmpp:receipts") : List.of(),
                () -> admins.admins());
        StanzaRouter router = new StanzaRouter();
        features.register(router);
        RawRequests rawRequests = new RawRequests(services, users);
        router.takeOver(rawRequests::takes, rawRequests::ask);
        AdminDesk desk = new AdminDesk(policy.transport(), policy.serverMode(), () -> admins, admin, frontend::send);
        frontend.start(new StanzaIntake(
                policy.transport(),
                users,
                router,
                requests,
                rawRequests,
                frontend,
                writable -> {},
                desk,
                new LinkState(),
                privileges,
                new UserDesk(services, users, registrations, userCommands)));
    }

    private Element contactCaps() {
        return features.contactInfo().caps();
    }

    /** A transport behind an XMPP server. */
    public static TransportFixture gateway() {
        return gateway(policy -> policy);
    }

    /** The same with other rules. */
    public static TransportFixture gateway(UnaryOperator<UserPolicy> rules) {
        return new TransportFixture(
                rules.apply(UserPolicy.builder(Jid.parse(TRANSPORT), false).build()));
    }

    /** A transport that is the server of its users. */
    public static TransportFixture serverMode() {
        return serverMode(policy -> policy);
    }

    /** The same with other rules. */
    public static TransportFixture serverMode(UnaryOperator<UserPolicy> rules) {
        return new TransportFixture(
                rules.apply(UserPolicy.builder(Jid.parse(TRANSPORT), true).build()));
    }

    /** Runs all that can run without time passing. */
    public void run() {
        do {
            userLoop.run();
            if (!databaseHeld) {
                databaseLoop.run();
            }
        } while (userLoop.readyTasks() > 0 || (!databaseHeld && databaseLoop.readyTasks() > 0));
    }

    /** Lets time pass for users and database alike. */
    public void pass(Duration time) {
        for (long left = time.toNanos(); left > 0; left -= STEP.toNanos()) {
            userLoop.advance(STEP);
            if (!databaseHeld) {
                databaseLoop.advance(STEP);
            }
            run();
        }
    }

    /** While held, the database answers nothing; released, it answers all. */
    public void holdDatabase(boolean hold) {
        databaseHeld = hold;
        run();
    }

    /** How many timers of users are running. */
    public int userTimers() {
        return userLoop.waitingTimers();
    }

    // ---- stored

    /** Puts a registered user into the database. */
    public UserRecord stored(String jid, String uin, String password) {
        return store.register(List.of(new Registration(jid, uin, password, "en")))
                .get(0);
    }

    /** Puts contacts of a user into the database. */
    public void storedContacts(String jid, BuddyRecord... contacts) {
        long id = record(jid).user().id();
        store.apply(Arrays.stream(contacts)
                .map(contact -> (Change) new Change.PutBuddy(id, contact))
                .toList());
    }

    /** Puts a setting of a user into the database. */
    public void storedSetting(String jid, Setting setting, String value) {
        store.apply(List.of(new Change.PutSetting(record(jid).user().id(), setting, value)));
    }

    /** Marks a user in the database as one who was online. */
    public void storedOnline(String jid) {
        store.apply(List.of(new Change.SetOnline(record(jid).user().id(), true)));
    }

    /** What the database has of a user, after all that waits to be written; fails if there is nothing. */
    public StoredUser record(String jid) {
        pass(Duration.ofSeconds(1));
        return Objects.requireNonNull(store.load(List.of(jid)).get(jid), jid + " is not in the database");
    }

    public boolean isStored(String jid) {
        return store.find(List.of(jid)).containsKey(jid);
    }

    // ---- the XMPP side

    /** A stanza of a user comes in. */
    public void receive(String xml) {
        frontend.receive(xml);
        run();
    }

    /** All stanzas sent to users since the last look. */
    public List<Stanza> sent() {
        run();
        return frontend.takeSent();
    }

    /** Exactly these stanzas were sent to users since the last look, in this order. See {@link Xml#canonical}. */
    public void expect(String... stanzas) {
        compare(sent(), stanzas);
    }

    /** Of what was sent since the last look, exactly these stanzas are for this address; the rest is not looked at. */
    public void expectTo(String address, String... stanzas) {
        Jid to = Jid.parse(address);
        compare(sent().stream().filter(stanza -> to.equals(stanza.to())).toList(), stanzas);
    }

    /** Of what was sent since the last look, exactly these stanzas are from this address; the rest is not looked at. */
    public void expectFrom(String address, String... stanzas) {
        Jid from = Jid.parse(address);
        compare(sent().stream().filter(stanza -> from.equals(stanza.from())).toList(), stanzas);
    }

    /** Nothing was sent to users since the last look. */
    public void expectNothing() {
        expect();
    }

    private static void compare(List<Stanza> actual, String... stanzas) {
        List<Element> expected = Arrays.stream(stanzas).map(Xml::parse).toList();
        List<String> actualTexts = new ArrayList<>();
        for (int i = 0; i < actual.size(); i++) {
            Element element = actual.get(i).toElement();
            actualTexts.add(i < expected.size() ? Xml.canonical(element, expected.get(i)) : Xml.canonical(element));
        }
        assertThat(actualTexts)
                .containsExactlyElementsOf(expected.stream().map(Xml::canonical).toList());
    }

    /** The capabilities element that contacts carry now, as XML. */
    public String caps() {
        return Xml.canonical(contactCaps());
    }

    // ---- the backend's side

    /** Backends announce something else from now on. */
    public void announce(BackendFeatures announced) {
        backends.setFeatures(announced);
        features.refresh();
    }

    /** The backend of a user reports something. */
    public void report(String user, Consumer<BackendEvents> event) {
        run();
        backends.fire(user, event);
        run();
    }

    /** The backend of a user reports a contact. */
    public void reportContact(String user, Consumer<Wire.Buddy.Builder> contact) {
        Wire.Buddy.Builder buddy = Wire.Buddy.newBuilder().setUserName(user);
        contact.accept(buddy);
        report(user, events -> events.buddyChanged(buddy.build()));
    }

    /** The backend of a user reports a message. */
    public void reportMessage(String user, Consumer<Wire.ConversationMessage.Builder> message) {
        Wire.ConversationMessage.Builder built =
                Wire.ConversationMessage.newBuilder().setUserName(user);
        message.accept(built);
        report(user, events -> events.message(built.build()));
    }

    /** A backend reports which rooms are open to all. */
    public void reportRoomsForAll(Wire.RoomList rooms) {
        roomDirectory.replace(rooms);
    }

    /** Exactly frames of these types were handed to backends since the last look. */
    public List<FakeBackends.Sent> expectFrames(WrapperMessage.Type... types) {
        run();
        List<FakeBackends.Sent> frames = backends.sent();
        backends.clearSent();
        assertThat(frames).extracting(FakeBackends.Sent::type).containsExactly(types);
        return frames;
    }

    /** Exactly one frame was handed to backends since the last look, of this type. */
    public <T extends MessageLite> T expectFrame(WrapperMessage.Type type, Class<T> kind) {
        return expectFrames(type).get(0).payloadAs(kind);
    }

    /** Forgets what was sent to users and handed to backends so far. */
    public void forget() {
        sent();
        backends.clearSent();
    }

    // ---- where most tests begin

    /** Gateway mode: {@link #ROMEO} is registered, has one client {@link #ORCHARD} and is logged in to the network. */
    public TransportFixture withRomeoOnline() {
        if (!isStored(ROMEO)) {
            stored(ROMEO, "romeo1", "secret");
        }
        receive("<presence from='" + ORCHARD + "' to='" + TRANSPORT + "'/>");
        report(ROMEO, BackendEvents::connected);
        forget();
        return this;
    }

    /** Server mode: what a client that gives name and password is told. */
    public CompletionStage<LoginResult> login(String account, String password) {
        return attempt(account, password).result();
    }

    /** Server mode: a client gives name and password. */
    public LoginAttempt attempt(String account, String password) {
        LoginAttempt attempt = frontend.events().login(Jid.parse(account), password);
        run();
        return attempt;
    }
}
