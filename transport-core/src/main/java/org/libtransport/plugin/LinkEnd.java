package org.libtransport.plugin;

/**
 * Why the link of a plugin ended.
 *
 * @param orderly whether the transport wanted it: it sent EXIT or closed the connection
 * @param reason for the log and for the administrator
 */
public record LinkEnd(boolean orderly, String reason) {

    public static LinkEnd exit() {
        return new LinkEnd(true, "the transport said EXIT");
    }

    public static LinkEnd closed() {
        return new LinkEnd(true, "the transport closed the connection");
    }

    public static LinkEnd stopped() {
        return new LinkEnd(true, "stopped");
    }

    public static LinkEnd failure(String reason) {
        return new LinkEnd(false, reason);
    }
}
