package org.libtransport.protocol;

/**
 * Names around the additions to the protocol: types and fields from 100 up. A backend announces those it speaks in its
 * BACKEND_CONFIG, as {@code [extensions]} with a line {@code name=1} for each; nothing of them is sent to one that did
 * not. Defined in {@code docs/wire-protocol.md}.
 */
public final class Extensions {

    /** The section of BACKEND_CONFIG. */
    public static final String SECTION = "extensions";

    /** The backend wants the transport's HELLO and answers it. */
    public static final String HELLO = "hello";

    /** The backend answers each message that has an {@code ackId} by one MESSAGE_STATUS. */
    public static final String ACKNOWLEDGEMENT = "acknowledgement";

    /** The backend may answer a log-in by a token, and takes that token instead of the password afterwards. */
    public static final String LOGIN_TOKEN = "login_token";

    /** The lowest and the highest version of the additions that this library speaks. */
    public static final int LOWEST_VERSION = 1;

    public static final int HIGHEST_VERSION = 1;

    /**
     * The environment variable that holds the token. Set for each backend that a transport starts; one that has it sends
     * TOKEN as its first frame.
     */
    public static final String TOKEN_VARIABLE = "LIBTRANSPORT_BACKEND_TOKEN";

    /**
     * The environment variable that names a file with the certificates (PEM) that a transport's backend port is to be
     * verified with. Where it is set, the connection is TLS from its first byte.
     */
    public static final String CA_VARIABLE = "LIBTRANSPORT_BACKEND_CA";

    private Extensions() {}
}
