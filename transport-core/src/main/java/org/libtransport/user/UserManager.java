package org.libtransport.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All users of a transport. Every user lives on one loop, chosen by bare JID; methods may be called from any thread and do
 * their work there.
 */
public final class UserManager {

    private static final Logger log = LoggerFactory.getLogger(UserManager.class);

    private final UserServices services;
    private final List<Loop> loops;
    private final Function<String, Loop> loopOf;
    private final Map<Loop, UserShard> shards = new HashMap<>();
    private final Trickle restoring;

    /**
     * @param loops all loops
     * @param loopOf the loop of a bare JID, always the same one
     */
    public UserManager(UserServices services, List<Loop> loops, Function<String, Loop> loopOf) {
        this.services = services;
        this.loops = List.copyOf(loops);
        this.loopOf = loopOf;
        this.loops.forEach(loop -> shards.put(loop, new UserShard(loop, services, () -> pause(loops.size()))));
        this.restoring = new Trickle(loops.get(0), () -> pause(1), services.random());
    }

    /** The longest pause between two users on one of so many loops. */
    private Duration pause(int parts) {
        return Duration.ofSeconds(parts).dividedBy(services.policy().restoreRate());
    }

    /** All who are logged in or on the way, by address. */
    public CompletionStage<List<UserStatus>> status() {
        return collect(shard -> {
                    Map<Jid, UserStatus> part = new HashMap<>();
                    shard.all().forEach(user -> part.put(user.jid(), user.status()));
                    return part;
                })
                .thenApply(parts -> parts.stream()
                        .flatMap(part -> part.values().stream())
                        .sorted(Comparator.comparing(user -> user.jid().toString()))
                        .toList());
    }

    /** The loop on which everything of this user happens. */
    public Loop loopOf(Jid user) {
        return loopOf.apply(user.bare().toString());
    }

    /** A message or presence came from a user. */
    public void stanzaReceived(Stanza stanza) {
        Jid from = Objects.requireNonNull(stanza.from());
        Loop loop = loopOf(from);
        loop.execute(() -> shardOf(loop).handle(stanza, from, stanza.to()));
    }

    /** Server mode: a client gave name and password. */
    public LoginAttempt login(Jid account, String password) {
        Loop loop = loopOf(account);
        PendingLogin attempt = new PendingLogin(loop, password);
        loop.execute(() -> shardOf(loop).login(account, attempt));
        return attempt;
    }

    /** Logs a user out, for instance because it is unregistered; the task runs afterwards, on the user's loop. */
    public void logOut(Jid user, Runnable afterwards) {
        onLoop(user, present -> {
            if (present != null) {
                present.logOut();
            }
            afterwards.run();
        });
    }

    /**
     * Logs a user out, telling why. In gateway mode the next presence logs the user in again.
     *
     * @return whether the user was there
     */
    public CompletionStage<Boolean> kick(Jid user, String reason) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        onLoop(user, present -> {
            if (present != null) {
                services.send(Message.chat(services.policy().transport(), present.jid(), reason));
                present.logOut();
            }
            done.complete(present != null);
        });
        return done;
    }

    /**
     * Sends everybody who is logged in a message of the transport.
     *
     * @return how many there were
     */
    public CompletionStage<Integer> announce(String text) {
        return collect(shard -> {
                    shard.all()
                            .forEach(user ->
                                    services.send(Message.chat(services.policy().transport(), user.jid(), text)));
                    return shard.all().size();
                })
                .thenApply(counts -> counts.stream().mapToInt(Integer::intValue).sum());
    }

    /** Runs the task on the user's loop, with null if the user is not logged in. */
    void onLoop(Jid user, Consumer<@Nullable User> task) {
        Loop loop = loopOf(user);
        loop.execute(() -> task.accept(shardOf(loop).find(user.bare())));
    }

    /** Whether the server of this user tells the transport what changes in the roster. */
    boolean hearsRosters(Jid user) {
        return services.privileges().of(user).hearsRosters();
    }

    /** The user, or null if not logged in. To be called on the user's loop. */
    @Nullable
    User onCurrentLoop(Jid user) {
        return shardOf(loopOf(user)).find(user.bare());
    }

    /** The link to the XMPP server is lost: until it is there again nobody is missed for being silent. */
    public void linkLost() {
        shards.forEach((loop, shard) -> loop.execute(shard::linkLost));
        loops.get(0).execute(restoring::hold);
    }

    /** The link to the XMPP server is there again: all users make sure that both sides know the same. */
    public void resynchronize() {
        shards.forEach((loop, shard) -> loop.execute(shard::resynchronize));
        loops.get(0).execute(restoring::goOn);
    }

    /** Asks those who were online when the transport last ran, or all, whether they are there. */
    public void restore() {
        boolean all = services.policy().restoresAll();
        CompletionStage<List<String>> wanted =
                all ? services.storage().allUsers() : services.storage().onlineUsers();
        wanted.whenComplete((jids, failure) -> {
            if (failure != null) {
                log.warn("Users of the last run cannot be brought back", failure);
            } else if (!jids.isEmpty()) {
                log.info("Asking {} {} whether they are there", jids.size(), all ? "users" : "users of the last run");
                List<Runnable> probes =
                        jids.stream().map(jid -> (Runnable) () -> probe(jid)).toList();
                loops.get(0).execute(() -> restoring.add(probes));
            }
        });
    }

    /** Asks for the user's presence, which logs in. */
    void probe(Jid user) {
        services.send(Presence.of(services.policy().transport(), user, Presence.Type.PROBE));
    }

    private void probe(String jid) {
        try {
            probe(Jid.parse(jid));
        } catch (InvalidJidException e) {
            log.warn("The database has a user with an impossible address: {}", e.getMessage());
        }
    }

    /** Logs all out of the network and tells them; nobody can log in afterwards. Completes when all is sent. */
    public CompletionStage<Void> shutDown() {
        loops.get(0).execute(restoring::clear);
        return collect(shard -> {
                    shard.shutDown();
                    return Map.<Jid, Boolean>of();
                })
                .thenApply(done -> null);
    }

    private <T> CompletionStage<List<T>> collect(Function<UserShard, T> task) {
        List<CompletableFuture<T>> parts = new ArrayList<>();
        shards.forEach((loop, shard) -> {
            CompletableFuture<T> part = new CompletableFuture<>();
            loop.execute(() -> part.complete(task.apply(shard)));
            parts.add(part);
        });
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
    }

    private UserShard shardOf(Loop loop) {
        return Objects.requireNonNull(shards.get(loop));
    }
}
