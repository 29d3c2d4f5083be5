package org.libtransport.plugin;

/**
 * Why a session ended or never began. After {@link #NETWORK_ERROR} and {@link #OTHER_ERROR} the transport tries again by
 * itself a few times; after any other the user is told and has to act.
 */
public enum ConnectionFailure {
    NETWORK_ERROR(0),
    INVALID_USERNAME(1),
    AUTHENTICATION_FAILED(2),
    AUTHENTICATION_IMPOSSIBLE(3),
    NO_SSL_SUPPORT(4),
    ENCRYPTION_ERROR(5),
    NAME_IN_USE(6),
    INVALID_SETTINGS(7),
    CERT_NOT_PROVIDED(8),
    CERT_UNTRUSTED(9),
    CERT_EXPIRED(10),
    CERT_NOT_ACTIVATED(11),
    CERT_HOSTNAME_MISMATCH(12),
    CERT_FINGERPRINT_MISMATCH(13),
    CERT_SELF_SIGNED(14),
    CERT_OTHER_ERROR(15),
    OTHER_ERROR(16);

    private final int number;

    ConnectionFailure(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }
}
