package org.libtransport.plugin.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.LoginException;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.protocol.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of one link: who is logged in, and whose calls wait for the author's code. Everything here runs on the link's
 * event loop; the author's code runs on the executor.
 */
final class UserSeats {

    private static final Logger log = LoggerFactory.getLogger(UserSeats.class);

    private static final UserCalls.UserCall LOGOUT = new UserCalls.UserCall("", (link, session) -> session.logout());

    private final NetworkPlugin plugin;
    private final PluginDescription description;
    private final Outbox outbox;
    private final Executor executor;
    private final Executor loop;
    private final Runnable fullnessChanged;
    private final Map<String, UserSeat> seats = new HashMap<>();
    private int fullSeats;
    private boolean warned;

    /**
     * Creates a place for each user that will log in.
     *
     * @param executor where the author's code runs
     * @param loop the link's event loop
     * @param fullnessChanged called on the event loop when {@link #anyFull} may have changed
     */
    UserSeats(
            NetworkPlugin plugin,
            PluginDescription description,
            Outbox outbox,
            Executor executor,
            Executor loop,
            Runnable fullnessChanged) {
        this.plugin = plugin;
        this.description = description;
        this.outbox = outbox;
        this.executor = executor;
        this.loop = loop;
        this.fullnessChanged = fullnessChanged;
    }

    /** Whether some user has as many calls waiting as may. */
    boolean anyFull() {
        return fullSeats > 0;
    }

    void login(Wire.Login wire) {
        UserSeat seat = seats.computeIfAbsent(wire.getUser(), user -> new UserSeat(executor, this::relieved));
        if (seat.session() != null) {
            close(seat, seat.session());
        }
        SessionLink link = new SessionLink(wire.getUser(), outbox, description, this::sessionEnded);
        seat.sit(link);
        add(seat, () -> open(wire, link));
    }

    private void open(Wire.Login wire, SessionLink link) {
        if (link.isSilent()) {
            // logged out again before it began
            return;
        }
        try {
            link.opened(plugin.open(Values.login(wire), link));
        } catch (LoginException e) {
            link.disconnected(e.failure(), String.valueOf(e.getMessage()));
        } catch (Exception | Error e) {
            log.error("The log-in of {} failed", link.user(), e);
            link.disconnected(ConnectionFailure.OTHER_ERROR, "The log-in failed because of a fault in the transport.");
        }
    }

    void logout(String user) {
        UserSeat seat = seats.get(user);
        if (seat != null && seat.session() != null) {
            close(seat, seat.session());
            seat.leave();
            vacate(user, seat);
        }
    }

    /** Logs everybody out; the stage completes when all of it is done. */
    CompletableFuture<@Nullable Void> logoutAll() {
        List<CompletableFuture<@Nullable Void>> last = new ArrayList<>();
        for (UserSeat seat : seats.values()) {
            SessionLink link = seat.session();
            if (link != null) {
                close(seat, link);
                seat.leave();
            }
            CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
            seat.call(() -> done.complete(null));
            last.add(done);
        }
        return CompletableFuture.allOf(last.toArray(CompletableFuture[]::new));
    }

    /** The author said that a session is over; any thread. */
    private void sessionEnded(SessionLink link) {
        loop.execute(() -> {
            UserSeat seat = seats.get(link.user());
            if (seat != null && seat.session() == link) {
                seat.leave();
                vacate(link.user(), seat);
            }
        });
    }

    private void close(UserSeat seat, SessionLink link) {
        link.silence();
        add(seat, () -> make(link, LOGOUT));
    }

    /** Gives the place up when its last call is made, unless the user is back by then. */
    private void vacate(String user, UserSeat seat) {
        int logins = seat.logins();
        add(
                seat,
                () -> loop.execute(() -> {
                    if (seat.session() == null && seat.logins() == logins) {
                        seats.remove(user, seat);
                    }
                }));
    }

    /** Queues a call for its user, and returns false if nobody of this name is logged in. */
    boolean call(UserCalls.UserCall call) {
        UserSeat seat = seats.get(call.user());
        SessionLink link = seat == null ? null : seat.session();
        if (seat == null || link == null) {
            return false;
        }
        add(seat, () -> make(link, call));
        return true;
    }

    private static void make(SessionLink link, UserCalls.UserCall call) {
        NetworkSession session = link.session();
        if (session == null) {
            call.lost().accept(link);
            return;
        }
        try {
            call.call().make(link, session);
        } catch (Exception | Error e) {
            log.error("The session of {} failed", link.user(), e);
        }
    }

    private void add(UserSeat seat, Runnable call) {
        if (seat.call(call)) {
            fullSeats++;
            if (!warned) {
                warned = true;
                log.warn(
                        "{} calls of one user wait for the plugin; nothing is read until they are done",
                        UserSeat.BOUND);
            }
            fullnessChanged.run();
        }
    }

    private void relieved(UserSeat seat) {
        loop.execute(() -> {
            if (seat.relieve()) {
                fullSeats--;
                fullnessChanged.run();
            }
        });
    }
}
