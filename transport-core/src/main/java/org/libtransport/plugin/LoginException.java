package org.libtransport.plugin;

/** The network refuses a log-in. Not logged as a fault. */
public final class LoginException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ConnectionFailure failure;

    /**
     * Creates a refusal.
     *
     * @param text a sentence for the user
     */
    public LoginException(ConnectionFailure failure, String text) {
        super(text);
        this.failure = failure;
    }

    public ConnectionFailure failure() {
        return failure;
    }
}
