package org.libtransport.plugin;

/**
 * A backend: connects users to one network. There is one instance per process or link; it must be safe for threads.
 *
 * <pre>{@code
 * @Override
 * public PluginDescription describe() {
 *     return PluginDescription.builder("chatter", ChatterSession.class).build();
 * }
 *
 * @Override
 * public NetworkSession open(Login login, SessionEvents events) throws IOException, LoginException {
 *     Network network = Network.connect();
 *     if (!network.logIn(login.legacyName(), login.password())) {
 *         throw new LoginException(ConnectionFailure.AUTHENTICATION_FAILED, "Wrong name or password.");
 *     }
 *     events.connected();
 *     return new ChatterSession(network, events);
 * }
 * }</pre>
 */
public interface NetworkPlugin {

    /** Tells what the transport has to know before anybody logs in. Called once, when the link is up. */
    PluginDescription describe();

    /**
     * Logs a user in. May block until the network answers, or return at once and report the outcome later: exactly one of
     * {@link SessionEvents#connected()} and {@link SessionEvents#disconnected} must follow, in here or after it.
     *
     * <p>Never runs twice at a time for one user: if a user is logged in again, the session before is logged out first.
     *
     * @param events where to report what happens to this user; may be used from now on
     * @throws LoginException if the network refuses the user; the text is shown
     * @throws Exception for any other failure; it is logged and the user reads a general sentence
     */
    NetworkSession open(Login login, SessionEvents events) throws Exception;

    /** Called once at the end, after all sessions were logged out. */
    default void close() throws Exception {}

    /** Makes the plugin from what was given on the command line. */
    @FunctionalInterface
    interface Factory {
        /** Throws an {@link IllegalArgumentException} with a sentence for the administrator if an option is wrong. */
        NetworkPlugin create(PluginOptions options);
    }
}
