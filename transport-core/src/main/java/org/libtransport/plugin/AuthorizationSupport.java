package org.libtransport.plugin;

/**
 * A session whose network lets contacts ask before they see the user ({@link SessionEvents#authorizationRequested}).
 *
 * <pre>{@code
 * @Override
 * public void authorizationAnswered(String name, boolean accepted) throws IOException {
 *     network.answerRequest(name, accepted);
 * }
 * }</pre>
 */
public interface AuthorizationSupport {

    /** The user's answer to one who asked. */
    void authorizationAnswered(String name, boolean accepted) throws Exception;
}
