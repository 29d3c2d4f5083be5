package org.libtransport.frontend;

/** The answer to a client that wants to log in (server mode). */
public sealed interface LoginResult {

    /** The password was right. */
    record Accepted() implements LoginResult {}

    /**
     * The client is refused with this SASL condition (RFC 6120 section 6.5) and sentence.
     *
     * @param temporary whether the same password may be accepted later ({@code temporary-auth-failure})
     */
    record Refused(boolean temporary, String text) implements LoginResult {}
}
