package org.libtransport.frontend;

import java.util.concurrent.CompletionStage;

/** One client's attempt to log in (server mode). May be used from any thread; never blocks. */
public interface LoginAttempt {

    /** How the attempt ends. Completes never exceptionally. */
    CompletionStage<LoginResult> result();

    /**
     * The client does not wait any more. Concerns no other attempt for the same account, and nothing at all once the
     * attempt has ended.
     */
    void abandon();
}
