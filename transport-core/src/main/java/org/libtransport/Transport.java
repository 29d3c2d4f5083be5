package org.libtransport;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.libtransport.admin.AdminAccess;
import org.libtransport.admin.AdminDesk;
import org.libtransport.admin.AdminForms;
import org.libtransport.admin.AdminInterface;
import org.libtransport.admin.BackendEntries;
import org.libtransport.admin.GeneralEntries;
import org.libtransport.admin.LinkState;
import org.libtransport.admin.UserEntries;
import org.libtransport.backend.BackendAddress;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.backend.BackendPool;
import org.libtransport.concurrent.Loops;
import org.libtransport.frontend.Frontend;
import org.libtransport.metrics.Metrics;
import org.libtransport.room.RoomDirectory;
import org.libtransport.roster.ContactAddresses;
import org.libtransport.storage.Storage;
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
import org.libtransport.xmpp.feature.muc.RoomService;
import org.libtransport.xmpp.feature.register.Registrations;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.privilege.PrivilegeDoctor;
import org.libtransport.xmpp.privilege.Privileges;
import org.libtransport.xmpp.stanza.OwnRequests;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport: lets people on XMPP talk to people on another network.
 *
 * <p>Made by {@link #builder}, started once, stopped once. All methods may be called from any thread and never block.
 */
public final class Transport {

    private static final Logger log = LoggerFactory.getLogger(Transport.class);

    /** How long each part may take to end before the next is ended all the same. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Loops loops;
    private final Metrics metrics;
    private final Storage storage;
    private final BackendPool backends;
    private final Frontend frontend;
    private final UserManager users;
    private final StanzaIntake intake;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final AdminInterface admin;
    private final LinkState link = new LinkState();
    private volatile UserPolicy policy;
    private volatile AdminAccess admins;
    private volatile Appearance appearance;
    private final Features features;
    private final AtomicReference<@Nullable Element> contactCaps = new AtomicReference<>();
    private boolean stopping;

    Transport(TransportBuilder parts) {
        this.metrics = parts.metrics;
        this.policy = parts.policy;
        this.admins = parts.admins;
        this.appearance = parts.appearance();
        this.loops = Loops.start(parts.loopCount);
        this.storage = WriteBehindStorage.start(parts.store, metrics);
        this.admin = new AdminInterface(this::isKnown);
        this.backends = BackendPool.create(parts.backendSettings, loops, parts.launcher, admin, metrics);
        this.frontend = parts.frontend.create(loops, metrics);
        ContactAddresses addresses = new ContactAddresses(
                parts.jid,
                () -> parts.policy.jidEscaping() && !backends.features().disableJidEscaping());
        RoomDirectory rooms = new RoomDirectory(parts.jid, parts.mostListedRooms);
        backends.onRooms(rooms::replace);
        OwnRequests requests = new OwnRequests(loops.all(), frontend::send);
        Privileges privileges = new Privileges(
                parts.jid, change -> log.info("{}", PrivilegeDoctor.report(change.getKey(), change.getValue())));
        UserServices services = new UserServices(
                () -> policy,
                frontend,
                storage,
                backends,
                metrics,
                addresses,
                rooms,
                contactCaps::get,
                requests,
                privileges,
                new Random(),
                InstantSource.system());
        this.users = new UserManager(services, loops.all(), loops::forKey);
        RegistrationService registrations = new RegistrationService(services, users);
        AdminDesk desk = new AdminDesk(parts.jid, parts.policy.serverMode(), () -> admins, admin, frontend::send);
        addEntries(parts, registrations, privileges);
        UserCommands userCommands = new UserCommands(services, users);
        UserDesk userDesk = new UserDesk(services, users, registrations, userCommands);
        this.features = new Features(
                () -> appearance,
                parts.version,
                new UserRosters(users),
                new UserVCards(users),
                new UserBlocking(users),
                new UserRooms(users, rooms),
                registrations,
                addresses::typed,
                List.of(userCommands, new AdminForms(admin, desk::isAdmin, () -> policy.messageOfTheDay())),
                !parts.policy.serverMode(),
                this::ownFeatures,
                this::backendFeatures,
                () -> admins.admins());
        refresh();
        backends.onFeatures(changed -> refresh());
        StanzaRouter router = new StanzaRouter();
        features.register(router);
        RawRequests rawRequests = new RawRequests(services, users);
        router.takeOver(rawRequests::takes, rawRequests::ask);
        this.intake = new StanzaIntake(
                parts.jid,
                users,
                router,
                requests,
                rawRequests,
                frontend,
                backends::setReading,
                desk,
                link,
                privileges,
                userDesk);
    }

    private void refresh() {
        features.refresh();
        contactCaps.set(features.contactInfo().caps());
    }

    private void addEntries(TransportBuilder parts, Registrations registrations, Privileges privileges) {
        new UserEntries(users, registrations, () -> appearance.registration(), metrics, parts.policy.language())
                .all()
                .forEach(admin::add);
        new BackendEntries(backends, metrics).all().forEach(admin::add);
        new GeneralEntries(
                        users,
                        backends,
                        link,
                        () -> policy.messageOfTheDay(),
                        this::changeMessageOfTheDay,
                        () -> PrivilegeDoctor.report(privileges))
                .all()
                .forEach(admin::add);
    }

    private CompletionStage<Boolean> isKnown(String jid) {
        return storage.find(jid)
                .thenCombine(
                        users.status(),
                        (record, online) -> record.isPresent()
                                || online.stream()
                                        .anyMatch(user -> user.jid().toString().equals(jid)));
    }

    private synchronized void changeMessageOfTheDay(String text) {
        change(policy.toBuilder().messageOfTheDay(text).build());
    }

    /** A transport with this address. */
    public static TransportBuilder builder(Jid jid) {
        return new TransportBuilder(jid);
    }

    private Collection<String> ownFeatures() {
        List<String> all = new ArrayList<>(frontend.features());
        if (backends.features().rooms()) {
            all.add(RoomService.NAMESPACE);
        }
        return all;
    }

    private Collection<String> backendFeatures() {
        BackendFeatures announced = backends.features();
        return announced.receipts() ? List.of("urn:xmpp:receipts") : List.of();
    }

    /**
     * Opens the port for backends and the front door. If that fails, everything is closed again.
     *
     * @return both ends of the transport as they become usable
     */
    public Started start() {
        CompletionStage<BackendAddress> listening = backends.start();
        CompletionStage<Void> reachable = frontend.start(intake);
        reachable.thenRun(() -> link.changed(true));
        CompletableFuture<Void> serving = new CompletableFuture<>();
        // One side may take for ever, as a server that is down does; a failure of the other is told all the same.
        listening.whenComplete((address, failure) -> failWith(serving, failure));
        reachable.whenComplete((nothing, failure) -> failWith(serving, failure));
        listening.thenAcceptBoth(reachable, (address, nothing) -> serving.complete(null));
        serving.whenComplete((nothing, failure) -> {
            if (failure != null) {
                stop();
            }
        });
        return new Started(listening, serving);
    }

    private static void failWith(CompletableFuture<Void> stage, @Nullable Throwable failure) {
        if (failure != null) {
            stage.completeExceptionally(failure);
        }
    }

    /**
     * What {@link #start} promises.
     *
     * @param backendAddress completes when backends can connect
     * @param serving completes when users can reach the transport as well; fails only where that can never be
     */
    public record Started(CompletionStage<BackendAddress> backendAddress, CompletionStage<Void> serving) {}

    public UserManager users() {
        return users;
    }

    public BackendPool backends() {
        return backends;
    }

    /** What administrators can ask and tell; more can be added. */
    public AdminInterface admin() {
        return admin;
    }

    public Metrics metrics() {
        return metrics;
    }

    /**
     * From now on these rules hold; what is about messages and log-ins, for users who log in from now on. The address, server
     * mode, the escaping of names and the language stay as they are.
     */
    public synchronized void change(UserPolicy rules) {
        policy = rules.keepingFixed(policy);
    }

    /** From now on the transport presents itself so. Clients that have its old description notice it by its hash. */
    public void change(Appearance newAppearance) {
        appearance = newAppearance;
        refresh();
    }

    /** From now on these administer the transport. */
    public void change(AdminAccess access) {
        admins = access;
    }

    /** Completes when each of the threads that serve users has got round to a task given now: none of them hangs. */
    public CompletionStage<Void> heartbeat() {
        return CompletableFuture.allOf(loops.all().stream()
                .map(loop -> CompletableFuture.runAsync(() -> {}, loop))
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Logs all users out, closes all streams, ends the backends and writes what is not written yet. Completes when nothing
     * is left; a part that does not end within five seconds is left behind with a warning.
     */
    public CompletionStage<Void> stop() {
        synchronized (stopped) {
            if (stopping) {
                return stopped;
            }
            stopping = true;
        }
        limited("users", users.shutDown())
                // Together, since each may have to wait for somebody who does not answer.
                .thenCompose(done -> limited("streams", frontend.stop())
                        .thenCombine(limited("backends", backends.stop()), (streams, processes) -> null))
                .thenCompose(done -> limited("storage", storage.close()))
                .thenCompose(done -> limited("loops", loops.stop()))
                .thenRun(() -> stopped.complete(null));
        return stopped;
    }

    /** Completes when the transport has been stopped, by whomever. */
    public CompletionStage<Void> stopped() {
        return stopped.minimalCompletionStage();
    }

    private static CompletionStage<Void> limited(String part, CompletionStage<Void> end) {
        return end.toCompletableFuture()
                .orTimeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    log.warn("The {} did not end as they should", part, failure);
                    return null;
                });
    }
}
