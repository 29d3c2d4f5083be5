package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.concurrent.Loops;
import org.libtransport.failure.Failure;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.Tools;

/** A backend process that dies whenever a certain user logs in. */
class QuarantineIT {

    private static final String BAD = "crash@example.net";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Loops loops = Loops.start(2);
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Map<String, RecordingUser> users = new HashMap<>();

    @TempDir
    private Path directory;

    private BackendPool pool;

    @AfterEach
    void stop() throws Exception {
        pool.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        loops.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void the_others_are_logged_in_for_good_and_the_culprit_is_told() throws Exception {
        Tools.require("python3");
        pool = BackendPool.create(
                BackendSettings.DEFAULT.withUsersPerBackend(9),
                loops,
                new ProcessLauncher(
                        EchoProcess.command(directory), directory, List.of("config.cfg", "--service.x=a \"b\" c")),
                command -> CompletableFuture.completedFuture(""),
                metrics);
        pool.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
        List<String> names = new ArrayList<>(List.of(BAD));
        for (int i = 0; i < 8; i++) {
            names.add("good" + i + "@example.net");
        }
        for (String name : names) {
            RecordingUser user = new RecordingUser(name, loops.forKey(name));
            users.put(name, user);
            pool.request(user);
        }

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            users.values().forEach(this::react);
            return isRefused(users.get(BAD));
        });

        assertThat(metrics.value(Counter.BACKENDS_CRASHED)).isEqualTo(4);
        await().atMost(PATIENCE)
                .until(() -> users.values().stream()
                        .filter(user -> !user.key().equals(BAD))
                        .peek(this::react)
                        .allMatch(user -> last(user).equals("logged in")));
    }

    private static boolean isRefused(RecordingUser user) {
        Failure failure = user.failure;
        return failure != null
                && failure.kind() == Failure.Kind.REFUSED
                && last(user).equals("lost");
    }

    private static String last(RecordingUser user) {
        return user.events.isEmpty() ? "" : user.events.get(user.events.size() - 1);
    }

    /** As a user does: logs in when there is a backend, asks again when it is lost. */
    private void react(RecordingUser user) {
        user.loop().execute(() -> reactOnLoop(user));
    }

    private void reactOnLoop(RecordingUser user) {
        switch (last(user)) {
            case "ready" -> {
                user.events.add("logged in");
                Wire.Login login = Wire.Login.newBuilder()
                        .setUser(user.key())
                        .setLegacyName(user.key())
                        .setPassword("")
                        .build();
                user.seat().send(Type.TYPE_LOGIN, login);
            }
            case "lost", "unavailable" -> {
                if (!isRefused(user)) {
                    user.events.add("asked");
                    pool.request(user);
                }
            }
            default -> {
                // Nothing is new.
            }
        }
    }
}
