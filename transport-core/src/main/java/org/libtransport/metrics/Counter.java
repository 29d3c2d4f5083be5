package org.libtransport.metrics;

/** What is counted. The names are stable: logs, the admin interface and monitoring show them in lower case. */
public enum Counter {
    /** Messages with content taken from XMPP users. */
    MESSAGES_FROM_XMPP,
    /** Messages with content sent to XMPP users. */
    MESSAGES_TO_XMPP,
    /** Stanzas with addresses, types or content that break the rules, whether they could be answered or not. */
    STANZAS_MALFORMED,
    /** Stanzas returned to their sender with an error. */
    STANZAS_BOUNCED,
    /** Messages of a backend that could not be shown to anybody. */
    MESSAGES_UNDELIVERABLE,
    /** Log-ins that the network accepted. */
    LOGINS,
    /** Log-ins that failed for good. */
    LOGINS_FAILED,
    /** Frames of backends that could not be read. */
    FRAMES_UNREADABLE,
    /** Frames of backends about users who are not here. */
    FRAMES_UNROUTABLE,
    /** Backends that ended without having been asked to. */
    BACKENDS_CRASHED,
    /** Streams ended because the peer broke the protocol. */
    STREAM_ERRORS,
    /** Changes that could not be written to the database. */
    STORAGE_FAILURES
}
