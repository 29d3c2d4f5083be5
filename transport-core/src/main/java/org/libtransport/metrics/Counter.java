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
    /** Messages of a backend that the way to XMPP did not take. */
    MESSAGES_UNDELIVERABLE,
    /** Messages of a backend from somebody who can have no address on XMPP. */
    MESSAGES_WITHOUT_SENDER,
    /** What a backend reports of rooms that the user is not in, and nobody has got in the end. */
    MESSAGES_OUTSIDE_ROOMS,
    /** Receipts of a backend that have no id, or no conversation to be shown in. */
    RECEIPTS_UNMATCHED,
    /** Messages to a network that its backend said it has. */
    MESSAGES_ACKNOWLEDGED,
    /** Messages sent to a backend once more because it could not take them before. */
    MESSAGES_RETRIED,
    /** Messages that a backend refused for good. */
    MESSAGES_REFUSED,
    /** Messages returned because a backend that acknowledges was lost before it said what became of them. */
    MESSAGES_UNANSWERED,
    /** Messages that a lost backend may not have read: it does not acknowledge, so that nobody can know. */
    MESSAGES_IN_DOUBT,
    /** Answers of backends about messages that nobody waits to hear of. */
    ACKNOWLEDGEMENTS_UNKNOWN,
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
