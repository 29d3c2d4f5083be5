package org.libtransport.user;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.frontend.LoginResult;

/** A client that waits to be logged in. {@link #result} and {@link #abandon} on any thread, the rest on the user's loop. */
final class PendingLogin implements LoginAttempt {

    private static final LoginResult GIVEN_UP = new LoginResult.Refused(true, "The client did not wait.");

    private final Loop loop;
    private final String password;
    private final CompletableFuture<LoginResult> result = new CompletableFuture<>();
    private @Nullable Runnable onGivenUp;

    PendingLogin(Loop loop, String password) {
        this.loop = loop;
        this.password = password;
    }

    @Override
    public CompletionStage<LoginResult> result() {
        return result;
    }

    @Override
    public void abandon() {
        loop.execute(() -> {
            if (result.complete(GIVEN_UP) && onGivenUp != null) {
                onGivenUp.run();
            }
        });
    }

    String password() {
        return password;
    }

    boolean isOver() {
        return result.isDone();
    }

    void end(LoginResult how) {
        result.complete(how);
    }

    /** Runs the task if the client gives up before the attempt has ended. */
    void whenGivenUp(Runnable task) {
        onGivenUp = task;
    }
}
